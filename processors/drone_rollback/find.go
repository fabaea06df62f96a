package drone_rollback

import (
	"context"
	"maps"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// find is the build to go back to.
func (r *Rollback) find(ctx context.Context, repo drone.Repo, p past, o Order) (*sdk.Build, error) {
	if number, ok := drone.Number(o.Build); ok {
		return r.drone.Build(ctx, repo, number)
	}
	target := issue.Code(o.Target)
	switch last := p.last(); {
	case last == nil || last.Status == sdk.StatusPassing:
	case !drone.Ended(last.Status):
		return nil, issue.Refusef("Build %s is on its way to %s, so what comes before it is not clear. Wait for its end, or name the build to go back to.",
			r.drone.Cite(repo, last.Number), target)
	case last.Event == sdk.EventRollback:
		return nil, issue.Refusef("Build %s was to roll %s back and did not succeed, so what is there is not clear. Name the build to go back to.",
			r.drone.Cite(repo, last.Number), target)
	}
	if b := p.previous(); b != nil {
		return b, nil
	}
	return nil, issue.Refusef("The newest %d builds of %s do not tell what was on %s before. Look at [its builds](%s), and name the one to go back to.",
		drone.Reach, issue.Code(repo.String()), target, r.drone.Page(repo))
}

// again is how a build gets to the target once more. What was deployed there gets there as
// it did then: from the build that was promoted, so that DRONE_BUILD_PARENT is the same,
// and with its parameters. A restart has no parent in Drone 1; Drone hands down the
// parameters of the build itself then.
func (r *Rollback) again(repo drone.Repo, b *sdk.Build, o Order) (int, map[string]string, error) {
	if !drone.Deployed(b, o.Target) || b.Parent == 0 {
		return int(b.Number), o.Params, nil
	}
	all := drone.Given(b)
	if err := params.Env(all); err != nil {
		return 0, nil, issue.Refusef("Build %s was deployed with parameters that the robot may not set. Roll back in Drone, or name build %s, without them.",
			r.drone.Cite(repo, b.Number), r.drone.Cite(repo, b.Parent))
	}
	if all == nil {
		all = make(map[string]string)
	}
	maps.Copy(all, o.Params)
	return int(b.Parent), all, nil
}
