package drone_promote

import (
	"context"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// find is the build that an order names.
func (p *Promote) find(ctx context.Context, event issue.IssueEvent, build string) (*sdk.Build, error) {
	if number, ok := drone.Number(build); ok {
		return p.drone.Build(ctx, drone.RepoOf(event), number)
	}
	branch, err := p.drone.DefaultBranch(ctx, event)
	if err != nil {
		return nil, err
	}
	return p.latest(ctx, drone.RepoOf(event), branch)
}

// latest is the newest build that succeeded of a push to a branch. Drone's own latest is
// none of it: that one is the last of the branch, a promotion or a failed one too.
func (p *Promote) latest(ctx context.Context, repo drone.Repo, branch string) (*sdk.Build, error) {
	for b, err := range p.drone.Newest(ctx, repo) {
		if err != nil {
			return nil, err
		}
		if b.Status == sdk.StatusPassing && b.Event == sdk.EventPush && b.Target == branch && b.Ref == "refs/heads/"+branch {
			return b, nil
		}
	}
	return nil, issue.Refusef("None of the newest %d builds of %s is of a push to %s and succeeded. Look at [its builds](%s), and name the number of one.",
		drone.Reach, issue.Code(repo.String()), params.Show(branch), p.drone.Page(repo))
}
