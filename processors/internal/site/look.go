package site

import (
	"context"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Look is where a command acts, and the issue or pull request as it is: as the event tells,
// or where that is silent, late, or of a command that was broken off, as GitHub does. What a
// command changes it writes there, so that those behind it in the comment see it.
func Look(ctx context.Context, event issue.IssueEvent) (Site, *github.Issue, error) {
	s, err := Here(event)
	if err != nil {
		return s, nil, err
	}
	i := event.GetIssue()
	if told := i.State != nil && (i.ID != nil || i.IsPullRequest()); told && issue.From(ctx).Fresh() {
		return s, i, nil
	}
	now, _, err := s.Client.Issues.Get(ctx, s.Owner, s.Repo, s.Number)
	if err != nil {
		return s, nil, Untouched(err)
	}
	*i = *now // whoever goes by the event, as to who is assigned, goes by this
	return s, i, nil
}

// Forget makes the commands behind a change that GitHub did not confirm look anew; i is what
// Look gave.
func Forget(i *github.Issue) { i.State = nil }
