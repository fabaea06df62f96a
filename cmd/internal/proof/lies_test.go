package proof

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
)

// What replies say, in the words that they have for it.
var (
	saysNot   = regexp.MustCompile(`[Nn]ot run|[Nn]othing was (?:started|done|changed)|was not started|Not done|could not be (?:reached|checked)|needs \*\*|rate limit for this robot is used up|comment it again (?:later|after)`)
	saysMaybe = regexp.MustCompile(`[Mm]ay have|has not confirmed|[Nn]ot confirmed|gave no answer|look before you|has not been seen since`)
	saysDone  = regexp.MustCompile(`Started (?:build|run) \[|(?:Build|Run) \[[0-9]+\]\([^)]*\)(?:, which .{0,300})? \*\*|Asked GitHub to run|The endpoint of .{0,40} answered`)
)

// lies are what a reply says that is not so.
func (w *world) lies(c *comment, body string, reactions []string) (broken []string) {
	m := readMarker(body)
	commands := w.answered(c, body, len(m.Commands))
	if len(m.Commands) != len(commands) {
		return []string{fmt.Sprintf("%s: %d of %d commands in %q", unanswered, len(m.Commands), len(commands), body)}
	}
	fine := true
	for i, one := range commands {
		line, text := m.Commands[i], body
		if len(commands) > 1 {
			text = rowOf(body, i)
		}
		lie := func(clause, format string, args ...any) {
			broken = append(broken, fmt.Sprintf("%s: %s: %s; the reply: %q", clause, one.line, fmt.Sprintf(format, args...), clean(text)))
		}
		n := w.effects(one)
		switch one.kind {
		case "ask":
			askLies(line.State, text, n, lie)
		case "confirm":
			w.confirmLies(c, one, line.State, text, lie)
		default:
			commandLies(one, line.State, text, n, lie)
		}
		if !w.deniedRight(c, one, line.State) {
			lie(untrue, "%s for %s", line.State, c.by)
		}
		if w.dying && n == 0 && c.by == "alice" && w.letGo.IsZero() && !c.edited && c.event.Comment != 0 && one.brought() {
			lie(undone, "instances died, and that is all")
		}
		w.ending(one, line.Job, line.Progress, lie)
		fine = fine && (line.State == issue.Ran || line.Progress == issue.JobSucceeded) && line.Progress != issue.JobFailed && line.Progress != issue.JobCancelled
	}
	want, unwanted := "rocket", "confused"
	if !fine {
		want, unwanted = unwanted, want
	}
	if !slices.Contains(reactions, want) || slices.Contains(reactions, unwanted) {
		broken = append(broken, fmt.Sprintf("%s: %s has %q, want %s: %q", untrue, c.source, reactions, want, clean(body)))
	}
	return broken
}

// commandLies are what a reply says of a command, of which there are n effects.
func commandLies(one *command, state issue.State, text string, n int, lie func(clause, format string, args ...any)) {
	not, maybe, done := saysNot.MatchString(text), saysMaybe.MatchString(text), saysDone.MatchString(text)
	switch {
	case one.kind == "help": // it has no effect
	case not && !maybe && n > 0:
		lie(untrue, "it happened")
	case done && n == 0:
		lie(untrue, "it did not happen")
	case state == issue.Ran && n != 1:
		lie(untrue, "it ran, and happened %d times", n)
	case state == issue.Ran && !one.labels() && !done && !maybe:
		lie(untrue, "it does not say what it did")
	case state != issue.Ran && !not && !maybe && !done:
		lie(untrue, "it says neither what was done nor that nothing was, of %d effects (%s)", n, state)
	case (state == issue.Denied || state == issue.Refused || state == issue.Skipped) && n > 0 && !maybe:
		lie(untrue, "it is %s, and happened", state)
	}
}

// deniedRight reports whether who may not was denied, and nobody else.
func (w *world) deniedRight(c *comment, one *command, state issue.State) bool {
	switch {
	case one.kind == "help" || one.kind == "confirm" || state == issue.Failed || state == issue.Skipped:
		return true
	case c.by == "alice" && !w.letGo.IsZero():
		return true // it depends on when
	}
	return (c.by == "mallory") == (state == issue.Denied)
}

// brought reports whether the command is one that is brought to its end after a crash.
func (c *command) brought() bool {
	return c.kind == "run" || c.labels() || c.kind == "promote" && !strings.HasPrefix(c.line, "/promote 42 dev ")
}

// answered are the commands that a reply of n lines is to tell of: /confirm tells of each command
// that it confirmed, where they are several.
func (w *world) answered(c *comment, body string, n int) (all []*command) {
	if c.commands[0].kind != "confirm" || n <= 1 {
		return c.commands
	}
	for i := range n {
		w.on(c.event.Number, "ask", func(_ *comment, asked *command) {
			if strings.Contains(rowOf(body, i), "`"+asked.line+"`") {
				all = append(all, &command{kind: "confirm", tag: asked.tag, line: asked.line})
			}
		})
	}
	return all
}

// rowOf is what a table says of one command.
func rowOf(body string, i int) string {
	row := 0
	for line := range strings.SplitSeq(body, "\n") {
		if strings.HasPrefix(line, "| <code>") || strings.HasPrefix(line, "| `") {
			if row == i {
				return line
			}
			row++
		}
	}
	return body
}

func clean(text string) string {
	return strings.Join(strings.Fields(marker.ReplaceAllString(text, "")), " ")
}
