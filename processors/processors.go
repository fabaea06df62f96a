// Package processors is the list of what the robot can do.
package processors

import (
	"fmt"
	"slices"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_approve"
	"github.com/fanux/robot/processors/drone_cancel"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/drone_retry"
	"github.com/fanux/robot/processors/drone_rollback"
	"github.com/fanux/robot/processors/drone_status"
	"github.com/fanux/robot/processors/locks"
	"github.com/fanux/robot/processors/workflow"
)

// Settings is what the built-in commands need to know about the world.
type Settings struct {
	Drone drone_promote.Options // without a Server there is no Drone
	Use   []string              // the commands and groups that are on; nil: /help, /run, and /promote where there is a Drone

	every bool // all are on
}

// constructor makes the robot of a command, or nil where what it needs is not configured.
type constructor func(mux *issue.Mux, s Settings) (issue.Runner, error)

// table is every built-in command.
var table = []struct {
	name string
	make constructor
}{
	{"approve", withDrone(drone_approve.New)},
	{"cancel", withDrone(drone_cancel.New)},
	{"confirm", always(issue.NewConfirm())},
	{"decline", withDrone(drone_approve.NewDecline)},
	{"help", func(mux *issue.Mux, _ Settings) (issue.Runner, error) { return issue.NewHelp(mux), nil }},
	{"lock-target", withDrone(locks.NewLock)},
	{"locks", always(locks.List{})},
	{"promote", withDrone(drone_promote.New)},
	{"retry", withDrone(drone_retry.New)},
	{"rollback", withDrone(drone_rollback.New)},
	{"run", always(workflow.Dispatch{})},
	{"status", withDrone(drone_status.New)},
	{"unlock-target", withDrone(locks.NewUnlock)},
}

// optional are the commands that are on only where somebody says that they are used: other
// robots on the same issue may know them, too.
var optional = []string{"approve", "cancel", "confirm", "decline", "lock-target", "locks", "retry", "rollback", "status", "unlock-target"}

// Groups are names for several commands at once.
var Groups = map[string][]string{
	"drone":  {"approve", "cancel", "decline", "promote", "retry", "rollback", "status"},
	"locks":  {"lock-target", "locks", "unlock-target"},
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
		return s.every || !slices.Contains(optional, name), false
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

// RegisterAll gives mux every command that s has all for, whatever is used.
func RegisterAll(mux *issue.Mux, s Settings) error {
	s.Use, s.every = nil, true
	return Register(mux, s)
}

// All is every built-in command, whatever is configured: to be listed, not to be run.
func All() (*issue.Mux, error) {
	mux := issue.NewMux()
	return mux, RegisterAll(mux, everything)
}

// everything is what any command may need, to be listed.
var everything = Settings{Drone: drone_promote.Options{Server: "https://drone.invalid", Token: "none"}}

// NeedsDrone reports whether a built-in command is there only where there is a Drone.
func NeedsDrone(name string) bool {
	for _, entry := range table {
		if entry.name == name {
			robot, err := entry.make(issue.NewMux(), Settings{})
			return robot == nil && err == nil
		}
	}
	return false
}

// always is the constructor of a robot that needs no settings.
func always(robot issue.Runner) constructor {
	return func(*issue.Mux, Settings) (issue.Runner, error) { return robot, nil }
}

// withDrone is the constructor of a robot that needs a Drone.
func withDrone[R issue.Runner](make func(drone_promote.Options) (R, error)) constructor {
	return func(_ *issue.Mux, s Settings) (issue.Runner, error) {
		if s.Drone.Server == "" {
			return nil, nil
		}
		return make(s.Drone)
	}
}
