package drone_cancel

import (
	"context"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// Order is what is to be cancelled. Nothing of it needs to have been checked.
type Order struct {
	Build string // a build's number; empty means the newest of the issue that has not ended
}

// check refuses an order of which any word is wrong.
func (o Order) check(name string) error {
	if o.Build == "" {
		return nil
	}
	return drone.CheckNumber(o.Build, name)
}

// find is the build that is meant.
func (c *Cancel) find(ctx context.Context, event issue.IssueEvent, o Order, name string) (*sdk.Build, error) {
	repo := drone.RepoOf(event)
	if number, ok := drone.Number(o.Build); ok {
		return c.drone.Build(ctx, repo, number)
	}
	for b, err := range c.drone.AskedHere(ctx, event) {
		if err != nil || !drone.Ended(b.Status) {
			return b, err
		}
	}
	return nil, issue.Refusef("No build that was asked for on this issue is under way, as far as the newest %d builds of %s tell. To cancel another one, name it: %s.",
		drone.Reach, issue.Code(repo.String()), issue.Code(name+" 57"))
}
