package page

import (
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// TestSwitches turns each by its form, on and off.
func TestSwitches(t *testing.T) {
	r := open(t)
	for _, name := range sandbox.Switches() {
		at := `aria-checked="true" aria-describedby="then-` + string(name) + `"`
		r.has(r.get("/deliveries"), `data-switch="`+string(name)+`"`)
		page := r.post("/switches/"+string(name), "on", "true", "back", "/deliveries")
		r.has(page, at, "<h1>Deliveries</h1>")
		if !r.s.On(name) {
			t.Errorf("%s is off", name)
		}
		r.lacks(r.post("/switches/"+string(name), "on", "false", "back", "/deliveries"), at)
		if one := levers[name]; one.Label == "" || one.Then == "" || one.Look == "" {
			t.Errorf("%s says nothing of itself: %+v", name, one)
		}
	}
}

// TestSwept: what was lost while GitHub was down is found by the sweep, whose summary is a
// sentence.
func TestSwept(t *testing.T) {
	r := open(t)
	r.has(r.get("/deliveries"), "Here you are the timer.")
	r.has(r.post("/sweep", "back", "/deliveries"), "found nothing to do")
	r.post("/switches/github-down", "on", "true", "back", issue17)
	r.say("/kind bug")
	failed := r.delivered("issue_comment", "created")
	page := r.get(deliveryURL(failed.Number))
	r.has(page, `<span class="status failure">500</span>`, "it may be delivered again", `class="status failure">502`, "1 command that was not done")
	r.post("/switches/github-down", "on", "false", "back", issue17)
	r.has(r.post("/sweep", "back", "/deliveries"), "asked GitHub to deliver 1 again.", "What it did")
	if err := r.s.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.has(r.get(deliveryURL(failed.Number)), "repeated by")
	r.has(r.get(issue17), ">kind/bug</span>")
	sweep := r.delivered("sweep", "")
	r.has(r.get(deliveryURL(sweep.Number)), "The timer woke the robot up", "Which deliveries failed?")
}

// TestKilled: an instance that is gone is told of, and the delivery that repeats it, too.
func TestKilled(t *testing.T) {
	r := open(t)
	r.post("/switches/kill", "on", "true", "back", issue17)
	r.say("/promote 42 dev")
	d := r.delivered("issue_comment", "created")
	r.has(r.get(deliveryURL(d.Number)), "the instance was killed", "broken off", "1 command that was not done", "do not try again by themselves")
	r.post("/sweep", "back", "/deliveries")
	if err := r.s.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.has(r.get("/deliveries"), "· again")
	r.has(r.get(issue17), "succeeded")
}
