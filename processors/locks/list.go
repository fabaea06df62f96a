package locks

import (
	"context"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/lock"
	"github.com/fanux/robot/processors/internal/params"
)

// List is the robot that says what is locked. The zero List is ready.
type List struct{}

var (
	_ issue.Runner = List{}
	_ issue.Helper = List{}
)

// Help implements issue.Helper.
func (List) Help() issue.Help {
	return issue.Help{
		About:    "list the targets that are locked",
		Long:     "Says of each who locked it, since when and why.",
		Examples: []string{"/locks"},
		Needs:    issue.Read,
		Effect:   issue.Reads,
		Repeat:   issue.Idempotent,
	}
}

// Run implements issue.Runner. The locks that last for the seconds in which a deployment is
// begun are left out.
func (List) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	locks, err := lock.Of(event)
	if err != nil {
		return "", err
	}
	all, err := locks.All(ctx)
	if err != nil {
		return "", err
	}
	call, most := issue.From(ctx), len(all) == lock.Most
	all = slices.DeleteFunc(all, func(l lock.Lock) bool { return l.Brief })
	if len(all) == 0 {
		return call.Sayf("No target is locked."), nil
	}
	var b strings.Builder
	b.WriteString(call.Sayf("| target | locked by | since | reason |") + "\n|---|---|---|---|\n")
	for _, l := range all {
		b.WriteString(row(call, params.Show(l.Target), l.By(), l.From(), why(l)))
	}
	if most {
		b.WriteString("\n" + call.Sayf("There may be more: these are the first %d.", lock.Most))
	}
	return strings.TrimSpace(b.String()), nil
}

// row is one of the table. What would end a cell is escaped, in code, too.
// https://github.github.com/gfm/#example-200
func row(call *issue.Call, cells ...any) string {
	var b strings.Builder
	for _, cell := range cells {
		b.WriteString("| " + strings.ReplaceAll(call.Sayf("%s", cell), "|", `\|`) + " ")
	}
	return b.String() + "|\n"
}

func why(l lock.Lock) string {
	if l.Reason == "" {
		return ""
	}
	return issue.Code(l.Reason)
}
