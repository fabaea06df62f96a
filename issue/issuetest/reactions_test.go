package issuetest_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
)

// TestReactionIsPerIdentity is what a claim rests on: 201 to the first, 200 afterwards.
func TestReactionIsPerIdentity(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets")
	id := repo.Comment(17, "alice", "/promote 42 dev").Comment
	robot, again, alice := signIn(t, gh, "sealrobot"), signIn(t, gh, "sealrobot"), signIn(t, gh, "alice")

	first, response, err := robot.Reactions.CreateIssueCommentReaction(ctx, owner, name, id, "eyes")
	status(t, "the first", http.StatusCreated, "", response, err)
	second, response, err := again.Reactions.CreateIssueCommentReaction(ctx, owner, name, id, "eyes")
	status(t, "the second, with another token", http.StatusOK, "", response, err)
	if first.GetID() != second.GetID() {
		t.Errorf("ids %d and %d, want the same reaction", first.GetID(), second.GetID())
	}
	_, response, err = alice.Reactions.CreateIssueCommentReaction(ctx, owner, name, id, "eyes")
	status(t, "of somebody else", http.StatusCreated, "", response, err)
	_, response, err = robot.Reactions.CreateIssueCommentReaction(ctx, owner, name, id, "rocket")
	status(t, "another content", http.StatusCreated, "", response, err)
	if diff := cmp.Diff([]string{"eyes", "rocket"}, repo.Reactions(id, "sealrobot")); diff != "" {
		t.Errorf("reactions (-want +have):\n%s", diff)
	}

	response, err = alice.Reactions.DeleteIssueCommentReaction(ctx, owner, name, id, first.GetID())
	status(t, "deletion by another", http.StatusNotFound, "Not Found", response, err)
	response, err = robot.Reactions.DeleteIssueCommentReaction(ctx, owner, name, id, first.GetID())
	status(t, "deletion", http.StatusNoContent, "", response, err)
	response, err = again.Reactions.DeleteIssueCommentReaction(ctx, owner, name, id, first.GetID())
	status(t, "deletion again", http.StatusNotFound, "Not Found", response, err)
	_, response, err = robot.Reactions.CreateIssueCommentReaction(ctx, owner, name, id, "eyes")
	status(t, "after the deletion", http.StatusCreated, "", response, err)
}

func TestReactionsAtOnce(t *testing.T) {
	for _, test := range []struct {
		name  string
		racy  bool
		calls int
		firsts,
		most int
	}{
		{"atomic", false, 50, 1, 1},
		{"racy", true, 2, 2, 2},
		{"racy, many", true, 50, 2, 50},
		{"racy, but alone", true, 1, 1, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			gh, ctx := issuetest.Start(t), t.Context()
			gh.RacyReactions.Store(test.racy)
			id := gh.Repo("acme/widgets").Comment(17, "alice", "/promote 42 dev").Comment
			robot := signIn(t, gh, "sealrobot")
			var firsts atomic.Int32
			var group sync.WaitGroup
			for range test.calls {
				group.Go(func() {
					_, response, err := robot.Reactions.CreateIssueCommentReaction(ctx, owner, name, id, "eyes")
					if err != nil {
						t.Error(err)
					} else if response.StatusCode == http.StatusCreated {
						firsts.Add(1)
					}
				})
			}
			group.Wait()
			if have := int(firsts.Load()); have < test.firsts || have > test.most {
				t.Errorf("%d of %d were answered 201, want %d to %d", have, test.calls, test.firsts, test.most)
			}
			_, response, err := robot.Reactions.CreateIssueCommentReaction(ctx, owner, name, id, "eyes")
			status(t, "afterwards", http.StatusOK, "", response, err)
		})
	}
}
