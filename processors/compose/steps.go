package compose

import (
	"context"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// step is one call that changes something. It has its name for the case that it goes wrong,
// or one behind it, and for a dry run.
type step struct {
	what  issue.Text // "adding `bug`"
	would issue.Text // "add the label `bug`", behind "It would"
	do    func(context.Context) (*github.Response, error)
}

// steps are the changes that the issue still lacks.
func (w *work) steps(o Order) (list []step) {
	if names := without(o.AddLabels, w.labels); len(names) > 0 {
		list = append(list, w.addLabels(names))
	}
	for _, name := range within(o.RemoveLabels, w.labels) {
		list = append(list, w.removeLabel(name))
	}
	if names := without(o.Assign, w.assignees); len(names) > 0 {
		list = append(list, w.assign(names))
	}
	if names := within(o.Unassign, w.assignees); len(names) > 0 {
		list = append(list, w.unassign(names))
	}
	if o.Close != "" && !w.closed {
		list = append(list, w.close(o.Close))
	}
	return list
}

// https://docs.github.com/rest/issues/labels#add-labels-to-an-issue
func (w *work) addLabels(names []string) step {
	return step{issue.Textf("adding %s", spans(names)), issue.Textf("add %s", labels(names)), func(ctx context.Context) (*github.Response, error) {
		_, response, err := w.Client.Issues.AddLabelsToIssue(ctx, w.Owner, w.Repo, w.Number, names)
		return response, err
	}}
}

// removeLabel takes it for done where somebody else did it in the meantime.
// https://docs.github.com/rest/issues/labels#remove-a-label-from-an-issue
func (w *work) removeLabel(name string) step {
	return step{issue.Textf("removing %s", params.Show(name)), issue.Textf("remove %s", labels([]string{name})), func(ctx context.Context) (*github.Response, error) {
		segment, _ := site.Segment(name) // check has seen it: "." would remove all labels
		response, err := w.Client.Issues.RemoveLabelForIssue(ctx, w.Owner, w.Repo, w.Number, segment)
		if site.Status(response) == http.StatusNotFound && strings.EqualFold(said(err), "Label does not exist") {
			return response, nil
		}
		return response, err
	}}
}

// assign notes who is not in the answer: GitHub ignores whom it does not take.
// https://docs.github.com/rest/issues/assignees#add-assignees-to-an-issue
func (w *work) assign(names []string) step {
	return step{issue.Textf("assigning %s", spans(names)), issue.Textf("assign %s", spans(names)), func(ctx context.Context) (*github.Response, error) {
		i, response, err := w.Client.Issues.AddAssignees(ctx, w.Owner, w.Repo, w.Number, names)
		if err == nil {
			w.notAssigned = without(names, logins(i))
		}
		return response, err
	}}
}

// unassign notes who is in the answer still.
// https://docs.github.com/rest/issues/assignees#remove-assignees-from-an-issue
func (w *work) unassign(names []string) step {
	return step{issue.Textf("unassigning %s", spans(names)), issue.Textf("unassign %s", spans(names)), func(ctx context.Context) (*github.Response, error) {
		i, response, err := w.Client.Issues.RemoveAssignees(ctx, w.Owner, w.Repo, w.Number, names)
		if err == nil {
			w.notUnassigned = within(names, logins(i))
		}
		return response, err
	}}
}

// close gives the reason of an issue; a pull request is closed for none. What is closed has
// its reason, and keeps it.
// https://docs.github.com/rest/issues/issues#update-an-issue
func (w *work) close(reason string) step {
	would := issue.Textf("close this issue as %s", issue.Code(reason))
	if w.pull {
		would = issue.Textf("close this pull request")
	}
	return step{issue.Textf("closing"), would, func(ctx context.Context) (*github.Response, error) {
		change := github.UpdateIssueRequest{State: new("closed")}
		if !w.pull {
			change.StateReason = &reason
		}
		_, response, err := w.Client.Issues.Update(ctx, w.Owner, w.Repo, w.Number, change)
		return response, err
	}}
}

// spans are names as code spans, in a row.
func spans(names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, params.Show(name))
	}
	return strings.Join(list, ", ")
}
