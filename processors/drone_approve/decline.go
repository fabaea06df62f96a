package drone_approve

import (
	"context"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// Decline is the robot of /decline. It may be used concurrently.
type Decline struct{ drone *drone.Client }

var (
	_ issue.Runner = (*Decline)(nil)
	_ issue.Helper = (*Decline)(nil)
)

// NewDecline returns the robot of /decline, as New does that of /approve.
func NewDecline(o Options) (*Decline, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Decline{client}, nil
}

// Help implements issue.Helper.
func (d *Decline) Help() issue.Help {
	return issue.Help{
		Usage: "<build>",
		About: "end a Drone build that waits for an approval",
		Long: "Nothing of the build that still waits will run, and nobody can restart it. " +
			"It needs **admin**, as Drone itself does of a person, and so does the robot's account in Drone.",
		Examples: []string{"/decline 57"},
		Needs:    issue.Admin,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner: it declines, and says whose code that keeps from running.
func (d *Decline) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	return d.Do(ctx, event, Order{Build: drone.OneBuild(event.Command)})
}

// Do is Run for an order that somebody else has read: it checks every word of it.
func (d *Decline) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	b, blocked, err := find(ctx, d.drone, event, o, "/decline")
	if err != nil {
		return "", err
	}
	call, repo := issue.From(ctx), drone.RepoOf(event)
	cited, about := d.drone.Cite(repo, b.Number), about(repo, b)
	if call.DryRun() {
		return call.Sayf("Nothing was done. It would decline build %s%s", cited, about), nil
	}
	if err := each(blocked, cited, func(stage int) error { return d.drone.Decline(ctx, repo, b.Number, stage) }); err != nil {
		return "", err
	}
	return call.Sayf("Declined build %s%s", cited, about), nil
}
