package lifecycle

import (
	"context"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// Close is the robot that closes. The zero Close is ready, and may be used concurrently.
type Close struct{}

var (
	_ issue.Runner = Close{}
	_ issue.Helper = Close{}
)

// Help implements issue.Helper.
func (Close) Help() issue.Help {
	return issue.Help{
		Usage:    "[not-planned|duplicate #n …]",
		About:    "close the issue or pull request",
		Long:     "Without a reason, an issue is closed as completed. A pull request is closed for none.",
		Examples: []string{"/close", "/close not-planned", "/close duplicate #12"},
		Needs:    "author, assignee, triage",
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner.
func (Close) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	o, err := orderOf(event.Command)
	if err != nil {
		return "", err
	}
	s, i, err := site.Look(ctx, event)
	if err != nil {
		return "", err
	}
	switch {
	case i.IsPullRequest() && o.said:
		return "", issue.Refusef("A pull request is closed without a reason: nothing was changed. Try %s.", issue.Code("/close"))
	case i.GetState() == "closed" && (!o.said || i.GetStateReason() == o.reason && (o.other == "" || issue.From(ctx).Resumed())):
		return site.Idle(ctx), nil
	case i.GetState() == "closed":
		return "", issue.Refusef("It is closed already, and GitHub keeps the reason: nothing was changed. Comment %s first.", issue.Code("/reopen"))
	}
	return o.carryOut(ctx, s, i)
}

// carryOut closes an open issue, or says what it would close as what. GitHub links a duplicate
// to the other issue by the other's id.
// https://docs.github.com/rest/issues/issues#update-an-issue
func (o order) carryOut(ctx context.Context, s site.Site, i *github.Issue) (string, error) {
	change, what := github.UpdateIssueRequest{State: new("closed")}, issue.Textf("close this pull request")
	if !i.IsPullRequest() {
		change.StateReason, what = &o.reason, issue.Textf("close this issue as %s", issue.Code(o.reason))
	}
	if o.other != "" {
		number, err := s.Reference(o.other)
		if err != nil {
			return "", err
		}
		other, err := s.Other(ctx, number)
		if err != nil {
			return "", err
		}
		change.DuplicateIssueID, what = new(int(other.GetID())), issue.Textf("close this issue as a duplicate of %s", site.Name(number))
	}
	if issue.From(ctx).DryRun() {
		return site.Would(ctx, what), nil
	}
	is, response, err := s.Client.Issues.Update(ctx, s.Owner, s.Repo, s.Number, change)
	if err != nil {
		return "", site.Missed(i, err, response)
	}
	i.State, i.StateReason = is.State, is.StateReason
	return "", nil
}

// order is how an issue is to be closed.
type order struct {
	reason string // GitHub's
	other  string // the issue that it is a duplicate of, as it was written
	said   bool   // there was a word about it
}

// orderOf reads what stands behind the command.
func orderOf(c *issue.Command) (order, error) {
	words := c.Args
	if len(words) > 1 && strings.EqualFold(words[0], "duplicate") {
		if len(words) > 2 && strings.EqualFold(words[1], "of") {
			words = words[1:]
		}
		if len(words) > 2 {
			return order{}, issue.Usagef("%s is more than %s takes.", params.Show(words[2]), issue.Code(c.Type))
		}
		return order{"duplicate", words[1], true}, nil
	}
	switch text := strings.ToLower(strings.Join(words, " ")); text {
	case "", "completed":
		return order{reason: "completed", said: text != ""}, nil
	case "not-planned", "not_planned", "not planned":
		return order{reason: "not_planned", said: true}, nil
	case "duplicate":
		return order{}, issue.Usagef("Of which issue is it a duplicate? Write it like %s.", issue.Code("#12"))
	}
	return order{}, issue.Usagef("%s is no reason to close an issue for.", params.Show(strings.Join(words, " ")))
}
