package workflow

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Find implements issue.Finder: it looks for what an earlier run of this command started. It
// needs the workflow's name alone: what fills its inputs may have changed since. Only a run
// whose title holds the robot's reference can be recognised.
func (Dispatch) Find(ctx context.Context, event issue.IssueEvent) (reply string, found bool, err error) {
	s, err := siteOf(event)
	if err != nil {
		return "", false, err
	}
	o, err := read(event.Command)
	if err != nil || o.files == nil { // it started nothing then either
		return "", false, nil
	}
	f, d, err := s.declared(ctx, o)
	if err != nil {
		return "", false, err
	}
	ours := oursFor(ctx, event, f, d)
	if ours.title == "" {
		return "", false, issue.Unsure()
	}
	run, whole, err := s.since(ctx, f.name, event.GetComment().GetCreatedAt().Add(-time.Minute), ours.title)
	switch {
	case err != nil:
		return "", false, issue.Later(err)
	case run == nil && !whole:
		return "", false, issue.Unsure()
	case run == nil:
		return "", false, nil
	}
	return s.follow(ctx, f, d, nil, ours, s.begun(run)), true, nil
}

// since is the oldest run of a workflow since a time whose title holds one of several words, or
// nil: every page is read. It is not the whole that GitHub shows of more than a thousand.
// https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
func (s site) since(ctx context.Context, file string, t time.Time, words ...string) (found *github.WorkflowRun, whole bool, err error) {
	o := s.recent(100, "")
	if t.Unix() > 0 { // else it is not known
		o.Created = ">=" + t.UTC().Format(time.RFC3339)
	}
	for seen := 0; ; {
		list, answer, err := s.client.Actions.ListWorkflowRunsByFileName(ctx, s.owner, s.repo, file, o)
		if err != nil {
			return nil, false, err
		}
		for _, word := range words {
			if run := first(list.WorkflowRuns, word); run != nil { // each page is older than the one before
				found = run
			}
		}
		seen, o.Page = seen+len(list.WorkflowRuns), answer.NextPage
		if o.Page == 0 {
			return found, seen >= list.GetTotalCount(), nil
		}
	}
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
