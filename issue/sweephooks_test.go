package issue_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// front stands before the robot, and is up or down.
type front struct {
	*httptest.Server
	down atomic.Bool
	came atomic.Int64
}

func (w *world) front() *front {
	f := new(front)
	robot := w.webhook()
	f.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		f.came.Add(1)
		if f.down.Load() {
			http.Error(out, "no function", http.StatusBadGateway)
			return
		}
		robot.ServeHTTP(out, r)
	}))
	w.t.Cleanup(f.Close)
	return f
}

// hang hangs a webhook of comments into acme/widgets, which the robot may see.
func (w *world) hang(url string) {
	w.t.Helper()
	w.repo.Grant("sealrobot", "admin")
	client, err := github.NewClient(github.WithAuthToken(w.token), github.WithURLs(new(w.gh.URL+"/"), nil))
	if err != nil {
		w.t.Fatal(err)
	}
	_, _, err = client.Repositories.CreateHook(w.t.Context(), "acme", "widgets", &github.Hook{
		Events: []string{"issue_comment", "issues", "push"}, Config: &github.HookConfig{URL: &url, Secret: new(secret), ContentType: new("json")},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.gh.Wait()
}

func address(url string) func(*issue.Config, *issue.SweepOptions) {
	return func(_ *issue.Config, o *issue.SweepOptions) { o.URL = url }
}

// redelivered are the attempts that were asked for.
func (w *world) redelivered() (texts []string) {
	w.gh.Wait()
	for _, d := range w.gh.Deliveries() {
		if d.Redelivery {
			texts = append(texts, fmt.Sprintf("%s %s %d", d.Event.Name, d.Event.Action, d.Status))
		}
	}
	return texts
}

func TestSweepRedelivers(t *testing.T) {
	w := newWorld(t)
	f, theirs := w.front(), httptest.NewServer(http.NotFoundHandler())
	defer theirs.Close()
	w.hang(f.URL + "/github")
	w.hang(theirs.URL)
	f.down.Store(true)
	w.behind(100 * time.Hour)
	w.repo.Comment(17, "alice", "/count too old")
	w.behind(time.Hour)
	w.repo.Open(20, "alice", "New", "/count the text of an issue")
	w.behind(30 * time.Minute)
	w.rewrite(20, "/count what somebody made of it")
	w.behind(0)
	w.gh.Wait()
	f.down.Store(false)
	for _, d := range w.gh.Deliveries() {
		if d.Event.Name == "issue_comment" && d.Status == 502 {
			w.repo.Comment(20, "bob", "talk")
		}
	}
	w.gh.Wait()
	one := w.sweep(address(strings.ToUpper(f.URL[:4]) + f.URL[4:] + "/"))
	one.did("what failed, of our webhook", issue.Swept{Redelivered: 2})
	same(t, "redelivered", w.redelivered(), "issues opened 200", "issues edited 202")
	same(t, "ran, as it was written", w.crew.ran(), "the text of an issue")
	w.sweep(address(f.URL)).did("it has succeeded since", issue.Swept{})
}

// TestSweepKnowsItsWebhook by what GitHub's record shows of its answers.
func TestSweepKnowsItsWebhook(t *testing.T) {
	w := newWorld(t)
	f := w.front()
	theirs := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
		http.Error(out, `{"delivery":"x","commands":[]}`, http.StatusInternalServerError)
	}))
	defer theirs.Close()
	f.down.Store(true)
	w.hang(f.URL)
	w.hang(theirs.URL)
	w.repo.Comment(17, "alice", "/count lost")
	w.gh.Wait()
	one := w.sweep()
	one.did("nothing shows that it is ours", issue.Swept{Run: 1})
	if told := strings.Join(one.told, "\n"); strings.Count(told, "nothing shows that it is ours") != 2 {
		t.Errorf("told %s", told)
	}
	f.down.Store(false)
	w.repo.Comment(17, "alice", "/count answered")
	w.gh.Wait()
	w.sweep().did("an answer does", issue.Swept{Redelivered: 1})
	same(t, "redelivered", w.redelivered(), "issue_comment created 200")
	same(t, "ran", w.crew.ran(), "lost", "answered")
}

// TestSweepGivesTime to what fails again and again; never twice in one sweep.
func TestSweepGivesTime(t *testing.T) {
	w := newWorld(t)
	f := w.front()
	w.hang(f.URL)
	f.down.Store(true)
	w.repo.Comment(17, "alice", "/count it")
	w.gh.Wait()
	for n := range 3 {
		w.sweep(address(f.URL)).run()
		if got := w.redelivered(); len(got) != n+1 {
			t.Fatalf("sweep %d: %q", n, got)
		}
	}
	w.sweep(address(f.URL)).did("the fifth attempt waits", issue.Swept{})
}

func TestSweepWithoutTheRight(t *testing.T) {
	w := newWorld(t)
	f := w.front()
	w.hang(f.URL)
	f.down.Store(true)
	w.repo.Comment(17, "alice", "/count it")
	w.gh.Wait()
	for path, note := range map[string]string{"/attempts$": "does not let this account redeliver", "/deliveries": "does not show what its webhook delivered", "/hooks": "does not show its webhooks"} {
		w.gh.Mend()
		w.gh.Break(issuetest.NotFound().On("", path))
		one := w.sweep(address(f.URL))
		one.run()
		if !strings.Contains(strings.Join(one.told, "\n"), note) {
			t.Errorf("%s: told %q", path, one.told)
		}
	}
	same(t, "ran all the same", w.crew.ran(), "it")
	w.gh.Mend()
	w.gh.Break(wire.Fault{Path: "/deliveries", Status: 500, Body: `{"message":"no"}`})
	if _, err := w.sweep(address(f.URL)).Run(t.Context()); err == nil || !strings.Contains(err.Error(), "acme/widgets: list the deliveries") {
		t.Errorf("%v", err)
	}
}

// TestSweepPagesThroughDeliveries, and keeps half of its calls for what else there is.
func TestSweepPagesThroughDeliveries(t *testing.T) {
	w := newWorld(t)
	f := w.front()
	w.hang(f.URL)
	f.down.Store(true)
	w.behind(time.Hour)
	w.repo.Comment(17, "alice", "/count first")
	w.gh.Wait()
	f.down.Store(false)
	w.behind(0)
	for range 120 {
		w.repo.Comment(17, "bob", "talk")
	}
	w.gh.Wait()
	if done := w.sweep(address(f.URL)).run(); done.Redelivered != 1 {
		t.Errorf("behind a page: %+v", done)
	}
	w.gh.Wait()
	same(t, "ran, by whomever", w.crew.ran(), "first")

	f.down.Store(true)
	for i := range 30 {
		w.repo.Comment(17, "alice", fmt.Sprint("/count ", i))
	}
	w.gh.Wait()
	done := w.sweep(address(f.URL), func(_ *issue.Config, o *issue.SweepOptions) { o.Calls = 60 }).run()
	if done.Calls > 60 || done.Redelivered == 0 || done.Run == 0 || !done.Rest {
		t.Errorf("%+v", done)
	}
}

func TestSweepOfAnApp(t *testing.T) {
	w := newWorld(t)
	app := w.gh.Install("promoter", "acme/widgets", "acme/gadgets")
	as := func(config *issue.Config, o *issue.SweepOptions) {
		config.Token, config.AppID, config.AppKey, o.Repos = "", app.ID, app.PEM, nil
	}
	f := new(front)
	robot := w.webhook(func(c *issue.Config) { c.Token, c.AppID, c.AppKey = "", app.ID, app.PEM })
	f.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if f.down.Load() {
			http.Error(out, "no function", http.StatusBadGateway)
			return
		}
		robot.ServeHTTP(out, r)
	}))
	defer f.Close()
	gadgets := w.gh.Repo("acme/gadgets").Grant("alice", "write")
	gadgets.Open(1, "alice", "t", "b")
	gadgets.Comment(1, "alice", "/count before there was a webhook")
	app.Hook(f.URL, secret)
	f.down.Store(true)
	w.repo.Open(20, "alice", "New", "/count the text of an issue")
	w.gh.Wait()
	f.down.Store(false)
	here := func(_ *issue.Config, o *issue.SweepOptions) { o.Repos = []string{"acme/gadgets"} }
	w.sweep(as, here).did("the other repository", issue.Swept{Run: 1})
	w.repo.Label(20, "bug")
	done := w.sweep(as).run()
	w.gh.Wait()
	if done.Redelivered != 1 || done.Run > 1 {
		t.Errorf("%+v", done)
	}
	w.gh.Forget()
	if done := w.sweep(as).did("idle", issue.Swept{}); done.Calls != 12 { // a look-up that nobody waits for any more may still be on its way
		t.Errorf("%d calls: %v", done.Calls, w.gh.Calls())
	}
	if ran := w.crew.ran(); len(ran) != 2 {
		t.Errorf("ran %q", ran)
	}
}
