package issue_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// TestWorkedAtOnce: what is not the same without the text around it, or too long for a job, is
// worked where it arrived.
func TestWorkedAtOnce(t *testing.T) {
	for name, text := range map[string]string{
		"a link's name elsewhere": "/count [a]\n\n[a]: https://example.com",
		"nested too deep":         strings.Repeat(">", 30) + " x\n\n/count",
		"large":                   "/count " + strings.Repeat("x", 30_000) + "\n/count " + strings.Repeat("x", 30_000),
		"many":                    strings.Repeat("/count\n", 41),
	} {
		r := newRelay(t)
		if a := r.say("alice", text); a.status != 200 || strings.Contains(a.body, "handed over") || len(r.queued()) != 0 {
			t.Errorf("%s: %d %.300s, %d jobs", name, a.status, a.body, len(r.queued()))
		}
		if len(r.replies())+len(r.crew.ran()) == 0 {
			t.Errorf("%s: nothing came of it", name)
		}
	}
}

// TestJobHoldsTheCommandsAlone, each with its line, and nothing else of the comment.
func TestJobHoldsTheCommandsAlone(t *testing.T) {
	r := newRelay(t)
	text := "Dear robot,\r\n\r\n  /count \"a b\"  k=v \r\n```\n/count hidden\n```\n/Pay twice --x\n"
	r.say("alice", text)
	if len(r.queued()) != 1 || len(r.queued()[0]) > 700 {
		t.Fatalf("%q", r.queued())
	}
	r.bring(r.queued()[0])
	if got := r.crew.ran(); len(got) != 1 || got[0] != `"a b"  k=v` {
		t.Errorf("/count got %q", got)
	}
	if got := r.payer.ran(); len(got) != 1 || got[0] != "twice --x" {
		t.Errorf("/pay got %q", got)
	}
}

// TestWorkersEvent is the one that the webhook would have made.
func TestWorkersEvent(t *testing.T) {
	events := map[bool]issue.IssueEvent{}
	for _, queued := range []bool{true, false} {
		w := newWorld(t)
		spy := &spy{}
		r := &relay{world: w}
		w.more = map[string]issue.Runner{"/spy": spy}
		webhook := w.webhook(func(c *issue.Config) {
			if queued {
				c.HandOver = r.handOver
			}
		})
		w.url, r.worker = serveHandler(t, webhook), serveHandler(t, webhook.Worker())
		w.repo.OpenPull(18, "alice", "Fix", "It is fixed.")
		w.send(w.repo.Review(18, "alice", "So\n/spy on").Request(w.url, secret))
		for _, job := range r.queued() {
			r.bring(job)
		}
		events[queued] = spy.event
	}
	for name, field := range map[string]func(issue.IssueEvent) any{
		"action":         func(e issue.IssueEvent) any { return e.GetAction() },
		"sender":         func(e issue.IssueEvent) any { return *e.GetSender().Login + e.GetSender().GetType() },
		"sender's id":    func(e issue.IssueEvent) any { return e.GetSender().GetID() },
		"comment":        func(e issue.IssueEvent) any { return e.GetComment().GetHTMLURL() + e.GetComment().GetBody() },
		"author":         func(e issue.IssueEvent) any { return e.GetComment().GetUser().GetLogin() },
		"issue":          func(e issue.IssueEvent) any { return e.GetIssue().GetTitle() + e.GetIssue().GetBody() },
		"pull request":   func(e issue.IssueEvent) any { return e.GetIssue().IsPullRequest() },
		"repository":     func(e issue.IssueEvent) any { return e.GetRepo().GetFullName() + e.GetRepo().GetHTMLURL() },
		"owner":          func(e issue.IssueEvent) any { return e.GetRepo().GetOwner().GetLogin() },
		"default branch": func(e issue.IssueEvent) any { return e.GetRepo().GetDefaultBranch() },
		"line":           func(e issue.IssueEvent) any { return e.Command.Line },
		"words":          func(e issue.IssueEvent) any { return e.Command.String() },
	} {
		if got, want := field(events[true]), field(events[false]); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

type spy struct{ event issue.IssueEvent }

func (s *spy) Run(_ context.Context, event issue.IssueEvent) (string, error) {
	s.event = event
	return "", nil
}

// TestWorkerWithGitHubDown asks the queue to come again where that may help, and to leave it
// where nothing can come of it any more.
func TestWorkerWithGitHubDown(t *testing.T) {
	for name, row := range map[string]struct {
		fault  wire.Fault
		status int
	}{
		"issue":               {issuetest.BadGateway().On("GET", "/issues/17$"), 503},
		"comment":             {issuetest.BadGateway().On("GET", "/issues/comments/"), 503},
		"repository":          {wire.Fault{Method: "GET", Path: "/widgets$", Cut: true}, 503},
		"comment is gone":     {issuetest.NotFound().On("GET", "/issues/comments/"), 200},
		"may not":             {wire.Fault{Method: "GET", Path: "/widgets$", Status: 403}, 200},
		"claim":               {issuetest.BadGateway().On("DELETE", "/reactions/"), 503},
		"claim anew":          {issuetest.BadGateway().On("POST", "/reactions$"), 503},
		"claim is refused":    {wire.Fault{Method: "POST", Path: "/reactions$", Status: 422}, 200},
		"token has been lost": {issuetest.BadCredentials().On("", ""), 503},
	} {
		r := newRelay(t)
		r.say("alice", "/pay")
		r.gh.Break(row.fault)
		a := r.bring(r.queued()[0])
		if a.status != row.status || a.Error == "" || len(r.payer.ran()) != 0 {
			t.Errorf("%s: %d %s, ran %v", name, a.status, a.body, r.payer.ran())
		}
		r.gh.Mend()
		if row.status != http.StatusServiceUnavailable {
			continue
		}
		if a := r.bring(r.queued()[0]); a.status != 200 || len(r.payer.ran()) != 1 || len(r.replies()) != 1 {
			t.Errorf("%s, then: %d %s, ran %v", name, a.status, a.body, r.payer.ran())
		}
	}
}

// TestCommandThatIsGone since it was handed over says so; where the repository's own commands
// cannot be read, nobody knows, and the queue is to come again.
func TestCommandThatIsGone(t *testing.T) {
	r := newRelay(t)
	var unread error
	own := issue.NewMux()
	own.Handle("/mine", r.crew)
	extend := func(c *issue.Config) {
		c.Extend = func(_ context.Context, _ *github.Client, _ *github.Repository, scope issue.Scope) (issue.Scope, error) {
			return issue.Scope{Mux: own, Lang: scope.Lang}, unread
		}
	}
	webhook := r.webhook(extend, func(c *issue.Config) { c.HandOver = r.handOver })
	r.url, r.worker = serveHandler(t, webhook), serveHandler(t, webhook.Worker())
	r.say("alice", "/mine `x`")
	own, unread = issue.NewMux(), errors.New("GitHub does not answer")
	if a := r.bring(r.queued()[0]); a.status != http.StatusServiceUnavailable {
		t.Errorf("%d %s", a.status, a.body)
	}
	unread = nil
	if a := r.bring(r.queued()[0]); a.status != 200 || a.states()[0] != issue.Refused || len(r.crew.ran()) != 0 {
		t.Errorf("%d %s", a.status, a.body)
	}
	if got := r.replies(); len(got) != 1 || !strings.Contains(got[0], "`/mine` is not a command of this robot any more") {
		t.Errorf("%q", got)
	}
}

// BenchmarkFrontDoor is a comment with one command, handed over, with GitHub's part in it.
func BenchmarkFrontDoor(b *testing.B) {
	webhook, gh, repo := bench(b, func(c *issue.Config) { c.HandOver = func(context.Context, string) error { return nil } })
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		gh.Forget()
		signed := repo.Comment(17, "alice", "/count").Request("http://robot/github", secret)
		b.StartTimer()
		serve(b, webhook, signed, http.StatusOK)
	}
	if n := len(gh.Calls()); n != 1 {
		b.Errorf("%d calls", n)
	}
}
