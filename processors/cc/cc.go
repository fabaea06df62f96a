package cc

import (
	"context"
	"slices"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/people"
	"github.com/fanux/robot/processors/internal/site"
)

// CC is the robot that asks for reviews. The zero CC is ready, and may be used concurrently.
type CC struct{}

var (
	_ issue.Runner = CC{}
	_ issue.Helper = CC{}
)

// Help implements issue.Helper.
func (CC) Help() issue.Help {
	return issue.Help{
		Usage: "[user|org/team …]",
		About: "ask people and teams, or yourself, to review the pull request",
		Long: "Logins and teams (`org/team`), with or without an `@`, stand behind it, with blanks or commas between them; none of them is you. " +
			"Who cannot be asked is named in the reply, and the others are asked.",
		Examples: []string{"/cc", "/cc alice acme/leads"},
		Needs:    issue.Read,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner.
func (CC) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	r, err := look(ctx, event)
	if err != nil {
		return "", err
	}
	call, cannot := issue.From(ctx), r.cannot()
	todo := names.Without(r.named, slices.Concat(cannot, r.asked))
	switch {
	case len(todo)+len(cannot) == 0:
		return site.Idle(ctx), nil
	case len(todo) > 0 && call.DryRun():
		if len(cannot) > 0 {
			call.Remark(notAsked(cannot))
		}
		return site.Would(ctx, issue.Textf("ask %s for a review", names.Show(todo))), nil
	case len(todo) > 0:
		refused, err := r.request(ctx, todo)
		if err != nil {
			return "", err
		}
		cannot = append(cannot, refused...)
	}
	return "", people.Left(notAsked(cannot), cannot, r.named)
}

// notAsked says who cannot be asked. GitHub answers 422 for them, without a name.
// https://docs.github.com/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/requesting-a-pull-request-review
func notAsked(list []string) issue.Text {
	return issue.Textf("GitHub does not ask %s for a review. It asks collaborators of this repository, and teams (`org/team`) of its organization that can read it, but never the author.", names.Show(list))
}
