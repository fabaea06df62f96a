package workflow

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// again looks, where an earlier run of this command was broken off, for what it started. Only
// a run whose title holds the robot's reference can be recognised.
func (s site) again(ctx context.Context, f file, o ours) (started, error) {
	switch {
	case !issue.From(ctx).Resumed():
		return started{}, nil
	case o.title == "":
		return started{}, issue.Unsure()
	}
	list, _, err := s.client.Actions.ListWorkflowRunsByFileName(ctx, s.owner, s.repo, f.name, s.recent(100, ""))
	if err != nil {
		return started{}, issue.Later(err)
	}
	return s.first(list.WorkflowRuns, o.title), nil
}

// unread is the error of a file that could not be read. Where an earlier run of this command
// was broken off, nobody knows without the file what that run did: what may pass is waited for.
func unread(ctx context.Context, err error) error {
	var said *issue.Said
	answer := issue.Answer(err)
	refused := errors.As(err, &said) && said.State == issue.Refused
	passes := answer == nil || answer.StatusCode >= http.StatusInternalServerError || issue.RetryAfter(err) > 0
	if issue.From(ctx).Resumed() && passes && !refused {
		return issue.Later(err)
	}
	return err
}

// first is the oldest run whose title holds what the robot put there: a reference is handed
// down to whoever copies it.
func (s site) first(runs []*github.WorkflowRun, title string) started {
	var found started
	for _, run := range runs {
		if strings.Contains(run.GetDisplayTitle(), title) && (found.id == 0 || run.GetID() < found.id) {
			found = started{run.GetID(), s.run(run.GetID())}
		}
	}
	return found
}
