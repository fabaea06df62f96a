package e2e

import (
	"strings"
	"testing"
	"time"

	sdk "github.com/drone/drone-go/drone"

	"golang.org/x/sync/errgroup"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// TestNewest: without a number, it is the newest push to main that succeeded, which is not
// Drone's own latest build.
func TestNewest(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.push("main", "second commit", "deploy.yml")
	s.push("feature", "another idea", "deploy.yml")
	s.state(s.comment("alice", "/promote dev"), issue.Ran)
	if b := s.ends(4, sdk.StatusPassing); b.Parent != 2 || b.Deploy != "dev" {
		t.Errorf("build 4 is one of %d to %s, want 2 to dev", b.Parent, b.Deploy)
	}
	s.says("[2]("+publicURL+"/"+s.slug+"/2)", "`main`")
}

// TestRollback goes back to what was there before, and that is what runs.
func TestRollback(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.push("main", "second commit", "deploy.yml")
	for i, build := range []string{"1", "2"} {
		s.state(s.comment("alice", "/promote "+build+" dev"), issue.Ran)
		s.ends(int64(3+i), sdk.StatusPassing)
	}
	s.state(s.comment("alice", "/rollback dev"), issue.Ran)
	b := s.ends(5, sdk.StatusPassing)
	if b.Event != sdk.EventRollback || b.Deploy != "dev" || b.After != s.build(1).After {
		t.Errorf("build 5 is a %s to %s of %s, want a rollback to dev of %s", b.Event, b.Deploy, b.After, s.build(1).After)
	}
	if log := s.log(b, "deploy"); !strings.Contains(log, "deployed "+s.build(1).After+" to dev") {
		t.Errorf("the step printed:\n%s", log)
	}
}

// TestCancel ends this issue's newest build that has not ended.
func TestCancel(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.state(s.comment("alice", "/promote 1 slow"), issue.Ran)
	s.reaches(2, sdk.StatusRunning)
	s.state(s.comment("alice", "/cancel"), issue.Ran)
	s.ends(2, sdk.StatusKilled)
}

// TestRetry promotes the same build again, and not the promotion: with what the first
// command said, and a reference of its own.
func TestRetry(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.state(s.comment("alice", "/promote 1 broken REVISION=x"), issue.Ran)
	first := s.ends(2, sdk.StatusFailing)
	s.state(s.comment("alice", "/retry"), issue.Ran)
	second := s.ends(3, sdk.StatusFailing)
	if second.Event != sdk.EventPromote || second.Parent != 1 || second.Deploy != "broken" || second.Params["REVISION"] != "x" {
		t.Errorf("build 3 is a %s of %d to %s with %v", second.Event, second.Parent, second.Deploy, second.Params)
	}
	if ref := second.Params["ROBOT_REF"]; ref == "" || ref == first.Params["ROBOT_REF"] {
		t.Errorf("the second build answers to %q, as the first", ref)
	}
}

// TestStatus is what is deployed where, from Drone alone.
func TestStatus(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.state(s.comment("alice", "/promote 1 dev"), issue.Ran)
	b := s.ends(2, sdk.StatusPassing)
	s.comment("alice", "/promote 1 broken")
	s.ends(3, sdk.StatusFailing)
	s.state(s.comment("mallory", "/status"), issue.Ran)
	s.says("`dev`", b.After[:7], "/"+s.slug+"/2)", "alice", "`broken`")
}

// TestAtOnce: two people, one target, one moment. One of them gets it, where GitHub keeps a
// lock and where the robot's token may not make one.
func TestAtOnce(t *testing.T) {
	t.Run("locked", func(t *testing.T) {
		s := begin(t, "deploy.yml")
		if n := s.atOnce(); n != 1 {
			t.Errorf("Drone was asked to promote %d times, want once", n)
		}
	})
	t.Run("unlocked", func(t *testing.T) {
		s := begin(t, "deploy.yml")
		fine := s.hub.SignInFine("sealrobot")
		s.hub.WithholdContents(fine)
		s.with("GITHUB_TOKEN=" + fine)
		// So both have looked before either starts.
		s.drone.tape.Break(wire.Fault{Method: "POST", Path: s.slug + "/builds/1/promote", Delay: time.Second})
		t.Cleanup(s.drone.tape.Mend)
		if n := s.atOnce(); n != 2 {
			t.Errorf("Drone was asked to promote %d times, want twice", n)
		}
		s.ends(3, sdk.StatusKilled)
	})
}

// atOnce is how often Drone is asked to promote.
func (s *scene) atOnce() (asked int) {
	s.Helper()
	s.repo.Grant("bob", "write")
	s.drone.tape.Forget()
	var both errgroup.Group
	for _, login := range []string{"alice", "bob"} {
		event := s.repo.Comment(17, login, "/promote 1 slow")
		both.Go(func() error {
			_, err := s.deliver(event)
			return err
		})
	}
	s.must(both.Wait())
	if n := len(s.replies()); n < 2 {
		s.Errorf("%d replies to two people", n)
	}
	for _, call := range s.drone.tape.Calls() {
		if call.Method == "POST" {
			asked++
		}
	}
	living := 0
	owner, name := s.names()
	for _, b := range s.builds() {
		if b.Deploy == "slow" && b.Status != sdk.StatusKilled {
			living++
			s.must(s.api.BuildCancel(owner, name, int(b.Number)))
		}
	}
	if living != 1 {
		s.Errorf("%d builds deploy to it, want one", living)
	}
	return asked
}
