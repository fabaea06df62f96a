package page

import (
	"net/http"
	"strconv"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// called is a call of the robot with its place in time.
type called struct {
	sandbox.Call
	Number   int
	Means    string // why it is made
	Shown    string // the path, as people read it
	Long     string // all of it, where Shown is shorter
	Asked    text
	Answered text
	Idle     gauge // from the answer before it until it began: the robot's own time
	Bar      gauge
}

// gauge is a span on a line that is 1000 long; the policy of the pages allows no style
// attribute, and SVG says it in attributes.
type gauge struct {
	From, Width int
	Over        bool // it is longer than it should be
	Whole       time.Duration
}

const wide = 1000

// span is a time on the line of a whole; nothing is so short that it cannot be seen.
func span(from, took, whole time.Duration) gauge {
	if whole <= 0 {
		return gauge{Width: wide}
	}
	g := gauge{From: int(from * wide / whole), Width: int(took * wide / whole), Whole: whole}
	g.Width = max(g.Width, 6)
	g.From = max(0, min(g.From, wide-g.Width))
	g.Width = min(g.Width, wide)
	return g
}

// clocked is how long a delivery took of what its sender waits.
func clocked(d sandbox.Delivery) gauge {
	took := d.Took
	if !d.Done {
		took = max(took, ended(d))
	}
	g := span(0, took, waits(d.From))
	g.Over = g.Whole > 0 && took > g.Whole
	return g
}

// ended is when the last of its calls was over, since it began.
func ended(d sandbox.Delivery) (last time.Duration) {
	for _, c := range d.Calls {
		last = max(last, c.After+c.Took)
	}
	return last
}

// timed are the calls of a delivery, on one line of time.
func timed(d sandbox.Delivery) (list []called) {
	whole, before, many := max(d.Took, ended(d)), time.Duration(0), 2*len(d.Calls)
	for i, c := range d.Calls {
		at := deliveryURL(d.Number) + "/calls/" + strconv.Itoa(i+1)
		list = append(list, called{
			Call: c, Number: i + 1, Means: meaning(c), Shown: shownPath(c.Path), Long: longPath(c.Path),
			Asked: shortened([]byte(c.Request), many, at+"/request"), Answered: shortened([]byte(c.Answer), many, at+"/answer"),
			Idle: span(before, max(0, c.After-before), whole), Bar: span(c.After, c.Took, whole),
		})
		before = max(before, c.After+c.Took)
	}
	return list
}

// Went is how it ended, as a class of style.css.
func (c called) Went() string {
	switch {
	case c.Err != "" || c.Status >= http.StatusInternalServerError:
		return "failure"
	case c.Status == 0:
		return "running"
	case c.Status >= http.StatusBadRequest:
		return "pending" // an answer like any other: "no such ref" is often what one wants to know
	}
	return "success"
}

// payload is GET /deliveries/{number}/payload: all of it, where the page has its beginning.
func (p *Page) payload(w http.ResponseWriter, r *http.Request) {
	if d, ok := p.found(w, r); ok {
		plain(w, d.Payload)
	}
}

// body is GET /deliveries/{number}/calls/{call}/{side}: a request's body or its answer's.
func (p *Page) body(w http.ResponseWriter, r *http.Request) {
	d, ok := p.found(w, r)
	if !ok {
		return
	}
	number, err := strconv.Atoi(r.PathValue("call"))
	if err != nil || number < 1 || number > len(d.Calls) {
		p.missing(w, r)
		return
	}
	switch c := d.Calls[number-1]; r.PathValue("side") {
	case "request":
		plain(w, []byte(c.Request))
	case "answer":
		plain(w, []byte(c.Answer))
	default:
		p.missing(w, r)
	}
}

// plain shows a body as text, whatever it is: nothing in it is run.
func plain(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(pretty(body)))
}
