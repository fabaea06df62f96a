package conversation

import (
	"context"
	"strings"

	"github.com/fanux/robot/issue"
)

// Say is the robot that says what it is told to. The zero Say is ready, and may be used
// concurrently.
type Say struct{}

var (
	_ issue.Runner = Say{}
	_ issue.Helper = Say{}
)

// Help implements issue.Helper. It writes, for all that its reply is: what was edited by
// somebody else is not said.
func (Say) Help() issue.Help {
	return issue.Help{
		Usage:    "<text…>",
		About:    "say something as the robot",
		Long:     "The text is the rest of the line. It is shown as it is written: nothing in it is Markdown, and nobody else is notified by it.",
		Examples: []string{"/say The release is out."},
		Needs:    issue.Write,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
		Text:     true,
	}
}

// Run implements issue.Runner.
func (Say) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	text := strings.TrimSpace(event.Command.Command)
	if text == "" {
		return "", issue.Usagef("%s is missing.", issue.Code("<text>"))
	}
	if call := issue.From(ctx); call.DryRun() {
		return call.Sayf("%s\n\n%s", issue.Textf("Nothing was done. It would say:"), plain(text)), nil
	}
	return plain(text), nil
}
