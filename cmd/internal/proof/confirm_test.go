package proof

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/fanux/robot/issue"
)

// confirmations are what people say to what waits for somebody else's word: one who may, who
// asked, or who may not, once or several times.
func (w *world) confirmations(asked *comment) {
	if !slices.ContainsFunc(asked.commands, func(c *command) bool { return c.kind == "ask" }) {
		return
	}
	for i, chance := range []float64{0.9, 0.4, 0.2} {
		name := fmt.Sprintf("confirmation %d of %s", i, asked.name)
		if !w.happens(name, chance) {
			continue
		}
		c := &comment{name: name, by: []string{"carol", "carol", "carol", "carol", "dave", "dave", "alice", "mallory"}[w.dice(name+" by").IntN(8)]}
		c.commands = []*command{{kind: "confirm", tag: name, line: "/confirm"}}
		w.later(w.within(name, []time.Duration{20 * time.Second, 100 * time.Second}[w.dice(name+" late").IntN(2)]), func() {
			c.event = w.repo.Comment(asked.event.Number, c.by, "/confirm")
			c.source = fmt.Sprint("comment/", c.event.Comment)
			w.saying(c, "/confirm")
		})
	}
}

// may are those who may confirm what alice asked for.
var may = []string{"carol", "dave"}

// on are the commands of a kind that were said on an issue, each with its comment.
func (w *world) on(number int, kind string, do func(*comment, *command)) {
	for _, c := range w.said {
		for _, one := range c.commands {
			if c.event.Number == number && one.kind == kind {
				do(c, one)
			}
		}
	}
}

// saysUnconfirmed is what a reply to /confirm says where it did nothing.
var saysUnconfirmed = regexp.MustCompile(`nothing to confirm|just confirmed it|You asked for it yourself|Not started|nothing was started|was cancelled`)

// unasked are what was done that nobody confirmed who may, and what somebody confirmed and
// nobody was told of.
func (w *world) unasked(said map[*comment][]string) (broken []string) {
	for _, c := range w.said {
		for _, one := range c.commands {
			if one.kind != "ask" || w.effects(one) == 0 {
				continue
			}
			confirmed, told := false, false
			w.on(c.event.Number, "confirm", func(by *comment, _ *command) {
				confirmed = confirmed || slices.Contains(may, by.by)
				for _, body := range said[by] {
					told = told || saysDone.MatchString(body) || saysMaybe.MatchString(body)
				}
			})
			if !confirmed || c.by != "alice" {
				broken = append(broken, fmt.Sprintf("%s: %s by %s, and nobody who may has confirmed it", unconfirmed, one.line, c.by))
			} else if !told {
				broken = append(broken, fmt.Sprintf("%s: %s was confirmed and done, and nobody says so", untrue, one.line))
			}
		}
	}
	return broken
}

// askLies is lies for a command that waits for a confirmation: it did nothing, and says so,
// whatever was confirmed later.
func askLies(state issue.State, text string, n int, lie func(clause, format string, args ...any)) {
	asks := strings.Contains(text, "Not started yet")
	switch {
	case asks && state == issue.Refused:
	case state == issue.Ran || n > 0:
		lie(untrue, "%s, and %d effects: it had to wait for somebody", state, n)
	case !saysNot.MatchString(text) && !saysMaybe.MatchString(text):
		lie(untrue, "it says neither that it waits nor that nothing was done (%s)", state)
	}
}

// confirmLies is lies for /confirm, or for one of the commands that it confirmed.
func (w *world) confirmLies(c *comment, confirmed *command, state issue.State, text string, lie func(clause, format string, args ...any)) {
	done, maybe, not := saysDone.MatchString(text), saysMaybe.MatchString(text), saysNot.MatchString(text) || saysUnconfirmed.MatchString(text)
	n := 0
	w.on(c.event.Number, "ask", func(_ *comment, one *command) {
		if confirmed.line == one.line || confirmed.line == "/confirm" {
			n += w.effects(one)
		}
	})
	switch {
	case !slices.Contains(may, c.by) && (state == issue.Ran || done):
		lie(unconfirmed, "%s confirmed it", c.by)
	case (done || state == issue.Ran) && n == 0:
		lie(untrue, "it did not happen")
	case state == issue.Ran && !done && !maybe:
		lie(untrue, "it does not say what it did")
	case !done && !maybe && !not:
		lie(untrue, "it says neither what was done nor that nothing was (%s)", state)
	}
}
