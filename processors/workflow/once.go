package workflow

import (
	"context"
	"errors"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/lock"
	sites "github.com/fanux/robot/processors/internal/site"
)

// A comment is claimed before its command runs, but nobody has written down that GitHub gives
// a claim to one alone. So a ref is made before the dispatch, of which it is known: see
// lock.Begin. Without contents: write the robot may make none, and what two instances started is
// put right afterwards: see sole.go.

// once is the ref of a command that was begun; one without locks is that of a robot that may
// have none.
type once struct {
	locks *lock.Locks
	name  string
}

// begin makes sure that nobody else begins this command.
func (s site) begin(ctx context.Context, event issue.IssueEvent) (once, error) {
	call := issue.From(ctx)
	if call.Place() == "" { // nobody else hears of it
		return once{}, nil
	}
	o := once{s.locks(), call.Place()}
	held, err := o.locks.Begin(ctx, lock.Lock{Target: o.name, Holder: event.GetSender().GetLogin(), URL: event.GetComment().GetHTMLURL()}, call.Resumed())
	switch {
	case errors.Is(err, lock.ErrOff):
		return once{}, nil
	case err != nil:
		return once{}, err
	case held == nil:
		return o, nil
	case !held.Brief: // somebody made it by hand
		return once{}, issue.Unsure()
	case call.Resumed(): // another one who resumes it has it, or whoever broke off had it a moment ago
		return once{}, issue.Later(errors.New("the ref of the command is not old enough to be taken over"))
	}
	return once{}, issue.Twin()
}

// patience is what tidying up may take of the time of what matters.
const patience = 2 * time.Second

// release takes the ref away where nothing was begun.
func (o once) release(ctx context.Context) {
	if o.locks == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	_ = o.locks.Release(ctx, o.name) // what stays is cleared away some day
}

const (
	// leftovers is how many runs have to end until somebody looks for refs that were left.
	leftovers = 4

	// left is when a ref was: whoever made it has had a minute, and his run an hour.
	left = time.Hour
)

// forget takes the ref of a command away whose run has ended, where nobody can be about to begin
// it any more. What stays, since the run was short, or since somebody crashed, goes with one run
// of a few: their numbers decide, and nobody has to remember.
func (s site) forget(ctx context.Context, place string, news issue.News) {
	id, err := number(news.Job)
	ended := news.Progress == issue.JobSucceeded || news.Progress == issue.JobFailed || news.Progress == issue.JobCancelled
	if err != nil || !ended || news.Attempt > 1 || place == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if time.Since(news.Since) > lock.Begun {
		_ = s.locks().Release(ctx, place)
	}
	if id%leftovers == 0 {
		_ = s.locks().Clear(ctx, left)
	}
}

func (s site) locks() *lock.Locks {
	return lock.OfCommands(sites.Site{Client: s.client, Owner: s.owner, Repo: s.repo, Page: s.page})
}
