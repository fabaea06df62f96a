package cc

import (
	"context"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/site"
)

// Uncc is the robot that withdraws requests for reviews. The zero Uncc is ready, and may be
// used concurrently.
type Uncc struct{}

var (
	_ issue.Runner = Uncc{}
	_ issue.Helper = Uncc{}
)

// Help implements issue.Helper.
func (Uncc) Help() issue.Help {
	return issue.Help{
		Usage:    "[user|org/team …]",
		About:    "withdraw requests for reviews of the pull request",
		Long:     "Logins and teams (`org/team`), with or without an `@`, stand behind it, with blanks or commas between them; none of them is you.",
		Examples: []string{"/uncc", "/uncc alice acme/leads"},
		Needs:    issue.Read,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner.
// https://docs.github.com/rest/pulls/review-requests#remove-requested-reviewers-from-a-pull-request
func (Uncc) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	r, err := look(ctx, event)
	if err != nil {
		return "", err
	}
	todo := names.Within(r.named, r.asked)
	switch {
	case len(todo) == 0:
		return site.Idle(ctx), nil
	case issue.From(ctx).DryRun():
		return site.Would(ctx, issue.Textf("withdraw the request for a review by %s", names.Show(todo))), nil
	}
	response, err := r.Client.PullRequests.RemoveReviewers(ctx, r.Owner, r.Repo, r.Number, split(todo))
	return "", site.Unconfirmed(err, response)
}
