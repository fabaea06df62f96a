package issue

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/octokit"
)

// down is a GitHub that does not answer.
type down struct{}

func (down) RoundTrip(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }

// FuzzWebhook: whatever is sent, signed or not, is answered with a status that the
// contract knows, and nothing panics. GitHub is down: every claim is a 500.
func FuzzWebhook(f *testing.F) {
	const secret = "a webhook secret that is long enough"
	for event, examples := range octokit.Examples() {
		f.Add(event, "application/json", true, []byte(examples[0]))
	}
	for _, payload := range octokit.Derived() {
		f.Add("issue_comment", "application/json", true, []byte(strings.ReplaceAll(string(payload), "/promote", "/help")))
	}
	f.Add("issue_comment", "application/x-www-form-urlencoded", true, []byte(`payload={"action":"created"}`))
	f.Add("issues", "application/json", true, []byte(`{"action":"opened","issue":{"body":"/help"},"sender":{"login":"a"},"repository":null}`))
	f.Add("ping", "", false, []byte(nil))

	mux := NewMux().withHelp()
	webhook, err := NewWebhook(&Config{Token: "t", API: "http://127.0.0.1:1", Secrets: []string{secret}, Transport: down{},
		RobotTime: time.Second, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}, mux)
	if err != nil {
		f.Fatal(err)
	}
	known := map[int]bool{200: true, 202: true, 400: true, 401: true, 415: true, 500: true}
	f.Fuzz(func(t *testing.T, event, contentType string, signed bool, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(string(body)))
		r.Header.Set("X-GitHub-Event", event)
		r.Header.Set("Content-Type", contentType)
		if signed {
			r.Header.Set("X-Hub-Signature-256", issuetest.Sign(secret, body))
		}
		w := httptest.NewRecorder()
		webhook.ServeHTTP(w, r)
		if !known[w.Code] || !signed && w.Code != http.StatusUnauthorized && w.Code != http.StatusUnsupportedMediaType {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}
