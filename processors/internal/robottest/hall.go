package robottest

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// Hall is acme/widgets, where people talk to robots through GitHub's webhook: ann opened issue
// 17 and pull request 18, bob the issues 7, 8 and 12; tom may triage, wendy may write, and
// everybody else may read.
type Hall struct {
	*issuetest.GitHub
	Repo *issuetest.Repo
	Self string // the robot's login

	t    TB
	hook http.Handler
}

// NewHall returns a hall with robots by the names of their commands.
func NewHall(t TB, robots map[string]issue.Runner) *Hall {
	t.Helper()
	gh := issuetest.Start(t)
	gh.IssueTypes("acme", "Bug", "Feature", "Task")
	h := &Hall{GitHub: gh, Repo: gh.Repo("acme/widgets"), Self: "sealrobot", t: t}
	h.Repo.Grant(h.Self, "write").Grant("tom", "triage").Grant("wendy", "write")
	for n, title := range map[int]string{7: "The wind blows", 8: "The ground shakes", 12: "Nothing stands still"} {
		h.Repo.Open(n, "bob", title, "It does.")
	}
	h.Repo.Open(17, "ann", "Widgets wobble", "They do.")
	h.Repo.OpenPull(18, "ann", "Hold still", "Please.")
	mux := issue.NewMux()
	for name, robot := range robots {
		mux.Handle(name, robot)
	}
	if err := mux.Check(); err != nil {
		t.Errorf("%v", err)
	}
	config := &issue.Config{Token: gh.SignIn(h.Self), API: gh.URL, Secrets: []string{"secret"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	webhook, err := issue.NewWebhook(config, mux)
	if err != nil {
		t.Fatalf("%v", err)
	}
	h.hook = webhook
	return h
}

// Client acts as the robot.
func (h *Hall) Client() *github.Client {
	h.t.Helper()
	client, err := github.NewClient(github.WithURLs(new(h.URL+"/"), nil), github.WithAuthToken(h.SignIn(h.Self)))
	if err != nil {
		h.t.Fatalf("%v", err)
	}
	return client
}

// Say is what the robots make of somebody's comment, a line for each command: "ran", or
// "refused: This repository has no issue `#9`."
func (h *Hall) Say(number int, who, text string) string {
	h.t.Helper()
	return h.Hear(h.Repo.Comment(number, who, text))
}

// Hear is Say for an event that GitHub sends now.
func (h *Hall) Hear(event issuetest.Event) string {
	h.t.Helper()
	answer := httptest.NewRecorder()
	h.Forget()
	h.hook.ServeHTTP(answer, event.Request("http://robot.example.com", "secret"))
	var outcome issue.Outcome
	if err := json.Unmarshal(answer.Body.Bytes(), &outcome); err != nil {
		h.t.Fatalf("the webhook's answer is %d %q", answer.Code, answer.Body)
	}
	var lines []string
	for _, r := range outcome.Commands {
		lines = append(lines, strings.TrimSuffix(string(r.State)+": "+r.Detail, ": "))
	}
	return strings.Join(lines, "\n")
}

// BrokeOff is a comment whose commands the robot began three minutes ago, and did not end.
func (h *Hall) BrokeOff(number int, who, text string) issuetest.Event {
	event := h.Old(number, who, text)
	h.SetTime(func() time.Time { return time.Now().Add(-3 * time.Minute) })
	h.Repo.React(event.Comment, h.Self, "eyes")
	h.SetTime(time.Now)
	return event
}

// Old is a comment of ten minutes ago that GitHub has yet to send: its event tells of the
// issue as it is now.
func (h *Hall) Old(number int, who, text string) issuetest.Event {
	h.SetTime(func() time.Time { return time.Now().Add(-10 * time.Minute) })
	defer h.SetTime(time.Now)
	return h.Repo.Comment(number, who, text)
}

var ids = regexp.MustCompile(`((?:duplicate|sub)?_?issue_id":|blocked_by/)[0-9]+`)

// Work is the calls that the robots made themselves: `PATCH issues/17 {"state":"open"}`. Where
// one names an issue by its id, ID stands for that.
func (h *Hall) Work() string {
	var lines []string
	for _, c := range h.Calls() {
		path := strings.TrimPrefix(c.Path, "/repos/acme/widgets/")
		if strings.Contains(path, "/reactions") || strings.HasSuffix(path, "/permission") || strings.Contains(path, "/comments") || path == "/user" {
			continue
		}
		lines = append(lines, ids.ReplaceAllString(strings.TrimSpace(c.Method+" "+path+" "+strings.TrimSpace(c.Body)), "${1}ID"))
	}
	return strings.Join(lines, "\n")
}
