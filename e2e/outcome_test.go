package e2e

import (
	"net/http"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// TestSuccess: by Drone's own webhook the reply turns into how it ended. There is one.
func TestSuccess(t *testing.T) {
	s := begin(t, "article.yml")
	s.state(s.comment("alice", "/promote 1 dev"), issue.Ran)
	first := s.replies()
	s.ends(2, sdk.StatusPassing)
	s.says("succeeded", "[2]("+publicURL+"/"+s.slug+"/2)", "`dev`")
	if now := s.replies(); len(now) != 1 || now[0].ID != first[0].ID {
		t.Errorf("the robot made %d comments, want the one from before: %+v", len(now), now)
	}
	s.taken(2)
}

// TestFailure: the reply shows the step that failed and the end of its log, which mentions
// nobody, and whoever asked is told.
func TestFailure(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.state(s.comment("alice", "/promote 1 broken"), issue.Ran)
	s.ends(2, sdk.StatusFailing)
	replies := s.replies()
	for _, part := range []string{"failed", "migrate", "no such table <widgets> @"} {
		if !strings.Contains(replies[0].Body, part) {
			t.Errorf("the reply lacks %q:\n%s", part, replies[0].Body)
		}
	}
	_, log, _ := strings.Cut(replies[0].Body, "```")
	if strings.Contains(log, "@alice") {
		t.Errorf("the log mentions somebody:\n%s", log)
	}
	if strings.Contains(log, "uploaded") {
		t.Errorf("the reply shows the log of a step that did not fail:\n%s", replies[0].Body)
	}
	if len(replies) != 2 || !strings.Contains(replies[1].Body, "@alice") {
		t.Errorf("want the reply, and a comment that tells alice: %+v", replies)
	}
	s.taken(2)
}

// TestKilled: somebody cancels the build in Drone.
func TestKilled(t *testing.T) {
	s := begin(t, "deploy.yml")
	s.state(s.comment("alice", "/promote 1 slow"), issue.Ran)
	s.reaches(2, sdk.StatusRunning)
	owner, name := s.names()
	s.must(s.api.BuildCancel(owner, name, 2))
	s.ends(2, sdk.StatusKilled)
	if first := s.replies()[0].Body; !strings.Contains(first, "cancelled") {
		t.Errorf("the reply does not say that the build was cancelled:\n%s", first)
	}
}

// taken checks that the robot has accepted every webhook about a build.
func (s *scene) taken(build int64) {
	s.Helper()
	deliveries := s.relay.of(s.slug, build)
	for _, d := range deliveries {
		if d.Status != http.StatusNoContent {
			s.Errorf("the robot answers %d to %s of a %s build", d.Status, d.Action, d.Build.Status)
		}
	}
	if len(deliveries) < 3 {
		s.Errorf("there were %d webhooks, want created, running and the end", len(deliveries))
	}
}

// TestSplitLog: how Drone cuts a log into lines is a question of when the step wrote. The
// reply has the lines that were meant, without the robot's own secrets.
func TestSplitLog(t *testing.T) {
	s := begin(t, "split.yml")
	s.state(s.comment("alice", "/promote 1 dev"), issue.Ran)
	s.ends(2, sdk.StatusFailing)
	first := s.replies()[0].Body
	for _, line := range []string{"the token is [redacted]\n", "it went halfway\n", "whole [redacted]\n"} {
		if !strings.Contains(first, line) {
			t.Errorf("the reply lacks the line %q:\n%s", line, first)
		}
	}
	if strings.Contains(strings.ReplaceAll(first, "\n", ""), droneToken) {
		t.Errorf("the reply shows a secret:\n%s", first)
	}
}
