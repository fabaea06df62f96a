package story

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-github/v92/github"
)

// TestRecordOverlap: who acts while the robot is at work, at whatever call, acts there again.
func TestRecordOverlap(t *testing.T) {
	for _, command := range []string{"/lock", "/close", "/promote 42 dev", "/run deploy target=dev"} {
		for calls := range 10 {
			w := world(t)
			r, h, ctx := Record(w), hands{t, w}, t.Context()
			w.Hold(true)
			h.says("maintainer", command)
			h.done(w.WaitCalls(ctx, calls))
			_, _, refused := h.of("stranger").Issues.CreateComment(ctx, "acme", "widgets", 17, github.IssueCommentRequest{Body: "/help close"})
			h.done(w.WaitCalls(ctx, 1))
			locked, err := h.of("owner").Issues.Unlock(ctx, "acme", "widgets", 17)
			h.done(err)
			h.calls("owner", "PATCH", "repos/acme/widgets/issues/17", `{"state":"closed"}`)
			h.done(w.StepCalls(ctx, 1))
			h.calls("owner", "POST", "repos/acme/widgets/issues/17/reactions", `{"content":"heart"}`)
			h.done(w.Step(ctx))
			if replies := w.GitHub().Repo(home).Issue(17).By(w.Robot()); len(replies) > 0 {
				h.calls("owner", "POST", fmt.Sprintf("repos/acme/widgets/issues/comments/%d/reactions", replies[0].ID), `{"content":"heart"}`)
			}
			w.Hold(false)
			h.says("maintainer", "/reopen")
			text := h.tells(r)
			replays(t, text)
			if t.Failed() {
				t.Fatalf("%s and %d calls: %v, %v\n%s", command, calls, refused, locked.Status, text)
			}
		}
	}
}

// TestRecordDrone: what people do at Drone itself is done again.
func TestRecordDrone(t *testing.T) {
	w := world(t)
	r, h, ctx := Record(w), hands{t, w}, t.Context()
	w.Hold(true)
	h.says("alice", "/promote 42 dev")
	h.done(w.Step(ctx))
	for _, path := range []string{"DELETE /api/repos/acme/widgets/builds/43", "POST /api/repos/acme/widgets/builds/42/promote?target=test&A=b%20c&access_token=sandbox-alice"} {
		method, path, _ := strings.Cut(path, " ")
		request, err := http.NewRequestWithContext(ctx, method, w.DroneURL()+path, nil)
		h.done(err)
		if !strings.Contains(path, "access_token") {
			request.Header.Set("Authorization", "Bearer sandbox-owner")
		}
		answer, err := http.DefaultClient.Do(request)
		h.done(err)
		if answer.Body.Close(); answer.StatusCode != http.StatusOK {
			t.Error(answer.Status)
		}
	}
	w.Hold(false)
	h.waits()
	h.says("alice", "/status")
	text := h.tells(r)
	replays(t, text)
	lacks(t, text, "wait a moment\nowner calls DELETE /api/repos/acme/widgets/builds/43 at Drone\n", "was **cancelled**", "builds/42/promote?target=test&A=b%20c&access_token=sandbox-alice at Drone\n")
}
