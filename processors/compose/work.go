package compose

import (
	"context"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/people"
	"github.com/fanux/robot/processors/internal/site"
)

// work is an issue or pull request as it is, and what GitHub silently did not do to it.
type work struct {
	site.Site
	told              *github.Issue // as the commands behind this one see it
	labels, assignees []string
	closed, pull      bool

	notAssigned, notUnassigned []string
}

// look reads the issue: its event may be older than what others did since. GitHub has a
// pull request's labels and assignees as those of an issue.
// https://docs.github.com/rest/issues/issues#get-an-issue
func (w *work) look(ctx context.Context) error {
	i, _, err := w.Client.Issues.Get(ctx, w.Owner, w.Repo, w.Number)
	if err != nil {
		return site.Untouched(err)
	}
	for _, label := range i.Labels {
		w.labels = append(w.labels, label.GetName())
	}
	w.assignees, w.told.Assignees = people.Of(i.Assignees), i.Assignees
	w.closed, w.pull = i.GetState() == "closed", i.IsPullRequest()
	return nil
}

// leftOut names whom GitHub did not take, which it does not say itself; nil where it took
// all. Everything else was done, so that the reply is shown as well.
func (w *work) leftOut(reply string) error {
	var notes []issue.Text
	if len(w.notAssigned) > 0 {
		notes = append(notes, people.NotAssigned(w.notAssigned))
	}
	if len(w.notUnassigned) > 0 {
		notes = append(notes, people.NotUnassigned(w.notUnassigned))
	}
	if notes == nil {
		return nil
	}
	text := site.Sentences(append(notes, issue.Textf("Everything else of the command was done."))...)
	if reply != "" {
		text = issue.Textf("%s\n\n%s", reply, text)
	}
	return issue.Explain(nil, text)
}
