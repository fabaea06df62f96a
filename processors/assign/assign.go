package assign

import (
	"context"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/people"
	"github.com/fanux/robot/processors/internal/site"
)

// Assign is the robot that assigns people. The zero Assign is ready, and may be used
// concurrently.
type Assign struct{}

var (
	_ issue.Runner = Assign{}
	_ issue.Helper = Assign{}
)

// Help implements issue.Helper.
func (Assign) Help() issue.Help {
	return issue.Help{
		Usage: "[user …]",
		About: "assign people, or yourself",
		Long: "Logins, with or without an `@`, stand behind it, with blanks or commas between them; none of them is you. " +
			"Whom GitHub does not take as an assignee is named in the reply, and the others are assigned.",
		Examples: []string{"/assign", "/assign alice bob"},
		Needs:    issue.Read,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner.
func (Assign) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	named := people.Named(event)
	if err := people.Assignable(named); err != nil {
		return "", err
	}
	s, i, err := site.Look(ctx, event)
	if err != nil {
		return "", err
	}
	todo := names.Without(named, people.Of(i.Assignees))
	switch {
	case len(todo) == 0:
		return site.Idle(ctx), nil
	case issue.From(ctx).DryRun():
		return site.Would(ctx, issue.Textf("assign %s", names.Show(todo))), nil
	}
	left, response, err := people.Assign(ctx, s, i, todo)
	if err != nil {
		return "", site.Unconfirmed(err, response)
	}
	return "", people.Left(people.NotAssigned(left), left, named)
}
