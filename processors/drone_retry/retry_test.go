package drone_retry_test

import (
	"context"
	"log/slog"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_retry"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/robottest"
)

func newRetry(t *testing.T, o drone.Options) *drone_retry.Retry {
	t.Helper()
	r, err := drone_retry.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// world is a Drone whose build 1 succeeded, with more builds after it.
func world(t *testing.T, more ...sdk.Build) *robottest.Server {
	t.Helper()
	d := robottest.Drone(t)
	d.AddBuild("acme/widgets", sdk.Build{After: "b5f61da0000"})
	for _, b := range more {
		if b.After == "" {
			b.After = "b5f61da0000"
		}
		d.AddBuild("acme/widgets", b)
	}
	return d
}

// promotion is one of build 1 to dev that failed; more are KEY=value.
func promotion(more ...string) sdk.Build {
	b := sdk.Build{Event: "promote", Parent: 1, Deploy: "dev", Status: "failure", Params: map[string]string{"ROBOT_REF": "of then", "ROBOT_ISSUE": "3"}}
	for _, word := range more {
		key, value, _ := strings.Cut(word, "=")
		b.Params[key] = value
	}
	return b
}

func link(number string) string {
	return "[" + number + "](https://ci.example.com/acme/widgets/" + number + ")"
}

func run(t *testing.T, d *robottest.Server, args ...string) (string, error) {
	t.Helper()
	return newRetry(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/retry", nil, args...))
}

var ours = map[string]string{"ROBOT_USER": "bob", "ROBOT_ISSUE": "17", "ROBOT_REF": "", "ROBOT_COMMENT_URL": "https://github.com/acme/widgets/issues/17#issuecomment-1"}

func TestRetry(t *testing.T) {
	rollback := promotion("REVISION=1")
	rollback.Event = "rollback"
	custom := sdk.Build{Event: "custom", Target: "main", Status: "error", Params: map[string]string{"SUITE": "smoke", "ROBOT_REF": "of then"}}
	for _, test := range []struct {
		build  sdk.Build
		want   string
		event  string
		parent int64
		deploy string
		given  map[string]string
	}{
		{promotion("REVISION=1"), "It promotes build " + link("1") + " to `dev`: commit `b5f61da` on `main` by `alice`.", "promote", 1, "dev", map[string]string{"REVISION": "1"}},
		{rollback, "It rolls `dev` back to build " + link("1") + ": commit `b5f61da` on `main` by `alice`.", "rollback", 1, "dev", map[string]string{"REVISION": "1"}},
		{custom, "It builds commit `b5f61da` on `main`.", "custom", 0, "", map[string]string{"SUITE": "smoke"}},
		{sdk.Build{Event: "push", Status: "failure"}, "It builds commit `b5f61da` on `main`.", "push", 0, "", nil},
		{sdk.Build{Event: "tag", Ref: "refs/tags/v1", Status: "failure"}, "It builds commit `b5f61da` tag `v1`.", "tag", 0, "", nil},
		{sdk.Build{Event: "pull_request", Ref: "refs/pull/5/head", Source: "x", Fork: "acme/widgets", Status: "killed"}, "It builds commit `b5f61da` on `x`.", "pull_request", 0, "", nil},
	} {
		d := world(t, test.build)
		reply, err := run(t, d, "2")
		if want := "Started build " + link("3") + ", a retry of build " + link("2") + ". " + test.want; err != nil || reply != want {
			t.Errorf("got  %q, %v\nwant %q", reply, err, want)
			continue
		}
		params := maps.Clone(ours)
		maps.Copy(params, test.given)
		b := d.Build("acme/widgets", 3)
		got := []any{b.Event, b.Parent, b.Deploy, b.After, b.Params}
		if diff := cmp.Diff([]any{test.event, test.parent, test.deploy, "b5f61da0000", params}, got); diff != "" {
			t.Errorf("%s: %s", test.event, diff)
		}
	}
}

// What the robot gave a build that Drone restarted would win over what the next is given.
func TestRetryOfARetry(t *testing.T) {
	pushed := sdk.Build{Event: "push", Status: "failure"}
	again := sdk.Build{Event: "push", Status: "failure", Params: map[string]string{"ROBOT_REF": "of then", "ROBOT_USER": "erin"}}
	other := sdk.Build{Event: "push", Status: "failure", After: "cccccccccc"}
	d := world(t, pushed, other, again)
	if _, err := run(t, d, "4"); err != nil {
		t.Fatal(err)
	}
	calls := d.Calls()
	if last := calls[len(calls)-1]; last.Method != "POST" || !strings.HasPrefix(last.Path, "/api/repos/acme/widgets/builds/2?") {
		t.Errorf("calls %v, want a restart of build 2", calls)
	}
	if diff := cmp.Diff(ours, d.Build("acme/widgets", 5).Params); diff != "" {
		t.Error(diff)
	}
	d = world(t, again) // whose origin is out of reach
	d.Finish("acme/widgets", 1, "declined")
	if _, err := run(t, d, "2"); err != nil || d.Build("acme/widgets", 3).Params["ROBOT_USER"] != "erin" {
		t.Errorf("%v, %+v", err, d.Build("acme/widgets", 3))
	}
	d.Break(wire.Fault{Method: "GET", Path: "page=", Status: 502})
	if _, err := run(t, d, "2"); err == nil {
		t.Error("no error")
	}
}

func TestRefused(t *testing.T) {
	with := func(b sdk.Build, change func(*sdk.Build)) sdk.Build { change(&b); return b }
	const fork = ", whose code this repository has not merged: the robot does not build it again. Look at that code, then restart it in Drone."
	for _, test := range []struct {
		build sdk.Build
		want  string
	}{
		{with(promotion(), func(b *sdk.Build) { b.Status = "success" }), "succeeded: there is nothing to retry."},
		{sdk.Build{}, "succeeded: there is nothing to retry."},
		{with(promotion(), func(b *sdk.Build) { b.Status = "success"; b.Event = "rollback" }), "succeeded: there is nothing to retry."},
		{with(promotion(), func(b *sdk.Build) { b.Status = "running" }), "is still running. Retry it when it has ended."},
		{sdk.Build{Status: "pending"}, "has not started yet. Retry it when it has ended."},
		{sdk.Build{Status: "declined"}, "was declined in Drone, and stays so. Push a change, or ask who declined it."},
		{promotion("GIT_CONFIG_COUNT=1"), "was started with parameters that the robot may not set. Retry it in Drone."},
		{with(promotion(), func(b *sdk.Build) { b.Deploy = "my prod" }), "is for a target whose name the robot does not take. Retry it in Drone."},
		{with(promotion(), func(b *sdk.Build) { b.Parent = 0 }), "does not say which build it deployed: somebody restarted it in Drone. Deploy that build to `dev` instead."},
		{sdk.Build{Event: "pull_request", Ref: "refs/pull/5/head", Fork: "mallory/widgets", Status: "failure"}, "is of a pull request from the fork `mallory/widgets`" + fork},
		{sdk.Build{Event: "custom", Ref: "refs/pull/5/head", Target: "refs/pull/5/head", Status: "failure"}, "is of a pull request from a fork that is gone" + fork},
		{sdk.Build{Event: "custom", Ref: "refs/tags/v1", Target: "refs/tags/v1", Status: "failure"}, "is not of a branch, and the robot builds nothing else. Retry it in Drone."},
		{sdk.Build{Event: "custom", Ref: "refs/heads/-x", Target: "-x", Status: "failure"}, "is not of a branch, and the robot builds nothing else. Retry it in Drone."},
	} {
		d := world(t, test.build)
		_, err := run(t, d, "2")
		robottest.Said(t, err, issue.Refused, false, "Build "+link("2")+" "+test.want)
		if n := len(d.Builds("acme/widgets")); n != 2 {
			t.Errorf("%d builds", n)
		}
	}
}

// Commands are named where there are such.
func TestNamesCommands(t *testing.T) {
	for status, want := range map[string]string{
		"success": "succeeded: there is nothing to retry. To promote the same again: `/promote 1 dev`.",
		"running": "is still running. Retry it when it has ended, or end it: `/cancel 2`.",
	} {
		b := promotion()
		b.Status = status
		d, gh := world(t, b), issuetest.Start(t)
		repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
		mux := issue.NewMux()
		mux.Handle("retry", newRetry(t, robottest.Options(d)))
		mux.Handle("promote", runner(func(context.Context) {}))
		mux.Handle("cancel", runner(func(context.Context) {}))
		webhook, err := issue.NewWebhook(&issue.Config{Token: gh.SignIn("sealrobot"), API: gh.URL, Secrets: []string{"secret"}, Log: slog.New(slog.DiscardHandler)}, mux)
		if err != nil {
			t.Fatal(err)
		}
		webhook.ServeHTTP(httptest.NewRecorder(), repo.Comment(17, "alice", "/retry 2").Request("http://robot.example.com", "secret"))
		if got := replies(gh)[0]; !strings.Contains(got, "Build "+link("2")+" "+want) {
			t.Errorf("got %q, want … %s", got, want)
		}
	}
}

// The rules of a promotion hold for its retry: they are about the build that is deployed.
func TestRules(t *testing.T) {
	d := robottest.Drone(t)
	d.AddBuild("acme/widgets", sdk.Build{Status: "failure"})
	d.AddBuild("acme/widgets", promotion())
	_, err := run(t, d, "2")
	robottest.Said(t, err, issue.Refused, false, "Build "+link("1")+" failed. Promote one that succeeded.")
	d = world(t, promotion())
	o := robottest.Options(d)
	o.Targets = map[string]drone.Rule{"DEV": {Needs: issue.Maintain}}
	got := robottest.Say(t, issuetest.Start(t), newRetry(t, o), "/retry 2")
	if got.State != issue.Denied || got.Detail != "`/retry … dev` needs **maintain** here, and you have **write**. Ask somebody who has it to comment this." {
		t.Errorf("got %s %q", got.State, got.Detail)
	}
	o.Targets = map[string]drone.Rule{"dev": {Branches: []string{"release-*"}}}
	_, err = newRetry(t, o).Run(context.Background(), robottest.Comment("/retry", nil, "2"))
	robottest.Said(t, err, issue.Refused, false, "Build "+link("1")+" is of `main`, and to `dev` go only builds of `release-*`. Take one of those.")
	if n := len(d.Builds("acme/widgets")); n != 2 {
		t.Errorf("%d builds", n)
	}
}

// A build that waits for an approval can be cancelled, and Drone would restart it without one.
func TestNeverApproved(t *testing.T) {
	blocked := func(statuses ...string) (stages []*sdk.Stage) {
		for i, status := range statuses {
			stages = append(stages, &sdk.Stage{Number: i + 1, Name: "s", Status: status})
		}
		return stages
	}
	for _, test := range []struct {
		protected bool
		stages    []string
		refused   bool
	}{
		{true, []string{"blocked"}, true},
		{true, []string{"pending", "blocked"}, true},
		{false, []string{"blocked"}, false},
	} {
		d := world(t, sdk.Build{Status: "pending", Stages: blocked(test.stages...)})
		d.AddRepo(robottest.Repo{Slug: "acme/widgets", Protected: test.protected})
		client, err := drone.New(robottest.Options(d))
		if err != nil {
			t.Fatal(err)
		}
		if err := client.Cancel(context.Background(), drone.Repo{Namespace: "acme", Name: "widgets"}, 2); err != nil {
			t.Fatal(err)
		}
		_, err = run(t, d, "2")
		if !test.refused {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		robottest.Said(t, err, issue.Refused, false, "Build "+link("2")+" was ended before all of it ran, so it may never have been approved, which `acme/widgets` asks for in Drone. "+
			"Push a change, or restart it in Drone.")
	}
	d := world(t, sdk.Build{Status: "running"})
	d.AddRepo(robottest.Repo{Slug: "acme/widgets", Protected: true})
	d.Run("acme/widgets", 2)
	d.Finish("acme/widgets", 2, "killed")
	if _, err := run(t, d, "2"); err != nil {
		t.Errorf("what had run: %v", err)
	}
}

func TestUnconfirmed(t *testing.T) {
	for _, test := range []struct {
		build sdk.Build
		want  string
	}{
		{sdk.Build{Event: "push", Status: "failure"}, "restart build 2"},
		{sdk.Build{Event: "custom", Status: "failure"}, "build `b5f61da0000`"},
		{promotion(), "promote build 1 to `dev`"},
	} {
		d, gh := world(t, test.build), issuetest.Start(t)
		d.Break(wire.Fault{Method: "POST", After: true, Cut: true, Times: 1})
		got := robottest.Say(t, gh, newRetry(t, robottest.Options(d)), "/retry 2")
		want := "Drone was asked to " + test.want + " and has not confirmed it. It may have started: look at [its builds](https://ci.example.com/acme/widgets) before you ask again."
		if got.State != issue.Failed || got.Detail != want {
			t.Errorf("got  %s %q\nwant %q", got.State, got.Detail, want)
		}
		d.Finish("acme/widgets", 3, "success")
		robottest.Say(t, gh, newRetry(t, robottest.Options(d)), "/retry 99") // the next command looks
		if replies := replies(gh); !strings.Contains(replies[0], "🚀 Build "+link("3")+", which ") || !strings.Contains(replies[0], "**succeeded**") {
			t.Errorf("the reply is %q", replies[0])
		}
	}
}

// The reply walks on with the new build.
func TestWalksOn(t *testing.T) {
	for _, build := range []sdk.Build{{Event: "push", Status: "failure"}, {Event: "custom", Status: "failure"}, promotion()} {
		d, gh := world(t, build), issuetest.Start(t)
		robot := newRetry(t, robottest.Options(d))
		if got := robottest.Say(t, gh, robot, "/retry 2"); got.State != issue.Ran {
			t.Fatalf("got %s %q", got.State, got.Detail)
		}
		d.Finish("acme/widgets", 3, "killed")
		robottest.Say(t, gh, robot, "/retry 99")
		if replies := replies(gh); !strings.Contains(replies[0], "Build "+link("3")+" was **cancelled**") {
			t.Errorf("the reply is %q", replies[0])
		}
	}
}

// replies are the robot's comments on issue 17.
func replies(gh *issuetest.GitHub) (all []string) {
	for _, c := range gh.Repo("acme/widgets").Issue(17).By("sealrobot") {
		all = append(all, c.Body)
	}
	return all
}

func TestDry(t *testing.T) {
	for _, test := range []struct {
		build sdk.Build
		want  string
	}{
		{promotion(), "which promotes build " + link("1") + " to `dev`: commit `b5f61da` on `main` by `alice`."},
		{sdk.Build{Event: "push", Status: "failure"}, "which builds commit `b5f61da` on `main`."},
	} {
		d := world(t, test.build)
		got := robottest.Say(t, issuetest.Start(t), newRetry(t, robottest.Options(d)), "/retry 2 --dry-run")
		if want := "Nothing was done. It would retry build " + link("2") + ", " + test.want; got.State != issue.Ran || got.Detail != want {
			t.Errorf("got  %s %q\nwant %q", got.State, got.Detail, want)
		}
		if i := slices.IndexFunc(d.Calls(), func(c wire.Call) bool { return c.Method != "GET" }); i >= 0 {
			t.Errorf("call %v", d.Calls()[i])
		}
	}
}

func TestHelp(t *testing.T) {
	mux := issue.NewMux()
	mux.Handle("retry", newRetry(t, robottest.Options(robottest.Drone(t))))
	if err := mux.Check(); err != nil {
		t.Error(err)
	}
	if _, err := drone_retry.New(drone_retry.Options{}); err == nil {
		t.Error("a robot without a Drone")
	}
}
