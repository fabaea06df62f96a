package issue_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// TestStrangersEnds: anybody may react, and hides no command by it, whatever GitHub says of
// whose reactions they are.
func TestStrangersEnds(t *testing.T) {
	for name, fault := range map[string]wire.Fault{
		"it says so":          {Delay: time.Nanosecond},
		"it fails":            issuetest.BadGateway().On("POST", "/graphql"),
		"it has no such call": issuetest.NotFound().On("POST", "/graphql"),
		"it says nothing":     answers(200, `{"data":{"nodes":[null]}}`).On("POST", "/graphql"),
	} {
		for _, theirs := range []string{"eyes rocket", "eyes confused", "heart rocket", "rocket", "eyes rocket confused"} {
			for _, begun := range []bool{false, true} {
				w := newWorld(t)
				w.more = map[string]issue.Runner{"/again": again{w.crew}}
				w.behind(10 * time.Minute)
				e := w.repo.Comment(17, "alice", "/again it")
				if begun {
					w.repo.React(e.Comment, "sealrobot", "eyes")
				}
				for _, content := range strings.Fields(theirs) {
					w.repo.React(e.Comment, "mallory", content)
				}
				w.behind(0)
				w.gh.Break(fault)
				w.sweep().run()
				w.sweep().did(name+", "+theirs+", again", issue.Swept{})
				same(t, name+", "+theirs, w.crew.ran(), "it")
				if got := w.reactions(e.Comment); got != "eyes rocket" {
					t.Errorf("%s, %s: %q", name, theirs, got)
				}
			}
		}
	}
}

// TestEnterpriseServer has GraphQL beside REST: what only GraphQL says is asked for there.
func TestEnterpriseServer(t *testing.T) {
	w := newWorld(t)
	w.behind(time.Hour)
	w.repo.Open(20, "alice", "New", "/count the text of an issue")
	e := w.repo.Comment(17, "alice", "/count a comment")
	w.repo.React(e.Comment, "mallory", "eyes")
	w.repo.React(e.Comment, "mallory", "rocket")
	w.behind(50 * time.Minute)
	w.repo.Label(20, "bug")
	w.behind(0)
	w.sweep(func(c *issue.Config, _ *issue.SweepOptions) { c.API += "/api/v3" }).did("all there is", issue.Swept{Run: 2})
	ran := w.crew.ran()
	slices.Sort(ran)
	same(t, "ran", ran, "a comment", "the text of an issue")
	asked := 0
	for _, c := range w.gh.Calls() {
		if c.Method == "POST" && c.Path == "/api/graphql" && c.Status == 200 {
			asked++
		}
	}
	if asked != 2 {
		t.Errorf("GraphQL was asked %d times: %v", asked, w.gh.Calls())
	}
}

// TestQuietEndsCostOneCall, however many they are.
func TestQuietEndsCostOneCall(t *testing.T) {
	w := newWorld(t)
	for i := range 50 {
		w.say("alice", fmt.Sprint("/count ", i))
	}
	if done := w.sweep().did("nothing to do", issue.Swept{}); done.Calls != 6 {
		t.Errorf("%d calls", done.Calls)
	}
}

// TestStrangersEndsInAWatch are asked for once.
func TestStrangersEndsInAWatch(t *testing.T) {
	w := newWorld(t)
	one := w.watch(w.token)
	one.round()
	w.say("alice", "/count by the webhook")
	e := w.repo.Comment(17, "alice", "/count lost")
	w.repo.React(e.Comment, "mallory", "eyes")
	w.repo.React(e.Comment, "mallory", "rocket")
	same(t, "told", one.round(), "17 alice /count ran")
	w.gh.Forget()
	same(t, "again", one.round())
	if got := w.calls(); strings.Contains(got, "POST") {
		t.Errorf("%s", got)
	}
	same(t, "ran", w.crew.ran(), "by the webhook", "lost")
}
