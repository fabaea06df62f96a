package label

import (
	"context"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/labels"
	"github.com/fanux/robot/processors/internal/params"
)

// Lifecycle is the robot of /lifecycle and /remove-lifecycle: labels lifecycle/…, of which an
// issue has one.
type Lifecycle struct {
	book   *Book
	remove bool
}

var _ issue.Helper = (*Lifecycle)(nil)

// NewLifecycle returns the robot that sets a label, NewRemoveLifecycle the one that takes it
// off.
func NewLifecycle(b *Book) *Lifecycle       { return &Lifecycle{b, false} }
func NewRemoveLifecycle(b *Book) *Lifecycle { return &Lifecycle{b, true} }

// stages are those of Prow. https://prow.k8s.io/command-help#lifecycle
var stages = []string{"active", "frozen", "rotten", "stale"}

// Help implements issue.Helper.
func (l *Lifecycle) Help() issue.Help {
	h := issue.Help{
		Usage: "<active|frozen|rotten|stale>", About: "say how alive the issue is, by a label", Examples: []string{"/lifecycle frozen"},
		Long:  "An issue has one of the four: the one before is taken off.",
		Needs: "author, assignee, triage", Effect: issue.Relabels, Repeat: issue.Idempotent,
	}
	if l.remove {
		h.About = "take off what /lifecycle has set"
		h.Examples = []string{"/remove-lifecycle stale"}
	}
	return h
}

// Run implements issue.Runner.
func (l *Lifecycle) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	if len(event.Command.Args) == 0 {
		return "", issue.Usagef("%s is missing.", issue.Code("<active|frozen|rotten|stale>"))
	}
	stage := labels.Spelled(event.Command.Args[0], stages)
	if stage == "" {
		return "", issue.Usagef("%s is none of %s.", params.Show(event.Command.Args[0]), labels.Some(stages))
	}
	if l.remove {
		return "", l.book.Set(ctx, event, nil, []string{"lifecycle/" + stage})
	}
	on, err := issue.From(ctx).Labels(ctx)
	if err != nil {
		return "", err
	}
	var others []string
	for _, other := range stages {
		if name := "lifecycle/" + other; other != stage && on.Has(name) {
			others = append(others, name)
		}
	}
	had := on.Has("lifecycle/" + stage)
	if err := l.book.Set(ctx, event, []string{"lifecycle/" + stage}, nil); err != nil {
		return "", err
	}
	err = l.book.Set(ctx, event, nil, others)
	if err != nil && !had { // it is not to have two
		on.Remove("lifecycle/" + stage)
	}
	return "", err
}
