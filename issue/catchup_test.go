package issue_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// ago makes what follows happen so long before now.
func (w *world) ago(back time.Duration) {
	now := time.Now().Add(-back)
	w.gh.SetTime(func() time.Time { return now })
}

// TestNextCommandCatchesUp: it brings the older replies of its issue to how their jobs stand.
func TestNextCommandCatchesUp(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build a")
	w.say("alice", "/build b")
	if w.builder.looked != 3 {
		t.Errorf("each own job is looked at once, and the older one once more: %d", w.builder.looked)
	}
	w.gh.Forget()
	w.say("bob", "/panics")
	if got := w.calls(); !strings.HasSuffix(got, "POST reactions, GET comments") || len(w.gh.Calls()) != 5 {
		t.Errorf("two jobs that go on cost one call more: %s", got)
	}
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobFailed)}
	w.gh.Forget()
	if a := w.say("bob", "/panics"); a.states()[0] != issue.Denied {
		t.Errorf("%+v", a)
	}
	got := w.replies()
	if len(got) != 5 || !strings.Contains(got[0], "😕 Job job/1 is failed (1).") || !strings.Contains(got[1], "⏳ Under way.") || !strings.HasPrefix(got[4], "@alice 😕") {
		t.Errorf("%q", got)
	}
	if n := len(w.gh.Calls()); n != 4+1+7 { // as many as an end costs, where its list is a reading
		t.Errorf("%d calls: %s", n, w.calls())
	}
	looked := w.builder.looked
	w.gh.Forget()
	w.say("bob", "/panics")
	if w.builder.looked != looked+1 || len(w.gh.Calls()) != 5 {
		t.Errorf("what has ended is looked at again: %d times, %s", w.builder.looked-looked, w.calls())
	}
}

// TestCatchUpLooksAtWhatGoesOn of a reply with several jobs.
func TestCatchUpLooksAtWhatGoesOn(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build a\n/build b")
	w.news(ended("job/1", 1, issue.JobSucceeded))
	w.builder.looked = 0
	if w.say("alice", "/panics"); w.builder.looked != 1 {
		t.Errorf("looked %d times", w.builder.looked)
	}
}

// TestNewIssueCatchesUpNothing: there is no reply below it yet.
func TestNewIssueCatchesUpNothing(t *testing.T) {
	w := newWorld(t)
	w.send(w.repo.Open(18, "alice", "New", "/panics").Request(w.url, secret))
	w.send(w.repo.OpenPull(19, "alice", "New", "/panics").Request(w.url, secret))
	if got := w.calls(); strings.Contains(got, "GET comments") || len(w.gh.Calls()) != 2*4 {
		t.Errorf("%s", got)
	}
	w.send(w.repo.Review(19, "alice", "/panics").Request(w.url, secret))
	if got := w.calls(); !strings.HasSuffix(got, "GET comments") {
		t.Errorf("a review comment does: %s", got)
	}
}

// TestCatchUpLooksAtTheNewest five replies of a day.
func TestCatchUpLooksAtTheNewest(t *testing.T) {
	w := newWorld(t)
	w.ago(25 * time.Hour)
	w.say("alice", "/build old")
	w.gh.SetTime(time.Now)
	for range 6 {
		w.say("alice", "/build new")
	}
	for range 6 { // none of which has a job
		w.say("alice", "/panics")
	}
	w.builder.ended = map[string]issue.News{}
	for i := range 8 {
		job := fmt.Sprintf("job/%d", i+1)
		w.builder.ended[job] = ended(job, 1, issue.JobSucceeded)
	}
	w.say("alice", "/panics")
	var done []string
	for i, reply := range w.replies() {
		if strings.Contains(reply, "🚀 Job") {
			done = append(done, fmt.Sprint(i))
		}
	}
	same(t, "brought on", done, "2", "3", "4", "5", "6")

	w = newWorld(t)
	for i, age := range []time.Duration{25 * time.Hour, 23 * time.Hour} {
		w.ago(age)
		w.say("alice", "/build a")
		w.gh.SetTime(time.Now)
		w.builder.looked = 0
		if w.say("alice", "/panics"); w.builder.looked != i {
			t.Errorf("after %s: looked %d times", age, w.builder.looked)
		}
	}
}

// TestCatchUpFindsTheNewest also where the comments of a day have more than one page.
func TestCatchUpFindsTheNewest(t *testing.T) {
	w := newWorld(t)
	crowd(w, "hm")
	w.say("alice", "/build a")
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobSucceeded)}
	w.say("alice", "/panics")
	if got := w.replies()[0]; !strings.Contains(got, "🚀 Job job/1") {
		t.Errorf("%q", got)
	}
}

// TestCatchUpIsForOurOwn replies on this issue.
func TestCatchUpIsForOurOwn(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build a")
	reply := w.repo.Issue(17).By("sealrobot")[0]
	w.repo.Delete(reply.ID, "alice")
	w.repo.Open(16, "alice", "Another", "")
	w.repo.Comment(16, "sealrobot", reply.Body) // ours, but of another issue
	w.repo.Comment(17, "mallory", reply.Body)
	w.repo.Comment(17, "sealrobot", strings.Replace(reply.Body, "<!-- robot ey", "<!-- robot fy", 1))
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobSucceeded)}
	w.builder.looked = 0
	w.say("alice", "/panics")
	w.send(w.repo.Comment(16, "alice", "/panics").Request(w.url, secret))
	if w.builder.looked > 0 || strings.Contains(fmt.Sprint(w.repo.Issue(16), w.repo.Issue(17)), "🚀 Job") {
		t.Errorf("looked %d times", w.builder.looked)
	}
}

// TestCatchUpNeverHurts: whatever goes wrong in it, the command went as it went, and in time.
func TestCatchUpNeverHurts(t *testing.T) {
	for name, breaks := range map[string]func(*world, *says){
		"the list":    func(w *world, _ *says) { w.gh.Break(issuetest.BadGateway().On("GET", "/17/comments")) },
		"the limit":   func(w *world, _ *says) { w.gh.Break(issuetest.SecondaryLimited(time.Minute).On("GET", "/17/comments")) },
		"the edit":    func(w *world, _ *says) { w.gh.Break(issuetest.BadGateway().On("PATCH", "")) },
		"the reading": func(w *world, _ *says) { w.gh.Break(issuetest.NotFound().On("GET", "/issues/comments/")) },
		"the look": func(_ *world, s *says) {
			s.look = func(n issue.News) (issue.News, error) { return n, fmt.Errorf("no answer") }
		},
		"a look panics": func(_ *world, s *says) { s.look = func(issue.News) (issue.News, error) { panic("at the disco") } },
		"a slow list": func(w *world, _ *says) {
			slow := issuetest.BadGateway().On("GET", "/17/comments")
			slow.Delay = time.Minute
			w.gh.Break(slow)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			s := &says{w.builder, func(n issue.News) (issue.News, error) { return n, nil }}
			w.more = map[string]issue.Runner{"/build": s}
			w.url = w.serve(func(c *issue.Config) { c.RobotTime, c.ReplyTime = time.Second, time.Second })
			w.say("alice", "/build a")
			s.look = func(n issue.News) (issue.News, error) { return ended("job/1", 1, issue.JobSucceeded), nil }
			breaks(w, s)
			began := time.Now()
			e := w.repo.Comment(17, "alice", "/help count")
			a := w.send(e.Request(w.url, secret))
			if took := time.Since(began); a.status != 200 || a.states()[0] != issue.Ran || a.Error != "" || w.reactions(e.Comment) != "eyes rocket" || len(w.replies()) != 2 || took > 5*time.Second {
				t.Errorf("after %s: %d %s, %s, %q", took, a.status, a.body, w.reactions(e.Comment), w.replies())
			}
		})
	}
}

// TestWatcherCatchesUpItself: it looks at the replies anyway.
func TestWatcherCatchesUpItself(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build a")
	w.repo.Comment(17, "alice", "/help")
	w.gh.Forget()
	same(t, "told", w.watch(w.token).round(), "17 alice /help ran")
	for _, c := range w.gh.Calls() {
		if strings.Contains(c.Path, "/17/comments") && c.Method == "GET" {
			t.Errorf("%s", c)
		}
	}
}

// TestTwoInstancesCatchUp: on one issue at the same time, and somebody is told once.
func TestTwoInstancesCatchUp(t *testing.T) {
	for range 5 {
		w := newWorld(t)
		w.say("alice", "/build a")
		w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobFailed)}
		urls := []string{w.url, w.serve()}
		var together sync.WaitGroup
		for _, url := range urls {
			e := w.repo.Comment(17, "alice", "/panics")
			together.Go(func() { w.send(e.Request(url, secret)) })
		}
		together.Go(func() { w.bring(w.webhook(), w.of(1, ended("job/1", 1, issue.JobFailed))) })
		together.Wait()
		mentions := 0
		for _, reply := range w.replies() {
			if strings.HasPrefix(reply, "@alice 😕 Job") {
				mentions++
			}
		}
		if got := w.replies(); mentions != 1 || !strings.Contains(got[0], "😕 Job job/1 is failed (1).") {
			t.Errorf("%d mentions: %q", mentions, got)
		}
	}
}

// TestWhatACallKnows of references and of the commands beside it.
func TestWhatACallKnows(t *testing.T) {
	w := newWorld(t)
	k := new(knower)
	w.more = map[string]issue.Runner{"/know": k}
	w.url = w.serve()
	w.say("alice", "/know")
	elsewhere := w.gh.Repo("acme/gadgets").Grant("sealrobot", "write").Grant("alice", "write")
	elsewhere.Open(3, "alice", "x", "")
	w.send(elsewhere.Comment(3, "alice", "/know").Request(w.url, secret))
	w.repo.Open(18, "alice", "x", "")
	w.send(w.repo.Comment(18, "alice", "/know").Request(w.url, secret))
	if len(k.refs) != 3 {
		t.Fatalf("%q", k.refs)
	}
	for _, row := range []struct {
		sealed string
		bind   []string
		number int
		ok     bool
	}{
		{k.refs[0], []string{"a", "b"}, 17, true}, {k.refs[2], []string{"a", "b"}, 18, true},
		{k.refs[0], []string{"a"}, 0, false}, {k.refs[0], []string{"a", "b", ""}, 0, false}, {k.refs[0], []string{"ab"}, 0, false}, {k.refs[0], nil, 0, false},
		{k.refs[1], []string{"a", "b"}, 0, false}, {k.refs[0] + "A", []string{"a", "b"}, 0, false}, {"", []string{"a", "b"}, 0, false},
	} {
		if number, ok := k.call.Refers(row.sealed, row.bind...); number != row.number || ok != row.ok {
			t.Errorf("%v: %d %v", row, number, ok)
		}
	}
	for name, want := range map[string]bool{"count": true, "/count": true, "/COUNT": true, "know": true, "cuont": false, "": false, "/": false} {
		if k.call.Knows(name) != want {
			t.Errorf("knows %q: %v", name, !want)
		}
	}
	none := issue.From(t.Context())
	if _, ok := none.Refers(k.refs[0], "a", "b"); ok || none.Knows("count") || none.DryRun() {
		t.Error("outside of a Mux nothing is known")
	}
	if err := none.Confirm(issue.Verbatim("x"), "x", false); err == nil {
		t.Error("outside of a Mux nobody confirms anything")
	}
}

// knower is /know, and keeps what it was called with.
type knower struct {
	call *issue.Call
	refs []string
}

func (k *knower) Run(ctx context.Context, _ issue.IssueEvent) (string, error) {
	k.call = issue.From(ctx)
	k.refs = append(k.refs, k.call.Ref("a", "b"))
	return "", nil
}
