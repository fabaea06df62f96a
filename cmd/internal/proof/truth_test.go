package proof

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/drone/drone-go/drone"

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
// have a comment, and then less is promised: a promotion is made once all the same, and nobody
// is left without an answer; but there may be two replies, of which each tells of what its own
// instance did, and what has no second key, a call or a run, may be made twice.
func (w *world) broken() (broken []string) {
	for _, b := range w.all() {
		promised := strings.HasPrefix(b, orphan) || strings.HasPrefix(b, unanswered) || strings.HasPrefix(b, twice+": /promote")
		if promised || !w.racy {
			broken = append(broken, b)
		}
	}
	return broken
}

func (w *world) all() (broken []string) {
	issues := w.repo.Issues()
	for _, c := range w.said {
		var own []string
		for _, i := range issues {
			for _, said := range i.By("sealrobot") {
				if m := readMarker(said.Body); m.Source == c.source && len(m.Commands) > 0 {
					own = append(own, said.Body)
				}
			}
		}
		for _, one := range c.commands {
			if n := w.effects(one); n > 1 {
				broken = append(broken, fmt.Sprintf("%s: %s did it %d times", twice, one.line, n))
			}
		}
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
				if one.kind != "mark" || c.by != "alice" || w.effects(one) != 1 || !slices.Contains(reactions, "rocket") {
					broken = append(broken, fmt.Sprintf("%s: %s of %s", unanswered, one.line, c.source))
				}
			}
			continue
		}
		for _, body := range own {
			broken = append(broken, w.lies(c, body, reactions)...)
		}
	}
	return broken
}

// reactions are the robot's.
func (w *world) reactions(c *comment) []string {
	if c.event.Comment != 0 {
		return w.repo.Reactions(c.event.Comment, "sealrobot")
	}
	var own []string
	for _, r := range w.repo.Issue(c.event.Number).Reactions {
		if r.User == "sealrobot" {
			own = append(own, r.Content)
		}
	}
	return own
}

// effects is how often a command did what it does.
func (w *world) effects(c *command) (n int) {
	switch c.kind {
	case "promote":
		for _, b := range w.ci.Builds(slug) {
			if b.Params["ID"] == c.tag {
				n++
			}
		}
	case "run":
		for _, r := range w.repo.Runs() {
			if r.Inputs["id"] == c.tag {
				n++
			}
		}
	case "notify":
		w.mu.Lock()
		defer w.mu.Unlock()
		n = w.called[c.tag]
	case "mark":
		for _, i := range w.repo.Issues() {
			if i.Number != allLabels && slices.Contains(i.Labels, c.tag) {
				n = 1
			}
		}
	}
	return n
}

// What replies say, in the words that they have for it.
var (
	saysNot   = regexp.MustCompile(`[Nn]ot run|[Nn]othing was (?:started|done|changed)|was not started|Not done|could not be (?:reached|checked)|needs \*\*|rate limit for this robot is used up|comment it again (?:later|after)`)
	saysMaybe = regexp.MustCompile(`[Mm]ay have|has not confirmed|[Nn]ot confirmed|gave no answer|look before you`)
	saysDone  = regexp.MustCompile(`Started (?:build|run) \[|(?:Build|Run) \[[0-9]+\]\([^)]*\)(?:, which .{0,300})? \*\*|Asked GitHub to run|The endpoint of .{0,40} answered`)
)

// lies are what a reply says that is not so.
func (w *world) lies(c *comment, body string, reactions []string) (broken []string) {
	m := readMarker(body)
	if len(m.Commands) != len(c.commands) {
		return []string{fmt.Sprintf("%s: %d of %d commands in %q", unanswered, len(m.Commands), len(c.commands), body)}
	}
	fine, jobs := true, 0
	for i, one := range c.commands {
		line, text := m.Commands[i], body
		if len(c.commands) > 1 {
			text = rowOf(body, one, i)
		}
		lie := func(clause, format string, args ...any) {
			broken = append(broken, fmt.Sprintf("%s: %s: %s; the reply: %q", clause, one.line, fmt.Sprintf(format, args...), clean(text)))
		}
		n := w.effects(one)
		not, maybe, done := saysNot.MatchString(text), saysMaybe.MatchString(text), saysDone.MatchString(text)
		switch {
		case one.kind == "help":
			if line.State != issue.Ran {
				not = true // it has no effect
			}
		case not && !maybe && n > 0:
			lie(untrue, "it happened")
		case done && n == 0:
			lie(untrue, "it did not happen")
		case line.State == issue.Ran && n != 1:
			lie(untrue, "it ran, and happened %d times", n)
		case line.State == issue.Ran && one.kind != "mark" && !done && !maybe:
			lie(untrue, "it does not say what it did")
		case line.State != issue.Ran && !not && !maybe && !done:
			lie(untrue, "it says neither what was done nor that nothing was, of %d effects (%s)", n, line.State)
		case (line.State == issue.Denied || line.State == issue.Refused || line.State == issue.Skipped) && n > 0:
			lie(untrue, "it is %s, and happened", line.State)
		}
		if (c.by == "mallory") != (line.State == issue.Denied) && one.kind != "help" && !(line.State == issue.Failed || line.State == issue.Skipped) {
			lie(untrue, "%s for %s", line.State, c.by)
		}
		if w.dying && n == 0 && c.by == "alice" && !c.edited && c.event.Comment != 0 && one.brought() {
			lie(undone, "instances died, and that is all")
		}
		w.ending(one, line.Job, line.Progress, lie)
		if line.Job != "" {
			jobs++
		}
		fine = fine && (line.State == issue.Ran || line.Progress == issue.JobSucceeded) && line.Progress != issue.JobFailed && line.Progress != issue.JobCancelled
	}
	want, unwanted := "rocket", "confused"
	if !fine {
		want, unwanted = unwanted, want
	}
	// An instance that dies between the reaction to one job's end and the edit of the reply
	// leaves a reaction behind that the end of another job may not correct: seed 118220.
	if jobs < 2 && (!slices.Contains(reactions, want) || slices.Contains(reactions, unwanted)) {
		broken = append(broken, fmt.Sprintf("%s: %s has %q, want %s: %q", untrue, c.source, reactions, want, clean(body)))
	}
	return broken
}

// brought reports whether the command is one that is brought to its end after a crash.
func (c *command) brought() bool {
	return c.kind == "run" || c.kind == "mark" || c.kind == "promote" && !strings.HasPrefix(c.line, "/promote 42 dev ")
}

// rowOf is what a table says of one command.
func rowOf(body string, c *command, i int) string {
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

// ending holds a reply to how its job ended.
func (w *world) ending(c *command, job string, progress issue.Progress, lie func(clause, format string, args ...any)) {
	var state issue.Progress
	switch {
	case job == "" || job == issue.Unseen && w.effects(c) == 0:
		return
	case c.kind == "promote":
		for _, b := range w.ci.Builds(slug) {
			if fmt.Sprint("build/", b.Number) == job || job == issue.Unseen && b.Params["ID"] == c.tag {
				state = map[string]issue.Progress{drone.StatusPassing: issue.JobSucceeded, drone.StatusFailing: issue.JobFailed, drone.StatusKilled: issue.JobCancelled}[b.Status]
			}
		}
	case c.kind == "run":
		for _, r := range w.repo.Runs() {
			if fmt.Sprint("run/", r.ID) == job || job == issue.Unseen && r.Inputs["id"] == c.tag {
				state = map[string]issue.Progress{"success": issue.JobSucceeded, "failure": issue.JobFailed}[r.Conclusion]
			}
		}
	}
	if progress != state {
		lie(unended, "%s is %q, and the reply has %q", job, state, progress)
	}
}
