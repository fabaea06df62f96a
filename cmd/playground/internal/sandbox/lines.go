package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
)

// lines are those of a text that look like commands, and what the robot makes of them: that
// they are written well is not all.
func (i *instance) lines(text string, p payload) []issue.Line {
	lines := i.mux.Parse(text)
	for at, line := range lines {
		switch why := i.ignores(p, line); {
		case p.Sender.Login == robot && strings.Contains(text, "<!-- robot "): // signed, or else one of ours would not say it
			lines[at].Runs, lines[at].Verdict = false, "in a reply of the robot itself"
		case line.Runs && why != "":
			lines[at].Runs, lines[at].Verdict = false, why
		}
	}
	return lines
}

// text is what an event tells that somebody wrote.
func (p payload) text(event string) string {
	switch event {
	case "issue_comment", "pull_request_review_comment":
		return p.Text.Body
	case "issues", "pull_request":
		if p.Action != "opened" && p.Action != "edited" {
			return "" // it is in there whatever happened
		}
		return p.Issue.Body + p.Pull.Body
	}
	return ""
}

// ignores is why the robot does nothing about a line that is written well; "" where it does.
// It is in the order in which the robot decides.
func (i *instance) ignores(p payload, line issue.Line) string {
	bots := i.bots(line)
	switch {
	case p.Action == "edited":
		return "in a text that was edited: what is written when it is made counts, and nothing else"
	case p.Action == "deleted":
		return "in a comment that was deleted"
	case p.Action == "opened" && len(p.Changes) > 0:
		return "in an issue that was moved here: it is as old as it was"
	case !i.serves(p.Repository.Name):
		return "in a repository that robot.yml does not name"
	case p.Sender.Type == "Bot" && !slices.Contains(bots, p.Sender.Login):
		return "said by a bot, which no configuration lets say it"
	}
	return ""
}

// bots are those that may say the command of a line.
func (i *instance) bots(line issue.Line) []string {
	for _, c := range i.mux.Commands() {
		if c.Name == nameIn(line) {
			return c.Help.Bots
		}
	}
	return nil
}

// nameIn is the command that a line names.
func nameIn(line issue.Line) string {
	words := strings.Fields(line.Text)
	if len(words) == 0 {
		return ""
	}
	return strings.ToLower(words[0])
}

// became are the lines of a delivery that has ended, with what its answer says of them.
func became(lines []issue.Line, d Delivery) []issue.Line {
	var told issue.Outcome
	_ = json.Unmarshal([]byte(d.Answer), &told) // what is none tells nothing
	results := told.Commands
	for at := range lines {
		line := &lines[at]
		switch {
		case len(results) > 0 && results[0].Name == nameIn(*line):
			line.Runs, line.Verdict = verdict(*line, results[0])
			results = results[1:]
		case line.Runs:
			line.Runs, line.Verdict = false, nothing(d, told)
		}
	}
	return lines
}

// verdict is a line by its result.
func verdict(line issue.Line, r issue.Result) (runs bool, text string) {
	detail, _, _ := strings.Cut(r.Detail, "\n")
	switch {
	case r.State == issue.Ran && line.Runs:
		return true, line.Verdict
	case r.State == issue.Ran: // a command that the repository adds
		return true, "runs as a command of the repository's own"
	}
	return false, strings.TrimSuffix(string(r.State)+": "+detail, ": ")
}

// nothing is why nothing became of what is written well.
func nothing(d Delivery, told issue.Outcome) string {
	switch {
	case d.Err != "":
		return "broken off: " + d.Err
	case told.Error != "":
		return told.Error
	}
	return fmt.Sprintf("not run: the robot answered %d", d.Status)
}
