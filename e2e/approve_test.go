package e2e

import (
	"fmt"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// TestApprove: what is pushed to a protected repository waits until an admin has approved it.
func TestApprove(t *testing.T) {
	s := begin(t, "deploy.yml")
	n := s.blocked()
	approve := fmt.Sprintf("/approve %d", n)
	s.state(s.comment("alice", approve), issue.Denied)
	s.state(s.comment("root", approve+" --dry-run"), issue.Ran)
	s.waits(n)
	s.state(s.comment("root", approve), issue.Ran)
	s.ends(n, sdk.StatusPassing)
	s.says("Approved build", "which goes on now")
	s.state(s.comment("root", approve), issue.Refused)
}

// TestDecline: it never runs, and nobody restarts it.
func TestDecline(t *testing.T) {
	s := begin(t, "deploy.yml")
	n := s.blocked()
	s.state(s.comment("root", fmt.Sprintf("/decline %d", n)), issue.Ran)
	s.says("Declined build")
	if b := s.build(n); b.Status != sdk.StatusDeclined {
		t.Errorf("build %d is %s, want declined", n, b.Status)
	}
	s.state(s.comment("alice", fmt.Sprintf("/retry %d", n)), issue.Refused)
	s.count(int(n))
}

// TestRetryUnapproved: to Drone, a restart needs no approval. The robot makes none of what may
// never have had one.
func TestRetryUnapproved(t *testing.T) {
	s := begin(t, "deploy.yml")
	n := s.blocked()
	s.state(s.comment("alice", fmt.Sprintf("/retry %d", n)), issue.Refused)
	owner, name := s.names()
	s.must(s.api.BuildCancel(owner, name, int(n)))
	s.state(s.comment("alice", fmt.Sprintf("/retry %d", n)), issue.Refused)
	s.says("may never have been approved")
	s.count(int(n))
	b, err := s.api.BuildRestart(owner, name, int(n), nil)
	s.must(err)
	s.ends(b.Number, sdk.StatusPassing)
}

// blocked is the number of a build that waits for an approval. root is an admin.
func (s *scene) blocked() int64 {
	s.Helper()
	s.repo.Grant("root", "admin")
	s.protect()
	n := s.pushed("main", "second commit", "deploy.yml")
	s.waits(n)
	return n
}

func (s *scene) waits(n int64) {
	s.Helper()
	if b := s.build(n); b.Status != sdk.StatusPending || len(b.Stages) != 1 || b.Stages[0].Status != sdk.StatusBlocked {
		s.Fatalf("build %d does not wait for an approval: it is %s", n, b.Status)
	}
}
