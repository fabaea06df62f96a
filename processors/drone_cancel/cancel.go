package drone_cancel

import (
	"context"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// Cancel is the robot. It may be used concurrently.
type Cancel struct{ drone *drone.Client }

var (
	_ issue.Runner = (*Cancel)(nil)
	_ issue.Helper = (*Cancel)(nil)
)

// Options say which Drone cancels, as whom, and who may end what goes to which target.
type Options = drone.Options

// New returns the robot. It calls nobody; it fails where the options cannot be right,
// with an error that holds none of their values, but for those of Targets.
func New(o Options) (*Cancel, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Cancel{client}, nil
}

// Help implements issue.Helper.
func (c *Cancel) Help() issue.Help {
	return issue.Help{
		Usage: "[build]",
		About: "cancel a Drone build",
		Long: "Without a number, cancels the newest build that was asked for on this issue and has not ended. " +
			"What a deployment has done by then stays done. Who may not deploy to a target may not cancel what goes there.",
		Examples: []string{"/cancel", "/cancel 57"},
		Needs:    issue.Write,
		Effect:   issue.Writes,
		Repeat:   issue.Once, // without a number, another build comes next
		Dry:      true,
	}
}

// Run implements issue.Runner: it cancels, and says what became of the build.
func (c *Cancel) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	return c.Do(ctx, event, Order{Build: drone.OneBuild(event.Command)})
}

// Do is Run for an order that somebody else has read: it checks every word of it, and who
// may cancel what goes to a target.
func (c *Cancel) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	name := drone.Name(event, "/cancel")
	if err := o.check(name); err != nil {
		return "", err
	}
	b, err := c.find(ctx, event, o, name)
	if err != nil {
		return "", err
	}
	call, repo := issue.From(ctx), drone.RepoOf(event)
	cited, does := c.drone.Cite(repo, b.Number), c.drone.Does(repo, b)
	if drone.Ended(b.Status) {
		return "", issue.Refusef("Build %s is over: it %s.", cited, drone.State(b.Status))
	}
	if drone.Deployment(b) {
		if err := c.drone.May(ctx, name, b.Deploy); err != nil {
			return "", err
		}
	}
	if call.DryRun() {
		return call.Sayf("Nothing was done. It would cancel build %s, which %s.", cited, does), nil
	}
	if err := c.drone.Cancel(ctx, repo, b.Number); err != nil {
		return "", err
	}
	return c.became(ctx, repo, b), nil
}

// became says what became of a build that Drone was asked to cancel.
func (c *Cancel) became(ctx context.Context, repo drone.Repo, b *sdk.Build) string {
	call, cited, does := issue.From(ctx), c.drone.Cite(repo, b.Number), c.drone.Does(repo, b)
	now, err := c.drone.Build(ctx, repo, int(b.Number))
	switch {
	case err != nil:
		return call.Sayf("Drone took the order to cancel build %s, which %s, and then did not say how it stands. Look at its page.", cited, does)
	case !drone.Ended(now.Status):
		return call.Sayf("Build %s, which %s, was asked to stop and has not yet.", cited, does)
	case now.Status != sdk.StatusKilled:
		return call.Sayf("Build %s was over before it could be cancelled: it %s.", cited, drone.State(now.Status))
	case drone.Deployment(b) && b.Status == sdk.StatusRunning:
		return call.Sayf("Build %s, which %s, was cancelled while it ran: what it had done by then stays done.", cited, does)
	}
	return call.Sayf("Build %s, which %s, was cancelled.", cited, does)
}
