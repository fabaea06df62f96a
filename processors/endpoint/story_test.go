package endpoint_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/endpoint"
)

// twice is a command that makes its call two times, which no real one does.
type twice struct{ endpoint.Request }

func (c twice) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	if _, err := endpoint.New(nil).Call(ctx, event, c.Request); err != nil {
		return "", err
	}
	return endpoint.New(nil).Call(ctx, event, c.Request)
}

// A comment becomes a call that says which command it is, by a key that is the same each time, and
// what is answered becomes the reply.
func TestStory(t *testing.T) {
	keys, deliveries := map[string]int{}, map[string]bool{}
	r := serve(t, func(w http.ResponseWriter, r *http.Request) {
		keys[r.Header.Get("Idempotency-Key")]++
		deliveries[r.Header.Get("X-Robot-Delivery")] = true
		says(200, "text/plain", "ask @bob")(w, r)
	})
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	repo.Open(17, "alice", "Widgets wobble", "They do.")
	mux := issue.NewMux()
	mux.Handle("notify", twice{r})
	webhook, err := issue.NewWebhook(&issue.Config{Token: gh.SignIn("sealrobot"), API: gh.URL, Log: slog.New(slog.DiscardHandler), Secrets: []string{"a secret of a hook"}}, mux)
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{"/notify", "/notify\n/notify"} {
		answer := httptest.NewRecorder()
		webhook.ServeHTTP(answer, repo.Comment(17, "alice", body).Request("http://robot.invalid/", "a secret of a hook"))
		if answer.Code != 200 {
			t.Fatalf("%d %s", answer.Code, answer.Body)
		}
	}
	if len(keys) != 3 || len(deliveries) != 2 || deliveries[""] {
		t.Errorf("keys %v, deliveries %v: want one for each command, and for each webhook", keys, deliveries)
	}
	for key, times := range keys {
		if times != 2 || !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(key) {
			t.Errorf("key %q came %d times", key, times)
		}
	}
	reply := repo.Issue(17).By("sealrobot")[0].Body
	if !strings.Contains(reply, "The endpoint of `/notify` answered 200 OK: `ask @\u200bbob`") {
		t.Errorf("reply %q", reply)
	}
}
