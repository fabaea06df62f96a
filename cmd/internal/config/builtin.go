package config

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
	"github.com/fanux/robot/processors/drone_promote"
)

// as is the event with the words of a built-in command in the place of the commenter's.
func as(event issue.IssueEvent, args []string, params map[string]string) issue.IssueEvent {
	command := *event.Command
	command.Args, command.Params = args, params
	command.Command = strings.Join(args, " ")
	for _, name := range slices.Sorted(maps.Keys(params)) {
		command.Command += " " + name + "=" + params[name]
	}
	event.Command = &command
	return event
}

// builtin is a built-in command under another name.
func (b *builder) builtin(name string) (action, issue.Follower, error) {
	if b.All == nil {
		return nil, nil, fmt.Errorf("%q is no kind that may be used here", name)
	}
	runner := b.All.Runner(name)
	if runner == nil {
		return nil, nil, fmt.Errorf("%s: it lacks what it needs; set DRONE_SERVER and DRONE_TOKEN", name)
	}
	if name == "help" { // of what there is here
		runner = issue.NewHelp(b.mux)
	}
	return func(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
		var args []string
		var params map[string]string
		if err := w.fill(&args, "args", &params, "params"); err != nil {
			return "", err
		}
		return runner.Run(ctx, as(event, args, params))
	}, following(runner), nil
}

// following is a robot as one that follows jobs; nil where it is none.
func following(robot any) issue.Follower {
	follower, _ := robot.(issue.Follower)
	return follower
}

// builtinHelp is what a built-in command declares.
func builtinHelp(name string) (issue.Help, bool) {
	h, ok := declared()[name]
	return h, ok
}

// declared is what each built-in command declares.
var declared = sync.OnceValue(func() map[string]issue.Help {
	helps := map[string]issue.Help{}
	if all, err := processors.All(); err == nil {
		for _, l := range all.Commands() {
			helps[strings.TrimPrefix(l.Name, "/")] = l.Help
		}
	}
	return helps
})

// builtinKinds are the built-in commands that a command may use under another name: those
// that are not called like a kind.
func builtinKinds() []string {
	return slices.DeleteFunc(processors.Names(), func(name string) bool { return slices.Contains(familyNames(), name) })
}

// usable are the names that use may list: commands, and groups. A group may be called like
// one of its commands.
func usable() []string {
	names := slices.AppendSeq(processors.Names(), maps.Keys(processors.Groups))
	slices.Sort(names)
	return slices.Compact(names)
}

// builtins are the names of the built-in commands that the file turns on, where they have
// what they need.
func (f *File) builtins() (names []string) {
	mux := issue.NewMux()
	if err := processors.Register(mux, processors.Settings{Drone: nowhere, Labels: f.Labels.options(), Use: f.Use}); err != nil {
		return processors.Names()
	}
	for _, l := range mux.Commands() {
		names = append(names, strings.TrimPrefix(l.Name, "/"))
	}
	return names
}

// nowhere is a Drone for commands that are to be listed or checked, and not to be run.
var nowhere = drone_promote.Options{Server: "https://drone.invalid", Token: "none"}
