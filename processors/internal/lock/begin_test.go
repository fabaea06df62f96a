package lock_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/internal/lock"
	"github.com/fanux/robot/processors/internal/site"
)

const command = "comment-99001-3"

// commands are those that a robot begins.
func (w *world) commands() *lock.Locks {
	return lock.OfCommands(site.Site{Client: dialed(w), Owner: "acme", Repo: "widgets", Page: "https://github.com/acme/widgets"})
}

// begin begins the command, and reports who was before us.
func (w *world) begin(l *lock.Locks, again bool) *lock.Lock {
	w.Helper()
	held, err := l.Begin(w.ctx(), lock.Lock{Target: command, Holder: "alice"}, again)
	if err != nil {
		w.Fatal(err)
	}
	return held
}

func TestBegin(t *testing.T) {
	w := start(t)
	if held := w.begin(w.commands(), false); held != nil {
		t.Errorf("held by %+v", held)
	}
	if diff := cmp.Diff([]string{"POST commits", "POST refs"}, w.calls()); diff != "" {
		t.Errorf("calls to begin (-want +have):\n%s", diff)
	}
	w.later(24 * time.Hour) // it is not taken over by who does not know that somebody crashed
	if held := w.begin(w.commands(), false); held == nil || !held.Brief || held.Holder != "alice" {
		t.Errorf("held by %+v, want alice", held)
	}
	if held := w.begin(w.commands(), true); held != nil {
		t.Errorf("held by %+v after a day", held)
	}
	if held := w.begin(w.commands(), true); held == nil {
		t.Error("two resumed it")
	}
	if all, err := w.locks().All(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("locks of targets: %v, %v", all, err)
	}
	w.calls()
	if err := w.commands().Release(t.Context(), command); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"DELETE refs/robot/runs/" + command}, w.calls()); diff != "" {
		t.Errorf("calls to release (-want +have):\n%s", diff)
	}
	if held, err := w.commands().Begin(t.Context(), lock.Lock{Target: command, Holder: "not a login"}, false); held != nil || err != nil {
		t.Errorf("%+v, %v: whoever asks, it is begun", held, err)
	}
}

// TestBeginRace: of twenty at the same time, one begins it.
func TestBeginRace(t *testing.T) {
	for _, again := range []bool{false, true} {
		w := start(t)
		if again {
			w.begin(w.commands(), false)
			w.later(2 * time.Minute)
		}
		w.race(w.commands, func(l *lock.Locks) (*lock.Lock, error) {
			return l.Begin(t.Context(), lock.Lock{Target: command, Holder: "alice"}, again)
		})
	}
}

// TestClear takes away what is old, and nothing else.
func TestClear(t *testing.T) {
	w := start(t)
	held := func(target string) {
		if _, err := w.commands().Begin(t.Context(), lock.Lock{Target: target, Holder: "alice"}, false); err != nil {
			t.Fatal(err)
		}
	}
	held("comment-1-1")
	w.later(2 * time.Hour)
	held("comment-2-1")
	if err := w.commands().Clear(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	left := w.repo.Refs("robot/runs/")
	if len(left) != 1 || left["robot/runs/comment-2-1"] == "" {
		t.Errorf("left: %v", left)
	}
	w.gh.Break(issuetest.BadGateway().On("DELETE", ""))
	w.later(4 * time.Hour)
	if err := w.commands().Clear(t.Context(), time.Hour); err == nil {
		t.Error("it did not fail")
	}
}

// TestBeginIsOff: there are no refs for who may not write.
func TestBeginIsOff(t *testing.T) {
	w := start(t)
	w.gh.Break(answer(403, "Resource not accessible by integration").On("POST", "/git/"))
	if held, err := w.commands().Begin(t.Context(), lock.Lock{Target: command, Holder: "alice"}, false); held != nil || !errors.Is(err, lock.ErrOff) {
		t.Errorf("%+v, %v", held, err)
	}
}
