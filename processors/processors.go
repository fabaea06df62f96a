// Package processors is the list of what the robot can do.
package processors

import (
	"fmt"
	"slices"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/workflow"
)

// Settings is what the built-in commands need to know about the world.
type Settings struct {
	Drone drone_promote.Options // without a Server there is no Drone
	Use   []string              // the commands and groups that are on; nil: all that have what they need
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

// Groups are names for several commands at once.
var Groups = map[string][]string{
	"triage": {}, // labels, people, the life cycle: they come with their own packages
}

// Names are the names of all built-in commands.
func Names() (names []string) {
	for _, entry := range table {
		names = append(names, entry.name)
	}
	return names
}

// on reports whether a command is to be used, and whether that was said of it.
func (s Settings) on(name string) (on, asked bool) {
	if s.Use == nil {
		return true, false
	}
	for _, used := range s.Use {
		if used == name || slices.Contains(Groups[used], name) {
			return true, used == name
		}
	}
	return false, false
}

// Register gives mux the commands that are used and that s has all for. It fails where one
// that is asked for by its name lacks something.
func Register(mux *issue.Mux, s Settings) error {
	for _, entry := range table {
		on, asked := s.on(entry.name)
		if !on {
			continue
		}
		robot, err := entry.make(mux, s)
		if err != nil {
			return fmt.Errorf("/%s: %w", entry.name, err)
		}
		if robot == nil && asked {
			return fmt.Errorf("use: %s: there is no Drone; set DRONE_SERVER and DRONE_TOKEN", entry.name)
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
