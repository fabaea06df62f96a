package lifecycle

import (
	"context"
	"net/http"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// Reopen is the robot that reopens. The zero Reopen is ready, and may be used concurrently.
type Reopen struct{}

var (
	_ issue.Runner = Reopen{}
	_ issue.Helper = Reopen{}
)

// Help implements issue.Helper.
func (Reopen) Help() issue.Help {
	return issue.Help{
		About:    "reopen the issue or pull request",
		Examples: []string{"/reopen"},
		Needs:    "author, assignee, triage",
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner.
func (Reopen) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	s, i, err := site.Look(ctx, event)
	if err != nil {
		return "", err
	}
	what := issue.Textf("reopen this issue")
	switch {
	case i.GetState() == "open":
		return site.Idle(ctx), nil
	case i.GetPullRequestLinks().GetMergedAt() != (github.Timestamp{}):
		return "", issue.Refusef("This pull request is merged, and is not reopened. Open another one.")
	case i.IsPullRequest():
		what = issue.Textf("reopen this pull request")
	}
	if issue.From(ctx).DryRun() {
		return site.Would(ctx, what), nil
	}
	is, response, err := s.Client.Issues.Update(ctx, s.Owner, s.Repo, s.Number, github.UpdateIssueRequest{State: new("open")})
	switch {
	case site.Status(response) == http.StatusUnprocessableEntity && i.IsPullRequest():
		return "", &issue.Said{State: issue.Refused, Cause: err,
			Text: issue.Textf("GitHub does not reopen this pull request: its branch is gone or was written anew, or another one is open for it.")}
	case err != nil:
		return "", site.Missed(i, err, response)
	}
	i.State, i.StateReason = is.State, is.StateReason
	return "", nil
}
