package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
	"github.com/fanux/robot/processors/drone_promote"
)

// Mux makes the commands of a file, and of those that are built in the ones it uses. It
// fails where a command lacks what it needs.
func (f *File) Mux(world World) (*issue.Mux, error) {
	mux := issue.NewMux()
	world.Drone.Targets = f.rules()
	if err := processors.Register(mux, processors.Settings{Drone: world.Drone, Use: f.Use}); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	if world.All == nil { // what a command uses under another name need not be on
		world.All = issue.NewMux()
		if err := processors.Register(world.All, processors.Settings{Drone: world.Drone}); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.Needs)) {
		if mux.Runner(name) != nil {
			mux.Require(name, permission(f.Needs[name]))
		}
	}
	b := &builder{world}
	asks := false
	for _, c := range f.Commands {
		asks = asks || c.Bots != nil
		if err := b.add(mux, c); err != nil {
			return nil, fmt.Errorf("%s:%d:%d: commands: %s: %w", f.Name, c.at.Line, c.at.Column, c.Name, err)
		}
	}
	if asks { // what a bot asks for may need a person's word
		mux.Handle("confirm", issue.NewConfirm())
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
func (b *builder) add(mux *issue.Mux, c *Command) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it cannot be made into a command: %v", r)
		}
	}()
	act, listener, err := b.act(c)
	if err != nil {
		return err
	}
	one := &robot{command: c, act: act}
	if listener != nil {
		mux.Handle(c.Name, &follower{one, listener})
	} else {
		mux.Handle(c.Name, one)
	}
	return nil
}

// rules are those of the targets, as the robots for Drone have them.
func (f *File) rules() map[string]drone_promote.Rule {
	if len(f.Targets) == 0 {
		return nil
	}
	rules := map[string]drone_promote.Rule{}
	for name, target := range f.Targets {
		rules[name] = drone_promote.Rule{Needs: permission(target.Needs), Branches: target.Branches}
	}
	return rules
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
	for _, c := range f.Commands {
		if strings.HasPrefix(c.Uses, "drone_") || c.Uses == "promote" {
			names = append(names, "DRONE_SERVER", "DRONE_TOKEN")
		}
	}
	if slices.Contains(f.Use, "promote") {
		names = append(names, "DRONE_SERVER", "DRONE_TOKEN")
	}
	slices.Sort(names)
	return slices.Compact(names)
}
