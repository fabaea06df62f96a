package processors_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors"
)

// row is one comment: what was before, who writes what, which calls that makes beside those of
// every comment, what is after it, and what the robot says, its closing reaction first.
type row struct {
	before string // "label kind/bug; assign bob; closed"; see state.set
	who    string // ruth reads, tom triages, wendy writes, ann opened the issue, lea leads
	body   string
	calls  string // "POST labels [\"kind/bug\"]"; "GET …" too
	after  string // what differs from an open issue without anything: "kind/bug area/api"; see state
	reply  string // "🚀", or "😕 This repository has …"
}

const robotName = "sealrobot"

// offered are the labels of the repository.
var offered = []string{
	"kind/bug", "kind/cleanup", "kind/Feature", "needs-kind", "area/api", "area/infra", "priority/high", "sig/network", "triage/accepted", "needs-triage",
	"lifecycle/active", "lifecycle/frozen", "lifecycle/rotten", "lifecycle/stale", "good first issue", "help-wanted", "question", "do-not-merge/hold", "os/linux", "wontfix", "needs, comma",
}

// scene is a repository before the robot, with its issue 17 and its pull request 18.
type scene struct {
	gh   *issuetest.GitHub
	repo *issuetest.Repo
	hook http.Handler
	at   int // the issue that is commented on
}

func newScene(t *testing.T) *scene {
	t.Helper()
	gh := issuetest.Start(t)
	s := &scene{gh: gh, repo: gh.Repo("acme/widgets"), at: 17}
	for login, role := range map[string]string{robotName: "admin", "ruth": "read", "bob": "read", "tom": "triage", "wendy": "write", "lea": "read"} {
		s.repo.Grant(login, role)
	}
	gh.Team("acme/leads", "lea")
	gh.IssueTypes("acme", "Bug", "Feature")
	s.repo.AddLabels(offered...)
	s.repo.Open(7, "bob", "Another one", "It is.")
	s.repo.Open(12, "bob", "The whole", "It is.")
	s.repo.Open(17, "ann", "Widgets wobble", "They do.")
	s.repo.OpenPull(18, "ann", "Hold still", "It does.")
	mux := issue.NewMux()
	settings := processors.Settings{Use: []string{"help", "triage"}, Labels: processors.Labels{
		Prefixes: []string{"os"}, Allow: []string{"question", "good first issue", "needs, comma"},
		Restrict: map[string]issue.Permission{"triage/accepted": "triage, team:acme/leads", "wontfix": "user:wendy", "lifecycle/rotten": "user:wendy"},
	}}
	if err := processors.Register(mux, settings); err != nil {
		t.Fatal(err)
	}
	config := &issue.Config{Token: gh.SignIn(robotName), API: gh.URL, Secrets: []string{"secret"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		RobotTime: time.Minute, ReplyTime: time.Minute} // many rows at once, and a slow machine
	webhook, err := issue.NewWebhook(config, mux)
	if err != nil {
		t.Fatal(err)
	}
	s.hook = webhook
	return s
}

// say is a comment and what the webhook answers.
func (s *scene) say(t *testing.T, who, body string) issue.Outcome {
	t.Helper()
	answer := httptest.NewRecorder()
	s.gh.Forget()
	s.hook.ServeHTTP(answer, s.repo.Comment(s.at, who, body).Request("http://robot.example.com", "secret"))
	var outcome issue.Outcome
	if answer.Code == http.StatusAccepted && answer.Body.Len() == 0 {
		return outcome
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &outcome); err != nil {
		t.Fatalf("%q: the webhook's answer is %d %q", body, answer.Code, answer.Body)
	}
	return outcome
}

// set makes the issue as it is before: things apart from each other by semicolons.
func (s *scene) set(t *testing.T, before string) {
	t.Helper()
	for thing := range strings.SplitSeq(before, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(thing), " ")
		switch name {
		case "":
		case "pull":
			s.at = 18
		case "label":
			s.repo.Label(s.at, value)
		case "assign":
			s.repo.Assign(s.at, value)
		case "closed":
			s.repo.Close(s.at)
		case "locked":
			s.repo.Lock(s.at)
		case "milestone":
			s.repo.Schedule(s.at, s.repo.Milestone(value, time.Time{}))
		case "milestones":
			for title := range strings.SplitSeq(value, ",") {
				s.repo.Milestone(strings.TrimSpace(title), time.Time{})
			}
		case "type":
			s.repo.Classify(s.at, value)
		case "parent":
			s.repo.SetParent(s.at, 12)
		case "blocked":
			s.repo.Block(s.at, 7)
		case "review":
			s.repo.RequestReview(s.at, value)
		case "draft":
			s.repo.Draft(s.at, true)
		case "conflict":
			s.repo.Conflict(s.at, true)
		case "lacks":
			s.repo.Lack(s.at, value)
		case "methods":
			s.repo.MergeMethods(strings.Split(value, ",")...)
		case "merged":
			s.repo.Merge(s.at, value)
		case "past":
			s.repo.CloseMilestone(s.repo.Milestone(value, time.Time{}))
		case "above": // of 12, which is to be its parent
			s.repo.SetParent(12, s.at)
		case "pushed": // while the robot looks
			s.gh.Watch(func(c wire.Call) {
				if c.Method == "GET" && strings.HasSuffix(c.Path, "/pulls/18") {
					s.repo.Push(18)
				}
			})
		case "late": // comments are heard of after ten minutes
			s.gh.SetTime(func() time.Time { return time.Now().Add(-10 * time.Minute) })
		case "private":
			s.repo.Private()
		default:
			t.Fatalf("before: %q", thing)
		}
	}
}

// TestTriage: every row, each in a repository of its own.
func TestTriage(t *testing.T) {
	if len(rows) < 150 {
		t.Errorf("%d rows of 150", len(rows))
	}
	for _, r := range rows {
		t.Run(r.before+" "+r.who+" "+r.body, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			s.set(t, r.before)
			s.say(t, r.who, r.body)
			for _, one := range []struct{ what, got, want string }{{"calls", s.calls(), r.calls}, {"after", s.state(), r.after}, {"says", s.said(), r.reply}} {
				if one.got != one.want && !(strings.HasSuffix(one.want, "…") && strings.HasPrefix(one.got, strings.TrimSuffix(one.want, "…"))) {
					t.Errorf("%s:\n got %s\nwant %s", one.what, one.got, one.want)
				}
			}
		})
	}
}
