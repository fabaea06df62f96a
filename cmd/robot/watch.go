package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/issue"
)

type watch struct {
	Repos    []setup.Repo  `arg:"" name:"owner/repo" help:"The repositories."`
	Interval time.Duration `default:"5s" help:"How often to ask. With many repositories it is asked less often, as GitHub's limits want it."`
	Since    time.Duration `default:"72h" help:"How far back to look for commands that nobody has answered."`
	Once     bool          `help:"Ask once, work what is there, and end: for cron."`
	JSON     bool          `name:"json" help:"Print a line of JSON for each thing done."`
}

// Help is the rest of watch's help text.
func (watch) Help() string {
	return "It answers as whoever GITHUB_TOKEN is. It may run beside a function and other watches of the same account: " +
		"each comment is claimed by one of them. Give them the same GITHUB_WEBHOOK_SECRET then, so that they know each other's replies. Ctrl-C ends it after the comment that it is at."
}

// Patience for slow networks: nobody waits for the answer but the person.
const (
	watchTime      = 30 * time.Second
	watchReplyTime = 15 * time.Second
)

func (c watch) Run(w *world) error {
	switch {
	case c.Interval <= 0:
		fmt.Fprintln(w.errs, "robot: --interval: want a time like 5s")
		return status(function.Usage)
	case c.Since <= 0:
		fmt.Fprintln(w.errs, "robot: --since: want a time like 72h")
		return status(function.Usage)
	}
	s, err := function.ConfigureTool(w.getenv)
	if err != nil {
		fmt.Fprintln(w.errs, err)
		return status(function.Usage)
	}
	if w.getenv("ROBOT_LOG_LEVEL") == "" {
		s.LogLevel = slog.LevelError // what is done is printed; the rest is for who asks for it
	}
	s.GitHub.Transport = issue.NewConditional(issue.NewTransport())
	log := function.Logger(s, w.errs)
	mux, err := s.Mux(log)
	if err != nil {
		return err
	}
	s.GitHub.Log = log
	s.GitHub.RobotTime, s.GitHub.ReplyTime = watchTime, watchReplyTime
	teller := &teller{out: w.out, errs: w.errs, json: c.JSON, redact: issue.NewRedactor(s.GitHub.Hidden()...)}
	return c.watch(w.ctx, s, mux, teller)
}

// watch watches each repository on its own: one that GitHub is slow about keeps no other.
func (c watch) watch(ctx context.Context, s *function.Settings, mux *issue.Mux, t *teller) error {
	var watchers []*issue.Watcher
	for _, repo := range c.Repos {
		one, err := issue.NewWatcher(ctx, s.GitHub, mux, repo.String(), c.Since, t.tell)
		if err != nil {
			return errors.New(t.redact.Text(issue.Trouble(err)))
		}
		watchers = append(watchers, one)
	}
	interval := max(c.Interval, time.Duration(len(c.Repos))*callsOfRound*time.Minute/callsOfMinute)
	if !c.Once {
		t.note("watching %s every %s; Ctrl-C ends it", list(c.Repos), interval)
	}
	var all sync.WaitGroup
	errs := make([]error, len(watchers))
	for i, one := range watchers {
		all.Go(func() {
			if c.Once {
				errs[i] = one.Round(ctx)
				return
			}
			c.keep(ctx, one, c.Repos[i].String(), interval, t)
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			t.trouble(c.Repos[i].String(), err)
		}
	}
	if errors.Join(errs...) != nil {
		return status(function.Wrong)
	}
	return nil
}

// GitHub's secondary limit is 900 points a minute, of which a GET is one.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
const (
	callsOfRound  = 4
	callsOfMinute = 450
)

// slowest is how often is asked where GitHub cannot be reached.
const slowest = 5 * time.Minute

// keep asks until ctx ends, and less and less often while GitHub does not answer.
func (c watch) keep(ctx context.Context, one *issue.Watcher, repo string, interval time.Duration, t *teller) {
	pause := interval
	for {
		err := one.Round(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			t.fine(repo)
		default:
			t.trouble(repo, err)
		}
		if one.Reached() {
			pause = interval
		} else {
			pause = max(min(2*pause, slowest), interval)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(max(pause, issue.RetryAfter(err))):
		}
	}
}

// teller prints what is done, a line each.
type teller struct {
	out, errs io.Writer
	json      bool
	redact    *issue.Redactor

	mu       sync.Mutex
	troubles map[string]string // by repository: what was said last
}

func (t *teller) tell(seen issue.Watched) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.json {
		line, err := json.Marshal(seen)
		if err == nil {
			fmt.Fprintln(t.out, t.redact.Text(string(line)))
		}
		return
	}
	where := fmt.Sprintf("%s#%d", seen.Repo, seen.Issue)
	if seen.By != "" {
		where += " " + seen.By
	}
	for _, r := range seen.Results {
		t.line("%s: %s %s. %s", where, r.Name, r.State, readable(r.Detail))
	}
	if seen.Note != "" {
		t.line("%s: %s (%s)", where, seen.Note, seen.URL)
	}
}

// line prints with the time; it is called with mu held.
func (t *teller) line(format string, args ...any) {
	text := plain(strings.TrimSpace(t.redact.Text(fmt.Sprintf(format, args...))))
	fmt.Fprintf(t.out, "%s %s\n", time.Now().Format(time.TimeOnly), text)
}

func (t *teller) note(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.json {
		t.line(format, args...)
	}
}

// trouble says what went wrong, once for as long as it is the same.
func (t *teller) trouble(repo string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := t.redact.Text(issue.Trouble(err))
	if t.troubles[repo] == text {
		return
	}
	if t.troubles == nil {
		t.troubles = map[string]string{}
	}
	t.troubles[repo] = text
	first, _, _ := strings.Cut(text, "\n") // what else failed mostly failed for the same reason
	fmt.Fprintf(t.errs, "robot: %s: %s\n", repo, plain(first))
}

func (t *teller) fine(repo string) {
	t.mu.Lock()
	_, was := t.troubles[repo]
	delete(t.troubles, repo)
	t.mu.Unlock()
	if was {
		t.note("%s: all is well again", repo)
	}
}

func list(repos []setup.Repo) string {
	var names []string
	for _, r := range repos {
		names = append(names, r.String())
	}
	return strings.Join(names, ", ")
}

var markdownLink = regexp.MustCompile(`\[((?:[^\[\]])*)\]\([^)]*\)`)

// readable is the beginning of a Markdown text, for a terminal.
func readable(text string) string {
	text = strings.NewReplacer("**", "", "`", "", "\u200b", "").Replace(markdownLink.ReplaceAllString(text, "$1"))
	return issue.Short(strings.Join(strings.Fields(text), " "), 200)
}
