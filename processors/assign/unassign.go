package assign

import (
	"context"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/people"
	"github.com/fanux/robot/processors/internal/site"
)

// Unassign is the robot that takes the issue from people. The zero Unassign is ready, and may
// be used concurrently.
type Unassign struct{}

var (
	_ issue.Runner = Unassign{}
	_ issue.Helper = Unassign{}
)

// Help implements issue.Helper.
func (Unassign) Help() issue.Help {
	return issue.Help{
		Usage:    "[user …]",
		About:    "unassign people, or yourself",
		Long:     "Logins, with or without an `@`, stand behind it, with blanks or commas between them; none of them is you.",
		Examples: []string{"/unassign", "/unassign alice bob"},
		Needs:    issue.Read,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner.
func (Unassign) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	named := people.Named(event)
	if err := people.Assignable(named); err != nil {
		return "", err
	}
	s, i, err := site.Look(ctx, event)
	if err != nil {
		return "", err
	}
	todo := names.Within(named, people.Of(i.Assignees))
	switch {
	case len(todo) == 0:
		return site.Idle(ctx), nil
	case issue.From(ctx).DryRun():
		return site.Would(ctx, issue.Textf("unassign %s", names.Show(todo))), nil
	}
	left, response, err := people.Unassign(ctx, s, i, todo)
	if err != nil {
		return "", site.Unconfirmed(err, response)
	}
	return "", people.Left(people.NotUnassigned(left), left, named)
}
