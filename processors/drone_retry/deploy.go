package drone_retry

import (
	"context"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/deploy"
	"github.com/fanux/robot/processors/internal/drone"
)

// deploy promotes again what a failed promotion did, or rolls back to it. Where that was a
// deployment itself, it is what is deployed now, too.
func (r *Retry) deploy(ctx context.Context, event issue.IssueEvent, name string, b *sdk.Build) (string, error) {
	repo := drone.RepoOf(event)
	if drone.CheckTarget(b.Deploy) != nil {
		return "", issue.Refusef("Build %s is for a target whose name the robot does not take. Retry it in Drone.", r.drone.Cite(repo, b.Number))
	}
	if err := r.drone.May(ctx, name, b.Deploy); err != nil {
		return "", err
	}
	if b.Parent == 0 {
		return "", issue.Refusef("Build %s does not say which build it deployed: somebody restarted it in Drone. Deploy that build to %s instead.",
			r.drone.Cite(repo, b.Number), issue.Code(b.Deploy))
	}
	parent, err := r.drone.Build(ctx, repo, int(b.Parent))
	if err != nil {
		return "", err
	}
	started, err := deploy.Start(ctx, r.drone, event, deploy.Deployment{
		Build: parent, Target: b.Deploy, Params: drone.Given(b), Back: b.Event == sdk.EventRollback,
	})
	switch {
	case err != nil:
		return "", err
	case issue.From(ctx).DryRun():
		return r.dry(ctx, repo, b, drone.Origin(parent)), nil
	}
	return r.said(ctx, repo, b, started, drone.Origin(parent)), nil
}
