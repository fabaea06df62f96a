package drone_promote_test

import (
	"context"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/internal/robottest"
)

// start is a Drone that knows acme/widgets, with 41 builds, and a robot for it.
func start(t *testing.T, change ...func(*drone_promote.Options)) (*dronetest.Server, *drone_promote.Promote) {
	t.Helper()
	d := robottest.Drone(t)
	d.AddBuild("acme/widgets", sdk.Build{Number: 41})
	o := robottest.Options(d)
	for _, c := range change {
		c(&o)
	}
	p, err := drone_promote.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return d, p
}

func comment(params map[string]string, args ...string) issue.IssueEvent {
	return robottest.Comment("/promote", params, args...)
}

func TestPromote(t *testing.T) {
	d, p := start(t)
	d.AddBuild("acme/widgets", sdk.Build{After: "b5f61dab1d0c13e53370598cb83859f979ee91df"})
	reply, err := p.Run(context.Background(), comment(map[string]string{"REVISION": "abc=1 &x", "empty": ""}, "42", "dev"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "Started build [43](https://ci.example.com/acme/widgets/43), which promotes build [42](https://ci.example.com/acme/widgets/42) to `dev`: " +
		"commit `b5f61da` on `main` by `alice`."
	if reply != want {
		t.Errorf("got  %q\nwant %q", reply, want)
	}
	b := d.Build("acme/widgets", 43)
	got := map[string]any{"event": b.Event, "parent": b.Parent, "target": b.Deploy, "params": b.Params}
	if diff := cmp.Diff(map[string]any{
		"event": "promote", "parent": int64(42), "target": "dev",
		"params": map[string]string{
			"REVISION": "abc=1 &x", "empty": "",
			"ROBOT_USER": "bob", "ROBOT_ISSUE": "17", "ROBOT_REF": "",
			"ROBOT_COMMENT_URL": "https://github.com/acme/widgets/issues/17#issuecomment-1",
		},
	}, got); diff != "" {
		t.Error(diff)
	}
	var calls []string
	for _, call := range d.Calls() {
		path, _, _ := strings.Cut(call.Path, "?")
		calls = append(calls, call.Method+" "+path)
	}
	// The last one is there because nobody can hold a lock: this event has no GitHub.
	if diff := cmp.Diff([]string{
		"GET /api/repos/acme/widgets/builds/42", "GET /api/repos/acme/widgets/builds", "POST /api/repos/acme/widgets/builds/42/promote", "GET /api/repos/acme/widgets/builds",
	}, calls); diff != "" {
		t.Error(diff)
	}
}

// A build that was itself promoted hands its parameters down: ours must win.
func TestPromotePromotion(t *testing.T) {
	d, p := start(t)
	d.AddBuild("acme/widgets", sdk.Build{Event: "promote", Deploy: "dev", Parent: 41,
		Params: map[string]string{"ROBOT_REF": "old", "ROBOT_ISSUE": "3", "REVISION": "abc"}})
	if _, err := p.Run(context.Background(), comment(nil, "42", "prod")); err != nil {
		t.Fatal(err)
	}
	got := d.Build("acme/widgets", 43).Params
	if got["ROBOT_REF"] != "" || got["ROBOT_ISSUE"] != "17" || got["REVISION"] != "abc" {
		t.Errorf("params %v: want ours over the inherited", got)
	}
}

func TestOrigin(t *testing.T) {
	for _, test := range []struct {
		build sdk.Build
		want  string
	}{
		{sdk.Build{After: "abc", Author: "@al`ice"}, ": commit `abc` on `main` by `` @\u200bal`ice ``."},
		{sdk.Build{After: "b5f61dab", Ref: "refs/tags/v1.2"}, ": commit `b5f61da` tag `v1.2` by `alice`."},
		{sdk.Build{After: "b5f61dab", Event: "pull_request", Ref: "refs/pull/5/head", Fork: "acme/widgets", Source: "fix"}, ": commit `b5f61da` on `fix` by `alice`."},
	} {
		d, p := start(t)
		d.AddBuild("acme/widgets", test.build)
		reply, err := p.Run(context.Background(), comment(nil, "42", "dev"))
		if err != nil || !strings.HasSuffix(reply, " to `dev`"+test.want) {
			t.Errorf("got %q, %v\nwant … to `dev`%s", reply, err, test.want)
		}
	}
}

// The whole of what is checked before Drone is asked to start something.
func TestRefused(t *testing.T) {
	const page = "https://ci.example.com/acme/widgets/"
	for _, test := range []struct {
		build sdk.Build
		want  string
	}{
		{sdk.Build{Status: "pending"}, "has not started yet. Promote it when it has succeeded."},
		{sdk.Build{Status: "waiting_on_dependencies"}, "has not started yet. Promote it when it has succeeded."},
		{sdk.Build{Status: "running"}, "is still running. Promote it when it has succeeded."},
		{sdk.Build{Status: "blocked"}, "waits for an approval in Drone. Promote it when it has succeeded."},
		{sdk.Build{Status: "failure"}, "failed. Promote one that succeeded."},
		{sdk.Build{Status: "killed"}, "was cancelled. Promote one that succeeded."},
		{sdk.Build{Status: "error"}, "ended with an error. Promote one that succeeded."},
		{sdk.Build{Status: "declined"}, "was declined in Drone. Promote one that succeeded."},
		{sdk.Build{Status: "skipped"}, "was skipped. Promote one that succeeded."},
		{sdk.Build{Status: "@new"}, "has not succeeded. Promote one that has."},

		{sdk.Build{Event: "pull_request", Ref: "refs/pull/5/head", Fork: "mallory/widgets"}, fork("the fork `mallory/widgets`")},
		{sdk.Build{Event: "promote", Ref: "refs/pull/5/head", Fork: "mallory/widgets"}, fork("the fork `mallory/widgets`")},
		{sdk.Build{Event: "promote", Ref: "refs/pull/5/head"}, fork("a fork that is gone")},
		{sdk.Build{Event: "pull_request"}, fork("a fork that is gone")},
		{sdk.Build{Fork: "mallory/widgets"}, fork("the fork `mallory/widgets`")},
	} {
		d, p := start(t)
		d.AddBuild("acme/widgets", test.build)
		_, err := p.Run(context.Background(), comment(nil, "42", "dev"))
		robottest.Said(t, err, issue.Refused, false, "Build [42]("+page+"42) "+test.want)
		if calls := d.Calls(); len(calls) != 1 || calls[0].Method != "GET" {
			t.Errorf("%+v: calls %v, want only that the build is read", test.build, calls)
		}
	}
}

func fork(from string) string {
	return "is of a pull request from " + from + ", whose code this repository has not merged. Promote a build of a branch."
}

func TestUnknownBuild(t *testing.T) {
	_, p := start(t)
	_, err := p.Run(context.Background(), comment(nil, "43", "dev"))
	robottest.Said(t, err, issue.Refused, false, "Drone knows no build 43 of `acme/widgets`. Look up its number among [its builds](https://ci.example.com/acme/widgets).")
}
