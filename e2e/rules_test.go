package e2e

import (
	"slices"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// TestDryRun: Drone is asked, and told nothing.
func TestDryRun(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.push("main", "second commit", "deploy.yml")
	for _, text := range []string{"/promote 1 dev", "/promote 2 dev"} {
		s.state(s.comment("alice", text), issue.Ran)
		s.ends(int64(len(s.builds())), sdk.StatusPassing)
	}
	s.comment("alice", "/promote 1 broken")
	s.ends(5, sdk.StatusFailing)
	s.comment("alice", "/promote 1 slow")
	s.reaches(6, sdk.StatusRunning)
	s.drone.tape.Forget()
	for _, text := range []string{"/promote 2 prod", "/promote prod", "/rollback dev", "/retry 5", "/cancel"} {
		s.state(s.comment("alice", text+" --dry-run"), issue.Ran)
		s.says("Nothing was done")
	}
	for _, call := range s.drone.tape.Calls() {
		if call.Method != "GET" {
			t.Errorf("a dry run asked Drone to %s %s", call.Method, call.Path)
		}
	}
	s.count(6)
	s.state(s.comment("alice", "/cancel"), issue.Ran)
	s.ends(6, sdk.StatusKilled)
}

// TestOlder: Drone would put anything anywhere.
func TestOlder(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.push("main", "second commit", "deploy.yml")
	s.state(s.comment("alice", "/promote 2 dev"), issue.Ran)
	s.ends(3, sdk.StatusPassing)
	s.state(s.comment("alice", "/promote 1 dev"), issue.Refused)
	s.says("older than what is on `dev`", "/rollback dev 1")
	s.count(3)
	s.state(s.comment("alice", "/rollback dev 1"), issue.Ran)
	s.ends(4, sdk.StatusPassing)
}

// TestBusy: one deployment to a target at a time.
func TestBusy(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.state(s.comment("alice", "/promote 1 slow"), issue.Ran)
	s.reaches(2, sdk.StatusRunning)
	s.state(s.comment("alice", "/promote 1 slow"), issue.Refused)
	s.says("is on its way to `slow`")
	s.count(2)
	s.state(s.comment("alice", "/cancel"), issue.Ran)
	s.ends(2, sdk.StatusKilled)
}

// TestByHand: somebody restarts a promotion in Drone. The new build has the reference of the
// old one among its parameters, and the reply is not about it.
func TestByHand(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.state(s.comment("alice", "/promote 1 broken"), issue.Ran)
	s.ends(2, sdk.StatusFailing)
	before := s.bodies()
	owner, name := s.names()
	b, err := s.api.BuildRestart(owner, name, 2, nil)
	s.must(err)
	if again := s.ends(b.Number, sdk.StatusFailing); again.Params["ROBOT_REF"] == "" || again.Parent != 0 {
		t.Errorf("the restarted build has the parent %d and the parameters %v", again.Parent, again.Params)
	}
	s.taken(b.Number)
	if now := s.bodies(); !slices.Equal(now, before) {
		t.Errorf("the replies are\n%q\nwant those from before\n%q", now, before)
	}
}

func (s *scene) bodies() (all []string) {
	s.Helper()
	for _, c := range s.replies() {
		all = append(all, c.Body)
	}
	return all
}
