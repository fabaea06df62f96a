package lock_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/internal/lock"
)

const here = "/repos/acme/widgets/git/"

// world is a GitHub with a repository in which sealrobot may write.
type world struct {
	*testing.T
	gh   *issuetest.GitHub
	repo *issuetest.Repo
	main string // a commit
}

func start(t *testing.T) *world {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	return &world{t, gh, repo, repo.Refs("heads/")["heads/main"]}
}

// as are the locks as a robot with that token sees them.
func (w *world) as(token string, change ...func(*issue.IssueEvent)) *lock.Locks {
	w.Helper()
	client, err := github.NewClient(github.WithURLs(new(w.gh.URL+"/"), nil), github.WithAuthToken(token), github.WithDisableRateLimitCheck())
	if err != nil {
		w.Fatal(err)
	}
	event := issue.IssueEvent{Client: client, IssueCommentEvent: &issue.IssueCommentEvent{
		Repo: &github.Repository{
			Name: new("widgets"), Owner: &github.User{Login: new("acme")}, DefaultBranch: new("main"), HTMLURL: new("https://github.com/acme/widgets"),
		},
		Issue: &github.Issue{Number: new(17)},
	}}
	for _, f := range change {
		f(&event)
	}
	locks, err := lock.Of(event)
	if err != nil {
		w.Fatal(err)
	}
	return locks
}

func (w *world) locks() *lock.Locks { w.Helper(); return w.as(w.gh.SignIn("sealrobot")) }

// later makes GitHub's clock be ahead by that much.
func (w *world) later(by time.Duration) {
	w.gh.SetTime(func() time.Time { return time.Now().Add(by) })
}

// calls are those since the last time, by method and path below git/.
func (w *world) calls() (list []string) {
	for _, c := range w.gh.Calls() {
		list = append(list, c.Method+" "+strings.TrimPrefix(c.Path, here))
	}
	w.gh.Forget()
	return list
}

// take holds a lock that is free.
func (w *world) take(l *lock.Locks, want lock.Lock) {
	w.Helper()
	held, err := l.Hold(w.ctx(), w.main, want)
	if held != nil || err != nil {
		w.Fatalf("Hold(%+v) = %+v, %v; want it to be ours", want, held, err)
	}
}

// is checks who has the lock of a target, "" for nobody.
func (w *world) is(target, holder string) *lock.Lock {
	w.Helper()
	found, err := w.locks().Find(w.ctx(), target)
	switch {
	case err != nil:
		w.Fatal(err)
	case found == nil && holder != "", found != nil && found.Holder != holder:
		w.Errorf("%s is locked by %+v, want %q", target, found, holder)
	}
	return found
}

func (w *world) ctx() context.Context { return w.Context() }

// by is a lock of prod by somebody.
func by(login string) lock.Lock { return lock.Lock{Target: "prod", Holder: login} }

func briefly(login string) lock.Lock {
	return lock.Lock{Target: "prod", Holder: login, Brief: true}
}

// dialed is a client of the robot.
func dialed(w *world) *github.Client {
	w.Helper()
	client, err := github.NewClient(github.WithURLs(new(w.gh.URL+"/"), nil), github.WithAuthToken(w.gh.SignIn("sealrobot")))
	if err != nil {
		w.Fatal(err)
	}
	return client
}

// made puts a commit with that message under a lock's ref, as somebody would with git.
func (w *world) made(ref, message string, at time.Time) {
	w.Helper()
	client := dialed(w)
	was, _, err := client.Git.GetCommit(w.ctx(), "acme", "widgets", w.main)
	if err != nil {
		w.Fatal(err)
	}
	who := &github.CommitAuthor{Name: new("mallory"), Email: new("m@example.com"), Date: &github.Timestamp{Time: at}}
	commit, _, err := client.Git.CreateCommit(w.ctx(), "acme", "widgets", github.Commit{Message: &message, Tree: was.Tree, Author: who}, nil)
	if err != nil {
		w.Fatal(err)
	}
	_, response, err := client.Git.CreateRef(w.ctx(), "acme", "widgets", github.CreateRef{Ref: "refs/robot/locks/" + ref, SHA: commit.GetSHA()})
	if err != nil && response.StatusCode != http.StatusCreated {
		w.Fatal(err)
	}
}

// dated is a transport that says of answers when they were given.
type dated struct {
	next http.RoundTripper
	date func(http.Header, *http.Request)
}

func (d dated) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := d.next.RoundTrip(r)
	if err == nil {
		d.date(answer.Header, r)
	}
	return answer, err
}

// dating is a change of an event, whose client hears other dates then.
func dating(w *world, date func(http.Header, *http.Request)) func(*issue.IssueEvent) {
	return func(e *issue.IssueEvent) {
		client, err := e.Client.Clone(github.WithTransport(dated{e.Client.Client().Transport, date}))
		if err != nil {
			w.Fatal(err)
		}
		e.Client = client
	}
}

// race lets twenty want a lock at the same time: one has it, and the others are told who.
func (w *world) race(locks func() *lock.Locks, want func(*lock.Locks) (*lock.Lock, error)) {
	w.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	won, lost := 0, 0
	for range 20 {
		l := locks()
		all.Go(func() {
			held, err := want(l)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err != nil:
				w.Error(err)
			case held == nil:
				won++
			case held.Holder != "alice":
				w.Errorf("held by %+v, want alice", held)
			default:
				lost++
			}
		})
	}
	all.Wait()
	if won != 1 || lost != 19 {
		w.Errorf("%d have it and %d not, want 1 and 19", won, lost)
	}
}
