package proof

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

// comment is something that a person wrote, and the commands in it.
type comment struct {
	name     string
	event    issuetest.Event
	source   string
	by       string
	edited   bool
	commands []*command
}

// command is one that can be told apart from all others by what it does.
type command struct {
	kind string // promote, run, notify, mark, own, ask, confirm or help
	tag  string
	line string
}

var kinds = []string{"promote", "promote", "promote", "run", "run", "notify", "notify", "mark", "help"}

func (w *world) command(tag string, busy bool) *command {
	c := &command{kind: kinds[w.dice("kind of "+tag).IntN(len(kinds))], tag: tag}
	switch more := w.dice("other kind of " + tag).IntN(4); {
	case w.inRepo && more < 2:
		c.kind = "own"
	case w.asking && more < 3:
		c.kind = "ask"
	}
	switch c.kind {
	case "ask":
		c.line = fmt.Sprintf("/promote 42 careful-%s ID=%s", tag, tag)
	case "own":
		c.line = "/tag " + tag
	case "promote":
		target := tag
		if busy {
			target = "dev" // which takes one at a time
		}
		c.line = fmt.Sprintf("/promote 42 %s ID=%s", target, tag)
	case "run":
		c.line = fmt.Sprintf("/run deploy target=dev id=%s", tag)
		if w.dice("how "+tag+" is run").IntN(2) == 0 {
			c.line = "/ship " + tag
		}
	default:
		c.line = strings.TrimSpace("/" + c.kind + " " + tag)
		if c.kind == "help" {
			c.line = "/help"
		}
	}
	return c
}

// allLabels is the issue that has every label which the repository has.
const allLabels = 99

const (
	mostComments = 3
	mostCommands = 3
)

// comments are what people write.
func (w *world) comments() {
	busy := w.dice("busy").IntN(4) == 0
	for i := range mostComments {
		name := fmt.Sprint("comment ", i)
		if i > 0 && !w.happens(name, 0.5) {
			continue
		}
		c := &comment{name: name, by: "alice"}
		var lines []string
		for j := range mostCommands {
			tag := fmt.Sprintf("t%dx%d", i, j)
			if j > 0 && !w.happens("command "+tag, 0.3) {
				continue
			}
			one := w.command(tag, busy)
			c.commands = append(c.commands, one)
			lines = append(lines, one.line)
			if one.labels() {
				w.repo.Label(allLabels, tag) // the repository has it
			}
		}
		if w.happens(name+" is by a stranger", 0.1) {
			c.by = "mallory"
		}
		w.later(w.within(name, 20*time.Second), func() { w.write(c, 30+i, strings.Join(lines, "\n")) })
	}
}

// write lets a comment be written: on a diff, as the text of a new issue, or below one. It is
// delivered, and others do something about it.
func (w *world) write(c *comment, number int, text string) {
	switch w.dice(c.name + " stands").IntN(6) {
	case 0:
		c.event = w.repo.Review(18, c.by, text)
		c.source = fmt.Sprint("review/", c.event.Comment)
	case 1:
		c.event = w.repo.Open(number, c.by, "Widgets stop", text)
		c.source = fmt.Sprint("issue/", c.event.Number)
	default:
		c.event = w.repo.Comment(17, c.by, text)
		c.source = fmt.Sprint("comment/", c.event.Comment)
	}
	w.saying(c, text)
	if c.event.Comment != 0 && w.happens(c.name+" is edited", 0.05) {
		w.later(w.soon(c.name+" edited"), func() {
			w.tell("%s is edited", c.name)
			w.repo.Edit(c.event.Comment, c.by, text+"\n\nThanks!")
			c.edited = true
		})
	}
	if w.happens(c.name+" is answered by a forger", 0.15) {
		w.later(w.soon(c.name+" forger"), func() { w.forgery(c) })
	}
	w.confirmations(c)
}

// saying lets everybody know what somebody has said.
func (w *world) saying(c *comment, text string) {
	w.mu.Lock()
	w.said = append(w.said, c)
	w.mu.Unlock()
	w.tell("%s by %s: %q (%s)", c.name, c.by, text, c.source)
	w.deliveries(c)
}

// labels reports whether the command puts a label on its issue.
func (c *command) labels() bool { return c.kind == "mark" || c.kind == "own" }
