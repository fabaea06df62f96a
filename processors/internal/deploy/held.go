package deploy

import (
	"context"
	"errors"
	"strconv"
	"time"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/lock"
)

// held is the lock of a target while a deployment to it is being started; one without locks
// is that of a robot that may hold none.
type held struct {
	locks  *lock.Locks
	target string
}

// releaseTime is what letting go of a lock may take after the time of the command.
const releaseTime = 2 * time.Second

// hold takes the lock of the target, and refuses where somebody has it. In a dry run it only
// looks.
func hold(ctx context.Context, event issue.IssueEvent, d Deployment) (held, error) {
	if event.Client == nil { // nobody to ask
		return held{}, nil
	}
	locks, err := lock.Of(event)
	if err != nil {
		return held{}, err
	}
	var by *lock.Lock
	call := issue.From(ctx)
	want := lock.Lock{Target: d.Target, Holder: event.GetSender().GetLogin(), URL: event.GetComment().GetHTMLURL(), Brief: true}
	switch {
	case call.DryRun():
		by, err = locks.Find(ctx, d.Target)
	case call.Resumed():
		by, err = locks.HoldAgain(ctx, d.Build.After, want)
	default:
		by, err = locks.Hold(ctx, d.Build.After, want)
	}
	off := errors.Is(err, lock.ErrOff)
	if off { // what others locked holds all the same
		by, err = locks.Find(ctx, d.Target)
	}
	mine := by != nil && ours(event, by)
	switch {
	case mine && call.Resumed() && off: // nobody can take it over
		return held{}, nil
	case mine && call.Resumed(): // another one who resumes it has it, or whoever broke off had it a moment ago
		return held{}, issue.Later(errors.New("the lock that the command left is not old enough to be taken over"))
	case mine && !call.DryRun():
		return held{}, issue.Twin()
	case by != nil:
		return held{}, by.Refuse()
	case off:
		return held{}, nil
	case err != nil:
		return held{}, err
	case call.DryRun():
		return held{}, nil
	}
	return held{locks, d.Target}, nil
}

// ours reports whether a lock is that of a deployment which this very comment asks for.
func ours(event issue.IssueEvent, by *lock.Lock) bool {
	url := event.GetComment().GetHTMLURL()
	return by.Brief && by.URL != "" && by.URL == url
}

func (h held) locked() bool { return h.locks != nil }

// release lets go of the lock. Where that fails, the lock ends by itself before long.
func (h held) release(ctx context.Context) {
	if h.locks == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTime)
	defer cancel()
	_ = h.locks.Release(ctx, h.target)
}

func numberOf(b *sdk.Build) string { return strconv.FormatInt(b.Number, 10) }
