package drone_approve

import (
	"context"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// Order is what is to be decided about. Nothing of it needs to have been checked.
type Order struct {
	Build string // a build's number
}

// find is the build that is meant, and those of its pipelines that wait. It refuses one of
// which none does.
func find(ctx context.Context, client *drone.Client, event issue.IssueEvent, o Order, otherwise string) (*sdk.Build, []*sdk.Stage, error) {
	name, repo := drone.Name(event, otherwise), drone.RepoOf(event)
	if o.Build == "" {
		return nil, nil, issue.Usagef("Name the build that you have looked at; try %s.", issue.Code(name+" 57"))
	}
	if err := drone.CheckNumber(o.Build, name); err != nil {
		return nil, nil, err
	}
	number, _ := drone.Number(o.Build)
	b, err := client.Build(ctx, repo, number)
	if err != nil {
		return nil, nil, err
	}
	var blocked []*sdk.Stage
	for _, stage := range b.Stages {
		if stage != nil && stage.Status == sdk.StatusBlocked {
			blocked = append(blocked, stage)
		}
	}
	if len(blocked) == 0 {
		return nil, nil, issue.Refusef("Build %s does not wait for an approval: it %s.", client.Cite(repo, b.Number), drone.State(b.Status))
	}
	return b, blocked, nil
}
