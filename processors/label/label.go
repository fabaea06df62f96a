package label

import (
	"context"
	"maps"
	"slices"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/labels"
	"github.com/fanux/robot/processors/internal/params"
)

// Label is the robot of /label and /remove-label: it sets what the operator lists.
type Label struct {
	book   *Book
	remove bool
}

var _ issue.Helper = (*Label)(nil)

// NewLabel returns the robot that sets labels, NewRemoveLabel the one that takes them off.
func NewLabel(b *Book) *Label       { return &Label{b, false} }
func NewRemoveLabel(b *Book) *Label { return &Label{b, true} }

// Help implements issue.Helper.
func (l *Label) Help() issue.Help {
	h := issue.Help{
		Usage: "<label…>", About: "set labels", Examples: []string{"/label question", `/label "good first issue"`},
		Long:  "Of the labels that the robot's operator lists, and as far as each is for you. Quotes hold blanks.",
		Needs: issue.Read, Effect: issue.Relabels, Repeat: issue.Idempotent,
	}
	if l.remove {
		h.About = "take labels off"
		h.Examples = []string{"/remove-label question"}
	}
	return h
}

// Run implements issue.Runner.
func (l *Label) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	may := slices.Concat(l.book.Allow, slices.Sorted(maps.Keys(l.book.Restrict)))
	if len(may) == 0 {
		return "", issue.Refusef("No label can be set like this here: the robot's operator lists those that can, in %s.", issue.Code("labels: allow"))
	}
	names := labels.Words(event.Command.Args, may)
	if names == nil {
		return "", issue.Usagef("%s is missing.", issue.Code("<label…>"))
	}
	for _, name := range names {
		if labels.Spelled(name, may) != "" {
			continue
		}
		if near := labels.Nearest(name, may); near != "" {
			return "", issue.Refusef("%s is not among the labels that can be set like this. Did you mean %s? Nothing was changed.", params.Show(name), params.Show(near))
		}
		return "", issue.Refusef("%s is not among the labels that can be set like this: %s. Nothing was changed.", params.Show(name), labels.Some(may))
	}
	if l.remove {
		return "", l.book.Set(ctx, event, nil, names)
	}
	return "", l.book.Set(ctx, event, names, nil)
}
