package page

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue"
)

// panel is what the template _switches is given.
//
//	{{template "_switches" (piece . .Data.Switches)}}
type panel struct {
	All   []lever
	Swept *swept // nil where there was no sweep yet
}

// lever is a switch with what one wants to know before one turns it.
type lever struct {
	Name  sandbox.Switch
	On    bool
	Label string // what it breaks
	Then  string // what will happen
	Look  string // what to try, and to look for
	Not   string // why it cannot be turned; "" where it can
}

// swept is the last run of the sweep.
type swept struct {
	sandbox.Delivery
	Did issue.Swept
	Saw bool // it said what it did
}

var levers = map[sandbox.Switch]lever{
	sandbox.GitHubDown: {
		Label: "GitHub answers 502",
		Then:  "Every call of the robot to GitHub fails; webhooks still arrive.",
		Look:  "Comment a command: no 👀, and the delivery is answered 500. Turn this off and run the sweep: it is done after all.",
	},
	sandbox.DroneDown: {
		Label: "Drone is down",
		Then:  "Drone does not answer the robot.",
		Look:  "Comment /promote 42 dev: the reply says that Drone did not answer, and that nothing was started.",
	},
	sandbox.RateLimited: {
		Label: "The rate limit is reached",
		Then:  "GitHub refuses the robot's calls until its limit is renewed, in a while.",
		Look:  "Comment a command: it is not lost, and not done twice. When the limit is renewed, the sweep finds it.",
	},
	sandbox.Twice: {
		Label: "Deliver twice",
		Then:  "GitHub sends every webhook twice, both at once.",
		Look:  "Comment /promote 42 dev: two deliveries, one 👀, one build.",
	},
	sandbox.Late: {
		Label: "Deliver late",
		Then:  "GitHub sends its webhooks some seconds late.",
		Look:  "Comment a command and edit or delete the comment at once: what is not said any more is not done.",
	},
	sandbox.Kill: {
		Label: "Kill the instance after the claim",
		Then:  "The next instance that has put its 👀 dies, as when the cloud takes a machine away. Then this turns itself off.",
		Look:  "Comment a command: 👀 and nothing more. Run the sweep: another instance brings it to its end, once; of /confirm and calls to a server it says that they may have run.",
	},
}

// notElsewhere is why a robot that is not in here cannot be killed.
const notElsewhere = "It kills the robot in here, which gets no webhooks: end the one elsewhere yourself."

// pull is a switch as it is.
func (p *Page) pull(name sandbox.Switch) lever {
	one := levers[name]
	one.Name, one.On = name, p.s.On(name)
	if name == sandbox.Kill && p.s.Elsewhere() != "" {
		one.Not = notElsewhere
	}
	return one
}

// panel is how the switches are, and what the last sweep did.
func (p *Page) panel() panel {
	var now panel
	for _, name := range sandbox.Switches() {
		now.All = append(now.All, p.pull(name))
	}
	for _, d := range p.s.Deliveries() {
		if d.From == sandbox.FromTimer {
			last := swept{Delivery: d}
			last.Saw = json.Unmarshal([]byte(d.Answer), &last.Did) == nil
			now.Swept = &last
			break
		}
	}
	return now
}

// Idle reports whether it found nothing to do.
func (s swept) Idle() bool {
	return s.Did.Redelivered+s.Did.Run+s.Did.Resumed+s.Did.Updated == 0
}

// Trouble is what went wrong with it.
func (s swept) Trouble() bool { return answered(s.Delivery) == "failure" }

// Page is where all of it is.
func (s swept) Page() string { return deliveryURL(s.Number) }

// turn is POST /switches/{name}.
func (p *Page) turn(w http.ResponseWriter, r *http.Request) {
	name := sandbox.Switch(r.PathValue("name"))
	if !slices.Contains(sandbox.Switches(), name) {
		p.missing(w, r)
		return
	}
	if not := p.pull(name).Not; not != "" {
		p.back(w, r, errors.New(not))
		return
	}
	p.s.Turn(name, r.FormValue("on") == "true")
	p.back(w, r, nil)
}

// sweep is POST /sweep.
func (p *Page) sweep(w http.ResponseWriter, r *http.Request) {
	_, err := p.s.Sweep(r.Context())
	p.back(w, r, err)
}
