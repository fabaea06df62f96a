// Package processors is the list of what the robot can do.
package processors

import (
	"fmt"
	"slices"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/assign"
	"github.com/fanux/robot/processors/cc"
	"github.com/fanux/robot/processors/conversation"
	"github.com/fanux/robot/processors/drone_approve"
	"github.com/fanux/robot/processors/drone_cancel"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/drone_retry"
	"github.com/fanux/robot/processors/drone_rollback"
	"github.com/fanux/robot/processors/drone_status"
	"github.com/fanux/robot/processors/edit"
	"github.com/fanux/robot/processors/hold"
	"github.com/fanux/robot/processors/label"
	"github.com/fanux/robot/processors/lifecycle"
	"github.com/fanux/robot/processors/locks"
	"github.com/fanux/robot/processors/merge"
	"github.com/fanux/robot/processors/relation"
	"github.com/fanux/robot/processors/workflow"
)

// Settings is what the built-in commands need to know about the world.
type Settings struct {
	Drone  drone_promote.Options // without a Server there is no Drone
	Labels Labels
	Use    []string // the commands and groups that are on; nil: /help, /run, and /promote where there is a Drone

	every bool        // all are on
	book  *label.Book // which the robots for labels share
}

// Labels are what the operator lays down about labels.
type Labels = label.Options

// IsPrefix reports whether a command sets labels that begin with its name.
func IsPrefix(name string) bool { return label.IsPrefix(name) }

// constructor makes the robot of a command, or nil where what it needs is not configured.
type constructor func(mux *issue.Mux, s Settings) (issue.Runner, error)

// table is every built-in command.
var table = []struct {
	name string
	make constructor
}{
	{"apply", always(assign.Apply{})},
	{"approve", withDrone(drone_approve.New)},
	{"area", prefix("area")},
	{"assign", always(assign.Assign{})},
	{"blocked-by", always(relation.Blocked{})},
	{"cancel", withDrone(drone_cancel.New)},
	{"cc", always(cc.CC{})},
	{"close", always(lifecycle.Close{})},
	{"confirm", always(issue.NewConfirm())},
	{"decline", withDrone(drone_approve.NewDecline)},
	{"good-first-issue", named("good-first-issue")},
	{"help", func(mux *issue.Mux, _ Settings) (issue.Runner, error) { return issue.NewHelp(mux), nil }},
	{"help-wanted", named("help-wanted")},
	{"hold", withBook(hold.New)},
	{"kind", prefix("kind")},
	{"label", withBook(label.NewLabel)},
	{"lifecycle", withBook(label.NewLifecycle)},
	{"lock", always(conversation.Lock{})},
	{"lock-target", withDrone(locks.NewLock)},
	{"locks", always(locks.List{})},
	{"merge", always(merge.Merge{})},
	{"milestone", always(edit.Milestone{})},
	{"parent", always(relation.Parent{})},
	{"priority", prefix("priority")},
	{"promote", withDrone(drone_promote.New)},
	{"remove-area", removePrefix("area")},
	{"remove-blocked-by", always(relation.Unblocked{})},
	{"remove-good-first-issue", removeNamed("good-first-issue")},
	{"remove-help-wanted", removeNamed("help-wanted")},
	{"remove-kind", removePrefix("kind")},
	{"remove-label", withBook(label.NewRemoveLabel)},
	{"remove-lifecycle", withBook(label.NewRemoveLifecycle)},
	{"remove-parent", always(relation.Unparent{})},
	{"remove-priority", removePrefix("priority")},
	{"remove-sig", removePrefix("sig")},
	{"remove-triage", removePrefix("triage")},
	{"remove-type", always(edit.Untype{})},
	{"reopen", always(lifecycle.Reopen{})},
	{"retitle", always(edit.Retitle{})},
	{"retry", withDrone(drone_retry.New)},
	{"rollback", withDrone(drone_rollback.New)},
	{"run", always(workflow.Dispatch{})},
	{"say", always(conversation.Say{})},
	{"sig", prefix("sig")},
	{"status", withDrone(drone_status.New)},
	{"triage", prefix("triage")},
	{"type", always(edit.Type{})},
	{"unassign", always(assign.Unassign{})},
	{"uncc", always(cc.Uncc{})},
	{"unhold", withBook(hold.NewUnhold)},
	{"unlock", always(conversation.Unlock{})},
	{"unlock-target", withDrone(locks.NewUnlock)},
}

// standard are the commands that are on where nobody says which are used. All others are on
// only then: other robots on the same issue may know them, too.
var standard = []string{"help", "promote", "run"}

// Groups are names for several commands at once.
var Groups = map[string][]string{
	"drone": {"approve", "cancel", "decline", "promote", "retry", "rollback", "status"},
	"locks": {"lock-target", "locks", "unlock-target"},
	"triage": {
		"apply", "area", "assign", "blocked-by", "cc", "close", "good-first-issue", "help-wanted", "hold", "kind", "label", "lifecycle",
		"lock", "merge", "milestone", "parent", "priority", "reopen", "retitle", "say", "sig", "triage", "type",
	},
}

// Names are the names of all built-in commands.
func Names() (names []string) {
	for _, entry := range table {
		names = append(names, entry.name)
	}
	return names
}

// on reports whether a command is to be used, and whether that was said of it. What takes back
// what another one does comes with that: /remove-kind with /kind, /unassign with /assign.
func (s Settings) on(name string) (on, asked bool) {
	if s.Use == nil {
		return s.every || slices.Contains(standard, name), false
	}
	for _, used := range s.Use {
		if used == name {
			return true, true
		}
		for _, one := range append([]string{used}, Groups[used]...) {
			on = on || name == one || name == "remove-"+one || name == "un"+one
		}
	}
	return on, false
}

// Register gives mux the commands that are used and that s has all for. It fails where one
// that is asked for by its name lacks something.
func Register(mux *issue.Mux, s Settings) error {
	s.book = label.NewBook(s.Labels)
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
	for _, name := range s.Labels.Prefixes { // who names one uses it
		mux.Handle(name, label.NewPrefix(s.book, name))
		mux.Handle("remove-"+name, label.NewRemovePrefix(s.book, name))
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

// withBook is the constructor of a robot for labels.
func withBook[R issue.Runner](make func(*label.Book) R) constructor {
	return func(_ *issue.Mux, s Settings) (issue.Runner, error) { return make(s.book), nil }
}

func prefix(name string) constructor {
	return withBook(func(b *label.Book) *label.Prefix { return label.NewPrefix(b, name) })
}

func removePrefix(name string) constructor {
	return withBook(func(b *label.Book) *label.Prefix { return label.NewRemovePrefix(b, name) })
}

func named(name string) constructor {
	return withBook(func(b *label.Book) *label.Named { return label.NewNamed(b, name) })
}

func removeNamed(name string) constructor {
	return withBook(func(b *label.Book) *label.Named { return label.NewRemoveNamed(b, name) })
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
