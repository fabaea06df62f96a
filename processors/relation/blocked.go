package relation

import (
	"context"
	"slices"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/labels"
	"github.com/fanux/robot/processors/internal/site"
)

// Blocked is the robot that makes an issue wait for others. The zero Blocked is ready, and may
// be used concurrently.
type Blocked struct{}

// Unblocked is the robot that makes an issue wait for others no longer. The zero Unblocked is
// ready, and may be used concurrently.
type Unblocked struct{}

var (
	_ issue.Runner = Blocked{}
	_ issue.Helper = Blocked{}
	_ issue.Runner = Unblocked{}
	_ issue.Helper = Unblocked{}
)

// Help implements issue.Helper.
func (Blocked) Help() issue.Help {
	return issue.Help{
		Usage:    "<#issue…>",
		About:    "mark the issue as blocked by others",
		Examples: []string{"/blocked-by #7", "/blocked-by #7 #8"},
		Needs:    issue.Triage,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Help implements issue.Helper.
func (Unblocked) Help() issue.Help {
	return issue.Help{
		Usage:    "<#issue…>",
		About:    "mark the issue as no longer blocked by others",
		Examples: []string{"/remove-blocked-by #7"},
		Needs:    issue.Triage,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner. Issues that cannot block this one are named, and the others go
// through.
func (Blocked) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	w, err := begin(ctx, event)
	if err != nil {
		return "", err
	}
	for _, number := range w.asked {
		if w.at(number) >= 0 {
			w.already = true
			continue
		}
		other, err := w.Other(ctx, number)
		if err := w.note(other, err); err != nil {
			return "", err
		}
	}
	return w.end(ctx, issue.Textf("mark this issue as blocked by %s", names(w.numbers())), func(other *github.Issue) (*github.Response, error) {
		_, response, err := w.Client.Issues.AddBlockedBy(ctx, w.Owner, w.Repo, int64(w.Number), github.IssueDependencyRequest{IssueID: other.GetID()})
		return response, err
	})
}

// Run implements issue.Runner.
func (Unblocked) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	w, err := begin(ctx, event)
	if err != nil {
		return "", err
	}
	for _, number := range w.asked {
		if at := w.at(number); at >= 0 {
			w.todo = append(w.todo, w.blockers[at])
		}
	}
	return w.end(ctx, issue.Textf("mark this issue as no longer blocked by %s", names(w.numbers())), func(other *github.Issue) (*github.Response, error) {
		_, response, err := w.Client.Issues.RemoveBlockedBy(ctx, w.Owner, w.Repo, int64(w.Number), other.GetID())
		return response, err
	})
}

// maxAsked is how many issues one command may name.
const maxAsked = 10

// begin reads which issues are asked for, and which block this one.
// https://docs.github.com/rest/issues/issue-dependencies#list-dependencies-an-issue-is-blocked-by
func begin(ctx context.Context, event issue.IssueEvent) (*work, error) {
	s, _, err := issueOf(ctx, event)
	if err != nil {
		return nil, err
	}
	w := &work{Site: s}
	for _, word := range labels.Words(event.Command.Args, nil) {
		number, err := s.Reference(word)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(w.asked, number) {
			w.asked = append(w.asked, number)
		}
	}
	switch n := len(w.asked); {
	case n == 0:
		return nil, issue.Usagef("%s is missing.", issue.Code("<#issue>"))
	case n > maxAsked:
		return nil, issue.Refusef("%d issues are too many for one command: nothing was changed. Name at most %d.", n, maxAsked)
	}
	w.blockers, _, err = s.Client.Issues.ListBlockedBy(ctx, s.Owner, s.Repo, int64(s.Number), &github.ListOptions{PerPage: 100}) // there are 50 at most
	if err != nil {
		return nil, site.Untouched(err)
	}
	return w, nil
}
