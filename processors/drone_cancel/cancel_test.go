package drone_cancel_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_cancel"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/robottest"
)

func newCancel(t *testing.T, o drone.Options) *drone_cancel.Cancel {
	t.Helper()
	c, err := drone_cancel.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// runner is a robot of one test.
type runner func(context.Context)

func (r runner) Run(ctx context.Context, _ issue.IssueEvent) (string, error) { r(ctx); return "", nil }

// reference is what a build answers to that was asked for on issue 17.
func reference(t *testing.T, gh *issuetest.GitHub, bind ...string) (sealed string) {
	t.Helper()
	robottest.Say(t, gh, runner(func(ctx context.Context) { sealed = issue.From(ctx).Ref(bind...) }), "/refer")
	return sealed
}

// world is a Drone whose build 2 promotes build 1 to dev, and has that status.
func world(t *testing.T, status string) *robottest.Server {
	t.Helper()
	d := robottest.Drone(t)
	d.AddBuild("acme/widgets", sdk.Build{After: "b5f61da0000"})
	d.AddBuild("acme/widgets", sdk.Build{After: "b5f61da0000", Event: "promote", Parent: 1, Deploy: "dev", Status: status})
	return d
}

const which = "Build [2](https://ci.example.com/acme/widgets/2), which promotes build [1](https://ci.example.com/acme/widgets/1) to `dev`, "

func TestCancel(t *testing.T) {
	for status, want := range map[string]string{
		"pending": which + "was cancelled.",
		"running": which + "was cancelled while it ran: what it had done by then stays done.",
	} {
		d := world(t, status)
		reply, err := newCancel(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/cancel", nil, "2"))
		if err != nil || reply != want {
			t.Errorf("got  %q, %v\nwant %q", reply, err, want)
		}
		if got := d.Build("acme/widgets", 2).Status; got != "killed" {
			t.Errorf("build 2: %s", got)
		}
	}
	d := robottest.Drone(t)
	d.AddBuild("acme/widgets", sdk.Build{After: "b5f61da0000", Status: "running"})
	reply, err := newCancel(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/cancel", nil, "1"))
	if want := "Build [1](https://ci.example.com/acme/widgets/1), which builds commit `b5f61da` on `main`, was cancelled."; err != nil || reply != want {
		t.Errorf("got  %q, %v\nwant %q", reply, err, want)
	}
}

// What is said is what became of the build, not what Drone was asked for.
func TestTruth(t *testing.T) {
	for _, test := range []struct {
		now  string // the second answer about build 2
		want string
	}{
		{`{"number": 2, "status": "running"}`, which + "was asked to stop and has not yet."},
		{`{"number": 2, "status": "success"}`, "Build [2](https://ci.example.com/acme/widgets/2) was over before it could be cancelled: it succeeded."},
		{`{}`, "Drone took the order to cancel build [2](https://ci.example.com/acme/widgets/2), which promotes build [1](https://ci.example.com/acme/widgets/1) to `dev`, " +
			"and then did not say how it stands. Look at its page."},
	} {
		d := world(t, "running")
		d.Break(wire.Fault{Method: "GET", Skip: 1, Status: 200, Body: test.now, Header: http.Header{"Content-Type": {"application/json"}}})
		reply, err := newCancel(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/cancel", nil, "2"))
		if err != nil || reply != test.want {
			t.Errorf("got  %q, %v\nwant %q", reply, err, test.want)
		}
	}
}

func TestOver(t *testing.T) {
	for status, how := range map[string]string{
		"success": "succeeded", "failure": "failed", "killed": "was cancelled", "error": "ended with an error", "declined": "was declined", "skipped": "was skipped",
	} {
		d := world(t, status)
		_, err := newCancel(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/cancel", nil, "2"))
		robottest.Said(t, err, issue.Refused, false, "Build [2](https://ci.example.com/acme/widgets/2) is over: it "+how+".")
		if calls := d.Calls(); len(calls) != 1 {
			t.Errorf("calls %v, want one", calls)
		}
	}
}

// Without a number it is the newest of this issue that is under way.
func TestOfThisIssue(t *testing.T) {
	d, gh := world(t, "running"), issuetest.Start(t)
	mine := func(target, status string) {
		d.AddBuild("acme/widgets", sdk.Build{Event: "promote", Parent: 1, Deploy: target, Status: status,
			Params: map[string]string{"ROBOT_REF": reference(t, gh, "promote", "1", target)}})
	}
	mine("dev", "running")                                                                               // 3
	mine("prod", "running")                                                                              // 4: what is meant
	mine("test", "success")                                                                              // 5
	d.AddBuild("acme/widgets", sdk.Build{Status: "running"})                                             // 6: somebody else's
	d.AddBuild("acme/widgets", sdk.Build{Event: "promote", Parent: 4, Deploy: "prod", Status: "running", // 7: has inherited
		Params: map[string]string{"ROBOT_REF": reference(t, gh, "promote", "1", "prod")}})
	robot := newCancel(t, robottest.Options(d))
	for _, want := range []string{"4", "3"} {
		got := robottest.Say(t, gh, robot, "/cancel")
		if got.State != issue.Ran || !strings.HasPrefix(got.Detail, "Build ["+want+"](") {
			t.Errorf("got %s %q, want build %s", got.State, got.Detail, want)
		}
	}
	got := robottest.Say(t, gh, robot, "/stop")
	if got.State != issue.Refused || got.Detail != "No build that was asked for on this issue is under way, as far as the newest 300 builds of `acme/widgets` tell. To cancel another one, name it: `/stop 57`." {
		t.Errorf("got %s %q", got.State, got.Detail)
	}
	for _, number := range []int64{2, 6, 7} {
		if got := d.Build("acme/widgets", number).Status; got != "running" {
			t.Errorf("build %d: %s", number, got)
		}
	}
}

func TestDenied(t *testing.T) {
	d := world(t, "running")
	o := robottest.Options(d)
	o.Targets = map[string]drone.Rule{"DEV": {Needs: issue.Maintain}}
	got := robottest.Say(t, issuetest.Start(t), newCancel(t, o), "/cancel 2")
	if got.State != issue.Denied || got.Detail != "`/cancel … dev` needs **maintain** here, and you have **write**. Ask somebody who has it to comment this." {
		t.Errorf("got %s %q", got.State, got.Detail)
	}
	if got := d.Build("acme/widgets", 2).Status; got != "running" {
		t.Errorf("build 2: %s", got)
	}
}

func TestDry(t *testing.T) {
	d, gh := world(t, "running"), issuetest.Start(t)
	got := robottest.Say(t, gh, newCancel(t, robottest.Options(d)), "/cancel 2 --dry-run")
	want := "Nothing was done. It would cancel build [2](https://ci.example.com/acme/widgets/2), which promotes build [1](https://ci.example.com/acme/widgets/1) to `dev`."
	if got.State != issue.Ran || got.Detail != want {
		t.Errorf("got  %s %q\nwant %q", got.State, got.Detail, want)
	}
	for _, call := range d.Calls() {
		if call.Method != "GET" {
			t.Errorf("call %v", call)
		}
	}
	d.Finish("acme/widgets", 2, "success")
	if got := robottest.Say(t, gh, newCancel(t, robottest.Options(d)), "/cancel 2 --dry-run"); got.State != issue.Refused {
		t.Errorf("got %s %q", got.State, got.Detail)
	}
}

func TestTrouble(t *testing.T) {
	d := world(t, "running")
	d.Break(wire.Fault{Method: "DELETE", Status: 502})
	_, err := newCancel(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/cancel", nil, "2"))
	robottest.Said(t, err, issue.Failed, false,
		"Drone was asked to cancel build 2 and has not confirmed it. It may have been done: look at [build 2](https://ci.example.com/acme/widgets/2) before you ask again.")
	_, err = newCancel(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/cancel", nil, "9"))
	robottest.Said(t, err, issue.Refused, false, "Drone knows no build 9 of `acme/widgets`. Look up its number among [its builds](https://ci.example.com/acme/widgets).")
	d.Break(wire.Fault{Method: "GET", Status: 502})
	_, err = newCancel(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/cancel", nil))
	robottest.Said(t, err, issue.Failed, false, "Drone was asked to list the builds of `acme/widgets` and failed (status 502): nothing was started. Try again later; if it stays so, tell whoever runs this robot.")
	for _, word := range []string{"57x", "#57", "0", "last"} {
		_, err = newCancel(t, robottest.Options(d)).Run(context.Background(), robottest.Comment("/cancel", nil, word))
		robottest.Said(t, err, issue.Refused, true, "`"+word+"` is not a build number; try `/cancel 57`.")
	}
	_, err = newCancel(t, robottest.Options(d)).Do(context.Background(), issue.IssueEvent{}, drone_cancel.Order{Build: "57"})
	robottest.Said(t, err, issue.Refused, false, "Drone cannot be asked about a repository named `/`.")
}

func TestHelp(t *testing.T) {
	mux := issue.NewMux()
	mux.Handle("cancel", newCancel(t, robottest.Options(robottest.Drone(t))))
	if err := mux.Check(); err != nil {
		t.Error(err)
	}
	if _, err := drone_cancel.New(drone_cancel.Options{}); err == nil {
		t.Error("a robot without a Drone")
	}
}
