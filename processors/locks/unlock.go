package locks

import (
	"context"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/lock"
	"github.com/fanux/robot/processors/internal/params"
)

// Unlock is the robot that unlocks a target, whoever locked it. It may be used concurrently.
type Unlock struct{ drone *drone.Client }

var (
	_ issue.Runner = (*Unlock)(nil)
	_ issue.Helper = (*Unlock)(nil)
)

// NewUnlock returns the robot, as NewLock does.
func NewUnlock(o Options) (*Unlock, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Unlock{client}, nil
}

// Help implements issue.Helper.
func (u *Unlock) Help() issue.Help {
	return issue.Help{
		Usage:    "<target>",
		About:    "unlock a target",
		Long:     "Ends the lock of the target, whoever holds it, and says whose it was. Who may deploy there may do so.",
		Examples: []string{"/unlock-target prod"},
		Needs:    issue.Write,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner: it ends the lock, and says whose it was. Whoever locks the
// target between the look and the end of the lock is unlocked, too; they are one call apart.
func (u *Unlock) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	target, err := allowed(ctx, u.drone, event, "/unlock-target")
	if err != nil {
		return "", err
	}
	locks, err := lock.Of(event)
	if err != nil {
		return "", err
	}
	held, err := locks.Find(ctx, target)
	if err != nil {
		return "", err
	}
	call := issue.From(ctx)
	switch {
	case held == nil:
		return call.Sayf("%s is not locked.", params.Show(target)), nil
	case held.Brief:
		return "", busy(*held)
	case call.DryRun():
		return call.Sayf("Would unlock %s, which is locked by %s since %s%s.", params.Show(held.Target), held.By(), held.From(), held.Because()), nil
	}
	if err := locks.Release(ctx, target); err != nil {
		return "", err
	}
	return call.Sayf("%s is unlocked. It was locked by %s since %s%s.", params.Show(held.Target), held.By(), held.From(), held.Because()), nil
}
