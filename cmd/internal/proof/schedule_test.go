package proof

import (
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

func httptestRecorder() *httptest.ResponseRecorder { return httptest.NewRecorder() }

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
	kind string // promote, run, notify, mark or help
	tag  string
	line string
}

var kinds = []string{"promote", "promote", "promote", "run", "run", "notify", "notify", "mark", "help"}

func (w *world) command(tag string, busy bool) *command {
	c := &command{kind: kinds[w.dice("kind of "+tag).IntN(len(kinds))], tag: tag}
	switch c.kind {
	case "promote":
		target := tag
		if busy {
			target = "dev" // which takes one at a time
		}
		c.line = fmt.Sprintf("/promote 42 %s ID=%s", target, tag)
	case "run":
		c.line = fmt.Sprintf("/run deploy target=dev id=%s", tag)
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
			if one.kind == "mark" {
				w.repo.Label(allLabels, tag) // the repository has it
			}
		}
		if w.happens(name+" is by a stranger", 0.1) {
			c.by = "mallory"
		}
		text := strings.Join(lines, "\n")
		w.later(w.within(name, 20*time.Second), func() {
			switch w.dice(name + " stands").IntN(6) {
			case 0:
				c.event = w.repo.Review(18, c.by, text)
				c.source = fmt.Sprint("review/", c.event.Comment)
			case 1:
				c.event = w.repo.Open(30+i, c.by, "Widgets stop", text)
				c.source = fmt.Sprint("issue/", c.event.Number)
			default:
				c.event = w.repo.Comment(17, c.by, text)
				c.source = fmt.Sprint("comment/", c.event.Comment)
			}
			w.mu.Lock()
			w.said = append(w.said, c)
			w.mu.Unlock()
			w.tell("%s by %s: %q (%s)", name, c.by, text, c.source)
			w.deliveries(name, c)
			if c.event.Comment != 0 && w.happens(name+" is edited", 0.05) {
				w.later(w.soon(name+" edited"), func() {
					w.tell("%s is edited", name)
					w.repo.Edit(c.event.Comment, c.by, text+"\n\nThanks!")
					c.edited = true
				})
			}
			if w.happens(name+" is answered by a forger", 0.15) {
				w.later(w.soon(name+" forger"), func() { w.forgery(c) })
			}
		})
	}
}

// deliveries bring a comment to the instances: once, again, at once, late, or not at all.
func (w *world) deliveries(name string, c *comment) {
	for i, chance := range []float64{0.9, 0.5, 0.3, 0.2} {
		d := fmt.Sprintf("delivery %d of %s", i, name)
		if !w.happens(d, chance) {
			continue
		}
		request := c.event.Request("https://robot.test/github", secret)
		if w.dice(d+" other").IntN(3) == 0 {
			request.Header.Set("X-GitHub-Delivery", "another-"+fmt.Sprint(i))
		}
		w.later(w.soon(d), func() { w.send(d, toGitHub, request) })
	}
}

// sweeps come by while there are faults.
func (w *world) sweeps() {
	for i, chance := range []float64{0.6, 0.4, 0.3, 0.2} {
		name := fmt.Sprint("sweep ", i)
		if w.happens(name, chance) {
			w.later(w.within(name, 240*time.Second), func() { w.sweep(name, w.any(name)) })
		}
	}
}

// sweep is one of a Sweep, or a Watcher's first.
func (w *world) sweep(name string, in *instance) {
	ctx := w.errand(name, in).context()
	c := w.config()
	c.RobotTime, c.ReplyTime = 30*time.Second, 15*time.Second
	var err error
	if w.dice(name+" is watched").IntN(2) == 0 {
		var watcher *issue.Watcher
		if watcher, err = issue.NewWatcher(ctx, c, w.mux, slug, 72*time.Hour, func(issue.Watched) {}); err == nil {
			err = watcher.Round(ctx)
		}
	} else {
		var sweep *issue.Sweep
		if sweep, err = issue.NewSweep(c, w.mux, issue.SweepOptions{Repos: []string{slug}, Since: 72 * time.Hour, Resume: time.Minute, Calls: 500}); err == nil {
			_, err = sweep.Run(ctx)
		}
	}
	w.tell("%s %s ended: %v", in.name, name, err)
}

// mostSweeps is how many it takes at most until everything is at its end, when nothing goes
// wrong any more: the first takes over what was left, the second finds what that began. The
// text of an issue that changed since is left to its webhook for five minutes.
const mostSweeps = 7

// schedule is one run. It returns the clauses that were broken.
func schedule(t *testing.T, p *plan, m mutant, trace io.Writer) (broken []string) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(p, m, trace)
		w.comments()
		w.sweeps()
		w.events.Wait()
		w.calm.Store(true)
		w.tell("quiet")
		for i := range mostSweeps {
			time.Sleep(61 * time.Second)
			w.sweep(fmt.Sprint("last sweep ", i), w.instance("new"))
			w.events.Wait()
			if broken = w.broken(); len(broken) == 0 && i > 0 {
				break
			}
		}
		w.count()
	})
	return broken
}

// count counts what does not hold in the end, whether it was promised or not.
func (w *world) count() {
	kinds := map[string]bool{}
	for _, b := range w.all() {
		kind, rest, _ := strings.Cut(b, ": ")
		if command, _, ok := strings.Cut(rest, " "); ok && kind == twice {
			kind += " " + command
		}
		kinds[kind] = true
	}
	for kind := range kinds {
		if w.tally != nil {
			w.tally[kind]++
		}
	}
}
