package issue_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// TestUnreadFileHidesNothing: while a repository's own commands cannot be read, a comment is
// worked where it holds none of them for certain, and otherwise not at all.
func TestUnreadFileHidesNothing(t *testing.T) {
	w := newWorld(t, func(c *issue.Config) {
		c.Extend = func(_ context.Context, _ *github.Client, _ *github.Repository, scope issue.Scope) (issue.Scope, error) {
			return scope, errors.New("a contents API that is down")
		}
	})
	for text, want := range map[string]int{"/count": 200, "LGTM\n/count": 200, "/count\n/own": 500, "/own\n/count 2": 500, "/own": 500} {
		before := len(w.crew.ran())
		a := w.say("alice", text)
		if ran := len(w.crew.ran()) - before; a.status != want || (ran == 1) != (want == http.StatusOK) {
			t.Errorf("%q: %d %s, ran %d times", text, a.status, a.body, ran)
		}
	}
}
