package issue_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// starter is a crew whose command is recognised by what it started.
type starter struct{ *crew }

func (starter) Help() issue.Help {
	return issue.Help{Usage: "[word …]", Effect: issue.Deploys, Repeat: issue.Keyed}
}

func (s starter) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	if issue.From(ctx).Resumed() && slices.Contains(s.ran(), event.Command.Command) {
		return "Started it.", nil
	}
	_, _ = s.crew.Run(ctx, event)
	return "Started it.", nil
}

// limits is a world in fake time whose GitHub says "in ten minutes" for a while.
type limits struct {
	t      *testing.T
	gh     *issuetest.GitHub
	repo   *issuetest.Repo
	crew   *crew
	config *issue.Config
	mux    *issue.Mux
	ends   time.Time
}

func newLimits(t *testing.T, calls ...string) *limits {
	l := &limits{t: t, gh: issuetest.New(), crew: new(crew), mux: issue.NewMux(), ends: time.Now().Add(10 * time.Minute)}
	l.mux.Handle("/keyed", starter{l.crew})
	l.mux.Handle("/again", again{l.crew})
	l.mux.Handle("/once", l.crew)
	l.repo = l.gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	l.repo.Open(17, "alice", "Widgets wobble", "They do.")
	l.config = &issue.Config{Token: l.gh.SignIn("sealrobot"), API: "http://github.test", Secrets: []string{secret}, Transport: at{l.gh}}
	for _, call := range calls {
		method, path, _ := strings.Cut(call, " ")
		l.gh.Break(issuetest.RateLimited(l.ends).On(method, path))
	}
	return l
}

// says delivers a comment, and returns the status and the body of the answer.
func (l *limits) says(e issuetest.Event) (int, string) {
	webhook, err := issue.NewWebhook(l.config, l.mux)
	if err != nil {
		l.t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	webhook.ServeHTTP(answer, e.Request("http://robot.test/", secret))
	return answer.Code, answer.Body.String()
}

func (l *limits) sweep() error {
	sweep, err := issue.NewSweep(l.config, l.mux, issue.SweepOptions{Repos: []string{"acme/widgets"}, Since: time.Hour, Calls: 500})
	if err != nil {
		l.t.Fatal(err)
	}
	_, err = sweep.Run(l.t.Context())
	return err
}

// over waits until the limit is.
func (l *limits) over() {
	time.Sleep(time.Until(l.ends) + time.Second)
	l.gh.Mend()
}

func (l *limits) replies() (all []string) {
	for _, c := range l.repo.Issue(17).By("sealrobot") {
		all = append(all, c.Body)
	}
	return all
}

// TestLimitedClaim: nothing was done, the delivery failed, and a redelivery works it.
func TestLimitedClaim(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(t, "POST /reactions")
		e := l.repo.Comment(17, "alice", "/once it")
		if code, body := l.says(e); code != 500 || !strings.Contains(body, "after 00:10 UTC. Redeliver this then.") {
			t.Errorf("%d %s", code, body)
		}
		l.over()
		if code, _ := l.says(e); code != 200 || fmt.Sprint(l.crew.ran()) != "[it]" {
			t.Errorf("%d, ran %q", code, l.crew.ran())
		}
	})
}

// TestLimitedPermission: nothing was run, and the commenter is told when to come again. The
// robot does not, since it was said that it would not: no sweep has to be set up.
func TestLimitedPermission(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(t, "GET /permission$")
		e := l.repo.Comment(17, "alice", "/keyed a\n/again b\n/once c")
		if code, body := l.says(e); code != 200 || strings.Count(body, `"failed"`) != 3 {
			t.Errorf("%d %s", code, body)
		}
		const words = "Not run: your permission could not be checked. GitHub's rate limit for this robot is used up; comment it again after 00:10 UTC."
		if got := l.replies(); len(got) != 1 || strings.Count(got[0], words) != 3 {
			t.Errorf("%q", got)
		}
		if got := l.repo.Reactions(e.Comment, "sealrobot"); !slices.Equal(got, []string{"eyes", "confused"}) {
			t.Errorf("%q", got)
		}
		l.over()
		if err := l.sweep(); err != nil || len(l.crew.ran()) > 0 || len(l.replies()) != 1 {
			t.Errorf("%v, ran %q, said %q", err, l.crew.ran(), l.replies())
		}
		if l.says(l.repo.Comment(17, "alice", "/once c")); len(l.crew.ran()) != 1 {
			t.Errorf("as it was told: ran %q", l.crew.ran())
		}
	})
}

// TestLimitedReply: nobody can be told now. There is no end, and when the limit is over, a
// sweep tells how it went: of what can be recognised or repeated what it did, of the rest that
// it may have run. Nothing runs twice that must not.
func TestLimitedReply(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, fault := range []wire.Fault{issuetest.SecondaryLimited(10 * time.Minute), issuetest.RateLimited(time.Now().Add(10 * time.Minute))} {
			l := newLimits(t)
			l.gh.Break(fault.On("POST", "/17/comments$"))
			e := l.repo.Comment(17, "alice", "/keyed a\n/again b\n/once c")
			code, body := l.says(e)
			if code != 200 || !strings.Contains(body, "The reply could not be posted: GitHub's rate limit for this robot is used up until ") || fmt.Sprint(l.crew.ran()) != "[a b c]" {
				t.Errorf("%d %s, ran %q", code, body, l.crew.ran())
			}
			time.Sleep(2 * time.Minute)
			if err := l.sweep(); len(l.replies()) > 0 || !slices.Equal(l.repo.Reactions(e.Comment, "sealrobot"), []string{"eyes"}) {
				t.Errorf("a sweep too early: %v, %q", err, l.replies())
			}
			l.over()
			if err := l.sweep(); err != nil {
				t.Error(err)
			}
			got := l.replies()
			if len(got) != 1 || !strings.Contains(got[0], "Started it.") || !strings.Contains(got[0], "| <code>/again b</code> | 🚀 |") && !strings.Contains(got[0], "| `/again b` | 🚀 |") ||
				strings.Count(got[0], "It may have run: it was begun before, and broken off.") != 1 {
				t.Errorf("%q", got)
			}
			ran := slices.DeleteFunc(l.crew.ran(), func(one string) bool { return one == "b" })
			if fmt.Sprint(ran) != "[a c]" || !slices.Equal(l.repo.Reactions(e.Comment, "sealrobot"), []string{"eyes", "confused"}) {
				t.Errorf("ran %q, %q", ran, l.repo.Reactions(e.Comment, "sealrobot"))
			}
		}
	})
}

// TestLimitedEverything: the limit came between the claim and all that follows. A sweep brings
// the comment to its end when it is over.
func TestLimitedEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(t, "GET ", "POST /comments$")
		e := l.repo.Comment(17, "alice", "/keyed a\n/again b")
		if code, body := l.says(e); code != 200 || len(l.crew.ran()) > 0 || len(l.replies()) > 0 {
			t.Errorf("%d %s", code, body)
		}
		l.over()
		if err := l.sweep(); err != nil || fmt.Sprint(l.crew.ran()) != "[a b]" || len(l.replies()) != 1 {
			t.Errorf("%v, ran %q, said %q", err, l.crew.ran(), l.replies())
		}
		if got := l.repo.Reactions(e.Comment, "sealrobot"); !slices.Equal(got, []string{"eyes", "rocket"}) {
			t.Errorf("%q", got)
		}
	})
}

// TestWatcherComesBack to what it could not tell of.
func TestWatcherComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(t, "POST /17/comments$")
		l.repo.Comment(17, "alice", "/keyed a")
		one, err := issue.NewWatcher(t.Context(), l.config, l.mux, "acme/widgets", time.Hour, func(issue.Watched) {})
		if err != nil {
			t.Fatal(err)
		}
		_ = one.Round(t.Context())
		l.over()
		if err := one.Round(t.Context()); err != nil || len(l.replies()) != 1 || len(l.crew.ran()) != 1 {
			t.Errorf("%v, said %q, ran %q", err, l.replies(), l.crew.ran())
		}
	})
}
