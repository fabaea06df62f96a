package workflow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Without the ref of once.go, two instances that took a comment for theirs have both started a
// run, with the same reference in its title: the oldest counts, and the other one is cancelled. It is
// seen where the runs are looked at anyway: in the search for one that GitHub does not name,
// and in the one look behind a new reply. What GitHub's list does not show yet is not seen,
// nor is a run whose title does not hold the reference.

// sole is the run that counts of those just started by this command, or nil.
func (s site) sole(ctx context.Context, runs []*github.WorkflowRun, title string) *github.WorkflowRun {
	one := first(runs, title)
	for _, run := range runs {
		if run != one && strings.Contains(run.GetDisplayTitle(), title) {
			_ = s.cancel(ctx, run) // it may have ended
		}
	}
	return one
}

// alone looks at the run of a reply that was just posted, in a list that shows what else the
// same command has started.
func (s site) alone(ctx context.Context, id int64, news issue.News) (run *github.WorkflowRun, instead issue.Text, err error) {
	list, _, err := s.client.Actions.ListWorkflowRunsByFileName(ctx, s.owner, s.repo, news.Bind[0], s.recent(20, ""))
	if err != nil {
		return nil, instead, err
	}
	at := slices.IndexFunc(list.WorkflowRuns, func(run *github.WorkflowRun) bool { return run.GetID() == id })
	if at < 0 {
		run, _, err = s.client.Actions.GetWorkflowRunByID(ctx, s.owner, s.repo, id)
		return run, instead, err
	}
	own := list.WorkflowRuns[at]
	ours := slices.DeleteFunc(list.WorkflowRuns, func(run *github.WorkflowRun) bool { return run.GetActor().GetID() != own.GetActor().GetID() })
	for _, ref := range news.Given {
		if !strings.Contains(own.GetDisplayTitle(), ref) {
			continue
		}
		if one := first(ours, ref); one != own && s.cancel(ctx, own) == nil {
			return one, issue.Textf("; another instance of the robot had started it before, and run [%d](%s) was cancelled", id, own.GetHTMLURL()), nil
		}
	}
	return own, instead, nil
}

// first is the oldest run whose title holds what the robot put there: a reference is handed
// down to whoever copies it.
func first(runs []*github.WorkflowRun, title string) (found *github.WorkflowRun) {
	for _, run := range runs {
		if strings.Contains(run.GetDisplayTitle(), title) && (found == nil || run.GetID() < found.GetID()) {
			found = run
		}
	}
	return found
}

// cancel asks GitHub to end a run. It fails where that has ended.
func (s site) cancel(ctx context.Context, run *github.WorkflowRun) error {
	_, err := s.client.Actions.CancelWorkflowRunByID(ctx, s.owner, s.repo, run.GetID())
	var accepted *github.AcceptedError
	if errors.As(err, &accepted) {
		return nil
	}
	return err
}
