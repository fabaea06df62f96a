package page

import (
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// happening is a delivery as lists show it.
type happening struct {
	sandbox.Delivery
	count
}

// count is how many lines of a text are what.
type count struct {
	Good   int // run
	Undone int // are commands, and were not done: the answer says why
	Bad    int // look like commands, and are none
}

// A list has the newest deliveries; the page of all of them leads to the rest.
const (
	ofIssue = 20
	ofAll   = 50
)

// happened is what the template _happened is given: the newest deliveries about one issue.
//
//	{{template "_happened" (piece . .Data.Happened)}}
func (p *Page) happened(repo string, number int) []happening {
	list, _ := p.listed(ofIssue, func(d sandbox.Delivery) bool { return strings.EqualFold(d.Repo, repo) && d.Issue == number })
	return list
}

// listed are the newest deliveries of some, and how many older ones there are.
func (p *Page) listed(most int, some func(sandbox.Delivery) bool) (list []happening, older int) {
	for _, d := range p.s.Deliveries() {
		switch {
		case !some(d):
		case len(list) == most:
			older++
		default:
			list = append(list, happening{d, counted(d)})
		}
	}
	return list, older
}

func counted(d sandbox.Delivery) (n count) {
	failure := failureOf(d)
	for _, line := range d.Lines {
		switch {
		case line.Runs:
			n.Good++
		case undone(line, failure):
			n.Undone++
		default:
			n.Bad++
		}
	}
	return n
}

// Status is the class of the dot before it.
func (h happening) Status() string { return answered(h.Delivery) }

// What is the event in GitHub's words: "issue_comment · created".
func (h happening) What() string { return eventName(h.Delivery) }

// Page is where all of it is.
func (h happening) Page() string { return deliveryURL(h.Number) }

// Hears reports whether it brings a text, which was looked through for commands.
func (h happening) Hears() bool {
	return h.From == sandbox.FromGitHub && slices.Contains(hearing, h.Event)
}

var hearing = []string{"issue_comment", "issues", "pull_request", "pull_request_review_comment"}

func eventName(d sandbox.Delivery) string {
	if d.Action == "" {
		return d.Event
	}
	return d.Event + " · " + d.Action
}

// answered is how a delivery ended, as a class of style.css.
func answered(d sandbox.Delivery) string {
	switch {
	case !d.Done:
		return "running"
	case d.Err != "" || d.Status >= http.StatusBadRequest || d.Status == 0 && d.From != sandbox.FromTimer:
		return "failure"
	case len(d.Calls) == 0: // there was nothing in it for the robot
		return "skipped"
	}
	return "success"
}

// deliveries is GET /deliveries: the newest, or all there were, and what one can break.
func (p *Page) deliveries(w http.ResponseWriter, r *http.Request) {
	most := ofAll
	if r.URL.Query().Has("all") {
		most = math.MaxInt
	}
	list, older := p.listed(most, func(sandbox.Delivery) bool { return true })
	data := struct {
		Listed   []happening
		Older    int
		Switches panel
	}{list, older, p.panel()}
	p.show(w, r, "deliveries", say(language(r), "Deliveries"), data)
}
