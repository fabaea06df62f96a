package edit

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// Retitle is the robot that gives a new title. The zero Retitle is ready, and may be used
// concurrently.
type Retitle struct{}

var (
	_ issue.Runner = Retitle{}
	_ issue.Helper = Retitle{}
)

// Help implements issue.Helper.
func (Retitle) Help() issue.Help {
	return issue.Help{
		Usage:    "<title…>",
		About:    "give the issue or pull request another title",
		Long:     "The title is the rest of the line as it is written, quotes included.",
		Examples: []string{"/retitle Widgets wobble in the wind"},
		Needs:    "author, triage",
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
		Text:     true,
	}
}

// maxTitle is how many characters a title has at most. GitHub answers 422 to more.
const maxTitle = 256

// Run implements issue.Runner.
func (Retitle) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	title := strings.TrimSpace(event.Command.Command)
	switch n := utf8.RuneCountInString(title); {
	case n == 0:
		return "", issue.Usagef("%s is missing.", issue.Code("<title>"))
	case n > maxTitle:
		return "", issue.Refusef("The title has %d characters: nothing was changed. GitHub takes %d at most.", n, maxTitle)
	case !plain(title):
		return "", issue.Refusef("The title holds a character that nobody can see: nothing was changed. Write it without.")
	}
	s, i, err := site.Look(ctx, event)
	if err != nil {
		return "", err
	}
	if i.GetTitle() == title {
		return site.Idle(ctx), nil
	}
	if issue.From(ctx).DryRun() {
		return site.Would(ctx, issue.Textf("change the title to %s", params.Show(title))), nil
	}
	_, response, err := s.Client.Issues.Update(ctx, s.Owner, s.Repo, s.Number, github.UpdateIssueRequest{Title: &title})
	if err != nil {
		return "", site.Missed(i, err, response)
	}
	i.Title = &title
	return "", nil
}
