package sandbox_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// TestInTurn: what many say at once is answered one after the other, in the order in which it was
// said, while builds wait.
func TestInTurn(t *testing.T) {
	w := start(t)
	w.InTurn()
	w.comment("alice", "/promote 42 dev")
	var many sync.WaitGroup
	for range 5 {
		many.Go(func() { w.comment("alice", "/help") })
	}
	many.Wait()
	w.wait()
	comments, last := w.repo().Issue(17).By("alice"), 0
	for _, d := range w.Deliveries() { // the newest first
		if d.Sender != "alice" {
			continue
		}
		if last++; d.Comment != comments[len(comments)-last].ID {
			t.Errorf("delivery %d is of comment %d: %v", d.Number, d.Comment, comments)
		}
	}
	if last != len(comments) || len(comments) != 6 {
		t.Errorf("%d of %d", last, len(comments))
	}
}

// TestWaitCalls: where everything stands still, the robot makes as many calls as it is let, and
// none while somebody acts.
func TestWaitCalls(t *testing.T) {
	w := start(t)
	calls := func() int { return w.Progress().Calls }
	before := calls()
	w.OnAct(func(sandbox.Act) { before = calls() }, func(sandbox.Act) {
		if calls() != before {
			t.Error("the robot has made a call meanwhile")
		}
	})
	w.Hold(true)
	w.comment("alice", "/lock")
	for n := range 4 {
		was := calls()
		if err := w.WaitCalls(t.Context(), n); err != nil {
			t.Fatal(err)
		}
		if got := calls() - was; got != n {
			t.Errorf("%d calls, want %d", got, n)
		}
		w.comment("owner", fmt.Sprint("hello ", n))
	}
	if w.repo().Issue(17).Locked {
		t.Error("it is at its end")
	}
	if err := w.WaitCalls(t.Context(), 1000); err != nil { // it makes fewer, and comes to its end
		t.Fatal(err)
	}
	if p := w.Progress(); !p.Answered {
		t.Errorf("%+v", p)
	}
}

// TestSeconds: what was edited later was edited later, although no time passes in here.
func TestSeconds(t *testing.T) {
	w := start(t)
	w.InTurn()
	w.say("alice", "hello")
	w.say("alice", "hello again")
	first, second := w.repo().Issue(17).By("alice")[0], w.repo().Issue(17).By("alice")[1]
	if apart := second.Created.Sub(first.Created); apart < time.Second || apart > 3*time.Second {
		t.Errorf("they are %s apart", apart)
	}
}
