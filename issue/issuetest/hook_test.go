package issuetest_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

// TestHook has a robot on the other end that answers every comment but its own.
func TestHook(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "admin")
	client := signIn(t, gh, "sealrobot")
	robot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		payload, err := github.ValidatePayload(r, []byte(secret))
		if err != nil {
			t.Errorf("delivery: %v", err)
		}
		event, err := github.ParseWebHook(github.WebHookType(r), payload)
		if err != nil {
			t.Error(err)
		}
		comment, ok := event.(*github.IssueCommentEvent)
		if !ok || comment.GetSender().GetLogin() == "sealrobot" {
			w.WriteHeader(http.StatusAccepted)
			return
		}
		if _, _, err := say(r.Context(), client, comment.GetIssue().GetNumber(), "heard"); err != nil {
			t.Error(err)
		}
		w.Write([]byte("answered"))
	}))
	defer robot.Close()
	repo.Comment(17, "alice", "before there was a hook")
	gh.Hook(robot.URL, secret)
	event := repo.Comment(17, "alice", "hello")
	gh.Wait()

	if said := repo.Issue(17).By("sealrobot"); len(said) != 1 || said[0].Body != "heard" {
		t.Errorf("the robot said %v, want one comment", said)
	}
	type attempt struct {
		Event, Action, Body string
		Status              int
		Redelivery          bool
	}
	attempts := func() (list []attempt) {
		for _, d := range gh.Deliveries() {
			list = append(list, attempt{d.Event.Name, d.Event.Action, d.Body, d.Status, d.Redelivery})
		}
		return list
	}
	want := []attempt{{"issue_comment", "created", "answered", 200, false}, {"issue_comment", "created", "", 202, false}}
	if diff := cmp.Diff(want, attempts()); diff != "" {
		t.Errorf("deliveries (-want +have):\n%s", diff)
	}
	if first := gh.Deliveries()[0]; first.Event.GUID != event.GUID || first.Request.Get("X-GitHub-Delivery") != event.GUID {
		t.Errorf("GUID %q, want %q", first.Event.GUID, event.GUID)
	}

	gh.Redeliver(gh.Deliveries()[1].ID)
	gh.Wait()
	want = append(want, attempt{"issue_comment", "created", "", 202, true})
	if diff := cmp.Diff(want, attempts()); diff != "" {
		t.Errorf("deliveries with the redelivery (-want +have):\n%s", diff)
	}
}

// TestHookWithoutAnswer has nobody on the other end.
func TestHookWithoutAnswer(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets")
	nobody := httptest.NewServer(http.NotFoundHandler())
	gh.Hook(nobody.URL, secret)
	nobody.Close()
	repo.Comment(17, "alice", "hello")
	gh.Wait()
	if d := gh.Deliveries()[0]; d.Status != 0 || d.Err == "" {
		t.Errorf("delivery ended with status %d, error %q; want 0 and why", d.Status, d.Err)
	}
}
