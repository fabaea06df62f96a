package label

import (
	"context"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/labels"
	"github.com/fanux/robot/processors/internal/site"
)

// Named is the robot of a command that is the name of a label: /help-wanted, whose label may
// be written "help wanted", as GitHub does in a new repository, or help-wanted.
// https://docs.github.com/en/issues/using-labels-and-milestones-to-track-work/managing-labels#about-default-labels
type Named struct {
	book   *Book
	name   string
	remove bool
}

var _ issue.Helper = (*Named)(nil)

// NewNamed returns the robot that sets the label, NewRemoveNamed the one that takes it off.
func NewNamed(b *Book, name string) *Named       { return &Named{b, name, false} }
func NewRemoveNamed(b *Book, name string) *Named { return &Named{b, name, true} }

// Help implements issue.Helper.
func (n *Named) Help() issue.Help {
	h := issue.Help{About: "set the label of that name", Examples: []string{"/" + n.name}, Needs: issue.Read, Effect: issue.Relabels, Repeat: issue.Idempotent}
	if n.remove {
		h.About = "take off the label of that name"
		h.Examples = []string{"/remove-" + n.name}
	}
	return h
}

// Run implements issue.Runner.
func (n *Named) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	name, err := n.label(ctx, event)
	if err != nil {
		return "", err
	}
	if n.remove {
		return "", n.book.Set(ctx, event, nil, []string{name})
	}
	return "", n.book.Set(ctx, event, []string{name}, nil)
}

// label is the label as the issue, or else the repository, has it.
func (n *Named) label(ctx context.Context, event issue.IssueEvent) (string, error) {
	on, err := issue.From(ctx).Labels(ctx)
	if err != nil {
		return "", err
	}
	spaced := strings.ReplaceAll(n.name, "-", " ")
	for _, name := range []string{spaced, n.name} {
		if on.Has(name) {
			return name, nil
		}
	}
	s, ok := site.Of(event)
	if !ok {
		return spaced, nil
	}
	has, err := n.book.Of(ctx, s)
	if err == nil && labels.Spelled(spaced, has) == "" && labels.Spelled(n.name, has) != "" {
		return n.name, nil
	}
	return spaced, err
}
