package e2e

import (
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// TestRestart: Drone goes away while a build runs, and comes back. What was asked meanwhile
// did not start, what is asked after it does, and the build that ran is told of to the end:
// the runner tries again every ten seconds.
func TestRestart(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.with("DRONE_SERVER=" + s.drone.url)
	s.state(s.comment("alice", "/promote 1 nap"), issue.Ran)
	s.reaches(2, sdk.StatusRunning)
	s.runs(2, "wait")
	s.drone.stop()
	s.state(s.comment("alice", "/promote 1 dev"), issue.Failed)
	s.says("Drone cannot be reached: nothing was started")
	s.must(s.drone.begin())
	s.count(2)
	s.state(s.comment("alice", "/promote 1 dev"), issue.Ran)
	s.says("Started build [3]")
	s.ends(3, sdk.StatusPassing)
	s.ends(2, sdk.StatusPassing)
}

// TestRestartOutcome: both replies of the story before end in the truth.
func TestRestartOutcome(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.state(s.comment("alice", "/promote 1 nap"), issue.Ran)
	s.reaches(2, sdk.StatusRunning)
	s.runs(2, "wait")
	s.drone.stop()
	s.must(s.drone.begin())
	s.ends(2, sdk.StatusPassing)
	s.says("succeeded")
	s.taken(2)
}
