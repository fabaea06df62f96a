package config

import (
	"context"
	"errors"
	"net/http"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/workflow"
)

// find looks for what an earlier run of a command started, before its places are filled: of a
// pull request that has changed since, or that GitHub does not show now, they cannot be.
type find func(ctx context.Context, event issue.IssueEvent, w with) (reply string, found bool, err error)

// find is nil where a command starts nothing that has a key.
func (b *builder) find(c *Command) find {
	switch c.Uses {
	case "drone_promote", "drone_build", "drone_rollback":
		robot, err := drone_promote.New(b.Drone)
		if err != nil {
			return nil
		}
		return func(ctx context.Context, event issue.IssueEvent, _ with) (string, bool, error) {
			return robot.Find(ctx, event)
		}
	case "workflow":
		return func(ctx context.Context, event issue.IssueEvent, w with) (string, bool, error) {
			file, err := w.text("file", "")
			if err != nil {
				return "", false, unknown(err)
			}
			return workflow.Dispatch{}.Find(ctx, as(event, []string{file}, nil))
		}
	}
	if b.All == nil {
		return nil
	}
	finder, ok := b.All.Runner(c.Uses).(issue.Finder)
	if !ok {
		return nil
	}
	return func(ctx context.Context, event issue.IssueEvent, w with) (string, bool, error) {
		args, err := w.texts("args")
		if err != nil {
			return "", false, unknown(err)
		}
		return finder.Find(ctx, as(event, args, nil))
	}
}

// Find implements issue.Finder.
func (r *robot) Find(ctx context.Context, event issue.IssueEvent) (reply string, found bool, err error) {
	if r.find == nil {
		return "", false, issue.Unsure()
	}
	args, err := r.command.bind(event.Command.Args, event.Command.Params)
	if err != nil { // as it is set up now; what is not there fills no place
		args = map[string]string{}
	}
	return r.find(ctx, event, with{r.scope(ctx, event, args), r.command.with})
}

// unknown is the error of a command of which nobody can say whether an earlier run did
// anything: what may pass is waited for.
func unknown(err error) error {
	var said *issue.Said
	answer := issue.Answer(err)
	switch {
	case answer == nil && errors.As(err, &said):
		return issue.Unsure()
	case answer == nil, answer.StatusCode >= http.StatusInternalServerError, issue.RetryAfter(err) > 0:
		return issue.Later(err)
	}
	return issue.Unsure()
}
