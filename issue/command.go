package issue

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fanux/robot/issue/internal/comment"
)

// maxCommands is how many commands one comment may hold. What is beyond is refused: one
// by one up to maxAnswered, and the rest with the last of those.
const (
	maxCommands = 20
	maxAnswered = 2 * maxCommands
)

// found is a command of ours in a text, or one that was meant to be.
type found struct {
	command *Command
	known   *command // nil where the name is only close to one of ours
	meant   string   // the name it is close to, with its slash
	refusal Text     // why it cannot run as it is written; empty where it can
	text    string   // the line, as it was written
}

// find returns what a text says to us, in order.
func (m *Mux) find(text string) []found {
	now := m.now()
	var list []found
	for _, line := range comment.Find(text, now.names) {
		known := now.commands[line.Name]
		line = known.read(line)
		f := found{command: known.commandOf(line, len(list)), known: known, refusal: Text{line.Reason.Format, line.Reason.Args}, text: line.Text}
		if line.Verdict == comment.Near {
			f.meant = "/" + line.Suggestion
		}
		list = append(list, f)
	}
	return list
}

// read is a line as the command wants it: of text, its quotes and = are a part.
func (c *command) read(line comment.Line) comment.Line {
	if c != nil && c.help.Text && (line.Verdict == comment.Runs || line.Wording) {
		line.Verdict, line.Reason, line.Wording = comment.Runs, comment.Reason{}, false
		line.Args, line.Params, line.Keys = strings.Fields(line.Rest), map[string]string{}, nil
	}
	return line
}

func (c *command) commandOf(line comment.Line, index int) *Command {
	of := &Command{Type: "/" + line.Name, Command: line.Rest, Args: line.Args, Params: line.Params, Index: index, Line: line.Number}
	of.takeDry(c != nil && c.help.Text)
	return of
}

// Line is a line of a text that looks like a command, and what becomes of it.
type Line struct {
	Number  int    `json:"line"`
	Text    string `json:"text"`
	Runs    bool   `json:"runs"`
	Verdict string `json:"verdict"` // "runs as /promote: 42, dev, REVISION=abc", or why it does not
}

// Parse explains every line of a comment's text that looks like a command: the same
// reading as the webhook's, for people who ask why nothing happened.
func (m *Mux) Parse(text string) []Line {
	lines := []Line{}
	now, ours := m.now(), 0 // ours: what counts towards the limit
	for _, l := range comment.Explain(text, now.names) {
		l = now.commands[l.Name].read(l)
		why := whyNot(l, now.commands[l.Name])
		if l.Verdict != comment.Silent {
			if ours++; ours > maxCommands {
				why = fmt.Sprintf("one comment may hold %d commands", maxCommands)
			}
		}
		if why == "" {
			lines = append(lines, Line{l.Number, l.Text, true, understood(l)})
		} else {
			lines = append(lines, Line{l.Number, l.Text, false, why})
		}
	}
	return lines
}

// whyNot is why a line does not run, as far as the line alone decides; "" where it does.
func whyNot(l comment.Line, known *command) string {
	switch {
	case l.Verdict == comment.Near:
		return "not a command of ours; did you mean /" + l.Suggestion + "?"
	case l.Verdict != comment.Runs:
		return l.Reason.String()
	}
	c := known.commandOf(l, 0)
	switch {
	case slices.Contains(askingHelp, c.Command):
		return ""
	case c.dry && !known.rehearses():
		return "/" + l.Name + " cannot say beforehand what it would do"
	case known.usage == nil:
		return ""
	}
	var said *Said
	if errors.As(known.usage.check(c), &said) {
		return said.in(English, known)
	}
	return ""
}

func understood(l comment.Line) string {
	words := append([]string(nil), l.Args...)
	for _, key := range l.Keys {
		words = append(words, key+"="+l.Params[key])
	}
	return strings.TrimSuffix("runs as /"+l.Name+": "+strings.Join(words, ", "), ": ")
}
