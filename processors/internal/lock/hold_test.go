package lock_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/lock"
)

// TestWay is one lock from its beginning to its end, with all calls.
func TestWay(t *testing.T) {
	w := start(t)
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	w.gh.SetTime(func() time.Time { return noon })
	locks, ctx := w.locks(), t.Context()
	want := lock.Lock{Target: "prod", Holder: "alice", Reason: "the database is being moved", URL: "https://github.com/acme/widgets/issues/17#issuecomment-1"}

	w.take(locks, want)
	if diff := cmp.Diff([]string{"GET commits/" + w.main, "POST commits", "POST refs"}, w.calls()); diff != "" {
		t.Errorf("calls to hold (-want +have):\n%s", diff)
	}
	want.Since = noon
	found, err := locks.Find(ctx, "PROD")
	if err != nil || found == nil || *found != want {
		t.Errorf("Find = %+v, %v; want %+v", found, err, want)
	}
	if n := len(w.calls()); n != 2 {
		t.Errorf("%d calls to find one, want 2", n)
	}
	held, err := locks.Hold(ctx, w.main, by("bob"))
	if err != nil || held == nil || *held != want {
		t.Errorf("Hold = %+v, %v; want what alice has", held, err)
	}
	if n := len(w.calls()); n != 5 {
		t.Errorf("%d calls to find out who has it, want 5", n)
	}
	if err := locks.Release(ctx, "Prod"); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"DELETE refs/robot/locks/prod"}, w.calls()); diff != "" {
		t.Errorf("calls to release (-want +have):\n%s", diff)
	}
	if found, err := locks.Find(ctx, "prod"); found != nil || err != nil {
		t.Errorf("Find = %+v, %v; want none", found, err)
	}
	if diff := cmp.Diff([]string{"GET ref/robot/locks/prod"}, w.calls()); diff != "" {
		t.Errorf("calls to find none (-want +have):\n%s", diff)
	}
	if err := locks.Release(ctx, "prod"); err != nil {
		t.Errorf("Release where there is none: %v", err)
	}
	if _, err := locks.Hold(ctx, w.main, lock.Lock{Target: "prod"}); err == nil {
		t.Error("a lock that nobody holds")
	}
}

// TestTree: where no commit is known, or GitHub does not have it, the default branch's does.
func TestTree(t *testing.T) {
	w := start(t)
	unknown := func(e *issue.IssueEvent) { e.Repo.DefaultBranch = nil }
	for _, test := range []struct {
		commit string
		change []func(*issue.IssueEvent)
		want   int
	}{
		{"", nil, 4},
		{"../../x", nil, 4},
		{strings.Repeat("0", 40), nil, 5},
		{"", []func(*issue.IssueEvent){unknown}, 5},
	} {
		locks := w.as(w.gh.SignIn("sealrobot"), test.change...)
		w.gh.Forget()
		if held, err := locks.Hold(t.Context(), test.commit, by("alice")); held != nil || err != nil {
			t.Errorf("%q: %+v, %v", test.commit, held, err)
		}
		if calls := w.calls(); len(calls) != test.want {
			t.Errorf("%q: calls %q, want %d", test.commit, calls, test.want)
		}
		if err := locks.Release(t.Context(), "prod"); err != nil {
			t.Error(err)
		}
	}
}

// TestRace: of twenty who want it at the same time, with the same words, one has it.
func TestRace(t *testing.T) {
	for _, test := range []struct {
		name string
		want lock.Lock
		left bool // somebody crashed before
	}{
		{"free", by("alice"), false},
		{"brief", briefly("alice"), false},
		{"taken over", briefly("alice"), true},
		{"taken over by a person", by("alice"), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := start(t)
			noon := time.Now().Truncate(time.Second)
			w.gh.SetTime(func() time.Time { return noon }) // in one second, so that equal commits would be one
			if test.left {
				w.take(w.locks(), briefly("crashed"))
				w.gh.SetTime(func() time.Time { return noon.Add(3 * time.Minute) })
			}
			w.race(w.locks, func(l *lock.Locks) (*lock.Lock, error) { return l.Hold(t.Context(), w.main, test.want) })
			w.is("prod", "alice")
		})
	}
}

func TestTakeOver(t *testing.T) {
	for _, test := range []struct {
		name  string
		was   lock.Lock
		after time.Duration
		taken bool
	}{
		{"brief, and fresh", briefly("bob"), 110 * time.Second, false},
		{"brief, and left", briefly("bob"), 130 * time.Second, true},
		{"a person's", by("bob"), 1000 * time.Hour, false},
		{"brief, and from the future", briefly("bob"), -time.Hour, false},
	} {
		w := start(t)
		w.later(0)
		w.take(w.locks(), test.was)
		w.later(test.after)
		w.gh.Forget()
		held, err := w.locks().Hold(t.Context(), w.main, by("alice"))
		if err != nil || (held == nil) != test.taken {
			t.Errorf("%s: %+v, %v; taken over is to be %v", test.name, held, err, test.taken)
		}
		calls := w.calls()
		if moved := slices.Contains(calls, "PATCH refs/robot/locks/prod"); moved != test.taken {
			t.Errorf("%s: calls %q", test.name, calls)
		}
		if test.taken && len(calls) != 7 {
			t.Errorf("%s: %d calls, want 7: %q", test.name, len(calls), calls)
		}
	}
}

// TestLeftBehind: what nobody holds any more is not shown as held.
func TestLeftBehind(t *testing.T) {
	w := start(t)
	w.take(w.locks(), briefly("bob"))
	w.is("prod", "bob")
	w.later(3 * time.Minute)
	w.is("prod", "")
	if all, err := w.locks().All(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("All = %+v, %v; want none", all, err)
	}
}

// TestReleaseBrief: a promotion that took too long does not end the lock that a person took
// meanwhile.
func TestReleaseBrief(t *testing.T) {
	w := start(t)
	slow := w.locks()
	w.take(slow, briefly("slow"))
	lock.Age(slow, 91*time.Second)
	w.later(3 * time.Minute)
	w.take(w.locks(), by("alice"))
	w.gh.Forget()
	if err := slow.Release(t.Context(), "prod"); err != nil {
		t.Error(err)
	}
	if calls := w.calls(); len(calls) != 0 {
		t.Errorf("calls %q, want none", calls)
	}
	w.is("prod", "alice")

	quick := w.locks()
	w.take(w.locks(), lock.Lock{Target: "dev", Holder: "alice"})
	w.take(quick, lock.Lock{Target: "stage", Holder: "quick", Brief: true})
	lock.Age(quick, 89*time.Second)
	if err := quick.Release(t.Context(), "stage"); err != nil {
		t.Error(err)
	}
	w.is("stage", "")
}

// TestNobodyKnowsTheTime: a brief lock is not taken over by our own clock.
func TestNobodyKnowsTheTime(t *testing.T) {
	w := start(t)
	w.later(-time.Hour)
	w.take(w.locks(), briefly("bob"))
	never := dating(w, func(h http.Header, _ *http.Request) { h.Del("Date") })
	held, err := w.as(w.gh.SignIn("sealrobot"), never).Hold(t.Context(), w.main, by("alice"))
	if err != nil || held == nil || held.Holder != "bob" {
		t.Errorf("%+v, %v; want what bob has", held, err)
	}
}

// TestOldAnswers: a cache that answers with the time of long ago does not keep a lock alive.
func TestOldAnswers(t *testing.T) {
	w := start(t)
	w.take(w.locks(), briefly("bob"))
	w.later(3 * time.Minute)
	cached := dating(w, func(h http.Header, r *http.Request) {
		if r.Method == http.MethodGet {
			h.Set("Date", time.Now().UTC().Format(http.TimeFormat))
		}
	})
	w.take(w.as(w.gh.SignIn("sealrobot"), cached), briefly("alice"))
}

// TestHoldAgain: what a command left that was broken off is its own again when it is a minute
// old, and nobody else's; of twenty who resume it, one has it.
func TestHoldAgain(t *testing.T) {
	left, other := briefly("alice"), briefly("alice")
	left.URL, other.URL = "https://github.com/acme/widgets/issues/17#issuecomment-1", "https://github.com/acme/widgets/issues/17#issuecomment-2"
	w := start(t)
	w.take(w.locks(), left)
	again := func(want lock.Lock) (*lock.Lock, error) { return w.locks().HoldAgain(t.Context(), w.main, want) }
	if held, err := again(left); err != nil || held == nil || held.URL != left.URL {
		t.Errorf("at once: %+v, %v", held, err)
	}
	w.later(90 * time.Second)
	if held, err := again(other); err != nil || held == nil || held.URL != left.URL {
		t.Errorf("another command: %+v, %v", held, err)
	}
	if held, err := w.locks().Hold(t.Context(), w.main, left); err != nil || held == nil {
		t.Errorf("not resumed: %+v, %v", held, err)
	}
	w.race(w.locks, func(l *lock.Locks) (*lock.Lock, error) { return l.HoldAgain(t.Context(), w.main, left) })
}
