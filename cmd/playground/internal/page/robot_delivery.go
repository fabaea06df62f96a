package page

import (
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue"
)

// told is a delivery with what one wants to know of it at a glance.
type told struct {
	happening
	Calls    []called
	Headers  []header
	Received text
	Results  []result
	Swept    *issue.Swept
	Clock    gauge // against the time that its sender waits

	Earlier []int // deliveries of the same GUID before it
	Later   []int // and after it
}

type header struct{ Name, Value string }

// result is what became of a command, with what the robot says of it as it is rendered.
type result struct {
	Name  string
	State issue.State
	Said  template.HTML
}

func deliveryURL(number int) string { return "/deliveries/" + strconv.Itoa(number) }

// found is the delivery that a path names.
func (p *Page) found(w http.ResponseWriter, r *http.Request) (sandbox.Delivery, bool) {
	number, err := strconv.Atoi(r.PathValue("number"))
	d, ok := p.s.Delivery(number)
	if err != nil || !ok {
		p.missing(w, r)
		return d, false
	}
	return d, true
}

// delivery is GET /deliveries/{number}.
func (p *Page) delivery(w http.ResponseWriter, r *http.Request) {
	d, ok := p.found(w, r)
	if !ok {
		return
	}
	t := told{happening: happening{d, counted(d)}, Calls: timed(d), Headers: headersOf(d.Header)}
	t.Received = shortened(d.Payload, 1, deliveryURL(d.Number)+"/payload")
	results, swept := answerOf(d)
	for _, one := range results {
		t.Results = append(t.Results, result{one.Name, one.State, p.place(d.Repo, nil).markdown(one.Detail)})
	}
	t.Swept = swept
	t.Clock = clocked(d)
	t.Earlier, t.Later = p.same(d)
	p.show(w, r, "delivery", fmt.Sprintf("%s %d", say(language(r), "Delivery"), d.Number), t)
}

// same are the other deliveries of the same GUID, before and after it.
func (p *Page) same(d sandbox.Delivery) (earlier, later []int) {
	for _, other := range p.s.Deliveries() {
		switch {
		case d.GUID == "" || other.GUID != d.GUID || other.Number == d.Number:
		case other.Number < d.Number:
			earlier = append(earlier, other.Number)
		default:
			later = append(later, other.Number)
		}
	}
	slices.Sort(earlier)
	slices.Sort(later)
	return earlier, later
}

// headersOf are the headers by name.
func headersOf(all http.Header) (list []header) {
	for name, values := range all {
		list = append(list, header{name, strings.Join(values, ", ")})
	}
	slices.SortFunc(list, func(a, b header) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// answerOf reads what the robot answered: what became of the commands, or of a sweep.
func answerOf(d sandbox.Delivery) (results []issue.Result, swept *issue.Swept) {
	if d.From == sandbox.FromTimer {
		if json.Unmarshal([]byte(d.Answer), &swept) != nil {
			return nil, nil
		}
		return nil, swept
	}
	var outcome issue.Outcome
	if json.Unmarshal([]byte(d.Answer), &outcome) != nil {
		return nil, nil
	}
	return outcome.Commands, nil
}

// waits is how long the sender waits for an answer; 0: nobody waits.
// https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks#respond-within-10-seconds
func waits(from sandbox.Origin) time.Duration {
	switch from {
	case sandbox.FromGitHub:
		return 10 * time.Second
	case sandbox.FromDrone:
		return time.Minute
	}
	return 0
}
