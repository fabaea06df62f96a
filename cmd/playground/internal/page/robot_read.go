package page

import (
	"net/http"
	"slices"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue"
)

// read is a line of a text; Line is nil where it does not look like a command.
type read struct {
	Number int
	Text   string
	Line   *issue.Line
	Undone bool // it is a command, and was not done
}

// Class is how it is shown.
func (r read) Class() string {
	switch {
	case r.Line == nil:
		return "prose"
	case r.Line.Runs:
		return "runs"
	case r.Undone:
		return "undone"
	}
	return "idle"
}

// mostLines is how many lines of a text are shown that do not look like commands.
const mostLines = 40

// Read are the lines of its text, each with what became of it.
func (t told) Read() []read {
	list, _ := t.lines()
	return list
}

// Skipped is how many lines are not shown.
func (t told) Skipped() int {
	_, skipped := t.lines()
	return skipped
}

func (t told) lines() (list []read, skipped int) {
	failure, text := failureOf(t.Delivery), strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(t.Text)
	for i, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		one := read{Number: i + 1, Text: line}
		if at := slices.IndexFunc(t.Lines, func(l issue.Line) bool { return l.Number == i+1 }); at >= 0 {
			one.Line, one.Undone = &t.Lines[at], undone(t.Lines[at], failure)
		} else if len(list) >= mostLines {
			skipped++
			continue
		}
		list = append(list, one)
	}
	return list, skipped
}

// Aside is what one should know of a text before one reads it, in English; "" is nothing.
func (t told) Aside() string {
	switch {
	case t.Action == "edited" || t.Action == "deleted":
		return "Only what is said when a text is made counts: editing or deleting it afterwards runs nothing."
	case t.Good+t.Undone+t.Bad == 0 && t.Text != "":
		return "A command stands on a line of its own and begins with a slash. Here is none."
	}
	return ""
}

// Explained is what its answer means, in English.
func (t told) Explained() string {
	switch {
	case !t.Done || t.From == sandbox.FromTimer:
		return ""
	case t.Err != "":
		return "GitHub and Drone do not try again by themselves. The sweep finds what was begun and has no end."
	case t.Delivery.Status == http.StatusAccepted:
		return "202: there was nothing in it for the robot, and it made no fuss about it."
	case t.Delivery.Status == http.StatusUnauthorized:
		return "401: it was not signed with the webhook's secret, and was not even read."
	case t.Delivery.Status >= http.StatusInternalServerError:
		return "Nothing was done, and it may be delivered again: by hand, or by the sweep."
	case t.Delivery.Status >= http.StatusBadRequest:
		return "It is no webhook that the robot can read; the body says why."
	case len(t.Results) == 0:
		return "It was worked; it holds no command, but tells how a job goes on."
	}
	return "It was worked. GitHub keeps the answer, and shows it under “Recent deliveries”."
}

// Said is the body of its answer.
func (t told) Said() string {
	shown := shortened([]byte(t.Answer), 1, "")
	if shown.Rest > 0 {
		shown.Shown += "\n…"
	}
	return shown.Shown
}

// side is a body of a call with its name, in English.
type side struct {
	Name string
	text
}

// Bodies are what was asked, and what was answered.
func (c called) Bodies() []side { return []side{{"Asked", c.Asked}, {"Answered", c.Answered}} }
