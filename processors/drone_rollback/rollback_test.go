package drone_rollback_test

import (
	"context"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_rollback"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/robottest"
)

func newRollback(t *testing.T, o drone.Options) *drone_rollback.Rollback {
	t.Helper()
	r, err := drone_rollback.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// build is a build of a commit.
func build(commit string) sdk.Build { return sdk.Build{After: commit, Message: commit} }

// deploy is a deployment of a commit to prod; more are an event, a status or KEY=value.
func deploy(commit string, parent int64, more ...string) sdk.Build {
	b := sdk.Build{After: commit, Message: commit, Event: "promote", Deploy: "prod", Parent: parent, Params: map[string]string{"ROBOT_REF": "of " + commit, "ROBOT_ISSUE": "3"}}
	for _, word := range more {
		switch key, value, param := strings.Cut(word, "="); {
		case param:
			b.Params[key] = value
		case word == "rollback":
			b.Event = word
		default:
			b.Status = word
		}
	}
	return b
}

func TestRollback(t *testing.T) {
	d := robottest.Drone(t)
	for _, b := range []sdk.Build{build("aaaaaaaaaa"), build("bbbbbbbbbb"), deploy("aaaaaaaaaa", 1, "REVISION=1"), deploy("bbbbbbbbbb", 2, "REVISION=2")} {
		d.AddBuild("acme/widgets", b)
	}
	event := robottest.Comment("/rollback", map[string]string{"REASON": "slow"}, "prod")
	reply, err := newRollback(t, robottest.Options(d)).Run(context.Background(), event)
	const want = "Started build [5](https://ci.example.com/acme/widgets/5), which rolls `prod` back from build [4](https://ci.example.com/acme/widgets/4) " +
		"to build [3](https://ci.example.com/acme/widgets/3): commit `aaaaaaa` on `main` by `alice`."
	if err != nil || reply != want {
		t.Errorf("got  %q, %v\nwant %q", reply, err, want)
	}
	b := d.Build("acme/widgets", 5)
	got := []any{b.Event, b.Parent, b.Deploy, b.After, b.Params}
	if diff := cmp.Diff([]any{"rollback", int64(1), "prod", "aaaaaaaaaa", map[string]string{
		"REVISION": "1", "REASON": "slow",
		"ROBOT_USER": "bob", "ROBOT_ISSUE": "17", "ROBOT_REF": "", "ROBOT_COMMENT_URL": "https://github.com/acme/widgets/issues/17#issuecomment-1",
	}}, got); diff != "" {
		t.Error(diff)
	}
}

// The histories begin with builds 1 (commit a), 2 (b) and 3 (c); deployments follow as 4, 5, …
func TestPrevious(t *testing.T) {
	const unknown = "The newest 300 builds of `acme/widgets` do not tell what was on `prod` before. " +
		"Look at [its builds](https://ci.example.com/acme/widgets), and name the one to go back to."
	other := deploy("c", 3)
	other.Deploy = "Prod"
	restarted := deploy("a", 0)
	for _, test := range []struct {
		name    string
		history []sdk.Build
		to      int64  // the build that is gone back to
		want    string // or the refusal
	}{
		{"nothing", nil, 0, unknown},
		{"one", []sdk.Build{deploy("a", 1)}, 0, unknown},
		{"two", []sdk.Build{deploy("a", 1), deploy("b", 2)}, 4, ""},
		{"the same twice", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("b", 2)}, 4, ""},
		{"the same only", []sdk.Build{deploy("a", 1), deploy("a", 2)}, 0, unknown},
		{"the same with other parameters", []sdk.Build{deploy("a", 1, "REVISION=1"), deploy("a", 1, "REVISION=2")}, 4, ""},
		{"there and back", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("a", 1)}, 5, ""},
		{"another target", []sdk.Build{deploy("a", 1), other, deploy("b", 2)}, 4, ""},
		{"a restart", []sdk.Build{restarted, deploy("b", 2)}, 4, ""},
		{"skipped and declined", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("c", 3, "skipped"), deploy("c", 3, "declined")}, 4, ""},

		{"back twice", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("c", 3), deploy("b", 2, "rollback")}, 4, ""},
		{"back, and on", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("a", 1, "rollback"), deploy("c", 3)}, 6, ""},
		{"back with other parameters", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("c", 3), deploy("b", 2, "rollback", "REASON=slow")}, 4, ""},
		{"back to the first", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("a", 1, "rollback")}, 0, unknown},
		{"back to what was never there", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("c", 3, "rollback")}, 0, unknown},

		{"the last failed", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("c", 3, "failure")}, 5, ""},
		{"the last was cancelled", []sdk.Build{deploy("a", 1), deploy("b", 2, "killed")}, 4, ""},
		{"the last failed and is what is there", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("b", 2, "error")}, 4, ""},
		{"an earlier one failed", []sdk.Build{deploy("a", 1), deploy("b", 2, "failure"), deploy("c", 3)}, 4, ""},
		{"a failed rollback", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("a", 1, "rollback", "failure")}, 0,
			"Build [6](https://ci.example.com/acme/widgets/6) was to roll `prod` back and did not succeed, so what is there is not clear. Name the build to go back to."},
		{"one is running", []sdk.Build{deploy("a", 1), deploy("b", 2), deploy("c", 3, "running")}, 0,
			"Build [6](https://ci.example.com/acme/widgets/6) is on its way to `prod`, so what comes before it is not clear. Wait for its end, or name the build to go back to."},
	} {
		d := robottest.Drone(t)
		for _, b := range append([]sdk.Build{build("a"), build("b"), build("c")}, test.history...) {
			d.AddBuild("acme/widgets", b)
		}
		before := len(d.Builds("acme/widgets"))
		for _, word := range []string{"", "previous"} {
			reply, err := newRollback(t, robottest.Options(d)).Do(context.Background(), robottest.Comment("/x", nil), drone_rollback.Order{Build: word, Target: "prod"})
			if test.want != "" {
				robottest.Said(t, err, issue.Refused, false, test.want)
				if n := len(d.Builds("acme/widgets")); n != before {
					t.Errorf("%s: %d builds, want %d", test.name, n, before)
				}
				continue
			}
			if cited := " to build [" + string(rune('0'+test.to)) + "]("; err != nil || !strings.Contains(reply, cited) {
				t.Errorf("%s: got %q, %v, want … %s", test.name, reply, err, cited)
			}
			break // the second time, the past is another
		}
	}
}

// A build that is named is the one, whatever was on the target: the check is the promotion's.
func TestNamed(t *testing.T) {
	for _, test := range []struct {
		build string
		from  string
		to    int64 // the parent of the new build: what Drone was given
	}{
		{"1", " back from build [5](https://ci.example.com/acme/widgets/5) to build [1](", 1},
		{"4", " back from build [5](https://ci.example.com/acme/widgets/5) to build [4](", 1},
		{"3", " back from build [5](https://ci.example.com/acme/widgets/5) to build [3](", 3},
	} {
		d := robottest.Drone(t)
		for _, b := range []sdk.Build{build("a"), build("b"), build("c"), deploy("a", 1, "REVISION=1"), deploy("b", 2)} {
			d.AddBuild("acme/widgets", b)
		}
		reply, err := newRollback(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/rollback", nil, "prod", test.build))
		if err != nil || !strings.Contains(reply, test.from) {
			t.Errorf("%s: got %q, %v, want … %s", test.build, reply, err, test.from)
		} else if got := d.Build("acme/widgets", 6); got.Parent != test.to || (got.Params["REVISION"] == "1") != (test.build == "4") {
			t.Errorf("%s: Drone has %+v", test.build, got)
		}
	}
	d := robottest.Drone(t)
	d.AddBuild("acme/widgets", build("a"))
	reply, err := newRollback(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/rollback", nil, "prod", "1"))
	if want := "which rolls `prod` back to build [1]("; err != nil || !strings.Contains(reply, want) {
		t.Errorf("got %q, %v, want … %s", reply, err, want)
	}
}

func TestNamedIsChecked(t *testing.T) {
	for _, test := range []struct {
		build sdk.Build
		want  string
	}{
		{sdk.Build{Status: "failure"}, "Build [1](https://ci.example.com/acme/widgets/1) failed. Promote one that succeeded."},
		{sdk.Build{Event: "pull_request", Ref: "refs/pull/5/head", Fork: "mallory/widgets"},
			"Build [1](https://ci.example.com/acme/widgets/1) is of a pull request from the fork `mallory/widgets`, whose code this repository has not merged. Promote a build of a branch."},
		{sdk.Build{Ref: "refs/heads/x"}, "Build [1](https://ci.example.com/acme/widgets/1) is of `x`, and to `prod` go only builds of `main`. Take one of those."},
	} {
		d := robottest.Drone(t)
		d.AddBuild("acme/widgets", test.build)
		o := robottest.Options(d)
		o.Targets = map[string]drone_rollback.Rule{"*": {Branches: []string{"main"}}}
		_, err := newRollback(t, o).Run(context.Background(), robottest.Comment("/rollback", nil, "prod", "1"))
		robottest.Said(t, err, issue.Refused, false, test.want)
	}
	_, err := newRollback(t, robottest.Options(robottest.Drone(t))).Run(context.Background(), robottest.Comment("/rollback", nil, "prod", "7"))
	robottest.Said(t, err, issue.Refused, false, "Drone knows no build 7 of `acme/widgets`. Look up its number among [its builds](https://ci.example.com/acme/widgets).")
}

// What was deployed past the robot may have parameters that it would not have set.
func TestForbiddenParams(t *testing.T) {
	d := robottest.Drone(t)
	for _, b := range []sdk.Build{build("a"), build("b"), deploy("a", 1, "GIT_CONFIG_COUNT=1"), deploy("b", 2)} {
		d.AddBuild("acme/widgets", b)
	}
	_, err := newRollback(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/rollback", nil, "prod"))
	robottest.Said(t, err, issue.Refused, false, "Build [3](https://ci.example.com/acme/widgets/3) was deployed with parameters that the robot may not set. "+
		"Roll back in Drone, or name build [1](https://ci.example.com/acme/widgets/1), without them.")
}

func TestDenied(t *testing.T) {
	d := robottest.Drone(t)
	o := robottest.Options(d)
	o.Targets = map[string]drone_rollback.Rule{"prod": {Needs: issue.Maintain}}
	got := robottest.Say(t, issuetest.Start(t), newRollback(t, o), "/undo PROD")
	if got.State != issue.Denied || got.Detail != "`/undo … PROD` needs **maintain** here, and you have **write**. Ask somebody who has it to comment this." {
		t.Errorf("got %s %q", got.State, got.Detail)
	}
	if calls := d.Calls(); len(calls) != 0 {
		t.Errorf("calls %v, want none", calls)
	}
}

func TestUsage(t *testing.T) {
	const takes = "`/rollback` takes a target, and the build to go back to if you like; try `/rollback prod`."
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, takes},
		{[]string{"prod", "42", "now"}, takes},
		{[]string{"42", "prod"}, "`prod` is not a build number; try `/rollback prod 42`."},
		{[]string{"prod", "42x"}, "`42x` is neither a build number nor `previous`."},
		{[]string{"prod", "Previous"}, "`Previous` is neither a build number nor `previous`."},
		{[]string{"../x"}, "`../x` is not a target; use letters, digits, `.`, `_`, `/` and `-`, a letter or digit first, at most 64."},
	} {
		d := robottest.Drone(t)
		_, err := newRollback(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/rollback", nil, test.args...))
		robottest.Said(t, err, issue.Refused, true, test.want)
		if calls := d.Calls(); len(calls) != 0 {
			t.Errorf("%q: calls %v, want none", test.args, calls)
		}
	}
	r := newRollback(t, robottest.Options(robottest.Drone(t)))
	_, err := r.Run(context.Background(), issue.IssueEvent{})
	robottest.Said(t, err, issue.Refused, true, takes)
	_, err = r.Do(context.Background(), issue.IssueEvent{}, drone_rollback.Order{Target: "prod"})
	robottest.Said(t, err, issue.Refused, false, "Drone cannot be asked about a repository named `/`.")
	_, err = r.Do(context.Background(), issue.IssueEvent{}, drone_rollback.Order{Target: "prod", Params: map[string]string{"PATH": "x"}})
	robottest.Said(t, err, issue.Refused, false, "`PATH` cannot be set from a comment, because it steers the build itself. Choose another name.")
}

func TestHelp(t *testing.T) {
	mux := issue.NewMux()
	mux.Handle("rollback", newRollback(t, robottest.Options(robottest.Drone(t))))
	if err := mux.Check(); err != nil {
		t.Error(err)
	}
	if _, err := drone_rollback.New(drone_rollback.Options{}); err == nil {
		t.Error("a robot without a Drone")
	}
}
