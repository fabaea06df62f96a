package issue_test

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// onlyProcess is the article's robot: it has nothing but Process.
type onlyProcess struct {
	seen func(issue.IssueEvent) error
}

func (o onlyProcess) Process(event issue.IssueEvent) error { return o.seen(event) }

func commented(t *testing.T, gh *issuetest.GitHub, by, text string) issue.IssueCommentEvent {
	t.Helper()
	var event issue.IssueCommentEvent
	if err := json.Unmarshal(gh.Repo("acme/widgets").Comment(17, by, text).Payload, &event); err != nil {
		t.Fatal(err)
	}
	return event
}

func TestProcessIsTheSameWayAsTheServers(t *testing.T) {
	gh := issuetest.Start(t)
	t.Setenv("GITHUB_API_URL", gh.URL)
	t.Setenv("GITHUB_USER", "sealrobot")
	t.Setenv("GITHUB_PASSWD", gh.SignIn("sealrobot"))
	gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	var seen []issue.IssueEvent
	robot := onlyProcess{func(event issue.IssueEvent) error { seen = append(seen, event); return nil }}

	// With and without the slash is one name, the last one counts.
	issue.Regist("article", onlyProcess{func(issue.IssueEvent) error { return errors.New("replaced") }})
	issue.Regist("/article", robot)
	config := issue.NewConfig("", "")

	event := commented(t, gh, "alice", "/article one two")
	event.Sender = nil // a bare event: the commenter is meant
	if err := issue.Process(config, event); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 1 {
		t.Fatalf("the robot ran %d times, want once", len(seen))
	}
	got := issue.IssueEvent{IssueCommentEvent: seen[0].IssueCommentEvent, Command: seen[0].Command, Client: seen[0].Client}
	if got.Command.Type != "/article" || got.Command.Command != "one two" || got.GetIssue().GetNumber() != 17 || got.Client == nil {
		t.Errorf("the robot got %+v", got.Command)
	}

	// A second time, an edit and a stranger: nothing runs.
	if err := issue.Process(config, event); err != nil {
		t.Fatal(err)
	}
	edited := event
	edited.Action = new("edited")
	if err := issue.Process(config, edited); err != nil {
		t.Fatal(err)
	}
	if err := issue.Process(config, commented(t, gh, "mallory", "/article one")); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 1 {
		t.Errorf("the robot ran %d times, want once", len(seen))
	}
	said := gh.Repo("acme/widgets").Issue(17).By("sealrobot")
	if len(said) != 1 || !strings.Contains(said[0].Body, "@mallory") || !strings.Contains(said[0].Body, "needs **write**") {
		t.Errorf("the robot said %v, want one reply to mallory", said)
	}

	// Where the server would answer 500, Process fails.
	gh.Revoke(config.Password)
	if err := issue.Process(config, commented(t, gh, "alice", "/article")); err == nil {
		t.Error("Process with a revoked token: no error")
	}
}

func TestRegistWhileRequestsRun(t *testing.T) {
	mux := issue.NewMux()
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			for range 200 {
				mux.Regist("/again", onlyProcess{})
				mux.Commands()
				mux.Parse("/again")
			}
		})
	}
	work.Wait()
	if got := len(mux.Commands()); got != 1 {
		t.Errorf("%d commands, want 1", got)
	}
}
