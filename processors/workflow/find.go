package workflow

import (
	"context"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// pauses are those before each look for a run: GitHub shows one after a second or two, and
// what is left of the comment's time belongs to the commands behind this one.
var pauses = [...]time.Duration{0, 500 * time.Millisecond, time.Second, 1500 * time.Millisecond}

// find looks for the run of a dispatch that was accepted without a word. It is nothing
// where GitHub does not show it, or shows several that may be it, of which none has a
// reference: better no run than somebody else's.
func (s site) find(ctx context.Context, f file, title string) started {
	for _, pause := range pauses {
		select {
		case <-ctx.Done():
			return started{}
		case <-time.After(pause):
		}
		list, _, err := s.client.Actions.ListWorkflowRunsByFileName(ctx, s.owner, s.repo, f.name, s.recent(20, issue.From(ctx).Self))
		if err != nil {
			return started{} // the dispatch worked, and that is what is told
		}
		run := pick(list.WorkflowRuns, f.read)
		if title != "" {
			run = s.sole(ctx, list.WorkflowRuns, title)
		}
		if run != nil {
			return s.begun(run)
		}
	}
	return started{}
}

func (s site) begun(run *github.WorkflowRun) started {
	return started{id: run.GetID(), url: s.run(run.GetID())}
}

// pick is the only run since that time, for a run whose title holds nothing of the robot's.
func pick(runs []*github.WorkflowRun, since time.Time) *github.WorkflowRun {
	var found []*github.WorkflowRun
	for _, run := range runs {
		if !run.GetCreatedAt().Before(since) {
			found = append(found, run)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// recent asks for the newest runs that were started by hand, by somebody or by anybody.
func (s site) recent(most int, by string) *github.ListWorkflowRunsOptions {
	return &github.ListWorkflowRunsOptions{Actor: by, Event: byHand, Branch: s.branch, ListOptions: github.ListOptions{PerPage: most}}
}
