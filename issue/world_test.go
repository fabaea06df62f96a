package issue_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

const secret = "a webhook secret that is long enough"

// world is a webhook before a GitHub that lives in memory. alice may write; the
// commands are those of crew.
type world struct {
	t     *testing.T
	gh    *issuetest.GitHub
	repo  *issuetest.Repo
	token string
	url   string
	logs  *issuetest.Log
	crew  *crew

	builder *builder
	more    map[string]issue.Runner // further commands
}

func newWorld(t *testing.T, change ...func(*issue.Config)) *world {
	w := &world{t: t, gh: issuetest.Start(t), logs: new(issuetest.Log), crew: new(crew), builder: new(builder)}
	w.token = w.gh.SignIn("sealrobot")
	w.repo = w.gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	w.repo.Open(17, "alice", "Widgets wobble", "They do.")
	w.url = w.serve(change...)
	return w
}

func (w *world) serve(change ...func(*issue.Config)) string {
	w.t.Helper()
	return serveHandler(w.t, w.webhook(change...))
}

// webhook is an instance of the robot.
func (w *world) webhook(change ...func(*issue.Config)) *issue.Webhook {
	w.t.Helper()
	config := &issue.Config{Token: w.token, API: w.gh.URL, Secrets: []string{secret}, Log: slog.New(slog.NewJSONHandler(w.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	for _, c := range change {
		c(config)
	}
	mux := issue.NewMux()
	mux.Handle("/help", issue.NewHelp(mux))
	mux.Handle("/count", w.crew)
	mux.Handle("/build", w.builder)
	mux.Handle("/confirm", issue.NewConfirm())
	mux.Handle("/slow", slow{})
	mux.Handle("/panics", panics{})
	mux.Handle("/leaks", leaks{})
	for name, runner := range w.more {
		mux.Handle(name, runner)
	}
	webhook, err := issue.NewWebhook(config, mux)
	if err != nil {
		w.t.Fatal(err)
	}
	return webhook
}

// crew is /count: it counts how often it ran.
type crew struct {
	mu   sync.Mutex
	runs []string
}

func (c *crew) Run(_ context.Context, event issue.IssueEvent) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.runs = append(c.runs, event.Command.Command)
	return "", nil
}

func (c *crew) ran() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.runs...)
}

// boss is a crew that only an admin commands.
type boss struct{ *crew }

func (boss) Help() issue.Help { return issue.Help{Usage: "[word …]", Needs: issue.Admin} }

type slow struct{}

func (slow) Run(ctx context.Context, _ issue.IssueEvent) (string, error) {
	<-ctx.Done()
	return "", ctx.Err()
}

type panics struct{}

func (panics) Run(context.Context, issue.IssueEvent) (string, error) { panic("at the disco") }

type leaks struct{}

func (leaks) Run(context.Context, issue.IssueEvent) (string, error) {
	return "", errors.New("GET https://ci.example.com/?access_token=" + leaked + ": refused")
}

const leaked = "not-for-an-issue"

// answer is the webhook's.
type answer struct {
	status int
	body   string
	issue.Outcome
}

func (a answer) states() (states []issue.State) {
	for _, c := range a.Commands {
		states = append(states, c.State)
	}
	return states
}

func (w *world) send(r *http.Request) answer {
	w.t.Helper()
	response, err := (&http.Client{Timeout: time.Minute}).Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	a := answer{status: response.StatusCode, body: string(body)}
	if len(body) > 0 {
		if err := json.Unmarshal(body, &a.Outcome); err != nil {
			w.t.Fatalf("the answer is not JSON: %q", body)
		}
	}
	return a
}

// say is a comment on issue 17, and the answer to its webhook.
func (w *world) say(login, text string) answer {
	w.t.Helper()
	return w.send(w.repo.Comment(17, login, text).Request(w.url, secret))
}

func (w *world) replies() (bodies []string) {
	for _, c := range w.repo.Issue(17).By("sealrobot") {
		bodies = append(bodies, c.Body)
	}
	return bodies
}

func readAll(t *testing.T, r *http.Response) string {
	t.Helper()
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func serveHandler(t *testing.T, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}
