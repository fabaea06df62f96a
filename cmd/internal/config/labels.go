package config

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
)

// labels is what people may set.
var labels = shape{kind: object, about: "the labels that people may set with built-in commands", keys: []key{
	{"prefixes", false, shape{kind: words, form: commandName, want: "a name like os", about: "commands beside /kind and its like: os makes /os and /remove-os, for labels os/…"}},
	{"allow", false, shape{kind: words, about: "what /label may set, beside what restrict names"}},
	{"restrict", false, shape{kind: table, of: &needs, about: "who may set a label and take it off, by its name"}},
}}

// Labels are the rules for labels.
type Labels struct {
	Prefixes, Allow []string
	Restrict        map[string][]string
}

func readLabels(n *yaml.Node) Labels {
	l := Labels{textsOf(get(n, "prefixes")), textsOf(get(n, "allow")), map[string][]string{}}
	l.Prefixes = slices.DeleteFunc(l.Prefixes, func(prefix string) bool { return !commandName.MatchString(prefix) }) // which its shape refuses
	for at, value := range pairs(get(n, "restrict")) {
		l.Restrict[at.Value] = textsOf(value)
	}
	return l
}

// options are the rules as the robots for labels have them.
func (l Labels) options() processors.Labels {
	o := processors.Labels{Prefixes: l.Prefixes, Allow: l.Allow, Restrict: map[string]issue.Permission{}}
	for name, needs := range l.Restrict {
		o.Restrict[name] = permission(needs)
	}
	return o
}

// builtinNames are the commands that need not be declared: built in, or made by a prefix.
func (f *File) builtinNames() []string {
	names := processors.Names()
	for _, prefix := range f.Labels.Prefixes {
		names = append(names, prefix, "remove-"+prefix)
	}
	return names
}

// checkLabels reports rules that cannot be meant.
func (f *File) checkLabels(r *reader, n *yaml.Node) {
	at := get(n, "prefixes")
	for i, prefix := range textsOf(at) {
		one := at
		if at.Kind == yaml.SequenceNode {
			one = at.Content[i]
		}
		switch taken := append(processors.Names(), f.names()...); {
		case !commandName.MatchString(prefix): // its shape says so
		case slices.Contains(textsOf(at)[:i], prefix):
			r.wrong(one, "labels: %q stands here twice", prefix)
		case strings.HasPrefix(prefix, "remove-"):
			r.wrong(one, "labels: /remove-… takes labels off; choose another name")
		case processors.IsPrefix(prefix): // a way to have it without its group
		case slices.Contains(processors.Names(), prefix):
			r.wrong(one, "labels: /%s is a built-in command; list it under use", prefix)
		case slices.Contains(taken, prefix) || slices.Contains(taken, "remove-"+prefix):
			r.wrong(one, "labels: /%s or /remove-%s is a command of your own; choose another name for that", prefix, prefix)
		}
	}
	var names []string
	for at, value := range pairs(get(n, "restrict")) {
		if slices.ContainsFunc(names, func(known string) bool { return known != at.Value && strings.EqualFold(known, at.Value) }) {
			r.wrong(at, "labels: %q stands here twice: GitHub does not tell capital letters from small ones", at.Value)
		}
		names = append(names, at.Value)
		r.permission(value, f.Labels.Restrict[at.Value])
	}
}
