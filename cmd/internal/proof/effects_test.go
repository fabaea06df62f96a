package proof

import (
	"fmt"
	"slices"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

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
	case "promote", "ask", "confirm":
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
	case "mark", "own":
		for _, i := range w.repo.Issues() {
			if i.Number != allLabels && slices.Contains(i.Labels, c.tag) {
				n = 1
			}
		}
	}
	return n
}

// began is when a command did what it does for the first time, as far as that can be known.
func (w *world) began(c *command) (at time.Time) {
	switch c.kind {
	case "promote":
		for _, b := range w.ci.Builds(slug) {
			if b.Params["ID"] == c.tag {
				return time.Unix(b.Created, 0)
			}
		}
	case "run":
		for _, r := range w.repo.Runs() {
			if r.Inputs["id"] == c.tag {
				return r.Created
			}
		}
	case "notify":
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.calledAt[c.tag]
	}
	return time.Time{}
}

// ending holds a reply to how its job ended.
func (w *world) ending(c *command, job string, progress issue.Progress, lie func(clause, format string, args ...any)) {
	var state issue.Progress
	switch {
	case job == "" || job == issue.Unseen && (w.effects(c) == 0 || c.line == "/confirm"):
		return
	case c.kind == "promote" || c.kind == "confirm":
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
