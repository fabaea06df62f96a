package drone_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/robottest"
)

// runner is a robot of one test.
type runner func(ctx context.Context, event issue.IssueEvent)

func (r runner) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	r(ctx, event)
	return "", nil
}

// onAnotherIssue runs a robot for a command on issue 18.
func onAnotherIssue(t *testing.T, gh *issuetest.GitHub, robot issue.Runner) {
	t.Helper()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	mux := issue.NewMux()
	mux.Handle("/x", robot)
	webhook, err := issue.NewWebhook(&issue.Config{Token: gh.SignIn("sealrobot"), API: gh.URL, Secrets: []string{"secret"}, Log: slog.New(slog.DiscardHandler)}, mux)
	if err != nil {
		t.Fatal(err)
	}
	webhook.ServeHTTP(httptest.NewRecorder(), repo.Comment(18, "alice", "/x").Request("http://robot.example.com", "secret"))
}

func TestDeployed(t *testing.T) {
	for _, test := range []struct {
		build    sdk.Build
		deployed bool
	}{
		{sdk.Build{Event: "promote", Deploy: "prod"}, true},
		{sdk.Build{Event: "rollback", Deploy: "prod", Status: "failure"}, true},
		{sdk.Build{Event: "promote", Deploy: "Prod"}, false},
		{sdk.Build{Event: "push", Deploy: "prod"}, false},
		{sdk.Build{Event: "custom"}, false},
	} {
		if got := drone.Deployed(&test.build, "prod"); got != test.deployed {
			t.Errorf("%+v: %v, want %v", test.build, got, test.deployed)
		}
	}
}

func TestEnded(t *testing.T) {
	for status, want := range map[string]bool{
		"success": true, "failure": true, "killed": true, "error": true, "declined": true, "skipped": true,
		"pending": false, "running": false, "blocked": false, "waiting_on_dependencies": false, "": false, "new": false,
	} {
		if got := drone.Ended(status); got != want {
			t.Errorf("%q: %v, want %v", status, got, want)
		}
	}
}

func TestGiven(t *testing.T) {
	b := &sdk.Build{Params: map[string]string{"A": "1", "ROBOT_REF": "x", "ROBOT_USER": "y", "ROBOT": "z"}}
	if diff := cmp.Diff(map[string]string{"A": "1", "ROBOT": "z"}, drone.Given(b)); diff != "" {
		t.Error(diff)
	}
	if len(b.Params) != 4 || drone.Given(&sdk.Build{}) != nil {
		t.Errorf("the build's own parameters are %v", b.Params)
	}
}

// Of the builds of this repository only those count that a reference fits which was made for
// them, on this issue.
func TestAskedHere(t *testing.T) {
	d, c := start(t, nil) // build 1
	gh := issuetest.Start(t)
	other := "" // issue's
	onAnotherIssue(t, gh, runner(func(ctx context.Context, _ issue.IssueEvent) { other = issue.From(ctx).Ref("promote", "1", "dev") }))
	var numbers []int64
	var who []string
	robottest.Say(t, gh, runner(func(ctx context.Context, event issue.IssueEvent) {
		call := issue.From(ctx)
		for _, b := range []sdk.Build{
			{Event: "promote", Parent: 1, Deploy: "dev", Trigger: "robot", Params: map[string]string{"ROBOT_REF": call.Ref("promote", "1", "dev"), "ROBOT_USER": "alice"}}, // 2
			{Event: "promote", Parent: 1, Deploy: "prod", Trigger: "carol", Params: map[string]string{"ROBOT_REF": call.Ref("promote", "1", "dev"), "ROBOT_USER": "alice"}},
			{Event: "promote", Parent: 2, Deploy: "dev", Trigger: "carol", Params: map[string]string{"ROBOT_REF": call.Ref("promote", "1", "dev"), "ROBOT_USER": "alice"}},
			{Event: "promote", Parent: 1, Deploy: "dev", Trigger: "robot", Params: map[string]string{"ROBOT_REF": other, "ROBOT_USER": "erin"}},
			{Event: "promote", Parent: 1, Deploy: "dev", Trigger: "carol", Params: map[string]string{"ROBOT_REF": "forged", "ROBOT_USER": "alice"}},
			{Event: "push", Trigger: "@hook", Sender: "dave"},
			{Event: "custom", Target: "main", Params: map[string]string{"ROBOT_REF": call.Ref("build", "main"), "ROBOT_USER": "alice"}}, // 8
		} {
			d.AddBuild("acme/widgets", b)
		}
		for b, err := range c.AskedHere(ctx, event) {
			if err != nil {
				t.Fatal(err)
			}
			numbers = append(numbers, b.Number)
		}
		for b := range c.Builds(ctx, widgets) {
			who = append(who, drone.Who(ctx, b))
		}
	}), "/x")
	if diff := cmp.Diff([]int64{8, 2}, numbers); diff != "" {
		t.Errorf("asked for here: %s", diff)
	}
	if diff := cmp.Diff([]string{"alice", "dave", "carol", "erin", "carol", "carol", "alice", "alice"}, who); diff != "" {
		t.Errorf("who: %s", diff)
	}
	answer(d, 502, "")
	for _, err := range c.AskedHere(context.Background(), robottest.Comment("/x", nil)) {
		said(t, err, issue.Failed, "Drone was asked to list the builds of `acme/widgets` and failed (status 502): nothing was started. Try again later; if it stays so, tell whoever runs this robot.")
	}
}

func TestBuildsInWords(t *testing.T) {
	_, c := start(t, nil)
	const commit, four = "b5f61da0000", "[4](https://ci.example.com/acme/widgets/4)"
	for _, test := range []struct {
		build sdk.Build
		want  string
	}{
		{sdk.Build{Event: "promote", Parent: 4, Deploy: "prod"}, "promotes build " + four + " to `prod`"},
		{sdk.Build{Event: "promote", Deploy: "a`b"}, "deploys to `` a`b ``"},
		{sdk.Build{Event: "rollback", Parent: 4, Deploy: "prod"}, "rolls `prod` back to build " + four},
		{sdk.Build{Event: "rollback", Deploy: "prod"}, "rolls `prod` back"},
		{sdk.Build{Event: "push", After: commit, Target: "main"}, "builds commit `b5f61da` on `main`"},
		{sdk.Build{Event: "push"}, "builds what Drone does not name"},
	} {
		if got := c.Does(widgets, &test.build).String(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	if got := drone.CommitOf(&sdk.Build{After: commit, Ref: "refs/tags/v1"}).String(); got != "commit `b5f61da` tag `v1`" {
		t.Errorf("got %q", got)
	}
	if got := drone.CommitOf(&sdk.Build{}).String(); got != "" {
		t.Errorf("got %q", got)
	}
	for status, want := range map[string]string{
		"success": "succeeded", "failure": "failed", "killed": "was cancelled", "error": "ended with an error", "declined": "was declined", "skipped": "was skipped",
		"running": "is still running", "blocked": "waits for an approval", "pending": "has not started yet", "waiting_on_dependencies": "has not started yet",
	} {
		if got := drone.State(status).String(); got != want {
			t.Errorf("%s: %q, want %q", status, got, want)
		}
	}
}
