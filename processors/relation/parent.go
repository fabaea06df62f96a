package relation

import (
	"context"
	"net/http"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// Parent is the robot that makes an issue a sub-issue of another one. The zero Parent is ready,
// and may be used concurrently.
type Parent struct{}

// Unparent is the robot that takes an issue from its parent. The zero Unparent is ready, and
// may be used concurrently.
type Unparent struct{}

var (
	_ issue.Runner = Parent{}
	_ issue.Helper = Parent{}
	_ issue.Runner = Unparent{}
	_ issue.Helper = Unparent{}
)

// Help implements issue.Helper.
func (Parent) Help() issue.Help {
	return issue.Help{
		Usage:    "<#issue>",
		About:    "make the issue a sub-issue of another one",
		Long:     "An issue has one parent: the one before is replaced.",
		Examples: []string{"/parent #12"},
		Needs:    issue.Triage,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Help implements issue.Helper.
func (Unparent) Help() issue.Help {
	return issue.Help{
		About:    "take the issue from its parent",
		Examples: []string{"/remove-parent"},
		Needs:    issue.Triage,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner.
func (Parent) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	s, i, err := issueOf(ctx, event)
	if err != nil {
		return "", err
	}
	if len(event.Command.Args) == 0 {
		return "", issue.Usagef("%s is missing.", issue.Code("<#issue>"))
	}
	number, err := s.Reference(event.Command.Args[0])
	if err != nil {
		return "", err
	}
	old, err := parentOf(ctx, s)
	if err != nil {
		return "", err
	}
	if old != nil && s.Has(old) && old.GetNumber() == number {
		return site.Idle(ctx), nil
	}
	parent, err := s.Other(ctx, number)
	if err != nil {
		return "", err
	}
	if issue.From(ctx).DryRun() {
		return site.Would(ctx, adopting(s, old, number)), nil
	}
	request := github.SubIssueRequest{SubIssueID: i.GetID()}
	if old != nil {
		request.ReplaceParent = new(true)
	}
	_, response, err := s.Client.SubIssue.Add(ctx, s.Owner, s.Repo, int64(parent.GetNumber()), request)
	if site.Status(response) == http.StatusUnprocessableEntity {
		return "", &issue.Said{State: issue.Refused, Cause: err,
			Text: issue.Textf("GitHub does not take %s as the parent: an issue has at most 100 sub-issues, eight levels of them, and is not below itself.", site.Name(number))}
	} else if err != nil {
		return "", site.Unconfirmed(err, response)
	}
	return "", nil
}

func adopting(s site.Site, old *github.Issue, number int) issue.Text {
	if old == nil {
		return issue.Textf("make this a sub-issue of %s", site.Name(number))
	}
	return issue.Textf("make this a sub-issue of %s, no longer of %s", site.Name(number), named(s, old))
}

// Run implements issue.Runner.
func (Unparent) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	s, i, err := issueOf(ctx, event)
	if err != nil {
		return "", err
	}
	old, err := parentOf(ctx, s)
	switch {
	case err != nil:
		return "", err
	case old == nil:
		return site.Idle(ctx), nil
	case issue.From(ctx).DryRun():
		return site.Would(ctx, issue.Textf("take this from its parent %s", named(s, old))), nil
	}
	owner, repo := s.Owner, s.Repo
	if !s.Has(old) {
		owner, repo = site.Home(old)
	}
	_, response, err := s.Client.SubIssue.Remove(ctx, owner, repo, int64(old.GetNumber()), github.SubIssueRequest{SubIssueID: i.GetID()})
	return "", site.Unconfirmed(err, response)
}

// parentOf is the parent of the issue, nil where there is none: GitHub answers 404 then.
// https://docs.github.com/rest/issues/sub-issues#get-parent-issue
func parentOf(ctx context.Context, s site.Site) (*github.Issue, error) {
	parent, response, err := s.Client.SubIssue.GetParentIssue(ctx, s.Owner, s.Repo, int64(s.Number))
	switch {
	case site.Status(response) == http.StatusNotFound && issue.RetryAfter(err) == 0:
		return nil, nil
	case err != nil:
		return nil, site.Untouched(err)
	}
	return parent, nil
}
