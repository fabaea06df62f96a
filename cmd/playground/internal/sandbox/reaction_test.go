package sandbox_test

import (
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// TestReactions: GitHub takes each, and no other one is there.
func TestReactions(t *testing.T) {
	w := start(t)
	for _, r := range sandbox.Reactions() {
		made, _, err := w.As("alice").Reactions.CreateIssueReaction(t.Context(), "acme", "widgets", 17, r.Content)
		if err != nil || made.GetContent() != r.Content || sandbox.ReactionOf(r.Content) != r || r.Emoji == "" || r.Name == "" {
			t.Errorf("%+v: %v", r, err)
		}
	}
	if all := w.repo().Issue(17).Reactions; len(all) != 8 {
		t.Errorf("there are %v", all)
	}
	if poop := sandbox.ReactionOf("poop"); poop.Emoji != "" || poop.Name != "poop" {
		t.Errorf("%+v", poop)
	}
}

// TestPlain: a path is read without what the robot adds to it, wherever that stands.
func TestPlain(t *testing.T) {
	for path, want := range map[string][2]string{
		"/x?target=dev":                                 {"/x?target=dev", "/x?target=dev"},
		"/x?ROBOT_REF=a&ROBOT_USER=b&target=dev":        {"/x?target=dev", "/x?…&target=dev"},
		"/x?A=1&ROBOT_REF=a&ROBOT_USER=b":               {"/x?A=1&", "/x?A=1&…"},
		"/x?A=1&ROBOT_REF=a&MY_ROBOT_X=b&ROBOT_ISSUE=1": {"/x?A=1&MY_ROBOT_X=b&", "/x?A=1&…&MY_ROBOT_X=b&…"},
	} {
		if got := [2]string{sandbox.Plain(path, ""), sandbox.Plain(path, "…")}; got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
