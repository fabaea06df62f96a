package issue_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// watcher is a Watcher of the world, and what it told of.
type watcher struct {
	*issue.Watcher
	t *testing.T

	mu   sync.Mutex
	told []issue.Watched
}

func (w *world) watch(token string) *watcher {
	w.t.Helper()
	one := &watcher{t: w.t}
	config := &issue.Config{Transport: issue.NewConditional(issue.NewTransport()), Token: token, API: w.gh.URL, Secrets: []string{secret}, Log: slog.New(slog.NewJSONHandler(w.logs, nil))}
	mux := issue.NewMux()
	mux.Handle("/help", issue.NewHelp(mux))
	mux.Handle("/count", w.crew)
	mux.Handle("/admin", boss{w.crew})
	mux.Handle("/build", w.builder)
	var err error
	one.Watcher, err = issue.NewWatcher(w.t.Context(), config, mux, "acme/widgets", 72*time.Hour, func(seen issue.Watched) {
		one.mu.Lock()
		defer one.mu.Unlock()
		one.told = append(one.told, seen)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return one
}

// round is one that must go well, and what it told of.
func (w *watcher) round() (told []string) {
	w.t.Helper()
	w.told = nil
	if err := w.Round(w.t.Context()); err != nil {
		w.t.Error(err)
	}
	for _, seen := range w.told {
		line := fmt.Sprintf("%d %s", seen.Issue, seen.By)
		for _, r := range seen.Results {
			line += fmt.Sprintf(" %s %s", r.Name, r.State)
		}
		told = append(told, strings.TrimSpace(line+" "+seen.Note))
	}
	return told
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestWatcherWorksWhatIsNew(t *testing.T) {
	w := newWorld(t)
	at := func(back time.Duration) { w.gh.SetTime(func() time.Time { return time.Now().Add(-back) }) }
	at(10 * time.Minute)
	w.repo.Open(20, "alice", "Old", "/count text that had a comment since\n/help")
	w.repo.Open(22, "alice", "Old", "/count text that was edited since\n/help")
	edited := w.repo.Comment(17, "alice", "/count before").Comment
	at(9 * time.Minute)
	w.repo.Comment(20, "bob", "hm")
	w.rewrite(22, "/count text that is another now\n/help")
	w.repo.Edit(edited, "mallory", "/count edited")
	at(time.Minute)
	w.repo.Open(21, "alice", "New", "/count text that has a label now")
	at(0)
	w.repo.Label(21, "bug")
	w.repo.OpenPull(18, "bob", "Fix", "/count text of a pull request")
	w.repo.Comment(17, "alice", "/count a comment")
	w.repo.Review(18, "alice", "/count a review comment")
	w.repo.Comment(17, "bob", "/count may not")
	w.repo.Comment(17, "dependabot[bot]", "/count a bot")
	w.repo.Comment(17, "alice", "no command")
	one := w.watch(w.token)
	same(t, "first", one.round(), "22 alice /count refused /help refused", "20 alice /count ran /help ran", "17 alice /count refused",
		"21 alice /count ran", "18 bob /count denied", "17 alice /count ran", "18 alice /count ran", "17 bob /count denied")
	ran := []string{"text that had a comment since", "text that has a label now", "a comment", "a review comment"}
	same(t, "ran", w.crew.ran(), ran...)
	w.gh.Forget()
	same(t, "second", one.round())
	w.gh.Forget()
	same(t, "third", one.round())
	for _, c := range w.gh.Calls() {
		if c.Status != http.StatusNotModified {
			t.Errorf("what has not changed costs nothing, but %v", c)
		}
	}
	w.repo.Open(19, "alice", "New", "/count text of an issue")
	w.repo.Comment(17, "alice", "/build x")
	same(t, "new", one.round(), "19 alice /count ran", "17 alice /build ran")
	same(t, "ran", w.crew.ran(), append(ran, "text of an issue")...)
}

func TestWatchersAndWebhookRunNothingTwice(t *testing.T) {
	w := newWorld(t)
	first, second := w.watch(w.token), w.watch(w.token)
	first.round()
	var events []issuetest.Event
	for i := range 10 {
		events = append(events, w.repo.Comment(17, "alice", fmt.Sprintf("/count %d", i)))
	}
	var together sync.WaitGroup
	together.Go(func() { first.round() })
	together.Go(func() { second.round() })
	together.Go(func() {
		for _, e := range events {
			w.send(e.Request(w.url, secret))
		}
	})
	together.Wait()
	first.round()
	ran := w.crew.ran()
	slices.Sort(ran)
	same(t, "ran", ran, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")

	w.repo.Comment(17, "alice", "/count while nobody watched")
	w.repo.Comment(17, "alice", "/help")
	same(t, "another that begins", w.watch(w.token).round(), "17 alice /count ran", "17 alice /help ran")
	same(t, "and another", w.watch(w.token).round())
}

func TestWatcherFollowsJobs(t *testing.T) {
	w := newWorld(t)
	w.repo.Comment(17, "alice", "/build a\n/build b")
	one := w.watch(w.token)
	same(t, "begun", one.round(), "17 alice /build ran /build ran")
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobSucceeded)}
	same(t, "one ended", one.round(), "17  /build ran")
	w.builder.ended["job/2"] = ended("job/2", 1, issue.JobFailed)
	same(t, "the other, and another watcher", w.watch(w.token).round(), "17  /build failed")
	one.round() // it hears of it, and says nothing
	got := w.replies()
	if len(got) != 2 || !strings.Contains(got[0], "🚀 Job job/1 is succeeded (1).") || !strings.Contains(got[0], "😕 Job job/2 is failed (1).") {
		t.Errorf("%q", got)
	}
	w.builder.ended["job/2"] = ended("job/2", 2, issue.JobSucceeded)
	for range 13 {
		one.round()
	}
	if got := w.replies(); len(got) != 2 || !strings.Contains(got[0], "🚀 Job job/2 is succeeded (2).") {
		t.Errorf("run again: %q", got)
	}
}

// TestWatcherTakesOverWhatWasBrokenOff: somebody claimed, and is no more.
func TestWatcherTakesOverWhatWasBrokenOff(t *testing.T) {
	w := newWorld(t)
	at := func(back time.Duration) { w.gh.SetTime(func() time.Time { return time.Now().Add(-back) }) }
	at(10 * time.Minute)
	broken := w.repo.Comment(17, "alice", "/count\n/help").Comment
	w.repo.React(broken, "sealrobot", "eyes")
	done := w.repo.Comment(17, "alice", "/count done").Comment
	w.repo.React(done, "sealrobot", "eyes")
	w.repo.React(done, "sealrobot", "rocket")
	other := w.repo.Comment(17, "alice", "/count by another robot").Comment
	w.repo.React(other, "dependabot[bot]", "eyes")
	w.repo.React(other, "dependabot[bot]", "rocket")
	at(10 * time.Second)
	w.repo.React(w.repo.Comment(17, "alice", "/count at work").Comment, "sealrobot", "eyes")
	at(0)
	one := w.watch(w.token)
	same(t, "broken off", one.round(), "17 alice /count failed /help ran", "17 alice /count ran")
	same(t, "again", one.round())
	same(t, "ran", w.crew.ran(), "by another robot")
	if got := w.replies(); len(got) != 1 || !strings.Contains(got[0], "It may have run: it was begun before, and broken off.") {
		t.Errorf("%q", got)
	}
	if got := w.reactions(broken); got != "eyes confused" {
		t.Errorf("%q", got)
	}
}

func TestWatcherGoesOnAfterTrouble(t *testing.T) {
	w := newWorld(t)
	one := w.watch(w.token)
	w.repo.Comment(17, "alice", "/count a")
	for _, row := range []struct {
		breaks func()
		want   string
	}{
		{func() { w.gh.Break(issuetest.BadGateway().On("GET", "/issues/comments").Once()) }, "GitHub answers 502 to GET /repos/acme/widgets/issues/comments."},
		{func() { w.gh.Break(issuetest.NotFound().On("GET", "/issues/comments").Once()) }, "the token has no access to it"},
		{func() { w.gh.Break(issuetest.BadCredentials().On("GET", "").Once()) }, "GitHub does not accept the token"},
		{func() { w.gh.Break(issuetest.SecondaryLimited(30*time.Second).On("GET", "/issues/comments").Once()) }, "GitHub's rate limit is used up until"},
		{func() { w.gh.Break(issuetest.BadGateway().On("POST", "/reactions").Once()) }, "GitHub answers 502 to POST"},
	} {
		row.breaks()
		err := one.Round(t.Context())
		if err == nil || !strings.Contains(issue.Trouble(err), row.want) {
			t.Errorf("%v, want %q", err, row.want)
		}
	}
	same(t, "well again", one.round(), "17 alice /count ran")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w.repo.Comment(17, "alice", "/count b")
	one.Round(ctx)
	same(t, "ran", w.crew.ran(), "a")
}

func TestWatcherOfNoRepository(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"acme", "acme/", "/widgets", "a/b/c", "acme/gone"} {
		_, err := issue.NewWatcher(t.Context(), &issue.Config{Token: w.token, API: w.gh.URL}, issue.NewMux(), name, time.Hour, nil)
		if err == nil {
			t.Errorf("%q is watched", name)
		}
	}
}
