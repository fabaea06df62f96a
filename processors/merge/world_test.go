package merge_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/merge"
)

const hold = "do-not-merge/hold"

// world is a webhook before a GitHub with issue 17 and bob's pull request 18. alice may
// write, carol may read.
type world struct {
	*testing.T
	gh      *issuetest.GitHub
	repo    *issuetest.Repo
	robot   issue.Runner
	change  func(*issue.Config)
	webhook *issue.Webhook
}

func start(t *testing.T, more ...string) *world {
	t.Helper()
	w := &world{T: t, gh: issuetest.Start(t), robot: merge.Merge{}}
	w.repo = w.gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write").Grant("carol", "read")
	w.repo.Open(17, "bob", "Widgets wobble", "They do.")
	w.repo.OpenPull(18, "bob", "Stop `it` @all", "Please.")
	w.repo.Label(17, hold)
	w.webhook = w.serve(more...)
	return w
}

// serve is an instance of the robot, with a /confirm, and labels that /hold and what else is
// named put on and take off.
func (w *world) serve(more ...string) *issue.Webhook {
	w.Helper()
	mux := issue.NewMux()
	mux.Handle("/merge", w.robot)
	mux.Handle("/confirm", issue.NewConfirm())
	for _, name := range append(more, "hold") {
		mux.Handle(name, holder(name))
	}
	if err := mux.Check(); err != nil {
		w.Fatal(err)
	}
	config := &issue.Config{Token: w.gh.SignIn("sealrobot"), API: w.gh.URL, Secrets: []string{"secret"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	if w.change != nil {
		w.change(config)
	}
	webhook, err := issue.NewWebhook(config, mux)
	if err != nil {
		w.Fatal(err)
	}
	return webhook
}

// holder stands for the robots of the package hold.
type holder string

func (holder) Help() issue.Help { return issue.Help{Needs: issue.Read, Effect: issue.Relabels} }

func (h holder) Run(ctx context.Context, _ issue.IssueEvent) (string, error) {
	on, err := issue.From(ctx).Labels(ctx)
	switch {
	case err != nil:
		return "", err
	case h == "hold":
		on.Add(hold)
	default:
		on.Remove(hold)
	}
	return "", nil
}

// send is what becomes of an event.
func (w *world) send(e issuetest.Event) []issue.Result {
	w.Helper()
	answer := httptest.NewRecorder()
	w.webhook.ServeHTTP(answer, e.Request("http://robot.example.com", "secret"))
	var outcome issue.Outcome
	if err := json.Unmarshal(answer.Body.Bytes(), &outcome); err != nil {
		w.Fatalf("the webhook's answer is %d %q", answer.Code, answer.Body)
	}
	return outcome.Commands
}

// say is what becomes of the last command of a comment on the pull request.
func (w *world) say(login, body string) issue.Result {
	w.Helper()
	all := w.send(w.repo.Comment(18, login, body))
	if len(all) == 0 {
		w.Fatalf("%q: no command", body)
	}
	return all[len(all)-1]
}

// heard checks it. In what is wanted, HEAD is the newest commit and its link, COMMIT the one
// that came of the merge.
func (w *world) heard(what string, got issue.Result, state issue.State, want string) {
	w.Helper()
	cite := func(sha, path string) string {
		return fmt.Sprintf("[`%.7s`](https://github.com/acme/widgets/%s/%s)", sha, path, sha)
	}
	merged := w.repo.Issue(18).Merge
	head := w.repo.Head(18)
	if merged.Head != "" {
		head = merged.Head
	}
	want = strings.NewReplacer("HEAD", cite(head, "pull/18/commits"), "COMMIT", cite(merged.Commit, "commit"), "TITLE", "`` Stop `it` @\u200ball ``").Replace(want)
	if got.State != state || got.Detail != want {
		w.Errorf("%s\n got %s: %s\nwant %s: %s", what, got.State, got.Detail, state, want)
	}
}

var ofTheFramework = regexp.MustCompile(`/reactions|/collaborators/|/comments`)

// called checks the calls of the commands since the last look.
func (w *world) called(what, want string) {
	w.Helper()
	var calls []string
	for _, c := range w.gh.Calls() {
		if !ofTheFramework.MatchString(c.Path) {
			calls = append(calls, fmt.Sprintf("%s %s %d", c.Method, strings.TrimPrefix(strings.TrimPrefix(c.Path, "/repos/acme/widgets"), "/"), c.Status))
		}
	}
	w.gh.Forget()
	if diff := cmp.Diff(strings.ReplaceAll(want, "GET 200", "GET pulls/18 200"), strings.ReplaceAll(strings.Join(calls, ", "), "pulls/18/merge ", "")); diff != "" {
		w.Errorf("%s: calls (-want +got):\n%s", what, diff)
	}
}
