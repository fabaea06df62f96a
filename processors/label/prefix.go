package label

import (
	"cmp"
	"context"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/labels"
	"github.com/fanux/robot/processors/internal/site"
)

// Book is what robots for labels share, and Options what the operator lays down for them.
type (
	Book    = labels.Book
	Options = labels.Options
)

// NewBook returns a Book in which nothing is read yet.
func NewBook(o Options) *Book { return labels.New(o) }

// Prefix is the robot of /kind and its like: it sets labels that begin with the name of the
// command. Where the repository has a label needs-kind, the issue has that one while it has
// no label of the kind that was there.
type Prefix struct {
	book   *Book
	name   string // "kind"
	remove bool
}

var (
	_ issue.Helper    = (*Prefix)(nil)
	_ issue.Explainer = (*Prefix)(nil)
)

// NewPrefix returns the robot that sets the labels of a prefix, NewRemovePrefix the one that
// takes them off.
func NewPrefix(b *Book, name string) *Prefix       { return &Prefix{b, name, false} }
func NewRemovePrefix(b *Book, name string) *Prefix { return &Prefix{b, name, true} }

// prefixes are those that the robot knows, with a label for an example.
var prefixes = map[string]string{"area": "api", "kind": "bug", "priority": "high", "sig": "network", "triage": "accepted"}

// IsPrefix reports whether a command is one of those that the robot knows.
func IsPrefix(name string) bool { return prefixes[name] != "" }

// Help implements issue.Helper.
func (p *Prefix) Help() issue.Help {
	example, ok := prefixes[p.name]
	if !ok {
		example = "name"
	}
	h := issue.Help{
		Usage: "<name…>", About: "set labels that begin with the command's name", Examples: []string{"/" + p.name + " " + example},
		Long:  "As many as one likes, of the labels that this repository has; `?` in the place of a name lists them.",
		Needs: issue.Read, Effect: issue.Relabels, Repeat: issue.Idempotent,
	}
	if p.remove {
		h.About = "take off labels that begin with the command's name"
		h.Examples = []string{"/remove-" + p.name + " " + example}
	}
	return h
}

// Run implements issue.Runner.
func (p *Prefix) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	var names []string
	for _, name := range labels.Words(event.Command.Args, nil) {
		if !strings.HasPrefix(strings.ToLower(name), p.name+"/") {
			name = p.name + "/" + name
		}
		names = append(names, name)
	}
	if names == nil {
		return "", issue.Usagef("%s is missing.", issue.Code("<name…>"))
	}
	on, err := issue.From(ctx).Labels(ctx)
	if err != nil {
		return "", err
	}
	had := len(labels.With(p.name, on.All())) > 0
	if !p.remove {
		return "", cmp.Or(p.book.Set(ctx, event, names, nil), p.needs(ctx, event, on, had))
	}
	return "", cmp.Or(p.book.Set(ctx, event, nil, names), p.needs(ctx, event, on, had))
}

// needs takes needs-kind off where there is a label of that kind, and puts it back where the
// last one was taken off.
func (p *Prefix) needs(ctx context.Context, event issue.IssueEvent, on *issue.Labels, had bool) error {
	needs := "needs-" + p.name
	if len(labels.With(p.name, on.All())) > 0 {
		on.Remove(needs)
		return nil
	}
	s, ok := site.Of(event)
	if !p.remove || !had || !ok {
		return nil
	}
	has, err := p.book.Of(ctx, s)
	if spelled := labels.Spelled(needs, has); spelled != "" {
		on.Add(spelled)
	}
	return err
}

// Explain implements issue.Explainer: it lists what can be named.
func (p *Prefix) Explain(ctx context.Context, event issue.IssueEvent) (string, error) {
	s, ok := site.Of(event)
	if !ok {
		return "", nil
	}
	has, err := p.book.Of(ctx, s)
	if err != nil {
		return "", err
	}
	family := labels.With(p.name, has)
	if family == nil {
		return issue.From(ctx).Sayf("This repository has no label that begins with %s.", issue.Code(p.name+"/")), nil
	}
	return issue.From(ctx).Sayf("This repository has %s.", labels.Some(family)), nil
}
