package issue_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// answers is a fault that answers like that in the place of GitHub, which does its work.
func answers(status int, body string) wire.Fault {
	return wire.Fault{After: true, Status: status, Body: body}
}

// taken is a command that was begun, and whose taking over was broken off when the old claim was
// away, and the new one not there.
func (w *world) taken(text string) issuetest.Event {
	w.behind(10 * time.Minute)
	e := w.repo.Comment(17, "alice", text)
	w.repo.React(e.Comment, "sealrobot", "heart")
	w.behind(0)
	return e
}

// TestLateClaimOfWhichNobodyKnows: where nobody can say whether a comment was begun before, what
// must not run twice does not run, and the rest does.
func TestLateClaimOfWhichNobodyKnows(t *testing.T) {
	for name, fault := range map[string]wire.Fault{
		"no fault":                  {Delay: time.Nanosecond},
		"the look is slow":          wire.Fault{Delay: 1600 * time.Millisecond}.On("GET", "/reactions"),
		"the look fails":            issuetest.BadGateway().On("GET", "/reactions"),
		"the claim is cut off":      answers(http.StatusCreated, `{"id":`).On("POST", "/reactions").Once(),
		"it is not said who we are": answers(http.StatusCreated, `{"id":`).On("POST", "/reactions"),
	} {
		for _, swept := range []bool{true, false} {
			w := newWorld(t)
			w.more = map[string]issue.Runner{"/again": again{w.crew}}
			w.url = w.serve()
			e := w.taken("/count once\n/again harmless")
			w.gh.Break(fault)
			if name == "it is not said who we are" {
				w.gh.Break(issuetest.NotFound().On("GET", "/user$"))
			}
			if swept {
				w.sweep().run()
			} else {
				w.send(e.Request(w.url, secret))
			}
			same(t, name, w.crew.ran(), "harmless")
			if got := w.replies(); len(got) != 1 || !strings.Contains(got[0], "It may have run") {
				t.Errorf("%s: %q", name, got)
			}
		}
	}
}

// TestLateClaimThatIsTheFirst runs, also where GitHub is slow.
func TestLateClaimThatIsTheFirst(t *testing.T) {
	w := newWorld(t)
	w.behind(10 * time.Minute)
	w.repo.Comment(17, "alice", "/count it")
	w.behind(0)
	w.gh.Break(wire.Fault{Delay: 1600 * time.Millisecond}.On("GET", "/reactions"))
	w.sweep().did("slow", issue.Swept{Run: 1})
	same(t, "ran", w.crew.ran(), "it")
}

// TestClaimInTimeIsNotLookedAt, whatever GitHub's answer to it was.
func TestClaimInTimeIsNotLookedAt(t *testing.T) {
	for name, fault := range map[string]wire.Fault{
		"whole":   {Delay: time.Nanosecond},
		"cut off": answers(http.StatusCreated, `{"id":`).On("POST", "/reactions").Once(),
	} {
		w := newWorld(t)
		w.gh.Break(fault)
		w.say("alice", "/count it")
		if got := w.calls(); strings.Contains(got, "GET reactions") || len(w.gh.Calls()) != 3 {
			t.Errorf("%s: %s", name, got)
		}
		same(t, name, w.crew.ran(), "it")
	}
}
