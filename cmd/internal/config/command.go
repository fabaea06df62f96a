package config

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
)

// Command is a command of a file.
type Command struct {
	Name     string
	About    string
	Long     string
	Examples []string
	Needs    []string
	Bots     []string
	Uses     string
	Effect   string // "" where it is that of what it uses
	Forks    bool

	args []argument
	with *yaml.Node
	at   *yaml.Node // its name
	node *yaml.Node // what stands below it
}

func (r *reader) readCommand(at, n *yaml.Node) *Command {
	c := &Command{
		Name: at.Value, About: textOf(get(n, "about")), Long: textOf(get(n, "long")), Examples: textsOf(get(n, "examples")),
		Needs: textsOf(get(n, "needs")), Bots: textsOf(get(n, "bots")), Uses: textOf(get(n, "uses")), Effect: textOf(get(n, "effect")), Forks: isTrue(get(n, "forks")),
		with: get(n, "with"), at: at, node: n,
	}
	c.args = r.readArgs(get(n, "args"))
	r.readChecks(get(n, "check"), c.args)
	if c.with == nil {
		c.with = &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Column: n.Column}
	}
	if f, ok := familyOf(c.Uses); ok {
		fits := r.hold(c.with, f.with)
		r.places(c.with, c, "")
		if c.Uses == "http" && r.holdURL(get(c.with, "url")) && fits {
			r.holdRequest(c.with)
		}
	} else if c.Uses != "" {
		r.hold(c.with, builtin)
		r.places(c.with, c, "")
	}
	for i, a := range c.args { // only what stands before it, so that none waits for itself
		r.known(get(n, "args"), c.args[:i], a.fallback, false)
	}
	if c.Forks && (!c.uses("pr.head.sha") || c.uses("pr.head.ref")) {
		r.wrong(get(n, "forks"), "forks: the commenter names a commit, so {pr.head.sha} has to be what is used, and not {pr.head.ref}, which may move")
	}
	if f, ok := familyOf(c.Uses); ok && c.Bots != nil && f.help.Effect == issue.Deploys && c.Effect != "" && c.Effect != "deploys" && c.Effect != "pays" {
		r.wrong(get(n, "effect"), "effect: %s deploys, and a bot's word alone starts nothing that does", c.Uses)
	}
	for _, bot := range c.Bots {
		if !strings.HasSuffix(bot, "[bot]") {
			r.wrong(get(n, "bots"), "%q is no bot's name: they end in [bot]", bot)
		}
	}
	return c
}

// own are the places that every command has. {form.NAME} is one more.
var own = []string{"user", "repo", "issue.number", "issue.title", "pr.head.sha", "pr.head.ref", "pr.base.ref", "comment.url"}

// unfilled are the values in with that are taken as they are written: what decides where a
// request goes, and as whom.
var unfilled = []string{"headers", "secret", "method", "private", "close"}

// places reports places that nothing fills.
func (r *reader) places(n *yaml.Node, c *Command, top string) {
	switch n.Kind {
	case yaml.MappingNode:
		for at, value := range pairs(n) {
			if len(parse(at.Value).places()) > 0 {
				r.wrong(at, "nothing is filled into a key")
			}
			name := top
			if name == "" {
				name = at.Value
			}
			r.places(value, c, name)
		}
	case yaml.SequenceNode:
		for _, one := range n.Content {
			r.places(one, c, top)
		}
	case yaml.ScalarNode:
		t := parse(n.Value)
		if slices.Contains(unfilled, top) && len(t.places()) > 0 {
			r.wrong(n, "nothing is filled into %s", top)
			return
		}
		r.known(n, c.args, t, c.Uses == "http" && top == "reply")
	}
}

// known reports places of one text that nothing fills.
func (r *reader) known(n *yaml.Node, args []argument, t template, answer bool) {
	if len(t.places()) == 0 {
		return
	}
	names := slices.Clone(own)
	for _, a := range args {
		names = append(names, a.name)
	}
	for _, name := range t.places() {
		switch {
		case slices.Contains(names, name), strings.HasPrefix(name, "form.") && len(name) > len("form."):
		case strings.HasPrefix(name, "answer.") && answer:
		case strings.HasPrefix(name, "answer."):
			r.wrong(n, "{%s}: an answer is there in the reply of http alone", name)
		default:
			r.wrong(n, "{%s} is not known%s; there is %s", name, meant(name, names), strings.Join(names, ", "))
		}
	}
}

// uses reports whether a place with that beginning is filled in somewhere.
func (c *Command) uses(prefix string) bool {
	found := false
	walk(c.with, func(n *yaml.Node) {
		for _, name := range parse(n.Value).places() {
			found = found || strings.HasPrefix(name, prefix)
		}
	})
	for _, a := range c.args {
		for _, name := range a.fallback.places() {
			found = found || strings.HasPrefix(name, prefix)
		}
	}
	return found
}

// walk calls f for every text of a node.
func walk(n *yaml.Node, f func(*yaml.Node)) {
	if n == nil {
		return
	}
	if n.Kind == yaml.ScalarNode {
		f(n)
	}
	for i, one := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			walk(one, f)
		}
	}
}
