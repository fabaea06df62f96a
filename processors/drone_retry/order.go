package drone_retry

import (
	"context"
	"fmt"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// Order is what is to be retried. Nothing of it needs to have been checked.
type Order struct {
	Build string // a build's number; empty means the newest of the issue that did not succeed
}

// check refuses an order of which any word is wrong.
func (o Order) check(name string) error {
	if o.Build == "" {
		return nil
	}
	return drone.CheckNumber(o.Build, name)
}

// find is the build that is meant, with its stages.
func (r *Retry) find(ctx context.Context, event issue.IssueEvent, o Order, name string) (*sdk.Build, error) {
	repo := drone.RepoOf(event)
	number, ok := drone.Number(o.Build)
	if !ok {
		b, err := r.newest(ctx, event, name)
		if err != nil {
			return nil, err
		}
		number = int(b.Number)
	}
	return r.drone.Build(ctx, repo, number)
}

// newest is the newest build that was asked for on this issue and did not succeed. What came
// after it to the same target, or of the same branch, may have made good for it: to deploy
// the older one then, somebody has to say that it is meant.
func (r *Retry) newest(ctx context.Context, event issue.IssueEvent, name string) (*sdk.Build, error) {
	repo := drone.RepoOf(event)
	after := map[string]*sdk.Build{}
	for b, err := range r.drone.AskedHere(ctx, event) {
		if err != nil {
			return nil, err
		}
		purpose := fmt.Sprintf("%t %s %s", drone.Deployment(b), b.Deploy, b.Target)
		if drone.Deployment(b) {
			purpose = "deploy " + b.Deploy
		}
		later := after[purpose]
		switch {
		case !bad(b.Status):
		case later == nil:
			return b, nil
		default:
			return nil, issue.Refusef("Build %s %s, but build %s came after it and %s. If it is meant all the same, name it: %s.",
				r.drone.Cite(repo, b.Number), drone.State(b.Status), r.drone.Cite(repo, later.Number), drone.State(later.Status), command("%s %d", name, b.Number))
		}
		if later == nil {
			after[purpose] = b
		}
	}
	return nil, issue.Refusef("Of the builds that were asked for on this issue none failed or was cancelled, as far as the newest %d builds of %s tell. To retry another one, name it: %s.",
		drone.Reach, issue.Code(repo.String()), command("%s 57", name))
}

func bad(status string) bool {
	return status == sdk.StatusFailing || status == sdk.StatusKilled || status == sdk.StatusError
}

// command is a command as a code span.
func command(format string, args ...any) string { return params.Show(fmt.Sprintf(format, args...)) }
