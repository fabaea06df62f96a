package issue_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// of is news as another platform brings them: with the reference that the job was given.
func (w *world) of(job int, n issue.News) issue.News {
	w.builder.mu.Lock()
	defer w.builder.mu.Unlock()
	n.Refs, n.Bind, n.Since = []string{w.builder.refs[job-1]}, []string{"built"}, time.Now().Add(-time.Hour)
	return n
}

func (w *world) bring(h *issue.Webhook, n issue.News) *issue.Result {
	w.t.Helper()
	result, err := h.Bring(w.t.Context(), "acme", "widgets", n)
	if err != nil {
		w.t.Error(err)
	}
	return result
}

// calls are those that were made since Forget, without what names them.
func (w *world) calls() string {
	var list []string
	for _, c := range w.gh.Calls() {
		path, _, _ := strings.Cut(c.Path, "?")
		list = append(list, c.Method+" "+path[strings.LastIndex(path, "/")+1:])
	}
	return strings.Join(list, ", ")
}

func TestBringEndsAReply(t *testing.T) {
	w, h := newWorld(t), (*issue.Webhook)(nil)
	h = w.webhook()
	w.say("alice", "/build a")
	id := w.repo.Issue(17).By("sealrobot")[0].ID
	w.gh.Forget()
	if r := w.bring(h, w.of(1, ended("job/1", 1, issue.JobSucceeded))); r == nil || r.Name != "/build" || r.State != issue.Ran {
		t.Errorf("%+v", r)
	}
	if want := fmt.Sprintf("GET comments, PATCH %d", id); w.calls() != want {
		t.Errorf("an end costs %s, want %s", w.calls(), want)
	}
	w.gh.Forget()
	if r := w.bring(h, w.of(1, ended("job/1", 1, issue.JobFailed))); r != nil || w.calls() != "GET comments" {
		t.Errorf("after the end: %+v %s", r, w.calls())
	}

	e := w.repo.Comment(17, "alice", "/build b")
	w.send(e.Request(w.url, secret))
	w.gh.Forget()
	if r := w.bring(h, w.of(2, ended("job/2", 1, issue.JobFailed))); r == nil || r.State != issue.Failed {
		t.Errorf("%+v", r)
	}
	got := w.replies()
	if w.reactions(e.Comment) != "eyes confused" || len(got) != 3 || !strings.HasPrefix(got[2], "@alice 😕 Job job/2 is failed (1).") {
		t.Errorf("%s %q", w.reactions(e.Comment), got)
	}
	if n := len(w.gh.Calls()); n != 7 {
		t.Errorf("a bad end costs 2 calls, 3 of the command's reaction and 2 of the mention, not %d: %s", n, w.calls())
	}
}

// TestBringHearsNothingWithoutItsReference: no call is made for it.
func TestBringHearsNothingWithoutItsReference(t *testing.T) {
	w := newWorld(t)
	w.builder.unseen = true
	h := w.webhook()
	w.say("alice", "/build a")
	good := w.of(1, ended("job/1", 1, issue.JobSucceeded))
	text, sum, _ := strings.Cut(good.Refs[0], ".")
	marker := w.replies()[0]
	marker = strings.TrimSuffix(marker[strings.LastIndex(marker, "<!-- robot ")+len("<!-- robot "):], " -->")
	w.gh.Repo("acme/gadgets").Grant("sealrobot", "write").Grant("alice", "write").Open(17, "alice", "x", "")
	other := new(world)
	*other = *w
	other.builder = new(builder)
	other.repo = w.gh.Repo("acme/gadgets")
	other.url = other.serve()
	other.say("alice", "/build a")
	for name, change := range map[string]func(n *issue.News) (owner string){
		"none":                 func(n *issue.News) string { n.Refs = nil; return "" },
		"forged":               func(n *issue.News) string { n.Refs = []string{text + "." + sum[1:] + "A", "x", ".", ""}; return "" },
		"a marker":             func(n *issue.News) string { n.Refs = []string{marker}; return "" },
		"of another place":     func(n *issue.News) string { n.Refs = other.builder.refs; return "" },
		"in another place":     func(*issue.News) string { return "evil" },
		"for another job":      func(n *issue.News) string { n.Bind = []string{"43", "prod"}; return "" },
		"for another one more": func(n *issue.News) string { n.Bind = []string{"built", "x"}; return "" },
		"for no job":           func(n *issue.News) string { n.Bind = nil; return "" },
	} {
		n := good
		owner := "acme"
		if o := change(&n); o != "" {
			owner = o
		}
		w.gh.Forget()
		if r, err := h.Bring(t.Context(), owner, "widgets", n); r != nil || err != nil || len(w.gh.Calls()) > 0 {
			t.Errorf("%s: %+v %v %s", name, r, err, w.calls())
		}
	}
	expired := w.webhook(func(c *issue.Config) { c.Secrets = []string{"the next secret, and not the one before"} })
	elsewhere := w.webhook(func(c *issue.Config) { c.Serves = func(string) bool { return false } })
	for name, h := range map[string]*issue.Webhook{"expired": expired, "not served": elsewhere} {
		w.gh.Forget()
		if r := w.bring(h, good); r != nil || len(w.gh.Calls()) > 0 {
			t.Errorf("%s: %+v %s", name, r, w.calls())
		}
	}
	rotated := w.webhook(func(c *issue.Config) { c.Secrets = []string{"the next secret, beside the one before", secret} })
	if r, err := rotated.Bring(t.Context(), "Acme", "Widgets", good); r == nil || err != nil || !strings.Contains(w.replies()[0], "🚀 Job job/1") {
		t.Errorf("while both are good: %+v %v %q", r, err, w.replies())
	}
}

func TestBringAsAnApp(t *testing.T) {
	w := newWorld(t)
	app := w.gh.Install("robot-app", "acme/widgets")
	as := func(c *issue.Config) { c.Token, c.AppID, c.AppKey = "", app.ID, app.PEM }
	w.url = w.serve(as)
	w.say("alice", "/build a")
	h := w.webhook(as)
	if r := w.bring(h, w.of(1, ended("job/1", 1, issue.JobSucceeded))); r == nil || !strings.Contains(w.repo.Issue(17).By("robot-app[bot]")[0].Body, "🚀 Job job/1") {
		t.Errorf("%+v", r)
	}
}

// TestBringToAReplyThatChanged: deleted, tidied up, or with another's words in it.
func TestBringToAReplyThatChanged(t *testing.T) {
	n := ended("job/1", 1, issue.JobFailed)
	w := newWorld(t)
	h := w.webhook()
	w.say("alice", "/build a")
	id := w.repo.Issue(17).By("sealrobot")[0].ID
	w.repo.Delete(id, "alice")
	if r := w.bring(h, w.of(1, n)); r != nil || len(w.replies()) > 0 {
		t.Errorf("deleted: %+v", r)
	}
	w.say("alice", "/build b")
	reply := w.repo.Issue(17).By("sealrobot")[0]
	w.repo.Edit(reply.ID, "alice", strings.Replace(reply.Body, "Started", "I have started", 1))
	if r := w.bring(h, w.of(2, ended("job/2", 1, issue.JobSucceeded))); r == nil || !strings.Contains(w.replies()[0], "I have started `b`.\n\n<!-- job 1 -->\n🚀 Job job/2") {
		t.Errorf("edited: %+v %q", r, w.replies())
	}
	w.say("alice", "/build c")
	reply = w.repo.Issue(17).By("sealrobot")[1]
	w.repo.Edit(reply.ID, "alice", "Tidied up.")
	if r := w.bring(h, w.of(3, ended("job/3", 1, issue.JobSucceeded))); r != nil || w.replies()[1] != "Tidied up." {
		t.Errorf("without its marker: %+v %q", r, w.replies())
	}
}

// TestBringFromTwoInstances: both hear of the end of one job, and of two in one reply.
func TestBringFromTwoInstances(t *testing.T) {
	for range 5 {
		w := newWorld(t)
		w.say("alice", "/build a\n/build b")
		w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobFailed), "job/2": ended("job/2", 1, issue.JobSucceeded)}
		var together sync.WaitGroup
		for _, h := range []*issue.Webhook{w.webhook(), w.webhook()} {
			for job, n := range []issue.News{ended("job/1", 1, issue.JobFailed), ended("job/2", 1, issue.JobSucceeded)} {
				together.Go(func() { w.bring(h, w.of(job+1, n)) })
			}
		}
		together.Wait()
		got := w.replies()
		if len(got) != 2 || !strings.Contains(got[0], "😕 Job job/1 is failed (1).") || !strings.Contains(got[0], "🚀 Job job/2 is succeeded (1).") || !strings.HasPrefix(got[1], "@alice 😕") {
			t.Errorf("%q", got)
		}
	}
}

// TestBringBeforeTheReply: nobody can be told yet; the look after posting sees it.
func TestBringBeforeTheReply(t *testing.T) {
	for _, unseen := range []bool{false, true} {
		w := newWorld(t)
		h := w.webhook()
		w.builder.unseen = unseen
		var early *issue.Result
		w.url = w.serve(func(c *issue.Config) {
			c.API = w.through(func(r *http.Request) {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/17/comments") && w.builder.ended == nil {
					n := ended("job/1", 1, issue.JobSucceeded)
					w.builder.ended = map[string]issue.News{"job/1": n, issue.Unseen: n}
					early = w.bring(h, w.of(1, n))
				}
			})
		})
		w.say("alice", "/build a")
		if got := w.replies(); early != nil || len(got) != 1 || !strings.Contains(got[0], "🚀 Job job/1 is succeeded (1).") {
			t.Errorf("unseen %v: %+v %q", unseen, early, got)
		}
	}
}

// says is a builder whose Look knows better than the news.
type says struct {
	*builder
	look func(issue.News) (issue.News, error)
}

func (s says) Look(_ context.Context, _ *github.Client, _ *github.Repository, n issue.News) (issue.News, error) {
	return s.look(n)
}

// TestLookKnowsBetter: what is written is the job as it is now.
func TestLookKnowsBetter(t *testing.T) {
	for _, row := range []struct {
		unseen bool
		now    issue.Progress
		want   string
	}{
		{false, issue.JobRunning, "⏳ Under way."},
		{false, issue.JobWaiting, "✋ Job job/1 is waiting (1)."},
		{false, issue.JobFailed, "😕 Job job/1 is failed (1)."},
		{true, issue.JobRunning, "⏳ Job job/1 is running (1)."},
	} {
		w := newWorld(t)
		now := row.now
		w.builder.unseen = row.unseen
		w.more = map[string]issue.Runner{"/build": says{w.builder, func(n issue.News) (issue.News, error) {
			if n.Progress == issue.JobAccepted {
				return n, nil
			}
			return ended("job/1", 1, now), nil
		}}}
		w.url = w.serve()
		h := w.webhook()
		w.say("alice", "/build a")
		r := w.bring(h, w.of(1, ended("job/1", 1, issue.JobSucceeded)))
		if (r == nil) != strings.Contains(row.want, "Under way") || !strings.Contains(w.replies()[0], row.want) {
			t.Errorf("%+v: %+v %q", row, r, w.replies())
		}
		now = issue.JobSucceeded
		r = w.bring(h, w.of(1, ended("job/1", 1, issue.JobSucceeded)))
		if done := row.now == issue.JobFailed; (r == nil) != done || strings.Contains(w.replies()[0], "🚀 Job job/1 is succeeded (1).") == done {
			t.Errorf("%+v, then the end: %+v %q", row, r, w.replies())
		}
	}
}

// TestBringWhateverFails: each call goes wrong once, before or after it had its effect; the
// same news again make the reply true.
func TestBringWhateverFails(t *testing.T) {
	for _, end := range []issue.Progress{issue.JobFailed, issue.JobSucceeded} {
		for call := range 7 {
			for _, after := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, call %d after %v", end, call, after), func(t *testing.T) {
					t.Parallel() // one of them waits for another instance that never comes
					bringThrough(newWorld(t), end, call, after)
				})
			}
		}
	}
}

func bringThrough(w *world, end issue.Progress, call int, after bool) {
	h := w.webhook()
	e := w.repo.Comment(17, "alice", "/build a")
	w.send(e.Request(w.url, secret))
	fault := issuetest.BadGateway().Once()
	fault.Skip, fault.After = call, after
	w.gh.Break(fault)
	n := w.of(1, ended("job/1", 1, end))
	r, err := h.Bring(w.t.Context(), "acme", "widgets", n)
	if broke := end == issue.JobFailed || call < 2; (err != nil) != broke || broke && r != nil {
		w.t.Errorf("%+v %v", r, err)
	}
	w.gh.Mend()
	w.bring(h, n)
	want, mentions := "eyes rocket", 0
	if end == issue.JobFailed {
		want, mentions = "eyes confused", 1
	}
	got := w.replies()
	if !strings.Contains(got[0], "Job job/1 is "+string(end)) || len(got) != 1+mentions || w.reactions(e.Comment) != want {
		w.t.Errorf("%q %s", got, w.reactions(e.Comment))
	}
}

// TestUnseenJobIsFoundRunning: by the look after posting; its end is told then.
func TestUnseenJobIsFoundRunning(t *testing.T) {
	w := newWorld(t)
	h := w.webhook()
	w.builder.unseen = true
	w.builder.ended = map[string]issue.News{issue.Unseen: ended("job/7", 1, issue.JobRunning)}
	w.say("alice", "/build a")
	if got := w.replies(); !strings.Contains(got[0], "⏳ Job job/7 is running (1).") {
		t.Fatalf("%q", got)
	}
	other := w.of(1, ended("job/8", 1, issue.JobFailed))
	if r := w.bring(h, other); r != nil {
		t.Errorf("another with its reference: %+v", r)
	}
	if r := w.bring(h, w.of(1, ended("job/7", 1, issue.JobSucceeded))); r == nil || !strings.Contains(w.replies()[0], "🚀 Job job/7 is succeeded (1).") {
		t.Errorf("%+v %q", r, w.replies())
	}
}

// TestLookIsOvertaken: the job ends, and another instance tells of it, while this one looks
// at a job that goes on or writes that it does.
func TestLookIsOvertaken(t *testing.T) {
	for _, progress := range []issue.Progress{issue.JobRunning, issue.JobWaiting} {
		for _, writing := range []bool{false, true} {
			w := newWorld(t)
			w.builder.unseen = true
			h, end := w.webhook(), ended("job/1", 1, issue.JobFailed)
			state := ended("job/1", 1, progress)
			var once sync.Once
			overtake := func() {
				once.Do(func() {
					state = end
					w.bring(h, w.of(1, end))
				})
			}
			w.more = map[string]issue.Runner{"/build": says{w.builder, func(news issue.News) (issue.News, error) {
				was := state
				if news.Progress != issue.JobAccepted {
					return news, nil
				}
				if !writing {
					overtake()
				}
				return was, nil
			}}}
			w.url = w.serve(func(c *issue.Config) {
				c.API = w.through(func(r *http.Request) {
					if r.Method == http.MethodPatch && writing {
						overtake()
					}
				})
			})
			e := w.repo.Comment(17, "alice", "/build a")
			w.send(e.Request(w.url, secret))
			if got := w.replies(); !strings.Contains(got[0], "😕 Job job/1 is failed (1).") || len(got) != 2 || w.reactions(e.Comment) != "eyes confused" {
				t.Errorf("%s, writing %v: it went backwards: %q %s", progress, writing, got, w.reactions(e.Comment))
			}
		}
	}
}
