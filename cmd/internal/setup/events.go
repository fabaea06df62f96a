package setup

import (
	"strings"
)

// suffers says what does not work without an event.
func suffers(event string) string {
	switch event {
	case "issue_comment":
		return "no command in a comment is heard"
	case "issues":
		return "no command in the text of a new issue"
	case "pull_request":
		return "no command in the text of a new pull request"
	case "pull_request_review_comment":
		return "no command in a comment on a line of the diff"
	case "workflow_run":
		return "the replies of /run do not say how it ended"
	}
	return "a command that needs it does not learn how its work ended"
}

// events compares what the webhook tells of with what the commands need.
func (c *Checkup) events(remedy string, hears func(string) bool) {
	needed := c.needs.Events
	var without []string
	for _, event := range needed {
		if !hears(event) {
			without = append(without, event+" ("+suffers(event)+")")
		}
	}
	switch text := "the webhook does not tell of " + strings.Join(without, ", "); {
	case len(without) == 0:
		c.fine("events", "%s", strings.Join(needed, ", "))
	case !hears("issue_comment"):
		c.fail("events", text, remedy)
	default:
		c.warn("events", text, remedy)
	}
}
