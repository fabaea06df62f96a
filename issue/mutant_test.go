package issue_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// What only a change of the code would show: each of these was once not noticed.

// TestProcessActsOnWhatIsNewAndByPeople, as the webhook does.
func TestProcessActsOnWhatIsNewAndByPeople(t *testing.T) {
	gh := issuetest.Start(t)
	t.Setenv("GITHUB_API_URL", gh.URL)
	gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "admin").Grant("bot[bot]", "admin")
	ran := 0
	issue.Regist("/mutant", onlyProcess{func(issue.IssueEvent) error { ran++; return nil }})
	config := issue.NewConfig("sealrobot", gh.SignIn("sealrobot"))

	edited := commented(t, gh, "alice", "/mutant")
	edited.Action = new("edited")
	nobody := commented(t, gh, "alice", "/mutant")
	nobody.Sender, nobody.Comment.User = nil, nil
	for name, event := range map[string]issue.IssueCommentEvent{
		"edited": edited, "by a bot": commented(t, gh, "bot[bot]", "/mutant"), "by nobody": nobody,
	} {
		if err := issue.Process(config, event); err != nil || ran > 0 {
			t.Errorf("%s: %v, ran %d times", name, err, ran)
		}
	}
	if calls := gh.Calls(); len(calls) > 0 {
		t.Errorf("GitHub was called: %v", calls)
	}
}

type speaker struct{ says string }

func (s speaker) Run(context.Context, issue.IssueEvent) (string, error) { return s.says, nil }

// TestRobotsWordsAreTamed, alone and in a table.
func TestRobotsWordsAreTamed(t *testing.T) {
	w := newWorld(t)
	mux := issue.NewMux()
	mux.Handle("/speak", speaker{"ask @bob\n/promote 42 dev"})
	webhook, err := issue.NewWebhook(&issue.Config{Token: w.token, API: w.gh.URL, Secrets: []string{secret}}, mux)
	if err != nil {
		t.Fatal(err)
	}
	w.url = serveHandler(t, webhook)
	w.say("alice", "/speak")
	w.say("alice", "/speak\n/speak")
	for _, reply := range w.replies() {
		if strings.Contains(reply, "@bob") || strings.Contains(reply, "\n/promote") {
			t.Errorf("said %q", reply)
		}
	}
}

// TestEachInstallationHasItsOwnToken.
func TestEachInstallationHasItsOwnToken(t *testing.T) {
	w := newWorld(t)
	app := w.gh.Install("robot-app")
	w.url = w.serve(func(c *issue.Config) { c.Token, c.AppID, c.AppKey = "", app.ID, app.PEM })
	e := w.repo.Comment(17, "alice", "/count x")
	for id, want := range map[int64]int{app.InstallationID + 1: 500, app.InstallationID: 200, 0: 500} {
		payload := map[string]any{}
		if err := json.Unmarshal(e.Payload, &payload); err != nil {
			t.Fatal(err)
		}
		payload["installation"] = map[string]any{"id": id}
		body, err := json.Marshal(payload)
		if err != nil {
			t.Fatal(err)
		}
		w.gh.Forget()
		got := w.send(issuetest.Request(w.url, secret, "issue_comment", body, false))
		asked := ""
		for _, c := range w.gh.Calls() {
			asked += c.Path
		}
		if got.status != want || id == 0 && asked != "" {
			t.Errorf("installation %d: %d %s after %s, want %d", id, got.status, got.body, asked, want)
		}
	}
}

// TestPathsAreEscaped: what would address something else in a URL does not.
func TestPathsAreEscaped(t *testing.T) {
	w := newWorld(t)
	payload := strings.ReplaceAll(string(w.repo.Comment(17, "alice", "/count x").Payload), `"login":"alice"`, `"login":"al/../ice?x#y"`)
	w.send(issuetest.Request(w.url, secret, "issue_comment", []byte(payload), false))
	for _, c := range w.gh.Calls() {
		if strings.Contains(c.Path, "collaborators") && !strings.HasSuffix(c.Path, "/collaborators/al%2F..%2Fice%3Fx%23y/permission") {
			t.Errorf("called %s", c)
		}
	}
}

type needy struct{ needs issue.Permission }

func (n needy) Help() issue.Help { return issue.Help{Needs: n.needs, Usage: "[word …]"} }

func (needy) Run(context.Context, issue.IssueEvent) (string, error) { return "", nil }

// TestWhoMay: every kind of permission, and a list of them.
func TestWhoMay(t *testing.T) {
	w := newWorld(t)
	w.repo.Grant("trent", "triage").Assign(17, "assigned")
	w.gh.Team("acme/release", "teammate")
	w.gh.Invite("acme/release", "invited")
	for _, row := range []struct {
		needs issue.Permission
		who   string
		want  issue.State
	}{
		{"anyone", "mallory", issue.Ran}, {"read", "mallory", issue.Ran}, {"triage", "mallory", issue.Denied},
		{"triage", "trent", issue.Ran}, {"", "trent", issue.Denied}, {"", "alice", issue.Ran}, {"maintain", "alice", issue.Denied},
		{"author", "alice", issue.Ran}, {"author", "trent", issue.Denied},
		{"assignee", "assigned", issue.Ran}, {"assignee", "alice", issue.Denied},
		{"user:Mallory", "mallory", issue.Ran}, {"user:mallory", "alice", issue.Denied},
		{"team:acme/release", "teammate", issue.Ran}, {"team:acme/release", "invited", issue.Denied}, {"team:acme/release", "alice", issue.Denied},
		{"admin, author", "alice", issue.Ran}, {"admin, triage", "trent", issue.Ran}, {"admin, author", "trent", issue.Denied},
	} {
		mux := issue.NewMux()
		mux.Handle("/need", needy{row.needs})
		webhook, err := issue.NewWebhook(&issue.Config{Token: w.token, API: w.gh.URL, Secrets: []string{secret}}, mux)
		if err != nil {
			t.Fatal(err)
		}
		w.url = serveHandler(t, webhook)
		if got := w.say(row.who, "/need"); got.states()[0] != row.want {
			t.Errorf("%q for %s: %s, want %s", row.needs, row.who, got.body, row.want)
		}
	}
}

// TestProcessOnlyRobotEndsWithItsTime: it has no context, but its client does.
func TestProcessOnlyRobotEndsWithItsTime(t *testing.T) {
	w := newWorld(t)
	mux := issue.NewMux()
	mux.Regist("/hang", onlyProcess{func(e issue.IssueEvent) error {
		_, _, err := e.Client.Issues.Get(context.Background(), "acme", "widgets", 17)
		return err
	}})
	webhook, err := issue.NewWebhook(&issue.Config{Token: w.token, API: w.gh.URL, Secrets: []string{secret},
		RobotTime: time.Second, ReplyTime: 5 * time.Second}, mux)
	if err != nil {
		t.Fatal(err)
	}
	w.url = serveHandler(t, webhook)
	w.gh.Break(wire.Fault{Method: "GET", Path: "/issues/17$", Delay: time.Minute})
	got := w.say("alice", "/hang\n/hang")
	if states := got.states(); states[0] != issue.Failed || states[1] != issue.Skipped || len(w.replies()) != 1 {
		t.Errorf("%s, said %q", got.body, w.replies())
	}
}

// TestOverrunIsToldOfAllTheSame: a robot that heeds no deadline still gets a reply.
func TestOverrunIsToldOfAllTheSame(t *testing.T) {
	w := newWorld(t)
	mux := issue.NewMux()
	mux.Regist("/overrun", onlyProcess{func(issue.IssueEvent) error {
		<-time.After(1700 * time.Millisecond)
		return issue.Errorf("Too late.")
	}})
	webhook, err := issue.NewWebhook(&issue.Config{Token: w.token, API: w.gh.URL, Secrets: []string{secret},
		RobotTime: 500 * time.Millisecond, ReplyTime: time.Second}, mux)
	if err != nil {
		t.Fatal(err)
	}
	w.url = serveHandler(t, webhook)
	if got := w.say("alice", "/overrun"); len(w.replies()) != 1 {
		t.Errorf("%s, said %q", got.body, w.replies())
	}
}

// TestBrokenEventGivesItsPlaceBack.
func TestBrokenEventGivesItsPlaceBack(t *testing.T) {
	w := newWorld(t)
	for range 200 {
		const body = `{"action":"created","comment":{"body":"/count","id":"x"},"issue":{"number":1},"sender":{"login":"a","type":"User"}}`
		if got := w.send(issuetest.Request(w.url, secret, "issue_comment", []byte(body), false)); got.status != 400 {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	if got := w.say("alice", "/count x"); got.status != 200 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// TestAnnouncedIsNotSent: who announces a lot and sends nothing takes no place.
func TestAnnouncedIsNotSent(t *testing.T) {
	w := newWorld(t)
	for i := range 600 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		length := []string{"Content-Length: 1000", "Content-Length: 1048576", "Content-Length: 26214400", "Transfer-Encoding: chunked"}[i%4]
		if _, err := conn.Write([]byte("POST / HTTP/1.1\r\nHost: robot\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n")); err != nil {
			t.Fatal(err)
		}
	}
	large := "x " + strings.Repeat("é", 40_000) + "\n/count x"
	for _, text := range []string{"/count x", large} {
		if got := w.say("alice", text); got.status != http.StatusOK || got.states()[0] != issue.Ran {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
}
