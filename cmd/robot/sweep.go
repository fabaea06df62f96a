package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/issue"
)

type sweep struct {
	Repos       []setup.Repo   `name:"repo" placeholder:"OWNER/NAME" help:"A repository to sweep; may be given several times. Without: those that robot.yml names under repos, or all that the GitHub App is installed in."`
	URL         *setup.Address `name:"url" help:"The function's address: deliveries of the webhooks that go there are made again. Without: of those that GitHub's record shows to be answered by the robot."`
	Since       time.Duration  `default:"72h" help:"How far back to look."`
	ResumeAfter time.Duration  `default:"2m" help:"The age from which a command that was begun, and has no end, is taken over: a minute at least."`
	MaxCalls    int            `default:"500" help:"The most calls to GitHub. What they are not enough for is done the next time."`
	JSON        bool           `name:"json" help:"Print a line of JSON for each thing done, too."`
}

// Help is the rest of sweep's help text.
func (sweep) Help() string {
	return "It may run at any time, beside the function and other sweeps: nothing runs twice. It needs the function's settings, GITHUB_WEBHOOK_SECRET included: " +
		"replies are known by it. The last line on standard output is JSON: what was done, and the calls that it took. The function for the timer (ROBOT_MODE=event) does the same every few minutes."
}

// leastResume is more than any delivery is worked on.
const leastResume = time.Minute

func (c sweep) Run(w *world) error {
	switch {
	case c.Since <= 0:
		fmt.Fprintln(w.errs, "robot: --since: want a time like 72h")
		return status(function.Usage)
	case c.MaxCalls <= 0:
		fmt.Fprintln(w.errs, "robot: --max-calls: want a number like 500")
		return status(function.Usage)
	case c.ResumeAfter < leastResume:
		fmt.Fprintf(w.errs, "robot: --resume-after: %s is taken for %s, within which others may still be at it\n", c.ResumeAfter, leastResume)
	}
	s, err := settings(w, function.Configure)
	if err != nil {
		return err
	}
	if w.getenv("ROBOT_LOG_LEVEL") == "" {
		s.LogLevel = slog.LevelError // what is done is printed; the rest is for who asks for it
	}
	log := function.Logger(s, w.errs)
	mux, err := s.Mux(log)
	if err != nil {
		return err
	}
	s.GitHub.Log = log
	s.GitHub.RobotTime, s.GitHub.ReplyTime = watchTime, watchReplyTime
	teller := &teller{out: c.told(w), errs: w.errs, json: c.JSON, redact: issue.NewRedactor(s.GitHub.Hidden()...)}
	one, err := s.Sweep(mux, c.options(s, teller))
	if errors.Is(err, function.ErrNoRepositories) {
		fmt.Fprintln(w.errs, "robot:", err, "Or: --repo OWNER/NAME.")
		return status(function.Usage)
	}
	if err != nil {
		return err
	}
	return c.sweep(w.ctx, w.out, one, teller)
}

// told is where goes what was done: the summary alone is on standard output, unless it is
// all for a machine.
func (c sweep) told(w *world) io.Writer {
	if c.JSON {
		return w.out
	}
	return w.errs
}

func (c sweep) options(s *function.Settings, t *teller) issue.SweepOptions {
	o := issue.SweepOptions{URL: s.Self, Since: c.Since, Resume: c.ResumeAfter, Calls: c.MaxCalls, Tell: t.tell}
	if c.URL != nil {
		o.URL = c.URL.String()
	}
	for _, r := range c.Repos {
		o.Repos = append(o.Repos, r.String())
	}
	return o
}

func (c sweep) sweep(ctx context.Context, out io.Writer, one *issue.Sweep, t *teller) error {
	done, wrong := one.Run(ctx)
	if wrong != nil {
		t.troubles = nil
		t.trouble("sweep", wrong)
	}
	switch {
	case ctx.Err() != nil:
		t.note("ended early: the rest next time")
	case done.Rest:
		t.note("the calls are used up (%d of %d): the rest next time", done.Calls, c.MaxCalls)
	}
	if err := printJSON(out, done); err != nil {
		return err
	}
	return ended(wrong != nil || ctx.Err() != nil)
}
