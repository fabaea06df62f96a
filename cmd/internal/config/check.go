package config

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
	"github.com/fanux/robot/processors/drone_promote"
)

// check reports what is wrong between the parts of the central file.
func (f *File) check(r *reader, root *yaml.Node) {
	every := append(f.names(), processors.Names()...)
	for i, name := range f.Use {
		n := get(root, "use")
		if n.Kind == yaml.SequenceNode {
			n = n.Content[i]
		}
		if known := append(processors.Names(), slices.Sorted(maps.Keys(processors.Groups))...); !slices.Contains(known, name) {
			r.wrong(n, "use: %q is no built-in command or group%s; there is %s", name, meant(name, known), strings.Join(known, ", "))
		}
	}
	for _, c := range f.Commands {
		r.command = c.Name
		f.checkCommand(r, c)
		r.command = ""
	}
	f.checkExamples(r)
	f.checkAliases(r, every)
	for _, name := range slices.Sorted(maps.Keys(f.Needs)) {
		n := f.at["needs "+name]
		if !slices.Contains(processors.Names(), name) {
			r.wrong(n, "needs: %q is no built-in command%s; a command of your own has its needs beside it", name, meant(name, processors.Names()))
		}
		r.permission(n, f.Needs[name])
	}
	f.checkTargets(r, root)
	f.checkConfirm(r)
	if f.InRepo != nil {
		for _, name := range f.InRepo.Allow {
			if _, ok := familyOf(name); !ok {
				r.wrong(get(get(root, "in_repo"), "allow"), "in_repo: %q is no kind%s; there is %s", name, meant(name, familyNames()), strings.Join(familyNames(), ", "))
			}
		}
	}
}

func (f *File) checkCommand(r *reader, c *Command) {
	if slices.Contains(processors.Names(), c.Name) {
		r.wrong(c.at, "%q is a built-in command already; choose another name", c.Name)
	}
	if n := get(c.node, "needs"); n != nil {
		r.permission(n, c.Needs)
	}
	_, family := familyOf(c.Uses)
	if kinds := append(familyNames(), processors.Names()...); c.Uses != "" && !family && !slices.Contains(processors.Names(), c.Uses) {
		r.wrong(get(c.node, "uses"), "%q is no kind and no built-in command%s; there is %s", c.Uses, meant(c.Uses, kinds), strings.Join(kinds, ", "))
	}
}

// checkTargets reports the rules that a robot for Drone does not take.
func (f *File) checkTargets(r *reader, root *yaml.Node) {
	var names []string
	for at, value := range pairs(get(root, "targets")) {
		t := f.Targets[at.Value]
		if i := slices.IndexFunc(names, func(known string) bool { return known != at.Value && strings.EqualFold(known, at.Value) }); i >= 0 {
			r.wrong(at, "targets: %q and %q are one target: a rule does not tell capital letters from small ones", names[i], at.Value)
		}
		names = append(names, at.Value)
		before := len(r.found)
		if n := get(value, "needs"); n != nil {
			r.permission(n, t.Needs)
		}
		if len(r.found) > before {
			continue
		}
		rule := map[string]drone_promote.Rule{at.Value: {Needs: permission(t.Needs), Branches: t.Branches}}
		if n := get(value, "branches"); n != nil && t.Branches == nil {
			rule[at.Value] = drone_promote.Rule{Branches: []string{}}
		}
		if _, err := drone_promote.New(drone_promote.Options{Server: "https://drone.invalid", Token: "none", Targets: rule}); err != nil {
			r.wrong(at, "%s", strings.TrimPrefix(err.Error(), "drone: "))
		}
	}
}

// checkConfirm keeps the name free by which a person confirms what a bot asked for.
func (f *File) checkConfirm(r *reader) {
	if !slices.ContainsFunc(f.Commands, func(c *Command) bool { return len(c.Bots) > 0 }) {
		return
	}
	const name = "confirm"
	if i := slices.IndexFunc(f.Commands, func(c *Command) bool { return c.Name == name }); i >= 0 {
		r.wrong(f.Commands[i].at, "%q is how a person confirms what a bot asked for; choose another name", name)
	}
	if _, ok := f.Aliases[name]; ok {
		r.wrong(f.at["alias "+name], "aliases: %q is how a person confirms what a bot asked for; choose another name", name)
	}
}

func (f *File) checkAliases(r *reader, every []string) {
	for _, name := range slices.Sorted(maps.Keys(f.Aliases)) {
		n, to := f.at["alias "+name], f.Aliases[name]
		switch {
		case slices.Contains(every, name):
			r.wrong(n, "aliases: %q is a command already", name)
		case !slices.Contains(every, to):
			r.wrong(n, "aliases: %q is no command%s", to, meant(to, every))
		}
	}
}

func (r *reader) permission(n *yaml.Node, needs []string) {
	for i, one := range needs {
		at := n
		if n.Kind == yaml.SequenceNode && i < len(n.Content) {
			at = n.Content[i]
		}
		if err := issue.Permission(one).Valid(); err != nil {
			levels := []string{"anyone", "read", "triage", "write", "maintain", "admin", "author", "assignee"}
			r.wrong(at, "%v%s", err, meant(one, levels))
		}
	}
}
