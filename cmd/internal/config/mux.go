package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
)

// Mux makes the commands of a file, and of those that are built in the ones it uses. It
// fails where a command lacks what it needs.
func (f *File) Mux(world World) (*issue.Mux, error) {
	mux := issue.NewMux()
	world.Drone.Targets = f.rules()
	if err := processors.Register(mux, processors.Settings{Drone: world.Drone, Labels: f.Labels.options(), Use: f.Use}); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	if world.All == nil { // what a command uses under another name need not be on
		world.All = issue.NewMux()
		if err := processors.RegisterAll(world.All, processors.Settings{Drone: world.Drone, Labels: f.Labels.options()}); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if f.confirms(world.Drone.Server != "") {
		mux.Handle(confirm, issue.NewConfirm())
	}
	for _, name := range slices.Sorted(maps.Keys(f.Needs)) {
		if mux.Runner(name) != nil {
			mux.Require(name, permission(f.Needs[name]))
		}
	}
	b := &builder{world, mux}
	for _, c := range f.Commands {
		if err := b.add(c); err != nil {
			return nil, fmt.Errorf("%s:%d:%d: commands: %s: %w", f.Name, c.at.Line, c.at.Column, c.Name, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.Aliases)) {
		if mux.Runner(f.Aliases[name]) != nil {
			mux.Alias(name, f.Aliases[name])
		}
	}
	return mux, nil
}

// add makes one command. What should have been found before is an error here, and no panic:
// the file may be a stranger's.
func (b *builder) add(c *Command) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it cannot be made into a command: %v", r)
		}
	}()
	act, kind, err := b.act(c)
	if err != nil {
		return err
	}
	one := &robot{command: c, act: act, find: b.find(c)}
	b.mux.Handle(c.Name, one.runner(kind))
	return nil
}

// Variables are the environment variables that the file takes values from. Nobody is to see
// those values.
func (f *File) Variables() (names []string) {
	for _, c := range f.Commands {
		texts := []string{textOf(get(c.with, "secret"))}
		for _, value := range pairs(get(c.with, "headers")) {
			texts = append(texts, value.Value)
		}
		for _, text := range texts {
			for _, m := range variable.FindAllStringSubmatch(text, -1) {
				names = append(names, m[1])
			}
		}
	}
	return names
}

// Takes are the names of all that the file needs of the environment, each once.
func (f *File) Takes() []string {
	names := f.Variables()
	needs := slices.ContainsFunc(f.Commands, func(c *Command) bool {
		return strings.HasPrefix(c.Uses, "drone_") || processors.NeedsDrone(c.Uses)
	})
	if needs || slices.ContainsFunc(f.Use, needsDrone) {
		names = append(names, "DRONE_SERVER", "DRONE_TOKEN")
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// needsDrone reports whether a command, or everything in a group, is there only where there
// is a Drone.
func needsDrone(used string) bool {
	group := processors.Groups[used]
	return processors.NeedsDrone(used) || len(group) > 0 && !slices.ContainsFunc(group, func(name string) bool { return !processors.NeedsDrone(name) })
}
