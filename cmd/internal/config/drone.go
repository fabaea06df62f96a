package config

import (
	"context"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_build"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/drone_rollback"
)

// drone is the action of a kind for Drone, and who follows the builds that it starts.
func (b *builder) drone(kind string) (action, issue.Follower, error) {
	switch kind {
	case "drone_build":
		return b.droneBuild()
	case "drone_rollback":
		return b.droneRollback()
	}
	return b.dronePromote()
}

func (b *builder) dronePromote() (action, issue.Follower, error) {
	robot, err := drone_promote.New(b.Drone)
	return func(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
		var o drone_promote.Order
		err := w.fill(&o.Build, "build", &o.Target, "target", &o.Sha, "sha", &o.Params, "params")
		if err != nil {
			return "", err
		}
		if get(w.node, "build") == nil {
			o.Build = drone_promote.Latest
		}
		return robot.Do(ctx, event, o)
	}, following(robot), err
}

func (b *builder) droneBuild() (action, issue.Follower, error) {
	robot, err := drone_build.New(b.Drone)
	return func(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
		var o drone_build.Order
		err := w.fill(&o.Branch, "branch", &o.Commit, "commit", &o.Params, "params")
		if err != nil {
			return "", err
		}
		return robot.Do(ctx, event, o)
	}, following(robot), err
}

func (b *builder) droneRollback() (action, issue.Follower, error) {
	robot, err := drone_rollback.New(b.Drone)
	return func(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
		var o drone_rollback.Order
		err := w.fill(&o.Build, "build", &o.Target, "target", &o.Sha, "sha", &o.Params, "params")
		if err != nil {
			return "", err
		}
		return robot.Do(ctx, event, o)
	}, following(robot), err
}
