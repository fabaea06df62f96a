package issue_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// bench is a webhook at the function's log level, before a GitHub on the loopback interface.
func bench(b *testing.B, change ...func(*issue.Config)) (*issue.Webhook, *issuetest.GitHub, *issuetest.Repo) {
	gh := issuetest.New()
	server := httptest.NewServer(gh)
	b.Cleanup(server.Close)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	repo.Open(17, "alice", "Widgets wobble", strings.Repeat("They wobble on dev, and on test they do not. ", 98))
	mux := issue.NewMux()
	mux.Handle("/count", new(crew))
	config := &issue.Config{
		Token: gh.SignIn("sealrobot"), API: server.URL, Secrets: []string{secret}, Log: slog.New(slog.NewJSONHandler(io.Discard, nil)),
	}
	for _, c := range change {
		c(config)
	}
	webhook, err := issue.NewWebhook(config, mux)
	if err != nil {
		b.Fatal(err)
	}
	return webhook, gh, repo
}

// serve is one delivery, and fails where its answer is another.
func serve(b *testing.B, webhook *issue.Webhook, signed *http.Request, want int) {
	r := signed.WithContext(context.Background())
	r.Body, _ = signed.GetBody()
	answer := httptest.NewRecorder()
	webhook.ServeHTTP(answer, r)
	if answer.Code != want {
		b.Errorf("answered %d %s, want %d", answer.Code, answer.Body, want)
	}
}

// BenchmarkNotForUs is a comment of 14 KB without a command, less the server around it.
func BenchmarkNotForUs(b *testing.B) {
	webhook, _, repo := bench(b)
	signed := repo.Comment(17, "alice", "Looks good to me, thank you!").Request("http://robot/github", secret)
	b.SetBytes(signed.ContentLength)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			serve(b, webhook, signed, http.StatusAccepted)
		}
	})
}

// BenchmarkCommand is a comment with one command, and GitHub's part in it: the fake runs
// in the same process, and allocates more than we do.
func BenchmarkCommand(b *testing.B) {
	webhook, gh, repo := bench(b)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		gh.Forget()
		signed := repo.Comment(17, "alice", "/count").Request("http://robot/github", secret)
		b.StartTimer()
		serve(b, webhook, signed, http.StatusOK)
	}
}
