package drone

import (
	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// CommitOf is the commit of a build, and the tag or the branch it is on: "commit `b5f61da` on
// `main`". It is the zero Text where Drone knows neither.
func CommitOf(b *drone.Build) issue.Text {
	what, _ := code(b)
	return what
}

// Does is what a build is for, after its number: "promotes build [42](…) to `dev`".
func (c *Client) Does(repo Repo, b *drone.Build) issue.Text {
	target, parent := clip(b.Deploy), c.Cite(repo, b.Parent)
	what, known := code(b)
	switch {
	case b.Event == drone.EventRollback && b.Parent != 0:
		return issue.Textf("rolls %s back to build %s", target, parent)
	case b.Event == drone.EventRollback:
		return issue.Textf("rolls %s back", target)
	case b.Event == drone.EventPromote && b.Parent != 0:
		return issue.Textf("promotes build %s to %s", parent, target)
	case b.Event == drone.EventPromote:
		return issue.Textf("deploys to %s", target)
	case known:
		return issue.Textf("builds %s", what)
	}
	return issue.Textf("builds what Drone does not name")
}

// State is how a build stands, after "it": "is still running".
func State(status string) issue.Text {
	switch status {
	case drone.StatusPassing:
		return issue.Textf("succeeded")
	case drone.StatusFailing:
		return issue.Textf("failed")
	case drone.StatusKilled:
		return issue.Textf("was cancelled")
	case drone.StatusError:
		return issue.Textf("ended with an error")
	case drone.StatusDeclined:
		return issue.Textf("was declined")
	case drone.StatusSkipped:
		return issue.Textf("was skipped")
	case drone.StatusRunning:
		return issue.Textf("is still running")
	case drone.StatusBlocked:
		return issue.Textf("waits for an approval")
	}
	return issue.Textf("has not started yet")
}
