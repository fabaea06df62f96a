package config

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
)

// check reports what is wrong between the parts of the central file.
func (f *File) check(r *reader, root *yaml.Node) {
	on := f.builtins()
	for i, name := range f.Use {
		n := get(root, "use")
		if n.Kind == yaml.SequenceNode {
			n = n.Content[i]
		}
		if known := usable(); !slices.Contains(known, name) {
			r.wrong(n, "use: %q is no built-in command or group%s; there is %s", name, meant(name, known), strings.Join(known, ", "))
		}
	}
	for _, c := range f.Commands {
		r.command = c.Name
		f.checkCommand(r, c, on)
		r.command = ""
	}
	f.checkExamples(r)
	f.checkAliases(r, on)
	for _, name := range slices.Sorted(maps.Keys(f.Needs)) {
		n := f.at["needs "+name]
		if !slices.Contains(f.builtinNames(), name) {
			r.wrong(n, "needs: %q is no built-in command%s; a command of your own has its needs beside it", name, meant(name, f.builtinNames()))
		}
		r.permission(n, f.Needs[name])
	}
	f.checkTargets(r, root)
	f.checkLabels(r, get(root, "labels"))
	if f.InRepo != nil {
		for _, name := range f.InRepo.Allow {
			if _, ok := familyOf(name); !ok {
				r.wrong(get(get(root, "in_repo"), "allow"), "in_repo: %q is no kind%s; there is %s", name, meant(name, familyNames()), strings.Join(familyNames(), ", "))
			}
		}
	}
}

// checkCommand reports what is wrong with a command beside those that are built in and on.
func (f *File) checkCommand(r *reader, c *Command, on []string) {
	switch {
	case f.confirms(true) && c.Name == confirm:
		r.wrong(c.at, "%q is how a person confirms what was asked for; choose another name", c.Name)
	case slices.Contains(on, c.Name):
		r.wrong(c.at, "%q is a built-in command already; choose another name, or list under use the others alone", c.Name)
	}
	if n := get(c.node, "needs"); n != nil {
		r.permission(n, c.Needs)
	}
	_, family := familyOf(c.Uses)
	if kinds := append(familyNames(), builtinKinds()...); c.Uses != "" && !family && !slices.Contains(builtinKinds(), c.Uses) {
		r.wrong(get(c.node, "uses"), "%q is no kind and no built-in command%s; there is %s", c.Uses, meant(c.Uses, kinds), strings.Join(kinds, ", "))
	}
}

func (f *File) checkAliases(r *reader, on []string) {
	every := append(f.names(), f.builtinNames()...)
	for _, name := range slices.Sorted(maps.Keys(f.Aliases)) {
		n, to := f.at["alias "+name], f.Aliases[name]
		switch {
		case f.confirms(true) && name == confirm:
			r.wrong(n, "aliases: %q is how a person confirms what was asked for; choose another name", name)
		case slices.Contains(on, name) || slices.Contains(f.names(), name):
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
