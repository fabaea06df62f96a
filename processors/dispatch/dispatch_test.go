package dispatch_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/dispatch"
)

func sent(event string) string {
	return fmt.Sprintf("Sent %s: the workflows that listen to it on the default branch run now, if there are any. "+
		"GitHub does not say which runs these are; look among [all that such events started](%s).", event, runs)
}

// payload is what arrives: the robot's own key, and more.
func payload(more map[string]any) map[string]any {
	all := map[string]any{"robot": map[string]any{"user": "bob", "issue": 17.0, "comment_url": comment, "ref": ""}}
	for k, v := range more {
		all[k] = v
	}
	return all
}

func TestSent(t *testing.T) {
	full := map[string]any{"note": "a `b` <!-- @carol\n${{ secrets.X }} & \u202e\x00\"", "n": 1.5, "deep": map[string]any{"robot": "theirs", "list": []any{true, nil}}, "": ""}
	for i := range 5 {
		full[fmt.Sprint("k", i)] = "v"
	}
	for _, test := range []struct {
		order dispatch.Order
		shown string
	}{
		{dispatch.Order{Event: "deploy"}, "`deploy`"},
		{dispatch.Order{Event: "deploy", Payload: full}, "`deploy`"},
		{dispatch.Order{Event: "say \"hi\" `@bob` <b>"}, "`` say \"hi\" `@\u200bbob` <b> ``"},
		{dispatch.Order{Event: "部署/产品?x#y%"}, "`部署/产品?x#y%`"},
		{dispatch.Order{Event: strings.Repeat("é", 100)}, "`" + strings.Repeat("é", 80) + "…`"},
	} {
		s := start(t)
		reply, err := s.do(t, test.order)
		if reply != sent(test.shown) || err != nil {
			t.Errorf("got  %q, %v\nwant %q", reply, err, sent(test.shown))
		}
		want := []issuetest.Dispatched{{Event: test.order.Event, Payload: payload(test.order.Payload), By: "sealrobot"}}
		if diff := cmp.Diff(want, s.repo.Dispatched()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if n := len(s.Calls()); n != 1 {
			t.Errorf("%d calls, want 1", n)
		}
	}
}

// The largest payload that is sent is one that GitHub takes.
func TestLargest(t *testing.T) {
	s := start(t)
	room := func(n int) dispatch.Order {
		return dispatch.Order{Event: "deploy", Payload: map[string]any{"a": strings.Repeat("<", n)}}
	}
	low, high := 0, 70_000
	for low+1 < high { // fits at low, not at high
		if middle := (low + high) / 2; func() error { _, err := s.do(t, room(middle)); return err }() == nil {
			low = middle
		} else {
			high = middle
		}
	}
	_, err := s.do(t, room(high))
	said(t, err, issue.Refused, "The payload has 65536 bytes, and GitHub takes 65535: nothing was sent. Make it shorter.")
}

// What is wrong with the words is said without a call.
func TestRefused(t *testing.T) {
	const notName = " is not the name of an event, so nothing was sent. It has 1 to 100 characters, all of which can be printed."
	const notTheirs = ", which the robot fills in itself: nothing was sent. Leave it out."
	ten := map[string]any{}
	for i := range 10 {
		ten[fmt.Sprint("k", i)] = "v"
	}
	for _, test := range []struct {
		order dispatch.Order
		want  string
	}{
		{dispatch.Order{}, "`  `" + notName},
		{dispatch.Order{Event: "a\nb"}, "`a b`" + notName},
		{dispatch.Order{Event: "a\u200bb"}, "`a\ufffdb`" + notName},
		{dispatch.Order{Event: "a\u00a0b"}, "`a\u00a0b`" + notName},
		{dispatch.Order{Event: "a\xff"}, "`a\ufffd`" + notName},
		{dispatch.Order{Event: strings.Repeat("a", 101)}, "`" + strings.Repeat("a", 80) + "…`" + notName},
		{dispatch.Order{Event: "deploy", Payload: map[string]any{"robot": 1}}, "The payload may not hold `robot`" + notTheirs},
		{dispatch.Order{Event: "deploy", Payload: map[string]any{"ROBOT": 1}}, "The payload may not hold `ROBOT`" + notTheirs},
		{dispatch.Order{Event: "deploy", Payload: ten}, "The payload has 10 keys, and GitHub takes 9 beside the robot's own: nothing was sent. Put some of them below one key."},
	} {
		s := start(t)
		_, err := s.do(t, test.order)
		said(t, err, issue.Refused, test.want)
		if calls := s.Calls(); len(calls) > 0 {
			t.Errorf("%q: %v", test.order.Event, calls)
		}
	}
	s := start(t)
	_, err := s.do(t, dispatch.Order{Event: "deploy", Payload: map[string]any{"f": func() {}}})
	said(t, err, issue.Failed, "The payload cannot be written as JSON: nothing was sent. Whoever runs this robot has to correct the command.")
	_, err = dispatch.Dispatch{}.Do(t.Context(), issue.IssueEvent{}, dispatch.Order{Event: "deploy"})
	said(t, err, issue.Failed, "The comment does not say which repository it stands in: nothing was sent. Comment it again.")
}

// A path argument of go-github's is not escaped by it.
func TestEscaped(t *testing.T) {
	s := start(t)
	event := s.event()
	event.Repo.Name = new("wid#gets?x")
	if _, err := (dispatch.Dispatch{}).Do(t.Context(), event, dispatch.Order{Event: "deploy"}); err == nil {
		t.Error("no error")
	}
	for _, c := range s.Calls() {
		if c.Path != "/repos/acme/wid%23gets%3Fx/dispatches" || c.Status != http.StatusNotFound {
			t.Errorf("call %s", c)
		}
	}
}

// command is what the configuration makes of the robot.
type command struct{ dispatch.Dispatch }

func (c command) Help() issue.Help {
	h := c.Dispatch.Help()
	h.Usage = "<target>"
	return h
}

func (c command) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	return c.Do(ctx, event, dispatch.Order{Event: "deploy", Payload: map[string]any{"target": event.Command.Args[0]}})
}

// TestStory is a comment, and everything that comes of it.
func TestStory(t *testing.T) {
	s := start(t)
	s.repo.Grant("alice", "write")
	mux := issue.NewMux()
	mux.Handle("ship", command{})
	webhook, err := issue.NewWebhook(&issue.Config{Token: s.SignIn("sealrobot"), API: s.URL, Secrets: []string{"a secret of a hook"}}, mux)
	if err != nil {
		t.Fatal(err)
	}
	said := s.repo.Comment(17, "alice", "/ship dev")
	webhook.ServeHTTP(httptest.NewRecorder(), said.Request("http://robot.invalid/", "a secret of a hook"))
	if by := s.repo.Issue(17).By("sealrobot"); len(by) != 1 || !strings.Contains(by[0].Body, sent("`deploy`")) {
		t.Fatalf("replies: %v", by)
	}
	got := s.repo.Dispatched()[0].Payload
	ours := got["robot"].(map[string]any)
	ref, _ := ours["ref"].(string)
	if url, _ := ours["comment_url"].(string); got["target"] != "dev" || ours["user"] != "alice" || !strings.HasSuffix(url, fmt.Sprint("#issuecomment-", said.Comment)) || len(ref) < 40 {
		t.Errorf("sent: %v", got)
	}
	if reactions := s.repo.Reactions(said.Comment, "sealrobot"); !cmp.Equal(reactions, []string{"eyes", "rocket"}) {
		t.Errorf("reactions: %v", reactions)
	}
}

func TestHelp(t *testing.T) {
	h := dispatch.Dispatch{}.Help()
	if h.Usage != "" || h.Needs != issue.Write || h.Effect != issue.Deploys || h.Repeat != issue.Once {
		t.Errorf("got %+v", h)
	}
	if zh := h.In(issue.Chinese); zh.About == h.About || zh.Long == h.Long {
		t.Errorf("not translated: %+v", zh)
	}
}
