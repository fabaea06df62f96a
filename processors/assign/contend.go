package assign

import (
	"context"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/people"
	"github.com/fanux/robot/processors/internal/site"
)

// contend is for the commenter and others who are assigned at the same time. It is nil where
// the commenter was the first; otherwise they step back, and are told who was.
func contend(ctx context.Context, s site.Site, i *github.Issue, event issue.IssueEvent) error {
	me := event.GetSender().GetLogin()
	others := names.Without(people.Of(i.Assignees), []string{me})
	first, err := earliest(ctx, s, me, others, event.GetComment().GetCreatedAt().Time)
	if err != nil {
		return issue.Explain(err, issue.Textf("You are assigned, and so is %s; GitHub did not say who was first. Agree with them: %s gives the issue back.", names.Show(others), issue.Code("/unassign")))
	}
	if first == me {
		return nil
	}
	left, _, err := people.Unassign(ctx, s, i, []string{me})
	if err != nil || len(left) > 0 {
		return issue.Explain(err, issue.Textf("This issue is taken already: %s was first. That you are not assigned any more is not confirmed: comment %s.", params.Show(first), issue.Code("/unassign")))
	}
	return issue.Refusef("This issue is taken already: %s was first, so you are not assigned. Ask them, or take another one.", params.Show(first))
}

// earliest is who of those that are assigned was so first. Others that have stepped back
// meanwhile do not count. Of whom GitHub shows no event yet, others were before everybody, and
// the commenter behind: that nobody has an issue is mended more easily than that two have it.
func earliest(ctx context.Context, s site.Site, me string, others []string, written time.Time) (string, error) {
	order, gone, err := inOrder(ctx, s, me, written)
	if err != nil {
		return "", err
	}
	first, at := me, names.At(order, me)
	if at < 0 {
		at = len(order)
	}
	for _, other := range names.Without(others, gone) {
		if n := names.At(order, other); n < at {
			first, at = other, n
		}
	}
	return first, nil
}

// inOrder are those that are assigned, by the issue's events, which GitHub lists from the
// oldest on, and those that were and are not any more. The commenter is the first where they
// were assigned before this comment: it takes nothing from them.
// https://docs.github.com/rest/issues/events#list-issue-events
func inOrder(ctx context.Context, s site.Site, me string, written time.Time) (order, gone []string, err error) {
	options := github.ListOptions{PerPage: 100}
	for {
		events, response, err := s.Client.Issues.ListIssueEvents(ctx, s.Owner, s.Repo, s.Number, &options)
		if err != nil {
			return nil, nil, err
		}
		for _, e := range events {
			who := []string{e.GetAssignee().GetLogin()}
			switch early := strings.EqualFold(who[0], me) && e.GetCreatedAt().Before(written); {
			case e.GetEvent() == "assigned" && early:
				order, gone = append(who, names.Without(order, who)...), names.Without(gone, who)
			case e.GetEvent() == "assigned":
				order, gone = append(names.Without(order, who), who...), names.Without(gone, who)
			case e.GetEvent() == "unassigned":
				order, gone = names.Without(order, who), append(gone, who...)
			}
		}
		if options.Page = response.NextPage; options.Page == 0 {
			return order, gone, nil
		}
	}
}
