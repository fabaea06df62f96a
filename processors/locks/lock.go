package locks

import (
	"context"
	"strings"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/lock"
	"github.com/fanux/robot/processors/internal/params"
)

// Lock is the robot that locks a target. It may be used concurrently.
type Lock struct{ drone *drone.Client }

var (
	_ issue.Runner = (*Lock)(nil)
	_ issue.Helper = (*Lock)(nil)
)

// Options say what each target takes: who may not deploy to it may not lock it either.
type Options = drone.Options

// Rule is what it takes to deploy to a target.
type Rule = drone.Rule

// NewLock returns the robot. It calls nobody; it fails where the options cannot be right,
// with an error that holds none of their values, but for those of Targets.
func NewLock(o Options) (*Lock, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Lock{client}, nil
}

// Help implements issue.Helper.
func (l *Lock) Help() issue.Help {
	return issue.Help{
		Usage: "<target> [reason…]",
		About: "lock a target, so that nothing is deployed there",
		Long: "Promotions and rollbacks to the target are refused, with your name and the reason, until somebody unlocks it. " +
			"Who may deploy there may lock and unlock it. A lock belongs to the repository, not to this issue.",
		Examples: []string{"/lock-target prod", "/lock-target prod the database is being moved"},
		Needs:    issue.Write,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent, // a lock that is held already is told, not taken again
		Dry:      true,
	}
}

// Run implements issue.Runner: it locks the target, and says how that ends.
func (l *Lock) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	target, err := allowed(ctx, l.drone, event, "/lock-target")
	if err != nil {
		return "", err
	}
	locks, err := lock.Of(event)
	if err != nil {
		return "", err
	}
	want := lock.Lock{Target: target, Holder: event.GetSender().GetLogin(), Reason: reason(event.Command), URL: event.GetComment().GetHTMLURL()}
	call, end := issue.From(ctx), issue.Code("/unlock-target "+target)
	var held *lock.Lock
	if call.DryRun() {
		held, err = locks.Find(ctx, target)
	} else {
		held, err = locks.Hold(ctx, "", want)
	}
	switch {
	case err != nil:
		return "", err
	case held != nil:
		return l.held(ctx, want, *held)
	case call.DryRun():
		return call.Sayf("Would lock %s%s: nothing would be deployed there until somebody comments %s.", params.Show(target), want.Because(), end), nil
	}
	want.Since, want.URL = time.Now(), "" // the reply stands below that comment
	return call.Sayf("%s is locked by %s since %s%s: nothing is deployed there until somebody comments %s.",
		params.Show(target), want.By(), want.From(), want.Because(), end), nil
}

// held is said where somebody has the lock already; it may be the person who asks.
func (l *Lock) held(ctx context.Context, want, held lock.Lock) (string, error) {
	target, end := params.Show(held.Target), issue.Code("/unlock-target "+want.Target)
	switch {
	case held.Brief:
		return "", busy(held)
	case strings.EqualFold(held.Holder, want.Holder):
		return issue.From(ctx).Sayf("You hold the lock of %s already, since %s%s. It ends with %s.", target, held.From(), held.Because(), end), nil
	}
	return "", issue.Refusef("%s is locked already, by %s since %s%s. Ask them, or end it with %s.", target, held.By(), held.From(), held.Because(), end)
}
