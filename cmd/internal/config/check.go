package config

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
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
	f.checkAliases(r, every)
	for _, name := range slices.Sorted(maps.Keys(f.Needs)) {
		n := f.at["needs "+name]
		if !slices.Contains(processors.Names(), name) {
			r.wrong(n, "needs: %q is no built-in command%s; a command of your own has its needs beside it", name, meant(name, processors.Names()))
		}
		r.permission(n, f.Needs[name])
	}
	for _, at := range slices.Sorted(maps.Keys(f.Targets)) {
		r.permission(f.at["target "+at], f.Targets[at].Needs)
	}
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
	if !slices.ContainsFunc(r.found, func(p Problem) bool { return p.Command == c.Name }) {
		f.checkExamples(r, c)
	}
}

// checkExamples holds the examples to the arguments.
func (f *File) checkExamples(r *reader, c *Command) {
	mux := issue.NewMux()
	mux.Handle(c.Name, &robot{command: c})
	for i, example := range c.Examples {
		n := get(c.node, "examples")
		if n.Kind == yaml.SequenceNode {
			n = n.Content[i]
		}
		lines := mux.Parse(example)
		if len(lines) != 1 || !lines[0].Runs {
			why := "it is no line that runs"
			if len(lines) > 0 {
				why = lines[0].Verdict
			}
			r.wrong(n, "the example %q does not run: %s", example, why)
			continue
		}
		words := strings.Fields(example)[1:]
		if _, err := c.bind(words, nil); err != nil {
			r.wrong(n, "the example %q does not run: %v", example, err)
		}
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
