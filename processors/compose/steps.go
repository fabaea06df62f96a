package compose

import (
	"context"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/people"
	"github.com/fanux/robot/processors/internal/site"
)

// step is one call that changes something. It has its name for the case that it goes wrong,
// or one behind it, and for a dry run.
type step struct {
	what  issue.Text // "adding `bug`"
	would issue.Text // "add the label `bug`", behind "It would"
	do    func(context.Context) error
}

// steps are the changes that the issue still lacks.
func (w *work) steps(o Order) (list []step) {
	if lacking := names.Without(o.AddLabels, w.labels); len(lacking) > 0 {
		list = append(list, w.addLabels(lacking))
	}
	for _, name := range names.Within(o.RemoveLabels, w.labels) {
		list = append(list, w.removeLabel(name))
	}
	if logins := names.Without(o.Assign, w.assignees); len(logins) > 0 {
		list = append(list, w.assign(logins))
	}
	if logins := names.Within(o.Unassign, w.assignees); len(logins) > 0 {
		list = append(list, w.unassign(logins))
	}
	if o.Close != "" && !w.closed {
		list = append(list, w.close(o.Close))
	}
	return list
}

// https://docs.github.com/rest/issues/labels#add-labels-to-an-issue
func (w *work) addLabels(list []string) step {
	return step{issue.Textf("adding %s", names.Show(list)), issue.Textf("add %s", labels(list)), func(ctx context.Context) error {
		_, _, err := w.Client.Issues.AddLabelsToIssue(ctx, w.Owner, w.Repo, w.Number, list)
		return err
	}}
}

// removeLabel takes it for done where somebody else did it in the meantime.
// https://docs.github.com/rest/issues/labels#remove-a-label-from-an-issue
func (w *work) removeLabel(name string) step {
	return step{issue.Textf("removing %s", params.Show(name)), issue.Textf("remove %s", labels([]string{name})), func(ctx context.Context) error {
		segment, _ := site.Segment(name) // check has seen it: "." would remove all labels
		response, err := w.Client.Issues.RemoveLabelForIssue(ctx, w.Owner, w.Repo, w.Number, segment)
		if site.Status(response) == http.StatusNotFound && strings.EqualFold(site.Message(err), "Label does not exist") {
			return nil
		}
		return err
	}}
}

// assign notes who is not in the answer: GitHub ignores whom it does not take.
func (w *work) assign(list []string) step {
	return step{issue.Textf("assigning %s", names.Show(list)), issue.Textf("assign %s", names.Show(list)), func(ctx context.Context) error {
		left, _, err := people.Assign(ctx, w.Site, w.told, list)
		w.notAssigned = left
		return err
	}}
}

// unassign notes who is in the answer still.
func (w *work) unassign(list []string) step {
	return step{issue.Textf("unassigning %s", names.Show(list)), issue.Textf("unassign %s", names.Show(list)), func(ctx context.Context) error {
		left, _, err := people.Unassign(ctx, w.Site, w.told, list)
		w.notUnassigned = left
		return err
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
	return step{issue.Textf("closing"), would, func(ctx context.Context) error {
		change := github.UpdateIssueRequest{State: new("closed")}
		if !w.pull {
			change.StateReason = &reason
		}
		closed, _, err := w.Client.Issues.Update(ctx, w.Owner, w.Repo, w.Number, change)
		if err == nil {
			w.told.State, w.told.StateReason = closed.State, closed.StateReason
		}
		return err
	}}
}
