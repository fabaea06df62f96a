package compose

import (
	"context"
	"slices"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// work is an issue or pull request as it is, and what GitHub silently did not do to it.
type work struct {
	site.Site
	labels, assignees []string
	closed, pull      bool

	notAssigned, notUnassigned []string
}

// look reads the issue: its event may be older than what others did since. GitHub has a
// pull request's labels and assignees as those of an issue.
// https://docs.github.com/rest/issues/issues#get-an-issue
func (w *work) look(ctx context.Context) error {
	i, response, err := w.Client.Issues.Get(ctx, w.Owner, w.Repo, w.Number)
	if err != nil {
		return untouched(err, site.Status(response))
	}
	for _, label := range i.Labels {
		w.labels = append(w.labels, label.GetName())
	}
	w.assignees = logins(i)
	w.closed, w.pull = i.GetState() == "closed", i.IsPullRequest()
	return nil
}

func logins(i *github.Issue) (list []string) {
	for _, user := range i.Assignees {
		list = append(list, user.GetLogin())
	}
	return list
}

// without are the names of a list that another one lacks.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return at(other, name) >= 0 })
}

// within are the names of a list that another one has, too.
func within(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return at(other, name) < 0 })
}

// leftOut names whom GitHub did not take, which it does not say itself; nil where it took
// all. Everything else was done, so that the reply is shown as well.
// https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/assigning-issues-and-pull-requests-to-other-github-users
func (w *work) leftOut(reply string) error {
	var notes []issue.Text
	if len(w.notAssigned) > 0 {
		notes = append(notes, issue.Textf("GitHub did not assign %s. It takes people who may write here or have written on this issue, and members of the organization, ten at most; and this robot's account has to have write access.", spans(w.notAssigned)))
	}
	if len(w.notUnassigned) > 0 {
		notes = append(notes, issue.Textf("GitHub did not unassign %s: this robot's account has to have write access here.", spans(w.notUnassigned)))
	}
	if notes == nil {
		return nil
	}
	text := issue.Textf("Everything else of the command was done.")
	for _, note := range slices.Backward(notes) {
		text = sentences(note, text)
	}
	if reply != "" {
		text = issue.Textf("%s\n\n%s", reply, text)
	}
	return issue.Explain(nil, text)
}
