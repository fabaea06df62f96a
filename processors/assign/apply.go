package assign

import (
	"context"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/people"
	"github.com/fanux/robot/processors/internal/site"
)

// Apply is the robot that gives an issue to who asks first. The zero Apply is ready, and may
// be used concurrently.
type Apply struct{}

var (
	_ issue.Runner = Apply{}
	_ issue.Helper = Apply{}
)

// Help implements issue.Helper.
func (Apply) Help() issue.Help {
	return issue.Help{
		About:    "take the issue, if nobody has it yet",
		Long:     "You are assigned to it. Where somebody has it already you are told who; of two who ask at the same time, the first gets it.",
		Examples: []string{"/apply"},
		Needs:    issue.Read,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner.
func (Apply) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	s, i, err := site.Look(ctx, event)
	if err != nil {
		return "", err
	}
	call, me := issue.From(ctx), []string{event.GetSender().GetLogin()}
	have := people.Of(i.Assignees)
	others := names.Without(have, me)
	switch {
	case i.IsPullRequest():
		return "", issue.Refusef("This is a pull request, and only an issue can be taken: nothing was changed. To be assigned, comment %s.", issue.Code("/assign"))
	case len(others) < len(have) && len(others) > 0 && call.Resumed() && !call.DryRun():
		return "", contend(ctx, s, i, event) // the run that was broken off may have left it at that
	case len(others) < len(have):
		return site.Idle(ctx), nil
	case len(others) > 0:
		return "", taken(others)
	case i.GetState() == "closed":
		return "", issue.Refusef("This issue is closed: nothing was changed. Take one that is open.")
	case call.DryRun():
		return site.Would(ctx, issue.Textf("assign %s", names.Show(me))), nil
	}
	return "", take(ctx, s, i, event, me)
}

// take assigns the commenter to an issue that nobody had a moment ago.
func take(ctx context.Context, s site.Site, i *github.Issue, event issue.IssueEvent, me []string) error {
	left, response, err := people.Assign(ctx, s, i, me)
	if err != nil {
		return site.Unconfirmed(err, response)
	}
	others := names.Without(people.Of(i.Assignees), me)
	switch {
	case len(left) > 0 && len(others) > 0:
		return taken(others)
	case len(left) > 0:
		return people.Left(people.NotAssigned(left), left, me)
	case len(others) > 0:
		return contend(ctx, s, i, event)
	}
	return nil
}

func taken(others []string) error {
	return issue.Refusef("This issue is taken already, by %s: nothing was changed. Ask them, or take another one.", names.Show(others))
}
