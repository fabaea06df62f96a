package config

import (
	"context"
	"errors"
	"net/http"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/workflow"
)

// again looks for what an earlier run of a command started, before its places are filled: of a
// pull request that has changed since, or that GitHub does not show now, they cannot be. Where
// done is true, that is the answer.
type again func(ctx context.Context, event issue.IssueEvent, w with) (reply string, done bool, err error)

// again is nil where a command starts nothing that has a key, or uses a robot that looks for
// it.
func (b *builder) again(c *Command) again {
	switch c.Uses {
	case "drone_promote", "drone_build", "drone_rollback":
		robot, err := drone_promote.New(b.Drone)
		return func(ctx context.Context, event issue.IssueEvent, _ with) (string, bool, error) {
			if err != nil {
				return "", true, err
			}
			return robot.Again(ctx, event)
		}
	case "workflow":
		return func(ctx context.Context, event issue.IssueEvent, w with) (string, bool, error) {
			file, err := w.text("file", "")
			if err != nil {
				return "", true, unknown(err)
			}
			return workflow.Dispatch{}.Again(ctx, as(event, []string{file}, nil))
		}
	}
	return nil
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
