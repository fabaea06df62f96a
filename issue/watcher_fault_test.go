package issue_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// crowd is more comments than one page has, after a command.
func crowd(w *world, command string) {
	now := time.Now()
	w.gh.SetTime(func() time.Time { return now.Add(-time.Minute) })
	w.repo.Comment(17, "alice", command)
	w.gh.SetTime(func() time.Time { return now })
	for i := range 110 {
		w.repo.Comment(17, "bob", fmt.Sprint("talk ", i))
	}
	w.gh.SetTime(time.Now)
}

// TestWatcherMissesNothing: what failed once, anywhere, is worked in the end.
func TestWatcherMissesNothing(t *testing.T) {
	for name, fault := range map[string]func(*world){
		"the second page":           func(w *world) { w.gh.Break(issuetest.BadGateway().On("GET", "issues/comments.*page=2").Once()) },
		"a claim behind the first":  func(w *world) { w.gh.Break(issuetest.BadGateway().On("POST", "/reactions").Once()) },
		"a claim that is not there": func(w *world) { w.gh.Break(issuetest.NotFound().On("POST", "/reactions").Once()) },
		"the issue":                 func(w *world) { w.gh.Break(issuetest.BadGateway().On("GET", "/issues/17$").Once()) },
	} {
		w := newWorld(t)
		crowd(w, "/count it")
		one := w.watch(w.token)
		fault(w)
		if err := one.Round(t.Context()); err == nil {
			t.Errorf("%s: the round says nothing", name)
		}
		for range 3 {
			one.round()
		}
		same(t, name, w.crew.ran(), "it")
	}
}

func TestWatcherWithoutScope(t *testing.T) {
	w := newWorld(t)
	one := w.watch(w.token)
	one.round()
	w.gh.Scopes(w.token)
	w.repo.Comment(17, "alice", "/count a")
	if err := one.Round(t.Context()); err == nil || !strings.Contains(issue.Trouble(err), "the token has no access to it") || !one.Reached() {
		t.Errorf("%v", err)
	}
	w.gh.Scopes(w.token, "repo")
	one.round()
	same(t, "with it again", w.crew.ran(), "a")
}

// TestWatcherAsksWhoEdited: a text that was changed within the second of its making looks
// like new, and must not run as its author where the changer might not.
func TestWatcherAsksWhoEdited(t *testing.T) {
	w := newWorld(t)
	w.ago(10 * time.Minute)
	w.repo.Grant("alice", "admin").Grant("mallory", "write")
	c := w.repo.Comment(17, "alice", "LGTM").Comment
	w.repo.Edit(c, "mallory", "/admin as alice, by mallory")
	w.repo.Comment(17, "alice", "/admin by alice")
	w.gh.SetTime(time.Now)
	one := w.watch(w.token)
	same(t, "told", one.round(), "17 alice /admin refused", "17 alice /admin ran")
	same(t, "ran", w.crew.ran(), "by alice")
}

// TestWatcherLeavesTheFunctionItsWork: the text of an issue that changed since is not taken
// from a webhook which knows what it was.
func TestWatcherLeavesTheFunctionItsWork(t *testing.T) {
	w := newWorld(t)
	now := time.Now()
	w.gh.SetTime(func() time.Time { return now.Add(-10 * time.Second) })
	e := w.repo.Open(20, "alice", "New", "/count deploy")
	w.gh.SetTime(time.Now)
	w.rewrite(20, "/count another")
	one := w.watch(w.token)
	same(t, "told", one.round())
	w.send(e.Request(w.url, secret))
	same(t, "ran", w.crew.ran(), "deploy")
	same(t, "told later", one.round())
}

func TestWatcherOfAReplyThatIsNoneAnyMore(t *testing.T) {
	w := newWorld(t)
	w.repo.Comment(17, "alice", "/build a")
	one := w.watch(w.token)
	one.round()
	one.round()
	w.repo.Edit(w.repo.Issue(17).By("sealrobot")[0].ID, "alice", "I tidied this up")
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobSucceeded)}
	for range 3 {
		one.round()
	}
	if w.builder.looked > 5 {
		t.Errorf("it is asked for without end: %d times", w.builder.looked)
	}
}

// TestEditThatFailedIsTriedAgain also where the reply is not on the first page any more.
func TestEditThatFailedIsTriedAgain(t *testing.T) {
	for _, end := range []issue.Progress{issue.JobSucceeded, issue.JobFailed} {
		w := newWorld(t)
		w.repo.Comment(17, "alice", "/build a")
		one := w.watch(w.token)
		one.round()
		crowd(w, "hm")
		one.round()
		w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, end)}
		w.gh.Break(issuetest.BadGateway().On("PATCH", "").Once())
		if one.Round(t.Context()) == nil {
			t.Error("the round says nothing")
		}
		one.round()
		if got := w.replies()[0]; !strings.Contains(got, "job/1 is") {
			t.Errorf("%s: %q", end, got)
		}
	}
}

// through is GitHub behind a proxy that does something before it passes a request on.
func (w *world) through(before func(*http.Request)) string {
	target, err := url.Parse(w.gh.URL)
	if err != nil {
		w.t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(target)
	return serveHandler(w.t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		before(r)
		proxy.ServeHTTP(rw, r)
	}))
}

func TestEndIsToldWhereTheWatchIsEnded(t *testing.T) {
	w := newWorld(t)
	w.repo.Comment(17, "alice", "/build a")
	ctx, cancel := context.WithCancel(t.Context())
	address := w.through(func(r *http.Request) {
		if r.Method == http.MethodPatch {
			cancel()
		}
	})
	mux := issue.NewMux()
	mux.Handle("/build", w.builder)
	one, err := issue.NewWatcher(ctx, &issue.Config{Token: w.token, API: address, Secrets: []string{secret}}, mux, "acme/widgets", time.Hour, func(issue.Watched) {})
	if err != nil {
		t.Fatal(err)
	}
	one.Round(ctx)
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobFailed)}
	one.Round(ctx)
	if got := w.replies(); len(got) != 2 || !strings.HasPrefix(got[1], "@alice") {
		t.Errorf("%q", got)
	}
}

// TestTwoInstancesWriteOneReply: one reads before and writes after the other.
func TestTwoInstancesWriteOneReply(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build a\n/build b")
	reached, goOn := make(chan bool, 9), make(chan bool)
	address := w.through(func(r *http.Request) {
		if r.Method == http.MethodPatch {
			reached <- true
			<-goOn
		}
	})
	slow := *w
	slow.url = w.serve(func(c *issue.Config) { c.API = address })
	done := make(chan bool)
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobFailed)}
	go func() {
		slow.news(ended("job/2", 1, issue.JobSucceeded))
		close(done)
	}()
	<-reached
	w.news(ended("job/1", 1, issue.JobFailed))
	close(goOn)
	<-done
	if got := w.replies()[0]; !strings.Contains(got, "job/1 is failed") || !strings.Contains(got, "job/2 is succeeded") {
		t.Errorf("%s", got)
	}
}

func TestJobThatIsNotSeen(t *testing.T) {
	w := newWorld(t)
	w.builder.unseen = true
	now := time.Now()
	w.gh.SetTime(func() time.Time { return now.Add(-16 * time.Minute) })
	w.say("alice", "/build a")
	w.gh.SetTime(time.Now)
	one := w.watch(w.token)
	same(t, "after a while", one.round(), "17  /build ran")
	same(t, "said once", one.round())
	if got := w.replies()[0]; !strings.Contains(got, "✋ It was accepted, and has not been seen since. Look for it before you ask again.") {
		t.Errorf("%q", got)
	}
	w.builder.ended = map[string]issue.News{issue.Unseen: ended("job/9", 1, issue.JobFailed)}
	same(t, "it came all the same", one.round(), "17  /build failed")
}

// unconfirmed is a builder whose platform gave no answer.
type unconfirmed struct{ *builder }

func (u unconfirmed) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	_, _ = u.builder.Run(ctx, event)
	return "", issue.Errorf("It was asked, and has not confirmed it.")
}

// TestJobThatWasNeverConfirmed: nobody says that it was accepted.
func TestJobThatWasNeverConfirmed(t *testing.T) {
	w := newWorld(t)
	w.builder.unseen = true
	w.more = map[string]issue.Runner{"/ask": unconfirmed{w.builder}}
	w.url = w.serve()
	now := time.Now()
	w.gh.SetTime(func() time.Time { return now.Add(-16 * time.Minute) })
	w.say("alice", "/ask a")
	w.gh.SetTime(time.Now)
	one := w.watch(w.token)
	same(t, "after a while", one.round(), "17  /ask ran")
	if got := w.replies()[0]; !strings.Contains(got, "✋ It was asked for, never confirmed, and has not been seen since. Look for it, and if it is not there, comment it again.") {
		t.Errorf("%q", got)
	}
}

func TestUnseenJobThatEndsBeforeItsReply(t *testing.T) {
	w := newWorld(t)
	w.builder.unseen = true
	w.builder.ended = map[string]issue.News{issue.Unseen: ended("job/1", 1, issue.JobFailed)}
	w.say("alice", "/build a")
	if got := w.replies(); !strings.Contains(got[0], "job/1 is failed") {
		t.Errorf("%q", got)
	}
}

// TestTextInAnotherRowIsNoPlaceOfAJob: a command that is refused is shown, too.
func TestTextInAnotherRowIsNoPlaceOfAJob(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build `<!-- job 2 -->x<!-- /job -->` `<!-- robot a.b -->`\n/build b")
	w.news(ended("job/1", 1, issue.JobSucceeded))
	if got := w.replies()[0]; !strings.Contains(got, "| Started `b`. <!-- job 2 -->🚀 Job job/1 is succeeded (1).<!-- /job --> |") || strings.Count(got, "<!-- robot ") != 1 {
		t.Errorf("%s", got)
	}
}

func TestRoundEndsWhereGitHubLimits(t *testing.T) {
	w := newWorld(t)
	one := w.watch(w.token)
	one.round()
	for i := range 40 {
		w.repo.Comment(17, "alice", fmt.Sprint("/count ", i))
	}
	w.gh.Break(issuetest.SecondaryLimited(time.Minute).On("POST", ""))
	w.gh.Forget()
	err := one.Round(t.Context())
	if calls := len(w.gh.Calls()); calls > 10 || issue.RetryAfter(err) < 50*time.Second {
		t.Errorf("%d calls, again after %s", calls, issue.RetryAfter(err))
	}
}

// TestConditional: what has not changed is not sent again, and what is too large is whole.
func TestConditional(t *testing.T) {
	body, asked := "first", 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		tag := fmt.Sprintf("%q", fmt.Sprint(len(body)))
		w.Header().Set("ETag", tag)
		w.Header().Set("X-RateLimit-Remaining", fmt.Sprint(asked))
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	}))
	defer server.Close()
	client := &http.Client{Transport: issue.NewConditional(http.DefaultTransport)}
	for _, next := range []string{"first", "first", "second, longer", "second, longer", strings.Repeat("x", 3<<20), strings.Repeat("x", 3<<20)} {
		body = next
		answer, err := client.Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		got := new(strings.Builder)
		if _, err := fmt.Fprint(got, readAll(t, answer)); err != nil || got.String() != next || answer.StatusCode != 200 || answer.Header.Get("X-RateLimit-Remaining") != fmt.Sprint(asked) {
			t.Errorf("%d %.20q after %d: %v", answer.StatusCode, got, asked, answer.Header)
		}
	}
}
