package compose_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/compose"
)

type labels = []string

func TestEverything(t *testing.T) {
	s := start(t)
	s.repo.Label(17, "bug").Assign(17, "carol")
	order := compose.Order{
		AddLabels: labels{"ACCEPTED", "accepted", " area/api "}, RemoveLabels: labels{"Bug"},
		Assign: labels{"@alice", "Alice"}, Unassign: labels{"@carol"}, Reply: "\nThank you, **we take it on**.\n", Close: "not_planned",
	}
	for range 2 { // the second time, there is nothing left to do
		reply, err := s.do(t, order)
		if want := "Thank you, **we take it on**."; reply != want || err != nil {
			t.Errorf("got  %q, %v\nwant %q", reply, err, want)
		}
		s.is(t, 17, labels{"accepted", "area/api"}, labels{"alice"}, true)
	}
	if got := s.state(t, 17); got != "closed not_planned" {
		t.Error(got)
	}
	var writes []string
	for _, call := range s.calls() {
		if !strings.HasPrefix(call, "GET ") {
			writes = append(writes, call)
		}
	}
	want := []string{"POST issues/17/labels 200", "DELETE issues/17/labels/bug 200", "POST issues/17/assignees 201", "DELETE issues/17/assignees 200", "PATCH issues/17 200"}
	if diff := cmp.Diff(want, writes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What has worked and says nothing is quiet, and what is there costs one look.
func TestQuiet(t *testing.T) {
	s := start(t)
	s.repo.Label(17, "bug").Assign(17, "alice")
	for _, test := range []struct {
		order compose.Order
		calls []string
	}{
		{compose.Order{}, nil},
		{compose.Order{Reply: " \n"}, nil},
		{compose.Order{AddLabels: labels{"Bug"}, Assign: labels{"Alice"}}, []string{"GET issues/17 200"}},
		{compose.Order{Unassign: labels{"carol"}, RemoveLabels: labels{"accepted"}}, []string{"GET issues/17 200", "GET labels/accepted 200"}},
		{compose.Order{AddLabels: labels{"accepted"}}, []string{"GET issues/17 200", "GET labels/accepted 200", "POST issues/17/labels 200"}},
		{compose.Order{RemoveLabels: labels{"bug"}}, []string{"GET issues/17 200", "DELETE issues/17/labels/bug 200"}},
	} {
		s.Forget()
		if reply, err := s.do(t, test.order); reply != "" || err != nil {
			t.Errorf("%+v: %q, %v", test.order, reply, err)
		}
		s.called(t, test.calls...)
	}
	s.Forget()
	if reply, err := s.do(t, compose.Order{Reply: "Read [this](https://x.invalid)."}); reply != "Read [this](https://x.invalid)." || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	s.called(t)
}

// Names of labels are anything, and are escaped where they stand in a path.
func TestHostileLabels(t *testing.T) {
	s := start(t)
	hostile := labels{"area/api", "a#b?c=1", "100%", "🐛 虫", "help WANTED", "..."}
	if _, err := s.do(t, compose.Order{AddLabels: hostile}); err != nil {
		t.Fatal(err)
	}
	all := labels{"area/api", "a#b?c=1", "100%", "🐛 虫", "Help wanted", "..."}
	s.is(t, 17, all, nil, false)
	s.Forget()
	for n, name := range hostile {
		if _, err := s.do(t, compose.Order{RemoveLabels: labels{name}}); err != nil {
			t.Fatal(err)
		}
		if left := s.repo.Issue(17).Labels; len(left) != len(all)-n-1 {
			t.Errorf("without %q: %q", name, left)
		}
	}
	if calls := strings.Join(s.calls(), "\n"); !strings.Contains(calls, "DELETE issues/17/labels/a%23b%3Fc=1 200") || !strings.Contains(calls, "labels/area%2Fapi 200") {
		t.Error(calls)
	}
	if n := len(s.repo.Issue(1).Labels); n != 9 {
		t.Errorf("issue 1 has %d labels", n)
	}
}

// A pull request is an issue, and is closed for no reason.
func TestPull(t *testing.T) {
	s := start(t)
	reply, err := compose.Compose{}.Do(t.Context(), s.event(18), compose.Order{AddLabels: labels{"bug"}, Assign: labels{"alice"}, Close: "completed"})
	if reply != "" || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	s.is(t, 18, labels{"bug"}, labels{"alice"}, true)
	calls := s.Calls()
	if body := calls[len(calls)-1].Body; strings.TrimSpace(body) != `{"state":"closed"}` {
		t.Errorf("sent: %s", body)
	}
}

// What is closed keeps its reason.
func TestClosed(t *testing.T) {
	s := start(t)
	for _, reason := range []string{"completed", "not_planned"} {
		if _, err := s.do(t, compose.Order{Close: reason}); err != nil {
			t.Error(err)
		}
	}
	if got := s.state(t, 17); got != "closed completed" {
		t.Error(got)
	}
}

// Whom GitHub does not take is named; the others go through.
func TestNotTaken(t *testing.T) {
	const takes = ". It takes people who may write here or have written on this issue, and members of the organization, ten at most; and this robot's account has to have write access. "
	const rest = "Everything else of the command was done."
	s := start(t)
	s.SignIn("stranger")
	order := compose.Order{AddLabels: labels{"bug"}, Assign: labels{"stranger", "alice", "no-such-account", "bob"}, Close: "completed"}
	_, err := s.do(t, order)
	said(t, err, issue.Failed, "GitHub did not assign `stranger`, `no-such-account`"+takes+rest)
	s.is(t, 17, labels{"bug"}, labels{"alice", "bob"}, true)
	order.Reply = "Over to you, @alice."
	_, err = s.do(t, order)
	said(t, err, issue.Failed, "Over to you, @alice.\n\nGitHub did not assign `stranger`, `no-such-account`"+takes+rest)

	// A robot that may not unassign is not told so either.
	i, _, err := s.client.Issues.Get(t.Context(), "acme", "widgets", 17)
	if err != nil {
		t.Fatal(err)
	}
	s.Break(answer(200, i).On("DELETE", "/assignees$"))
	_, err = s.do(t, compose.Order{Unassign: labels{"@BOB", "alice"}})
	said(t, err, issue.Failed, "GitHub did not unassign `BOB`, `alice`: this robot's account has to have write access here. "+rest)
}

// command is what the configuration makes of the robot.
type command struct {
	compose.Compose
	order compose.Order
}

func (c command) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	return c.Do(ctx, event, c.order)
}

// TestStory is /accept: a comment, and everything that comes of it.
func TestStory(t *testing.T) {
	s := start(t)
	mux := issue.NewMux()
	mux.Handle("accept", command{order: compose.Order{AddLabels: labels{"accepted"}, Assign: labels{"alice"}, Reply: "We take it on."}})
	mux.Handle("label", command{order: compose.Order{AddLabels: labels{"bug"}}})
	webhook, err := issue.NewWebhook(&issue.Config{Token: s.SignIn("sealrobot"), API: s.URL, Secrets: []string{"a secret of a hook"}}, mux)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"/label", "/accept"} {
		comment := s.repo.Comment(17, "alice", text)
		webhook.ServeHTTP(httptest.NewRecorder(), comment.Request("http://robot.invalid/", "a secret of a hook"))
		if reactions := s.repo.Reactions(comment.Comment, "sealrobot"); !cmp.Equal(reactions, []string{"eyes", "rocket"}) {
			t.Errorf("%s: %v", text, reactions)
		}
	}
	s.is(t, 17, labels{"bug", "accepted"}, labels{"alice"}, false)
	if by := s.repo.Issue(17).By("sealrobot"); len(by) != 1 || !strings.Contains(by[0].Body, "We take it on.") {
		t.Errorf("replies: %v", by)
	}
}

func TestHelp(t *testing.T) {
	h := compose.Compose{}.Help()
	if h.Usage != "" || h.Needs != issue.Triage || h.Effect != issue.Writes || h.Repeat != issue.Idempotent {
		t.Errorf("got %+v", h)
	}
	if zh := h.In(issue.Chinese); zh.About == h.About || zh.Long == h.Long {
		t.Errorf("not translated: %+v", zh)
	}
}
