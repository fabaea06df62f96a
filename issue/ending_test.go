package issue_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// stands are the places that commands may stand in, each with the robot's reactions there.
func stands(w *world, text string) map[string]struct {
	event     issuetest.Event
	reactions func() string
} {
	w.repo.OpenPull(18, "bob", "Fix", "It is fixed.")
	comment, review := w.repo.Comment(17, "alice", text), w.repo.Review(18, "alice", text)
	opened := w.repo.Open(19, "alice", "Widgets stop", text)
	of := func(id int64) func() string {
		return func() string { return strings.Join(w.repo.Reactions(id, "sealrobot"), " ") }
	}
	return map[string]struct {
		event     issuetest.Event
		reactions func() string
	}{
		"comment": {comment, of(comment.Comment)},
		"review":  {review, of(review.Comment)},
		"issue": {opened, func() string {
			var list []string
			for _, r := range w.repo.Issue(19).Reactions {
				list = append(list, r.Content)
			}
			return strings.Join(list, " ")
		}},
	}
}

// dies lets an instance die between the reaction to an end and the edit of the reply.
func (w *world) dies(n issue.News) {
	w.t.Helper()
	cut := wire.Fault{Cut: true}
	w.gh.Break(cut.On("PATCH", "").Once())
	if a := w.news(n); a.status != 500 {
		w.t.Errorf("%+v", a)
	}
}

// TestEndOfSeveralJobsIsTheReplys, whoever died between telling of one end and writing it:
// the end of another mends what was left.
func TestEndOfSeveralJobsIsTheReplys(t *testing.T) {
	for _, kind := range []string{"comment", "review", "issue"} {
		w := newWorld(t)
		at := stands(w, "/build a\n/build b")[kind]
		w.send(at.event.Request(w.url, secret))
		w.dies(ended("job/1", 1, issue.JobFailed))
		w.news(ended("job/1", 2, issue.JobSucceeded))
		if got := at.reactions(); got != "eyes rocket" {
			t.Errorf("%s: all goes well, and it has %q", kind, got)
		}
		w.news(ended("job/1", 3, issue.JobFailed))
		w.dies(ended("job/1", 4, issue.JobSucceeded))
		w.news(ended("job/2", 1, issue.JobFailed))
		if got := at.reactions(); got != "eyes confused" {
			t.Errorf("%s: both have failed, and it has %q", kind, got)
		}
	}
}

// TestEndOfOneJobIsTheReplys: it was run again before anybody wrote how it had ended.
func TestEndOfOneJobIsTheReplys(t *testing.T) {
	for _, kind := range []string{"comment", "review", "issue"} {
		w := newWorld(t)
		at := stands(w, "/build a")[kind]
		w.send(at.event.Request(w.url, secret))
		w.dies(ended("job/1", 1, issue.JobFailed))
		w.news(ended("job/1", 2, issue.JobSucceeded))
		if got := at.reactions(); got != "eyes rocket" {
			t.Errorf("%s: %q", kind, got)
		}
	}
}

// doubtful is a builder that does not know whether it has started anything.
type doubtful struct{ *builder }

func (d doubtful) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	if _, err := d.builder.Run(ctx, event); err != nil {
		return "", err
	}
	return "", issue.Errorf("Not confirmed.")
}

// TestEndsThatMeet: each of two instances writes the good end of one job, and neither sees
// from what it read that all have ended well.
func TestEndsThatMeet(t *testing.T) {
	w := newWorld(t)
	w.builder.unseen = true
	w.more = map[string]issue.Runner{"/build": doubtful{w.builder}}
	w.url = w.serve()
	e := w.repo.Comment(17, "alice", "/build a\n/build b")
	w.send(e.Request(w.url, secret))
	var once sync.Once
	other := w.webhook()
	fast := func() {
		w.builder.ended = map[string]issue.News{issue.Unseen: ended("job/1", 1, issue.JobSucceeded)}
		w.bring(other, w.of(1, ended("job/1", 1, issue.JobSucceeded)))
	}
	slow := w.webhook(func(c *issue.Config) {
		c.API = w.through(func(r *http.Request) {
			if r.Method == http.MethodPatch {
				once.Do(fast)
			}
		})
	})
	w.bring(slow, w.of(2, ended("job/2", 1, issue.JobSucceeded)))
	if got := w.replies()[0]; w.reactions(e.Comment) != "eyes rocket" || strings.Count(got, "is succeeded") != 2 {
		t.Errorf("%s: %q", w.reactions(e.Comment), got)
	}
}

// TestSweepMendsAnEnd that contradicts its reply.
func TestSweepMendsAnEnd(t *testing.T) {
	for _, kind := range []string{"comment", "review", "issue"} {
		w := newWorld(t)
		w.behind(5 * time.Minute)
		at := stands(w, "/build a")[kind]
		w.send(at.event.Request(w.url, secret))
		for attempt, progress := range []issue.Progress{issue.JobSucceeded, issue.JobFailed} {
			w.behind(5 * time.Minute)
			w.news(ended("job/1", attempt+1, progress))
			want := at.reactions()
			w.react(at.event, map[string]string{"eyes rocket": "confused", "eyes confused": "rocket"}[want])
			w.behind(0)
			w.sweep().run()
			if got := at.reactions(); got != want {
				t.Errorf("%s %s: after a sweep %q", kind, progress, got)
			}
		}
	}
}

// react is a reaction of the robot's to a text.
func (w *world) react(e issuetest.Event, content string) {
	w.t.Helper()
	path := fmt.Sprintf("/repos/acme/widgets/issues/%d/reactions", e.Number)
	switch {
	case e.Name == "pull_request_review_comment":
		path = fmt.Sprintf("/repos/acme/widgets/pulls/comments/%d/reactions", e.Comment)
	case e.Comment != 0:
		path = fmt.Sprintf("/repos/acme/widgets/issues/comments/%d/reactions", e.Comment)
	}
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.gh.URL+path, strings.NewReader(`{"content":"`+content+`"}`))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+w.token)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode != http.StatusCreated {
		w.t.Fatalf("%v %v", answer, err)
	}
	answer.Body.Close()
}

// TestSweepLeavesAnEndToWhoIsAtIt, and a person's reaction to the person.
func TestSweepLeavesAnEndToWhoIsAtIt(t *testing.T) {
	w := newWorld(t)
	w.behind(5 * time.Minute)
	e := w.repo.Comment(17, "alice", "/build a")
	w.send(e.Request(w.url, secret))
	w.news(ended("job/1", 1, issue.JobSucceeded))
	w.repo.React(e.Comment, "bob", "confused")
	w.behind(0)
	w.gh.Forget()
	if done := w.sweep().did("a person's", issue.Swept{}); done.Calls != 6+2 || w.reactions(e.Comment) != "eyes rocket" {
		t.Errorf("%d calls: %s; %s", done.Calls, w.calls(), w.reactions(e.Comment))
	}
	w.repo.React(e.Comment, "sealrobot", "confused")
	w.sweep().did("just now", issue.Swept{})
	if got := w.reactions(e.Comment); got != "eyes rocket confused" {
		t.Errorf("%q", got)
	}
}

// TestCloseHasTheReplysEnd: what was answered, and broken off after that, is closed while
// another instance tells how the job has ended.
func TestCloseHasTheReplysEnd(t *testing.T) {
	w := newWorld(t)
	h := w.webhook()
	w.behind(4 * time.Minute)
	e := w.repo.Comment(17, "alice", "/build a")
	gone := wire.Fault{Cut: true, Skip: 1}
	w.gh.Break(gone.On("POST", "/reactions"))
	w.send(e.Request(w.url, secret))
	w.gh.Mend()
	w.behind(0)
	if got := w.reactions(e.Comment); got != "eyes" || len(w.replies()) != 1 {
		t.Fatalf("%q", got)
	}
	read := false
	sweep := w.sweep(func(c *issue.Config, _ *issue.SweepOptions) {
		c.API = w.through(func(r *http.Request) {
			switch {
			case r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/17/comments"):
				read = true
			case read && r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/reactions") && w.builder.ended == nil:
				w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobFailed)}
				w.bring(h, w.of(1, ended("job/1", 1, issue.JobFailed)))
			}
		})
	})
	sweep.run()
	if got := w.reactions(e.Comment); got != "eyes confused" {
		t.Errorf("%q %q", got, w.replies())
	}
}

// TestMentionComesOnce, whoever died after it and before the edit of the reply: the mention
// is known by its marker.
func TestMentionComesOnce(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build a")
	w.dies(ended("job/1", 1, issue.JobFailed))
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobFailed)}
	w.gh.Forget()
	w.sweep().did("after a crash", issue.Swept{Updated: 1})
	w.url = w.serve()
	w.news(ended("job/1", 2, issue.JobFailed))
	if got := w.replies(); len(got) != 2 || !strings.Contains(got[0], "is failed (2)") || !strings.HasPrefix(got[1], "@alice 😕 Job job/1 is failed (1)") {
		t.Errorf("%q", got)
	}
}
