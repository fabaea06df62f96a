package assign_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

const events = "GET issues/17/events?per_page=100"

// TestSecond: two events that both say that nobody has the issue. The second one is told who
// has it.
func TestSecond(t *testing.T) {
	w := start(t)
	first, second := w.Repo.Comment(17, "alice", "/apply"), w.Repo.Comment(17, "bob", "/apply")
	w.said(first, "ran")
	w.called(post)
	w.said(second, "refused: This issue is taken already: `alice` was first, so you are not assigned. Ask them, or take another one.")
	w.called(post, events, del)
	w.assigned(17, "alice")
}

// TestFirst: who was first stays, also where the answer has the second one in it already.
func TestFirst(t *testing.T) {
	w := start(t)
	event := w.Repo.Comment(17, "alice", "/apply")
	w.Repo.Assign(17, "alice", "bob") // so it is when GitHub answers
	w.said(event, "ran")
	w.called(post, events)
	w.assigned(17, "alice", "bob")
}

// TestHistory: what counts is since when somebody has the issue now, on the last page, too.
func TestHistory(t *testing.T) {
	w := start(t)
	w.said(w.Repo.Comment(17, "dave", "/assign bob\n/unassign bob"), "ran", "ran")
	for n := range 120 {
		w.Repo.Label(17, fmt.Sprint("l", n))
	}
	alice, bob := w.Repo.Comment(17, "alice", "/apply"), w.Repo.Comment(17, "bob", "/apply")
	w.said(alice, "ran")
	w.said(bob, "refused: This issue is taken already: `alice` was first, so you are not assigned. Ask them, or take another one.")
	w.called(post, events, "GET issues/17/events?page=2&per_page=100", del)
	w.assigned(17, "alice")
}

// TestAtOnce: of many at the same time, one gets it.
func TestAtOnce(t *testing.T) {
	for range 5 {
		w := start(t)
		w.Break(wire.Fault{Delay: 50 * time.Millisecond}.On("POST", "/assignees"))
		people := list{"alice", "bob", "carol", "dave"}
		var posted []issuetest.Event
		for _, login := range people {
			posted = append(posted, w.Repo.Comment(17, login, "/apply"))
		}
		said := make([]string, len(people))
		var all sync.WaitGroup
		for n := range people {
			all.Go(func() { said[n] = w.Hear(posted[n]) })
		}
		all.Wait()
		has := w.Repo.Issue(17).Assignees
		if len(has) != 1 {
			t.Fatalf("%q have it: %q", has, said)
		}
		for n, login := range people {
			if (said[n] == "ran") != (login == has[0]) {
				t.Errorf("%s has it, %s was told %q", has[0], login, said[n])
			}
		}
	}
}

// TestUndecided: where GitHub does not say who was first, or whether it took the second one
// back, the person is told that.
func TestUndecided(t *testing.T) {
	for _, test := range []struct {
		fault wire.Fault
		said  string
		after list
	}{
		{issuetest.BadGateway().On("GET", "/events"), "failed: You are assigned, and so is `alice`; GitHub did not say who was first. Agree with them: `/unassign` gives the issue back.", list{"alice", "bob"}},
		{wire.Fault{Cut: true, After: true}.On("DELETE", "/assignees"), "failed: This issue is taken already: `alice` was first. That you are not assigned any more is not confirmed: comment `/unassign`.", list{"alice"}},
		{issuetest.NotFound().On("DELETE", "/assignees"), "failed: This issue is taken already: `alice` was first. That you are not assigned any more is not confirmed: comment `/unassign`.", list{"alice", "bob"}},
		{wire.Fault{Status: 200, Body: "[]"}.On("GET", "/events"), "refused: This issue is taken already: `alice` was first, so you are not assigned. Ask them, or take another one.", list{"alice"}},
	} {
		w := start(t)
		first, second := w.Repo.Comment(17, "alice", "/apply"), w.Repo.Comment(17, "bob", "/apply")
		w.said(first, "ran")
		w.Break(test.fault)
		w.said(second, test.said)
		w.assigned(17, test.after...)
	}
}

// TestFull: where GitHub does not take the commenter because others have it, that is said.
func TestFull(t *testing.T) {
	w := start(t)
	event := w.Repo.Comment(17, "stranger", "/apply")
	for n := range 10 {
		w.Repo.Grant(fmt.Sprint("u", n), "read").Assign(17, fmt.Sprint("u", n))
	}
	w.said(event, "refused: This issue is taken already, by `u0`, `u1`, `u2`, `u3`, `u4`, `u5`, `u6`, `u7`, `u8`, `u9`: nothing was changed. Ask them, or take another one.")
}

// TestBrokenOff: a run that ended between the two calls is taken up, and takes nothing from
// anybody that they had before.
func TestBrokenOff(t *testing.T) {
	for _, test := range []struct {
		did         func(w *world)
		said, after list
	}{
		{func(w *world) { w.Repo.Assign(17, "bob", "alice") }, list{"refused: This issue is taken already: `bob` was first, so you are not assigned. Ask them, or take another one."}, list{"bob"}},
		{func(w *world) { w.Repo.Assign(17, "alice", "bob") }, list{"ran"}, list{"alice", "bob"}},
	} {
		w := start(t)
		event := w.resumed("/apply", func() { test.did(w) })
		w.said(event, test.said...)
		w.assigned(17, test.after...)
	}
	w := start(t)
	w.SetTime(func() time.Time { return time.Now().Add(-time.Hour) })
	w.Repo.Assign(17, "bob", "alice")
	w.said(w.resumed("/apply", func() {}), "ran")
	w.assigned(17, "bob", "alice")
}
