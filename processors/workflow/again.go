package workflow

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/fanux/robot/issue"
)

// Again looks, where an earlier run of this command was broken off, for what it started. It
// is for who knows the workflow, and cannot fill in its inputs now. Where that is found, or
// nobody can say, done is true.
func (Dispatch) Again(ctx context.Context, event issue.IssueEvent) (reply string, done bool, err error) {
	s, err := siteOf(event)
	if err != nil {
		return "", true, err
	}
	o, err := read(event.Command)
	if err != nil || o.files == nil || !issue.From(ctx).Resumed() || issue.From(ctx).DryRun() {
		return "", false, nil
	}
	f, d, err := s.declared(ctx, o)
	if err != nil {
		return "", true, err
	}
	ours := oursFor(ctx, event, f, d)
	run, err := s.again(ctx, f, ours)
	if err != nil || run.id == 0 {
		return "", err != nil, err
	}
	return s.follow(ctx, f, d, nil, ours, run), true, nil
}

// again looks, where an earlier run of this command was broken off, for what it started. Only
// a run whose title holds the robot's reference can be recognised: of those since the comment,
// every page is read.
func (s site) again(ctx context.Context, f file, asked ours) (started, error) {
	switch {
	case !issue.From(ctx).Resumed():
		return started{}, nil
	case asked.title == "":
		return started{}, issue.Unsure()
	}
	var found started
	for seen, page := 0, 1; page != 0; {
		o := s.recent(100, "")
		o.Created, o.Page = since(asked.asked), page
		list, response, err := s.client.Actions.ListWorkflowRunsByFileName(ctx, s.owner, s.repo, f.name, o)
		if err != nil {
			return started{}, issue.Later(err)
		}
		if run := first(list.WorkflowRuns, asked.title); run != nil { // each page is older than the one before
			found = s.begun(run)
		}
		seen, page = seen+len(list.WorkflowRuns), response.NextPage
		if page == 0 && found.id == 0 && seen < list.GetTotalCount() { // GitHub shows a thousand
			return started{}, issue.Unsure()
		}
	}
	return found, nil
}

// since asks for what is no older than a comment, and a minute.
func since(asked time.Time) string {
	if asked.IsZero() {
		return ""
	}
	return ">=" + asked.Add(-time.Minute).UTC().Format(time.RFC3339)
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
