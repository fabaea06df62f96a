// Package processors is the list of what the robot can do.
package processors

import (
	"fmt"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/workflow"
)

// Settings is what the built-in commands need to know about the world.
type Settings struct {
	Drone drone_promote.Options // without a Server there is no Drone
}

// constructor makes the robot of a command, or nil where what it needs is not configured.
type constructor func(mux *issue.Mux, s Settings) (issue.Runner, error)

// table is every built-in command.
var table = []struct {
	name string
	make constructor
}{
	{"help", func(mux *issue.Mux, _ Settings) (issue.Runner, error) { return issue.NewHelp(mux), nil }},
	{"promote", promote},
	{"run", always(workflow.Dispatch{})},
}

// Register gives mux the commands that s has all for.
func Register(mux *issue.Mux, s Settings) error {
	for _, entry := range table {
		robot, err := entry.make(mux, s)
		if err != nil {
			return fmt.Errorf("/%s: %w", entry.name, err)
		}
		if robot != nil {
			mux.Handle(entry.name, robot)
		}
	}
	return nil
}

// All is every built-in command, whatever is configured: to be listed, not to be run.
func All() (*issue.Mux, error) {
	mux := issue.NewMux()
	return mux, Register(mux, Settings{Drone: drone_promote.Options{Server: "https://drone.invalid", Token: "none"}})
}

// always is the constructor of a robot that needs no settings.
func always(robot issue.Runner) constructor {
	return func(*issue.Mux, Settings) (issue.Runner, error) { return robot, nil }
}

func promote(_ *issue.Mux, s Settings) (issue.Runner, error) {
	if s.Drone.Server == "" {
		return nil, nil
	}
	return drone_promote.New(s.Drone)
}
