package drone_retry_test

import (
	"context"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_retry"
	"github.com/fanux/robot/processors/internal/robottest"
)

// runner is a robot of one test.
type runner func(context.Context)

func (r runner) Run(ctx context.Context, _ issue.IssueEvent) (string, error) { r(ctx); return "", nil }

// mine is a build that was asked for on issue 17.
func mine(t *testing.T, gh *issuetest.GitHub, b sdk.Build, bind ...string) sdk.Build {
	t.Helper()
	robottest.Say(t, gh, runner(func(ctx context.Context) { b.Params = map[string]string{"ROBOT_REF": issue.From(ctx).Ref(bind...)} }), "/refer")
	return b
}

// Without a number it is the newest of this issue that did not succeed, where nothing has
// made good for it since.
func TestOfThisIssue(t *testing.T) {
	promoted := func(target, status string) sdk.Build {
		return sdk.Build{Event: "promote", Parent: 1, Deploy: target, Status: status}
	}
	built := func(status string) sdk.Build { return sdk.Build{Event: "custom", Status: status} }
	const none = "Of the builds that were asked for on this issue none failed or was cancelled, as far as the newest 300 builds of `acme/widgets` tell. To retry another one, name it: `/again 57`."
	for _, test := range []struct {
		name   string
		builds []sdk.Build
		want   string // what the reply begins with
	}{
		{"one", []sdk.Build{promoted("dev", "failure")}, "Started build " + link("3") + ", a retry of build " + link("2") + "."},
		{"the newest", []sdk.Build{promoted("dev", "failure"), promoted("dev", "killed")}, "Started build " + link("4") + ", a retry of build " + link("3") + "."},
		{"another target went well", []sdk.Build{promoted("dev", "error"), promoted("prod", "success")}, "Started build " + link("4") + ", a retry of build " + link("2") + "."},
		{"a build", []sdk.Build{built("failure"), promoted("prod", "success")}, "Started build " + link("4") + ", a retry of build " + link("2") + "."},
		{"it went well since", []sdk.Build{promoted("dev", "failure"), promoted("dev", "success")},
			"Build " + link("2") + " failed, but build " + link("3") + " came after it and succeeded. If it is meant all the same, name it: `/again 2`."},
		{"it is under way again", []sdk.Build{built("killed"), built("running")},
			"Build " + link("2") + " was cancelled, but build " + link("3") + " came after it and is still running. If it is meant all the same, name it: `/again 2`."},
		{"nothing failed", []sdk.Build{promoted("dev", "success"), built("running")}, none},
		{"nothing", nil, none},
	} {
		gh := issuetest.Start(t)
		d := world(t)
		for _, b := range test.builds {
			bind := []string{"promote", "1", b.Deploy}
			if b.Deploy == "" {
				bind = []string{"build", "main"}
			}
			d.AddBuild("acme/widgets", mine(t, gh, b, bind...))
		}
		got := robottest.Say(t, gh, newRetry(t, robottest.Options(d)), "/again")
		if !strings.HasPrefix(got.Detail, test.want) || (got.State == issue.Ran) != strings.HasPrefix(test.want, "Started") {
			t.Errorf("%s:\ngot  %s %q\nwant %q", test.name, got.State, got.Detail, test.want)
		}
	}
	d := world(t, promotion(), sdk.Build{Status: "failure"}) // of others
	_, err := run(t, d)
	robottest.Said(t, err, issue.Refused, false, strings.ReplaceAll(none, "/again", "/retry"))
}

func TestUsage(t *testing.T) {
	d := world(t)
	for _, word := range []string{"57x", "#57", "0", "last"} {
		_, err := run(t, d, word)
		robottest.Said(t, err, issue.Refused, true, "`"+word+"` is not a build number; try `/retry 57`.")
	}
	if calls := d.Calls(); len(calls) != 0 {
		t.Errorf("calls %v, want none", calls)
	}
	_, err := run(t, d, "9")
	robottest.Said(t, err, issue.Refused, false, "Drone knows no build 9 of `acme/widgets`. Look up its number among [its builds](https://ci.example.com/acme/widgets).")
	_, err = newRetry(t, robottest.Options(d)).Do(context.Background(), issue.IssueEvent{}, drone_retry.Order{Build: "57"})
	robottest.Said(t, err, issue.Refused, false, "Drone cannot be asked about a repository named `/`.")
	d.Break(wire.Fault{Method: "GET", Status: 502})
	_, err = newRetry(t, robottest.Options(d)).Run(context.Background(), issue.IssueEvent{IssueCommentEvent: robottest.Comment("", nil).IssueCommentEvent})
	robottest.Said(t, err, issue.Failed, false, "Drone was asked to list the builds of `acme/widgets` and failed (status 502): nothing was started. Try again later; if it stays so, tell whoever runs this robot.")
}
