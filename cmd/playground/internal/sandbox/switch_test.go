package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// last is the newest delivery of a comment of alice's.
func (w *world) last() sandbox.Delivery {
	w.t.Helper()
	for _, d := range w.Deliveries() {
		if d.Event == "issue_comment" && d.Action == "created" && d.Sender == "alice" {
			return d
		}
	}
	w.t.Fatal("alice has said nothing")
	return sandbox.Delivery{}
}

// TestBroken: what is broken befalls the robot, and nobody else.
func TestBroken(t *testing.T) {
	for _, row := range []struct {
		of           sandbox.Switch
		status       int
		calls, reply string
	}{
		{sandbox.GitHubDown, 500, "POST reactions 502", ""},
		{sandbox.RateLimited, 500, "POST reactions 403", ""},
		{sandbox.DroneDown, 200, "Drone GET 42 0", "Drone"},
	} {
		w := start(t)
		w.Turn(row.of, true)
		w.say("alice", "/promote 42 dev")
		d := w.last()
		if d.Status != row.status || !strings.Contains(w.did(d), row.calls) || w.builds() != 1 {
			t.Errorf("%s: %d %s\n%s", row.of, d.Status, d.Answer, w.did(d))
		}
		if row.reply != "" && !strings.Contains(w.reply(), row.reply) {
			t.Errorf("%s: the reply is %q", row.of, w.reply())
		}
		w.Turn(row.of, false)
		w.say("alice", "/promote 42 dev")
		if w.On(row.of) || w.builds() != 2 {
			t.Errorf("%s is off, and there are %d builds:\n%s", row.of, w.builds(), w.did(w.last()))
		}
	}
}

// TestSwitchesAreApart: to mend one mends no other.
func TestSwitchesAreApart(t *testing.T) {
	w := start(t)
	for _, one := range sandbox.Switches() {
		if w.Turn(one, true); !w.On(one) {
			t.Errorf("%s is off", one)
		}
	}
	w.Turn(sandbox.GitHubDown, false)
	w.Turn(sandbox.Twice, false)
	w.say("alice", "/promote 42 dev")
	if d := w.last(); !strings.Contains(d.Answer, "rate limit") || !strings.Contains(w.did(d), "POST reactions 403") {
		t.Errorf("%s\n%s", d.Answer, w.did(d))
	}
	w.Turn(sandbox.RateLimited, false)
	w.Turn("no such switch", true)
	if w.On(sandbox.GitHubDown) || w.On("no such switch") || !w.On(sandbox.DroneDown) || !w.On(sandbox.Kill) {
		t.Error("the wrong ones are on")
	}
}

// TestRateLimitEnds: it ends by itself where time passes.
func TestRateLimitEnds(t *testing.T) {
	w := start(t, func(o *sandbox.Options) { o.Pace = time.Millisecond })
	w.SetLimit(10 * time.Millisecond)
	w.Turn(sandbox.RateLimited, true)
	for version := uint64(0); w.On(sandbox.RateLimited); {
		version = w.Changed(t.Context(), version)
	}
	w.say("alice", "/promote 42 dev")
	if w.builds() != 2 {
		t.Errorf("there are %d builds", w.builds())
	}
}

// TestRateLimitAnew: one that is over ends no other that somebody has made since.
func TestRateLimitAnew(t *testing.T) {
	w := start(t)
	w.Turn(sandbox.RateLimited, true)
	first := w.Expires(sandbox.RateLimited)
	w.Turn(sandbox.RateLimited, true)
	if first(); !w.On(sandbox.RateLimited) {
		t.Error("the first one has ended the second")
	}
	if w.Expires(sandbox.RateLimited)(); w.On(sandbox.RateLimited) {
		t.Error("the second one does not end")
	}
}

// TestTwice: what is delivered twice at once is done once.
func TestTwice(t *testing.T) {
	w := start(t)
	w.Turn(sandbox.Twice, true)
	w.say("alice", "/promote 42 dev")
	all := w.from("issue_comment", "created")
	var again []bool
	states := ""
	for _, d := range all {
		if d.Sender == "alice" {
			again, states = append(again, d.Redelivery), states+d.Lines[0].Verdict+"\n"
		}
	}
	if len(again) != 2 || again[0] || !again[1] || strings.Count(states, "runs as") != 1 || strings.Count(states, "duplicate: another delivery of this comment has it") != 1 {
		t.Errorf("redeliveries %v:\n%s", again, states)
	}
	if said := w.repo().Issue(17).By(w.Robot()); w.builds() != 2 || len(said) != 1 {
		t.Errorf("%d builds, %d replies", w.builds(), len(said))
	}
}

// TestLate: a delivery that is late is worked all the same.
func TestLate(t *testing.T) {
	for pace, want := range map[time.Duration]time.Duration{0: 0, time.Millisecond: time.Second, time.Second: 8 * time.Second} {
		w := start(t, func(o *sandbox.Options) { o.Pace = pace })
		if got := w.Lateness(); got != want {
			t.Errorf("at a pace of %v it is late by %v, want %v", pace, got, want)
		}
	}
	w := start(t, func(o *sandbox.Options) { o.Pace = time.Millisecond })
	w.SetLate(time.Millisecond)
	w.Turn(sandbox.Late, true)
	w.say("alice", "/promote 42 dev")
	if w.builds() != 2 || w.last().Redelivery {
		t.Errorf("there are %d builds", w.builds())
	}
}

// TestKilled: an instance that dies after the claim leaves 👀 alone, and the sweep brings it
// to an end: with one build, and one reply.
func TestKilled(t *testing.T) {
	w := start(t)
	w.Turn(sandbox.Kill, true)
	c := w.say("alice", "/promote 42 dev")
	d := w.last()
	if d.Err != "the instance was killed" || d.Status != 0 || d.Instance != 1 || w.On(sandbox.Kill) || d.Lines[0].Runs {
		t.Errorf("%+v", d)
	}
	if eyes := strings.Join(w.repo().Reactions(c.GetID(), w.Robot()), " "); eyes != "eyes" || w.builds() != 1 || !strings.Contains(w.did(d), "POST reactions 201") {
		t.Errorf("%q, and %d builds:\n%s", eyes, w.builds(), w.did(d))
	}
	swept, err := w.Sweep(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.wait()
	all := w.from("issue_comment", "created")
	if swept.Redelivered != 1 || !all[1].Redelivery || all[1].GUID != d.GUID {
		t.Errorf("%+v, and then %+v", swept, all[1])
	}
	if said := w.repo().Issue(17).By(w.Robot()); w.builds() != 2 || len(said) != 1 || !strings.Contains(w.reply(), "**succeeded**") {
		t.Errorf("%d builds, %d replies: %v", w.builds(), len(said), said)
	}
	if end := strings.Join(w.repo().Reactions(c.GetID(), w.Robot()), " "); end != "eyes rocket" {
		t.Errorf("the reactions are %q", end)
	}
	w.say("alice", "/promote 42 test")
	if w.last().Instance < 2 || w.builds() != 3 {
		t.Errorf("the next one was worked by instance %d", w.last().Instance)
	}
}

// TestKilledSweep: the sweep is an instance like any other.
func TestKilledSweep(t *testing.T) {
	w := start(t)
	w.Turn(sandbox.GitHubDown, true)
	w.say("alice", "/promote 42 dev") // which nobody claims
	w.Turn(sandbox.GitHubDown, false)
	w.Turn(sandbox.Kill, true)
	_, _ = w.Sweep(t.Context())
	w.wait()
	for range 2 {
		if _, err := w.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wait()
	}
	if said := w.repo().Issue(17).By(w.Robot()); w.On(sandbox.Kill) || w.builds() != 2 || len(said) != 1 {
		t.Errorf("%d builds, %d replies: %v", w.builds(), len(said), said)
	}
}

// TestSweep: a sweep is in the journal, with its calls and what it says of itself.
func TestSweep(t *testing.T) {
	w := start(t)
	before := w.repo().Issue(17).Created
	swept, err := w.Sweep(t.Context())
	if err != nil || swept.Calls == 0 {
		t.Fatalf("%+v, %v", swept, err)
	}
	d := w.Deliveries()[0]
	if d.From != sandbox.FromTimer || d.Event != "sweep" || !d.Done || d.Status != 200 || len(d.Calls) != swept.Calls || !strings.Contains(d.Answer, `"redelivered":0`) {
		t.Errorf("%+v", d)
	}
	if aged := before.Sub(w.repo().Issue(17).Created); aged != 3*time.Minute {
		t.Errorf("%v have passed", aged)
	}
}
