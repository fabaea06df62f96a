package locks

import (
	"context"
	"strings"
	"unicode"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/lock"
	"github.com/fanux/robot/processors/internal/params"
)

// allowed is the target of a command that the commenter may deploy to.
func allowed(ctx context.Context, client *drone.Client, event issue.IssueEvent, name string) (target string, err error) {
	name = drone.Name(event, name)
	if event.Command == nil || len(event.Command.Args) == 0 {
		return "", issue.Usagef("%s takes a target; try %s.", issue.Code(name), issue.Code(name+" prod"))
	}
	target = event.Command.Args[0]
	if err := drone.CheckTarget(target); err != nil {
		return "", err
	}
	return target, client.May(ctx, name, target)
}

// reason is what stands behind the target, as it was written, or the beginning of that. The
// target has no blanks, in quotes or not.
func reason(c *issue.Command) string {
	text := strings.Join(c.Args[1:], " ")
	if line := strings.TrimSpace(c.Command); line != "" {
		text = strings.TrimSpace(strings.TrimLeftFunc(line, func(r rune) bool { return !unicode.IsSpace(r) }))
	}
	return issue.Short(text, lock.MaxReason)
}

// busy refuses while somebody else has the lock for some seconds.
func busy(l lock.Lock) error {
	return issue.Refusef("A deployment to %s is being started right now, by %s: nothing was changed. Comment it again in a minute.", params.Show(l.Target), l.By())
}
