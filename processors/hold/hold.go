package hold

import (
	"context"
	"strings"
	"unicode"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/labels"
)

// Hold is the robot that puts the label on. It may be used concurrently.
type Hold struct{ book *labels.Book }

// Unhold is the robot that takes the label off. It may be used concurrently.
type Unhold struct{ book *labels.Book }

var (
	_ issue.Runner = (*Hold)(nil)
	_ issue.Helper = (*Hold)(nil)
	_ issue.Runner = (*Unhold)(nil)
	_ issue.Helper = (*Unhold)(nil)
)

// New returns the robot of /hold.
func New(book *labels.Book) *Hold { return &Hold{book} }

// NewUnhold returns the robot of /unhold.
func NewUnhold(book *labels.Book) *Unhold { return &Unhold{book} }

// Help implements issue.Helper.
func (h *Hold) Help() issue.Help {
	return issue.Help{
		Usage: "[cancel|reason…]",
		About: "keep this pull request from being merged",
		Long: "Puts on the label `do-not-merge/hold`, which `/merge` respects. The reason stands in your comment. " +
			"`/hold cancel` ends it, as `/unhold` does.",
		Examples: []string{"/hold", "/hold until the release is out", "/hold cancel"},
		Needs:    issue.Read,
		Effect:   issue.Relabels,
		Repeat:   issue.Idempotent,
		Text:     true,
	}
}

// Run implements issue.Runner: it puts the label on, or takes it off for cancel.
func (h *Hold) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	if err := onPull(event, "/hold"); err != nil {
		return "", err
	}
	if c := event.Command; c != nil && len(c.Args) > 0 {
		word := strings.TrimRightFunc(c.Args[0], unicode.IsPunct)
		switch {
		case !strings.EqualFold(word, "cancel"):
		case word == c.Args[0] && len(c.Args) == 1:
			return "", release(ctx, h.book, event)
		default: // who writes that believes it ended
			return "", issue.Usagef("To end the hold, comment %s and no more: nothing was changed.", issue.Code("/hold cancel"))
		}
	}
	return "", h.book.Set(ctx, event, []string{labels.Hold}, nil)
}

// Help implements issue.Helper.
func (u *Unhold) Help() issue.Help {
	return issue.Help{
		About:    "let this pull request be merged again",
		Long:     "Takes off the label `do-not-merge/hold`, whoever put it on.",
		Examples: []string{"/unhold"},
		Needs:    issue.Read,
		Effect:   issue.Relabels,
		Repeat:   issue.Idempotent,
	}
}

// Run implements issue.Runner: it takes the label off.
func (u *Unhold) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	if err := onPull(event, "/unhold"); err != nil {
		return "", err
	}
	return "", release(ctx, u.book, event)
}

// release takes the label off. Where it is not on, nothing is asked: the repository need not
// even have it.
func release(ctx context.Context, book *labels.Book, event issue.IssueEvent) error {
	on, err := issue.From(ctx).Labels(ctx)
	if err != nil || !on.Has(labels.Hold) {
		return err
	}
	return book.Set(ctx, event, nil, []string{labels.Hold})
}

func onPull(event issue.IssueEvent, name string) error {
	if !event.GetIssue().IsPullRequest() {
		return issue.Refusef("%s is for pull requests, and this is an issue.", issue.Code(name))
	}
	return nil
}
