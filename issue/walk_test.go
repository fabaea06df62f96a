package issue_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// builder is /build: it starts a job, of which "job" events tell.
type builder struct {
	mu     sync.Mutex
	n      int
	last   string
	help   issue.Help
	says   string                // in the place of what it says otherwise
	unseen bool                  // jobs have no name when they are started
	refs   []string              // what they were given
	ended  map[string]issue.News // what Look finds
	looked int
}

func (b *builder) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
	b.last = event.Command.Command
	b.refs = append(b.refs, issue.From(ctx).Ref("built"))
	name := fmt.Sprintf("job/%d", b.n)
	if b.unseen {
		name = issue.Unseen
	}
	issue.From(ctx).Follow(name, "built")
	if b.says != "" {
		return b.says, nil
	}
	return "Started " + issue.Code(event.Command.Command) + ".", nil
}

func (b *builder) Help() issue.Help {
	if b.help.Needs == "" {
		return issue.Help{Usage: "[word …] [KEY=value …]"}
	}
	return b.help
}

func (b *builder) Look(_ context.Context, _ *github.Client, _ *github.Repository, news issue.News) (issue.News, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.looked++
	if ended, ok := b.ended[news.Job]; ok && news.Progress == issue.JobAccepted {
		return ended, nil
	}
	return news, nil
}

func (b *builder) Listens() []string { return []string{"workflow_run"} }

func (b *builder) News(_ string, payload []byte) (issue.News, bool) {
	var event struct {
		News issue.News
		Text string
	}
	err := json.Unmarshal(payload, &event)
	event.News.Text = issue.Verbatim(event.Text)
	return event.News, err == nil && event.News.Job != ""
}

// news posts news of a job to the webhook.
func (w *world) news(n issue.News) answer {
	w.t.Helper()
	if n.Since.IsZero() {
		n.Since = time.Now().Add(-time.Hour)
	}
	payload, err := json.Marshal(map[string]any{
		"action": "completed", "News": n, "Text": n.Text.String(),
		"repository": map[string]any{"name": "widgets", "owner": map[string]any{"login": "acme"}},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return w.send(issuetest.Request(w.url, secret, "workflow_run", payload, false))
}

func ended(job string, attempt int, progress issue.Progress) issue.News {
	return issue.News{Job: job, Attempt: attempt, Progress: progress, Text: issue.Textf("Job %s is %s (%d).", job, progress, attempt)}
}

// reactions are those of the robot to comment c.
func (w *world) reactions(c int64) string {
	var list []string
	for _, r := range w.repo.Issue(17).Comments {
		if r.ID != c {
			continue
		}
		for _, reaction := range r.Reactions {
			if reaction.User == "sealrobot" {
				list = append(list, reaction.Content)
			}
		}
	}
	return strings.Join(list, " ")
}

func TestReplyWalksOnToItsEnd(t *testing.T) {
	w := newWorld(t)
	if a := w.say("alice", "/build a"); a.status != 200 || len(w.replies()) != 1 || !strings.Contains(w.replies()[0], "Started `a`.\n\n<!-- job 1 -->\n⏳ Under way.\n<!-- /job -->\n\n<!-- robot ") {
		t.Fatalf("%+v %q", a, w.replies())
	}
	w.gh.Forget()
	a := w.news(ended("job/1", 1, issue.JobSucceeded))
	if a.status != 200 || len(a.Commands) != 1 || a.Commands[0].State != issue.Ran || a.Commands[0].Name != "/build" {
		t.Errorf("%+v", a)
	}
	if got := w.replies(); len(got) != 1 || !strings.Contains(got[0], "Started `a`.\n\n<!-- job 1 -->\n🚀 Job job/1 is succeeded (1).\n<!-- /job -->\n\n<!-- robot ") {
		t.Errorf("%q", got)
	}
	if calls := w.gh.Calls(); len(calls) != 2 || calls[0].Method != "GET" || calls[1].Method != "PATCH" {
		t.Errorf("an end costs two calls, not %v", calls)
	}
	w.gh.Forget()
	if a := w.news(ended("job/1", 1, issue.JobFailed)); a.status != 200 || len(a.Commands) != 0 || len(w.gh.Calls()) != 1 {
		t.Errorf("after the end: %+v %v", a, w.gh.Calls())
	}
	if a := w.news(ended("job/2", 1, issue.JobFailed)); a.status != 200 || len(a.Commands) != 0 || len(w.replies()) != 1 {
		t.Errorf("a job of nobody's: %+v", a)
	}
}

func TestBadEndIsToldOnce(t *testing.T) {
	w := newWorld(t)
	e := w.repo.Comment(17, "alice", "/build a")
	w.send(e.Request(w.url, secret))
	if got := w.reactions(e.Comment); got != "eyes rocket" {
		t.Errorf("accepted: %q", got)
	}
	for range 3 {
		w.news(ended("job/1", 1, issue.JobFailed))
	}
	w.news(ended("job/1", 2, issue.JobCancelled))
	got := w.replies()
	if len(got) != 2 || !strings.Contains(got[0], "😕 Job job/1 is cancelled (2).") ||
		!strings.HasPrefix(got[1], "@alice 😕 Job job/1 is failed (1). ([reply](https://") {
		t.Errorf("%q", got)
	}
	if got := w.reactions(e.Comment); got != "eyes confused" {
		t.Errorf("failed: %q", got)
	}
	w.news(ended("job/1", 3, issue.JobSucceeded))
	if got := w.reactions(e.Comment); got != "eyes rocket" || !strings.Contains(w.replies()[0], "🚀 Job job/1 is succeeded (3).") {
		t.Errorf("run again: %q %q", got, w.replies())
	}
}

// TestNeverBackwards plays news in every order, some of them twice.
func TestNeverBackwards(t *testing.T) {
	all := []issue.News{
		ended("job/1", 1, issue.JobRunning), ended("job/1", 1, issue.JobWaiting), ended("job/1", 1, issue.JobFailed),
		ended("job/1", 2, issue.JobRunning), ended("job/1", 2, issue.JobSucceeded),
	}
	for seed := range uint64(20) {
		w := newWorld(t)
		w.say("alice", "/build a")
		random := rand.New(rand.NewPCG(seed, 0))
		order := append(random.Perm(len(all)), random.IntN(len(all)), random.IntN(len(all)))
		for _, i := range order {
			w.news(all[i])
		}
		if got := w.replies()[0]; !strings.Contains(got, "🚀 Job job/1 is succeeded (2).") {
			t.Errorf("order %v: %q", order, got)
		}
	}
}

func TestJobsOfOneReplyEndTogether(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build a\n/build b\n/count\n/build c|d")
	var together sync.WaitGroup
	for _, n := range []issue.News{
		ended("job/1", 1, issue.JobSucceeded), ended("job/2", 1, issue.JobFailed), ended("job/3", 1, issue.JobCancelled),
		ended("job/1", 1, issue.JobSucceeded), ended("job/2", 1, issue.JobFailed),
	} {
		together.Go(func() { w.news(n) })
	}
	together.Wait()
	got := w.replies()
	if len(got) != 2 || !strings.HasPrefix(got[1], "@alice 😕") {
		t.Errorf("one bad end is told, the reply has the others: %q", got)
	}
	for _, row := range []string{
		"| `/build a` | Started `a`. <!-- job 1 -->🚀 Job job/1 is succeeded (1).<!-- /job --> |",
		"| `/build b` | Started `b`. <!-- job 2 -->😕 Job job/2 is failed (1).<!-- /job --> |",
		"| `/count` | 🚀 |",
		"| `/build c\\|d` | Started `c\\|d`. <!-- job 4 -->😕 Job job/3 is cancelled (1).<!-- /job --> |",
	} {
		if !strings.Contains(got[0], row) {
			t.Errorf("no %q in\n%s", row, got[0])
		}
	}
}

func TestEndBeforeTheReplyIsNotMissed(t *testing.T) {
	w := newWorld(t)
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobFailed)}
	w.say("alice", "/build a")
	if got := w.replies(); len(got) != 2 || !strings.Contains(got[0], "😕 Job job/1 is failed (1).") || !strings.HasPrefix(got[1], "@alice 😕") {
		t.Errorf("%q", got)
	}
}

func TestJobKnownByItsReference(t *testing.T) {
	w := newWorld(t)
	w.builder.unseen = true
	w.say("alice", "/build a")
	w.say("alice", "/build b")
	if got := w.replies(); len(got) != 2 || !strings.Contains(got[0], "⏳ Not seen yet.") {
		t.Fatalf("%q", got)
	}
	n := ended("job/7", 1, issue.JobSucceeded)
	n.Refs, n.Bind = []string{"no reference", w.builder.refs[1]}, []string{"another"}
	if a := w.news(n); len(a.Commands) != 0 {
		t.Errorf("a reference that was made for something else: %+v", a)
	}
	n.Bind = []string{"built"}
	w.gh.Forget()
	if a := w.news(n); len(a.Commands) != 1 || !strings.HasPrefix(w.gh.Calls()[0].Path, "/repos/acme/widgets/issues/17/comments?") {
		t.Errorf("%+v %v", a, w.gh.Calls())
	}
	n = ended("job/8", 1, issue.JobFailed)
	n.Refs, n.Bind = []string{w.builder.refs[1]}, []string{"built"}
	if a := w.news(n); len(a.Commands) != 0 {
		t.Errorf("another job with the same reference: %+v", a)
	}
	if got := w.replies(); len(got) != 2 || strings.Contains(got[0], "job/7") || !strings.Contains(got[1], "🚀 Job job/7 is succeeded (1).") {
		t.Errorf("%q", got)
	}
}

func TestOnlyOurOwnReplyWalksOn(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build a")
	reply := w.repo.Issue(17).By("sealrobot")[0]
	copied := w.repo.Comment(17, "mallory", reply.Body).Comment
	elsewhere := w.repo.Comment(16, "sealrobot", reply.Body).Comment
	w.repo.Delete(reply.ID, "alice")
	if a := w.news(ended("job/1", 1, issue.JobSucceeded)); a.status != 200 || len(a.Commands) != 0 {
		t.Errorf("%+v", a)
	}
	for _, c := range append(w.repo.Issue(17).Comments, w.repo.Issue(16).Comments...) {
		if (c.ID == copied || c.ID == elsewhere) && c.Body != reply.Body {
			t.Errorf("a copy was written to: %q", c.Body)
		}
	}
}

func TestNewsThatGitHubDoesNotTake(t *testing.T) {
	for _, path := range []string{"/issues/comments\\?", "/issues/comments/\\d+$"} {
		w := newWorld(t)
		w.say("alice", "/build a")
		w.gh.Break(issuetest.BadGateway().On("", path).Once())
		n := ended("job/1", 1, issue.JobSucceeded)
		if a := w.news(n); a.status != http.StatusInternalServerError || a.Error != "The outcome is not on the issue yet: GitHub answered 502. Redeliver this." {
			t.Errorf("%s: %+v", path, a)
		}
		if a := w.news(n); a.status != 200 || len(a.Commands) != 1 {
			t.Errorf("%s: delivered again: %+v", path, a)
		}
	}
}

// TestHiddenTextOfOthers: what a robot says cannot stand for a place of ours.
func TestHiddenTextOfOthers(t *testing.T) {
	w := newWorld(t)
	w.builder.says = "<!-- job 1 -->x<!-- /job --> <!-- robot e30.e30 -->"
	w.say("alice", "/build a")
	w.news(ended("job/1", 1, issue.JobSucceeded))
	if got := w.replies()[0]; strings.Count(got, "<!--") != 3 || !strings.Contains(got, "x<!\u200b-- /job --> <!\u200b-- robot e30.e30 -->\n\n<!-- job 1 -->\n🚀 ") {
		t.Errorf("%q", got)
	}
}

// TestPlaceThatSomebodyTookAway: the news stand before the marker then.
func TestPlaceThatSomebodyTookAway(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build b")
	reply := w.repo.Issue(17).By("sealrobot")[0]
	w.repo.Edit(reply.ID, "alice", "I know better.\n\n"+reply.Body[strings.Index(reply.Body, "<!-- robot"):])
	w.news(ended("job/1", 1, issue.JobFailed))
	if got := w.replies()[0]; !strings.HasPrefix(got, "I know better.\n\n😕 Job job/1 is failed (1).\n\n<!-- robot") {
		t.Errorf("%q", got)
	}
}

// TestBotsWordIsConfirmed: what a bot asks for starts at a person's word, once.
func TestBotsWordIsConfirmed(t *testing.T) {
	w := newWorld(t)
	w.builder.help = issue.Help{Usage: "<what>", Needs: issue.Write, Effect: issue.Deploys, Bots: []string{"release-please[bot]"}}
	w.url = w.serve()
	if a := w.say("dependabot[bot]", "/build a"); a.status != 202 {
		t.Errorf("another bot: %+v", a)
	}
	if a := w.say("release-please[bot]", "/count\n/build a"); a.status != 200 || len(a.Commands) != 1 || a.Commands[0].State != issue.Refused || w.builder.n != 0 {
		t.Errorf("the bot: %+v", a)
	}
	if got := w.replies(); len(got) != 1 || !strings.Contains(got[0], "`release-please[bot]` asks for `/build a`. Somebody who has write can start it: `/confirm`, within a day.") {
		t.Errorf("%q", got)
	}
	if a := w.say("mallory", "/confirm"); a.states()[0] != issue.Denied || w.builder.n != 0 {
		t.Errorf("mallory: %+v", a)
	}
	if a := w.say("alice", "/confirm"); a.states()[0] != issue.Ran || w.builder.n != 1 {
		t.Errorf("alice: %+v", a)
	}
	if a := w.say("alice", "/confirm"); a.states()[0] != issue.Refused || w.builder.n != 1 {
		t.Errorf("again: %+v", a)
	}
	w.news(ended("job/1", 1, issue.JobSucceeded))
	if got := w.replies(); !strings.Contains(strings.Join(got, ""), "🚀 Job job/1 is succeeded (1).") {
		t.Errorf("%q", got)
	}
	w.say("release-please[bot]", "/build b")
	w.gh.SetTime(func() time.Time { return time.Now().Add(-25 * time.Hour) })
	w.say("release-please[bot]", "/build old")
	w.gh.SetTime(time.Now)
	w.say("alice", "/confirm")
	if w.builder.n != 2 || w.builder.last != "b" {
		t.Errorf("%d, the last %q", w.builder.n, w.builder.last)
	}
}

// TestBadEndIsToldWhateverFails: every call of the way back goes wrong once, before or after
// it had its effect, and delivering the event again repairs it.
func TestBadEndIsToldWhateverFails(t *testing.T) {
	for _, call := range []struct{ method, path string }{
		{"GET", "/comments"}, {"POST", "/reactions"}, {"DELETE", "/reactions"}, {"POST", "/17/comments$"}, {"PATCH", "/comments"},
	} {
		for _, after := range []bool{false, true} {
			w := newWorld(t)
			e := w.repo.Comment(17, "alice", "/build a")
			w.send(e.Request(w.url, secret))
			fault := issuetest.BadGateway().On(call.method, call.path).Once()
			fault.After = after
			w.gh.Break(fault)
			n := ended("job/1", 1, issue.JobFailed)
			if a := w.news(n); a.status != 500 {
				t.Errorf("%v after %v: %+v", call, after, a)
			}
			if a := w.news(n); a.status != 200 {
				t.Errorf("%v after %v: again: %+v", call, after, a)
			}
			got := w.replies()
			if len(got) != 2 || !strings.Contains(got[0], "😕 Job job/1 is failed (1).") || !strings.HasPrefix(got[1], "@alice 😕") || w.reactions(e.Comment) != "eyes confused" {
				t.Errorf("%v after %v: %q %s", call, after, got, w.reactions(e.Comment))
			}
		}
	}
}

// TestOutcomeWhereTheCommandIsGone: its comment was deleted, or the issue locked meanwhile.
func TestOutcomeWhereTheCommandIsGone(t *testing.T) {
	w := newWorld(t)
	e := w.repo.Comment(17, "alice", "/build a")
	w.send(e.Request(w.url, secret))
	w.repo.Delete(e.Comment, "alice")
	if a := w.news(ended("job/1", 1, issue.JobFailed)); a.status != 200 || len(w.replies()) != 2 || !strings.Contains(w.replies()[0], "job/1 is failed") {
		t.Errorf("%+v %q", a, w.replies())
	}
	w.say("alice", "/build b")
	w.gh.Break(issuetest.NotFound().On("POST", "/17/comments$"))
	if a := w.news(ended("job/2", 1, issue.JobFailed)); a.status != 200 || !strings.Contains(w.replies()[2], "job/2 is failed") {
		t.Errorf("%+v %q", a, w.replies())
	}
}

// TestConfirmIsBoundToWhatWasAsked: a stranger's reaction, a later request and a reply that
// somebody copied do not change what is started.
func TestConfirmIsBoundToWhatWasAsked(t *testing.T) {
	w := newWorld(t)
	w.builder.help = issue.Help{Usage: "<what>", Needs: issue.Write, Effect: issue.Deploys, Bots: []string{"release-please[bot]"}}
	w.url = w.serve()
	now := time.Now()
	at := func(back time.Duration) { w.gh.SetTime(func() time.Time { return now.Add(-back) }) }
	at(time.Minute)
	w.say("release-please[bot]", "/build dev")
	at(50 * time.Second)
	w.say("release-please[bot]", "/build prod")
	replies := w.repo.Issue(17).By("sealrobot")
	w.repo.React(replies[1].ID, "mallory", "rocket")
	at(40 * time.Second)
	early := w.repo.Comment(17, "alice", "/confirm")
	at(30 * time.Second)
	w.say("release-please[bot]", "/build everything")
	if w.send(early.Request(w.url, secret)); w.builder.last != "prod" {
		t.Errorf("it is the newest that stood there: %q", w.builder.last)
	}
	at(0)
	w.say("alice", "/confirm")
	w.say("alice", "/confirm")
	if w.builder.n != 3 || w.builder.last != "dev" {
		t.Errorf("%d, the last %q", w.builder.n, w.builder.last)
	}
	w.repo.Edit(w.repo.Issue(17).By("sealrobot")[5].ID, "alice", replies[1].Body) // what prod was asked with
	if a := w.say("alice", "/confirm"); a.states()[0] != issue.Refused || w.builder.n != 3 {
		t.Errorf("a copy started it again: %+v", a)
	}
}
