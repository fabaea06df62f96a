package issue_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// sweeper is a Sweep of the world, and what it told of.
type sweeper struct {
	*issue.Sweep
	t    *testing.T
	told []string
}

// sweep makes a Sweep of acme/widgets; each change changes what it is made of.
func (w *world) sweep(change ...func(*issue.Config, *issue.SweepOptions)) *sweeper {
	w.t.Helper()
	one := &sweeper{t: w.t}
	config := &issue.Config{Token: w.token, API: w.gh.URL, Secrets: []string{secret}, Log: slog.New(slog.NewJSONHandler(w.logs, nil))}
	options := issue.SweepOptions{Repos: []string{"acme/widgets"}, Since: 72 * time.Hour, Resume: 2 * time.Minute, Calls: 500, Tell: func(seen issue.Watched) {
		line := seen.Repo
		if seen.Issue != 0 {
			line += fmt.Sprintf("#%d", seen.Issue)
		}
		for _, r := range seen.Results {
			line += fmt.Sprintf(" %s %s", r.Name, r.State)
		}
		one.told = append(one.told, strings.TrimSpace(line+" "+seen.Note))
	}}
	for _, c := range change {
		c(config, &options)
	}
	mux := issue.NewMux()
	mux.Handle("/help", issue.NewHelp(mux))
	mux.Handle("/count", w.crew)
	mux.Handle("/build", w.builder)
	for name, runner := range w.more {
		mux.Handle(name, runner)
	}
	var err error
	if one.Sweep, err = issue.NewSweep(config, mux, options); err != nil {
		w.t.Fatal(err)
	}
	return one
}

// run is a sweep that must go well.
func (s *sweeper) run() issue.Swept {
	s.t.Helper()
	done, err := s.Run(s.t.Context())
	if err != nil {
		s.t.Error(err)
	}
	return done
}

// did compares what was done, but for the calls.
func (s *sweeper) did(what string, want issue.Swept) issue.Swept {
	s.t.Helper()
	got := s.run()
	want.Calls = got.Calls
	if got != want {
		s.t.Errorf("%s: %+v, want %+v; told %q", what, got, want, s.told)
	}
	return got
}

// ago makes GitHub's clock go behind.
func (w *world) behind(d time.Duration) { w.gh.SetTime(func() time.Time { return time.Now().Add(-d) }) }

// TestSweepRunsWhatNobodyClaimed, and does nothing after that, with six calls: for the
// repository, its webhooks, which it may not see, the three lists, and whose the ends are.
func TestSweepRunsWhatNobodyClaimed(t *testing.T) {
	w := newWorld(t)
	w.behind(time.Hour)
	w.repo.Comment(17, "alice", "/count a comment")
	w.repo.Comment(17, "bob", "/count may not\n/help")
	w.repo.OpenPull(18, "alice", "Fix", "/count a pull request")
	w.repo.Review(18, "alice", "/count a review")
	w.repo.Comment(17, "alice", "talk")
	w.behind(80 * time.Hour)
	w.repo.Comment(17, "alice", "/count too old")
	w.behind(0)
	one := w.sweep()
	one.did("first", issue.Swept{Run: 4})
	same(t, "ran", w.crew.ran(), "a pull request", "a comment", "a review")
	if got := w.replies(); len(got) != 1 {
		t.Errorf("%q", got)
	}
	w.gh.Forget()
	if done := w.sweep().did("with nothing to do", issue.Swept{}); done.Calls != 6 || len(w.gh.Calls()) != 6 {
		t.Errorf("%d calls: %v", done.Calls, w.gh.Calls())
	}
	if done := one.did("the same again", issue.Swept{}); done.Calls != 6 {
		t.Errorf("%d calls", done.Calls)
	}
}

// left is a command that somebody claimed that long ago, and broke off.
func (w *world) left(ago time.Duration, text string) issuetest.Event {
	w.behind(ago + time.Second)
	e := w.repo.Comment(17, "alice", text)
	w.behind(ago)
	w.repo.React(e.Comment, "sealrobot", "eyes")
	w.behind(0)
	return e
}

func TestSweepTakesOver(t *testing.T) {
	w := newWorld(t)
	w.more = map[string]issue.Runner{"/again": again{w.crew}}
	young := w.left(90*time.Second, "/again young")
	w.left(3*time.Minute, "/again old")
	w.left(3*time.Minute, "/count once")
	w.sweep().did("after two minutes", issue.Swept{Resumed: 2})
	same(t, "ran", w.crew.ran(), "old")
	if got := w.replies(); len(got) != 1 || !strings.Contains(got[0], "It may have run") {
		t.Errorf("%q", got)
	}
	if got := w.repo.Reactions(young.Comment, "sealrobot"); !slices.Equal(got, []string{"eyes"}) {
		t.Errorf("what is at work has %q", got)
	}
	w.sweep(func(_ *issue.Config, o *issue.SweepOptions) { o.Resume = time.Second }).did("after one minute", issue.Swept{Resumed: 1})
	at30 := w.left(30*time.Second, "/again younger than a minute")
	w.sweep(func(_ *issue.Config, o *issue.SweepOptions) { o.Resume = time.Second }).did("sooner is never", issue.Swept{})
	if got := w.repo.Reactions(at30.Comment, "sealrobot"); !slices.Equal(got, []string{"eyes"}) {
		t.Errorf("what is at work has %q", got)
	}
}

// again is a crew whose commands may be repeated.
type again struct{ *crew }

func (again) Help() issue.Help {
	return issue.Help{Usage: "[word …]", Effect: issue.Writes, Repeat: issue.Idempotent}
}

func TestSweepBringsOutcomesUpToDate(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/build a")
	w.sweep().did("it goes on", issue.Swept{})
	w.builder.ended = map[string]issue.News{"job/1": ended("job/1", 1, issue.JobSucceeded)}
	w.sweep().did("it has ended", issue.Swept{Updated: 1})
	w.sweep().did("and is known to have", issue.Swept{})
	if got := w.replies(); len(got) != 1 || !strings.Contains(got[0], "🚀 Job job/1 is succeeded") {
		t.Errorf("%q", got)
	}
}

// TestSweepEndsInGoodOrder where its calls are used up; the next goes on.
func TestSweepEndsInGoodOrder(t *testing.T) {
	w := newWorld(t)
	w.more = map[string]issue.Runner{"/again": again{w.crew}}
	w.behind(time.Hour)
	var want []string
	for i := range 20 {
		w.repo.Comment(17, "alice", fmt.Sprint("/again ", 10+i))
		want = append(want, fmt.Sprint(10+i))
	}
	w.behind(0)
	few := func(_ *issue.Config, o *issue.SweepOptions) { o.Calls = 40 }
	for range 20 {
		done := w.sweep(few).run()
		if done.Calls > 40 || done.Run == 0 || done.Rest == (len(w.crew.ran()) == 20) {
			t.Errorf("%+v, and %q have run", done, w.crew.ran())
		}
		for _, c := range w.repo.Issue(17).Comments {
			if got := w.repo.Reactions(c.ID, "sealrobot"); len(got) != 0 && !slices.Equal(got, []string{"eyes", "rocket"}) {
				t.Errorf("%s was left with %q", c.Body, got)
			}
		}
		if len(w.crew.ran()) == 20 {
			break
		}
	}
	same(t, "ran, in turn", w.crew.ran(), want...)
	w.sweep(few).did("nothing is left", issue.Swept{})

	w.repo.Comment(17, "alice", "/again and again")
	if done := w.sweep(func(_ *issue.Config, o *issue.SweepOptions) { o.Calls = 6 }).run(); done.Run != 1 {
		t.Errorf("a sweep with few calls comes no further: %+v", done)
	}
}

// TestSweepsAtOnce run nothing twice.
func TestSweepsAtOnce(t *testing.T) {
	w := newWorld(t)
	for i := range 12 {
		w.repo.Comment(17, "alice", fmt.Sprint("/count ", 10+i))
	}
	w.more = map[string]issue.Runner{"/again": again{w.crew}}
	w.left(5*time.Minute, "/again 22")
	var together sync.WaitGroup
	var mu sync.Mutex
	var all issue.Swept
	for range 3 {
		one := w.sweep()
		together.Go(func() {
			done, err := one.Run(t.Context())
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			all.Run, all.Resumed = all.Run+done.Run, all.Resumed+done.Resumed
		})
	}
	together.Wait()
	if ran := w.crew.ran(); len(ran) != 13 || all.Run != 12 || all.Resumed != 1 {
		t.Errorf("%+v, ran %q", all, ran)
	}
}

// TestSweepIsKilled at each of its calls: after another there is one effect and one word.
func TestSweepIsKilled(t *testing.T) {
	for call := range 14 {
		w := newWorld(t)
		w.more = map[string]issue.Runner{"/again": again{w.crew}}
		w.behind(time.Hour)
		e := w.repo.Comment(17, "alice", "/again it")
		w.repo.Comment(17, "alice", "/count once")
		w.behind(10 * time.Minute)
		ctx, kill := context.WithCancel(t.Context())
		gone := wire.Fault{Cut: true}
		gone.Skip, gone.Times = call, 0
		w.gh.Break(gone)
		_, _ = w.sweep().Run(ctx)
		kill()
		w.gh.Mend()
		w.behind(0)
		w.sweep().run()
		w.sweep().run()
		ran := w.crew.ran()
		if n := len(slices.DeleteFunc(slices.Clone(ran), func(s string) bool { return s != "once" })); n > 1 || !slices.Contains(ran, "it") {
			t.Errorf("killed at call %d: ran %q", call, ran)
		}
		if got := w.repo.Reactions(e.Comment, "sealrobot"); !slices.Contains(got, "rocket") || slices.Contains(got, "heart") {
			t.Errorf("killed at call %d: %q", call, got)
		}
		w.sweep().did(fmt.Sprintf("killed at call %d, and swept", call), issue.Swept{})
	}
}

func TestSweepOfManyRepositories(t *testing.T) {
	w := newWorld(t)
	var names []string
	for i := range 12 {
		name := fmt.Sprintf("acme/many%d", i)
		w.gh.Repo(name).Grant("sealrobot", "write").Grant("alice", "write").Open(1, "alice", "t", "b")
		w.gh.Repo(name).Comment(1, "alice", fmt.Sprint("/count ", i))
		names = append(names, name)
	}
	names = append(names, "acme/gone")
	few := func(_ *issue.Config, o *issue.SweepOptions) { o.Repos, o.Calls = names, 60 }
	for range 100 {
		if len(w.crew.ran()) == 12 {
			break
		}
		if done, err := w.sweep(few).Run(t.Context()); done.Calls > 60 || err != nil && !strings.Contains(err.Error(), "acme/gone") {
			t.Errorf("%+v %v", done, err)
		}
	}
	if ran := w.crew.ran(); len(ran) != 12 {
		t.Errorf("ran %q", ran)
	}
}

func TestSweepNeedsRepositories(t *testing.T) {
	if _, err := issue.NewSweep(&issue.Config{Token: "t"}, issue.NewMux(), issue.SweepOptions{}); err == nil {
		t.Error("a token does not say where it works")
	}
}
