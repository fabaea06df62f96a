package e2e

import (
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
)

// TestUnknownTarget: Drone accepts a promotion that none of the pipelines is for, and says
// null. The article's pipeline does not say so: its build has nothing to do and is green.
func TestUnknownTarget(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.state(s.comment("alice", "/promote 1 nowhere"), issue.Failed)
	s.says("nothing started", "`nowhere`")
	s.count(1)
}

func TestUnknownBuild(t *testing.T) {
	s := begin(t, "article.yml")
	s.state(s.comment("alice", "/promote 9 dev"), issue.Refused)
	s.says("Drone knows no build 9 of `"+s.slug+"`", publicURL+"/"+s.slug)
	s.count(1)
}

func TestFailedBuild(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.comment("alice", "/promote 1 broken")
	s.ends(2, "failure")
	s.state(s.comment("alice", "/promote 2 dev"), issue.Refused)
	s.says("[2](" + publicURL + "/" + s.slug + "/2) failed")
	s.count(2)
}

// TestStranger: Drone has no say in it.
func TestStranger(t *testing.T) {
	s := begin(t, "article.yml")
	s.drone.tape.Forget()
	s.state(s.comment("mallory", "/promote 1 dev"), issue.Denied)
	if calls := s.drone.tape.Calls(); len(calls) > 0 {
		t.Errorf("Drone was asked: %v", calls)
	}
	s.count(1)
}

func TestWrongToken(t *testing.T) {
	s := begin(t, "article.yml")
	s.with("DRONE_TOKEN=not-the-token-0123456789")
	s.state(s.comment("alice", "/promote 1 dev"), issue.Failed)
	s.says("Drone does not accept the robot's token")
	s.count(1)
}

func TestUnknownRepository(t *testing.T) {
	s := stage(t)
	s.state(s.comment("alice", "/promote 1 dev"), issue.Failed)
	s.says("Drone does not know `"+s.slug+"`", "Activate the repository")
}

// TestReadOnlyAccount: the robot's account in Drone is a person of GitHub who may read here.
func TestReadOnlyAccount(t *testing.T) {
	s := begin(t, "article.yml")
	token := s.reader()
	owner, name := s.names()
	if b, err := s.drone.as(token).Build(owner, name, 1); err != nil || b.Number != 1 {
		t.Fatalf("the reader cannot read: %v", err)
	}
	s.with("DRONE_TOKEN=" + token)
	s.state(s.comment("alice", "/promote 1 dev"), issue.Failed)
	s.says("does not let the robot's account write there")
	s.count(1)
}

// TestNobodyThere: what the robot says of a Drone that is down holds no address.
func TestNobodyThere(t *testing.T) {
	s := begin(t, "article.yml")
	nobody, err := free()
	s.must(err)
	s.with("DRONE_SERVER=http://" + nobody)
	s.state(s.comment("alice", "/promote 1 dev"), issue.Failed)
	s.says("Drone cannot be reached: nothing was started")
	if strings.Contains(s.reply(), nobody) {
		t.Errorf("the reply shows where Drone is:\n%s", s.reply())
	}
	s.count(1)
}
