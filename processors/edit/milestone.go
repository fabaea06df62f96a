package edit

import (
	"context"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/labels"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// Milestone is the robot that sets a milestone. The zero Milestone is ready, and may be used
// concurrently.
type Milestone struct{}

var (
	_ issue.Runner = Milestone{}
	_ issue.Helper = Milestone{}
)

// Help implements issue.Helper.
func (Milestone) Help() issue.Help {
	return issue.Help{
		Usage:    "<title|clear…>",
		About:    "set the milestone of the issue or pull request",
		Long:     "By its title, in any case; of two, the one that is open. `clear` takes the milestone away.",
		Examples: []string{"/milestone v1.2", "/milestone clear"},
		Needs:    issue.Triage,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
		Text:     true,
	}
}

// Run implements issue.Runner.
func (Milestone) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	title, away := nameIn(event.Command)
	if title == "" {
		return "", issue.Usagef("%s is missing.", issue.Code("<title|clear>"))
	}
	s, i, err := site.Look(ctx, event)
	switch {
	case err != nil:
		return "", err
	case away && i.Milestone == nil, !away && strings.EqualFold(i.GetMilestone().GetTitle(), title):
		return site.Idle(ctx), nil
	case away:
		return unschedule(ctx, s, i)
	}
	m, err := find(ctx, s, title)
	if err != nil {
		return "", err
	}
	if issue.From(ctx).DryRun() {
		return site.Would(ctx, issue.Textf("set the milestone %s", params.Show(m.GetTitle()))), nil
	}
	is, response, err := s.Client.Issues.Update(ctx, s.Owner, s.Repo, s.Number, github.UpdateIssueRequest{Milestone: m.Number})
	if err != nil {
		return "", site.Missed(i, err, response)
	}
	if i.Milestone = is.Milestone; is.GetMilestone().GetNumber() != m.GetNumber() {
		return "", site.Dropped()
	}
	return "", nil
}

// unschedule takes the milestone away.
func unschedule(ctx context.Context, s site.Site, i *github.Issue) (string, error) {
	if issue.From(ctx).DryRun() {
		return site.Would(ctx, issue.Textf("take the milestone %s away", params.Show(i.GetMilestone().GetTitle()))), nil
	}
	is, response, err := s.Client.Issues.RemoveMilestone(ctx, s.Owner, s.Repo, s.Number)
	if err != nil {
		return "", site.Missed(i, err, response)
	}
	if i.Milestone = is.Milestone; is.Milestone != nil {
		return "", site.Dropped()
	}
	return "", nil
}

// find is the milestone of that title, and a refusal where the repository has none.
func find(ctx context.Context, s site.Site, title string) (*github.Milestone, error) {
	var open, all []string
	for _, state := range []string{"open", "closed"} {
		milestones, err := list(ctx, s, state)
		if err != nil {
			return nil, err
		}
		for _, m := range milestones {
			if strings.EqualFold(m.GetTitle(), title) {
				return m, nil
			}
			all = append(all, m.GetTitle())
		}
		if state == "open" {
			open = all
		}
	}
	near := labels.Nearest(title, all)
	switch {
	case near == "" && open == nil:
		return nil, issue.Refusef("This repository has no milestone %s, and none that is open: nothing was changed.", params.Show(title))
	case near == "":
		return nil, issue.Refusef("This repository has no milestone %s: nothing was changed. Open: %s.", params.Show(title), labels.Some(open))
	case open == nil:
		return nil, issue.Refusef("This repository has no milestone %s: nothing was changed. Did you mean %s?", params.Show(title), params.Show(near))
	}
	return nil, issue.Refusef("This repository has no milestone %s: nothing was changed. Did you mean %s? Open: %s.", params.Show(title), params.Show(near), labels.Some(open))
}

// maxPages is how far the milestones of a state are read, a hundred on a page.
const maxPages = 5

// https://docs.github.com/rest/issues/milestones#list-milestones
func list(ctx context.Context, s site.Site, state string) (all []*github.Milestone, err error) {
	options := github.MilestoneListOptions{State: state, ListOptions: github.ListOptions{PerPage: 100}}
	for range maxPages {
		some, response, err := s.Client.Issues.ListMilestones(ctx, s.Owner, s.Repo, &options)
		if err != nil {
			return nil, site.Untouched(err)
		}
		all = append(all, some...)
		if options.Page = response.NextPage; options.Page == 0 {
			break
		}
	}
	return all, nil
}
