package proof

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/fanux/robot/issue"
)

// What the contract says, clause by clause. The first word of what is broken names the clause.
const (
	twice      = "twice"      // a command had two effects
	orphan     = "orphan"     // a claim without an end, or an end without a claim
	unanswered = "unanswered" // a command without a word
	replies    = "replies"    // more than one to a comment
	untrue     = "untrue"     // a reply says what is not so
	unended    = "unended"    // a reply does not tell how its job ended
	undone     = "undone"     // nothing but crashes, and it was not brought to its end

	disorder    = "disorder"    // a command was begun after one that stands behind it
	unconfirmed = "unconfirmed" // it was done, and had to wait for somebody else's word
	entered     = "entered"     // somebody was let in who was not allowed any more
)

// marked is what a reply's marker says, read as a reader of GitHub's would: by its form.
type marked struct {
	Source   string `json:"s"`
	Commands []struct {
		Line     int            `json:"l"`
		State    issue.State    `json:"s"`
		Job      string         `json:"j"`
		Progress issue.Progress `json:"p"`
	} `json:"c"`
}

var marker = regexp.MustCompile(`<!-- robot ([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+ -->`)

func readMarker(body string) (m marked) {
	if found := marker.FindStringSubmatch(body); found != nil {
		if text, err := base64.RawURLEncoding.DecodeString(found[1]); err == nil {
			_ = json.Unmarshal(text, &m)
		}
	}
	return m
}

// broken are the clauses that do not hold now. Where a claim is racy, two instances may both
// have a comment, and then less is promised: what has a second key, a promotion or a run, is
// started once all the same, and never started to be cancelled; and nobody is left without an
// answer. But there may be two replies, of which each tells of what its own instance did, and
// what has no such key, a call to an endpoint, may be made twice.
func (w *world) broken() (broken []string) {
	for _, b := range w.all() {
		promised := strings.HasPrefix(b, orphan) || strings.HasPrefix(b, unanswered) || strings.HasPrefix(b, twice) && !strings.HasPrefix(b, twice+": /notify")
		if promised || !w.racy {
			broken = append(broken, b)
		}
	}
	return broken
}

func (w *world) all() (broken []string) {
	issues, said := w.repo.Issues(), map[*comment][]string{}
	for _, c := range w.said {
		var own []string
		for _, i := range issues {
			for _, said := range i.By("sealrobot") {
				if m := readMarker(said.Body); m.Source == c.source && len(m.Commands) > 0 {
					own = append(own, said.Body)
				}
			}
		}
		broken = append(append(broken, w.tooMuch(c)...), w.disordered(c)...)
		said[c] = own
		reactions := w.reactions(c)
		if c.edited && len(reactions) == 0 {
			continue // edited text runs nothing
		}
		end := slices.Contains(reactions, "rocket") || slices.Contains(reactions, "confused")
		claimed := slices.Contains(reactions, "eyes") || slices.Contains(reactions, "heart") // whoever took it over is no more
		if !claimed || !end {
			broken = append(broken, fmt.Sprintf("%s: %s has %q", orphan, c.source, reactions))
		}
		if len(own) > 1 {
			broken = append(broken, fmt.Sprintf("%s: %d to %s", replies, len(own), c.source))
		}
		if len(own) == 0 {
			for _, one := range c.commands {
				if !one.labels() || c.by != "alice" || w.effects(one) != 1 || !slices.Contains(reactions, "rocket") {
					broken = append(broken, fmt.Sprintf("%s: %s of %s", unanswered, one.line, c.source))
				}
			}
			continue
		}
		for _, body := range own {
			broken = append(broken, w.lies(c, body, reactions)...)
		}
	}
	return append(broken, w.unasked(said)...)
}

// disordered are the commands of a comment that were begun after one that stands below them, of
// those that can be recognised: of a call to an endpoint nobody knows afterwards whether it was
// made, and so whether its turn has been. A build's time has whole seconds.
func (w *world) disordered(c *comment) (broken []string) {
	var last time.Time
	var latest string
	for _, one := range c.commands {
		if one.kind != "promote" && one.kind != "run" {
			continue
		}
		began := w.began(one).Truncate(time.Second)
		if !began.IsZero() && began.Before(last) {
			broken = append(broken, fmt.Sprintf("%s: %s began %s after one that stands below it", disorder, latest, last.Sub(began)))
		}
		if began.After(last) {
			last, latest = began, one.line
		}
	}
	return broken
}

// tooMuch is what the commands of a comment did that they should not have done.
func (w *world) tooMuch(c *comment) (broken []string) {
	for _, one := range c.commands {
		if n := w.effects(one); n > 1 {
			broken = append(broken, fmt.Sprintf("%s: %s did it %d times", twice, one.line, n))
		}
		if began := w.began(one); c.by == "alice" && one.kind != "ask" && !w.letGo.IsZero() && began.After(w.letGo.Add(underWay)) {
			broken = append(broken, fmt.Sprintf("%s: %s began %s after alice was let go", entered, one.line, began.Sub(w.letGo)))
		}
	}
	return broken
}
