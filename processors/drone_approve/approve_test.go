package drone_approve_test

import (
	"context"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_approve"
	"github.com/fanux/robot/processors/internal/robottest"
)

const two = "[2](https://ci.example.com/acme/widgets/2)"

// robots are /approve and /decline of a Drone.
func robots(t *testing.T, d *robottest.Server) (approve *drone_approve.Approve, decline *drone_approve.Decline) {
	t.Helper()
	approve, err := drone_approve.New(robottest.Options(d))
	if err != nil {
		t.Fatal(err)
	}
	decline, err = drone_approve.NewDecline(robottest.Options(d))
	if err != nil {
		t.Fatal(err)
	}
	return approve, decline
}

// stage is a pipeline: "deploy blocked test" depends on test.
func stage(number int, text string) *sdk.Stage {
	words := strings.Fields(text)
	return &sdk.Stage{Number: number, Name: words[0], Status: words[1], DependsOn: words[2:]}
}

// world is a Drone whose build 2 has those pipelines, and whose admin the robot is.
func world(t *testing.T, stages ...string) *robottest.Server {
	t.Helper()
	d := robottest.Drone(t)
	d.AddUser(robottest.User{Login: "robot", Token: robottest.Token, Manages: true})
	d.AddBuild("acme/widgets", sdk.Build{})
	b := sdk.Build{Status: "pending", After: "b5f61da0000"}
	for i, text := range stages {
		b.Stages = append(b.Stages, stage(i+1, text))
	}
	d.AddBuild("acme/widgets", b)
	return d
}

// statuses are those of the pipelines of build 2.
func statuses(d *robottest.Server) (all []string) {
	for _, stage := range d.Build("acme/widgets", 2).Stages {
		all = append(all, stage.Status)
	}
	return all
}

func TestDecide(t *testing.T) {
	const about = ": commit `b5f61da` on `main` by `alice`."
	for _, test := range []struct {
		stages   []string
		approved []string // statuses
		declined []string
		rest     string // of what is approved
	}{
		{[]string{"default blocked"}, []string{"pending"}, []string{"declined"}, ""},
		{[]string{"a blocked", "b blocked"}, []string{"pending", "pending"}, []string{"declined", "declined"}, ""},
		{[]string{"a success", "b blocked a"}, []string{"success", "pending"}, []string{"success", "declined"}, ""},
		{[]string{"test blocked", "dep|loy blocked test"}, []string{"pending", "blocked"}, []string{"declined", "declined"},
			" Still blocked: `dep|loy`. Drone would start it at once, and it depends on what has not succeeded yet: approve it when that has."},
		{[]string{"a running", "b blocked", "c blocked a", "d blocked a"}, []string{"running", "pending", "blocked", "blocked"}, []string{"running", "declined", "declined", "declined"},
			" Still blocked: `c`, `d`. Drone would start it at once, and it depends on what has not succeeded yet: approve it when that has."},
	} {
		d := world(t, test.stages...)
		approve, _ := robots(t, d)
		reply, err := approve.Run(context.Background(), robottest.Comment("/approve", nil, "2"))
		if want := "Approved build " + two + ", which goes on now" + about + test.rest; err != nil || reply != want {
			t.Errorf("got  %q, %v\nwant %q", reply, err, want)
		}
		if diff := cmp.Diff(test.approved, statuses(d)); diff != "" {
			t.Errorf("approved %q: %s", test.stages, diff)
		}
		d = world(t, test.stages...)
		_, decline := robots(t, d)
		reply, err = decline.Run(context.Background(), robottest.Comment("/decline", nil, "2"))
		if want := "Declined build " + two + about; err != nil || reply != want {
			t.Errorf("got  %q, %v\nwant %q", reply, err, want)
		}
		if diff := cmp.Diff(test.declined, statuses(d)); diff != "" {
			t.Errorf("declined %q: %s", test.stages, diff)
		}
		if got := d.Build("acme/widgets", 2).Status; got != "declined" {
			t.Errorf("build 2: %s", got)
		}
	}
}

// What is to run when something has failed may be approved then, and nothing else.
func TestAfterAFailure(t *testing.T) {
	d := world(t, "test failure", "deploy blocked test")
	approve, _ := robots(t, d)
	_, err := approve.Run(context.Background(), robottest.Comment("/approve", nil, "2"))
	robottest.Said(t, err, issue.Refused, false, "Nothing of build "+two+" can be approved yet. Still blocked: `deploy`. "+
		"Drone would start it at once, and it depends on what has not succeeded yet: approve it when that has.")
	b := sdk.Build{Status: "running", Stages: []*sdk.Stage{stage(1, "test failure"), stage(2, "notify blocked test")}}
	b.Stages[1].OnFailure = true
	d.AddBuild("acme/widgets", b)
	if _, err := approve.Run(context.Background(), robottest.Comment("/approve", nil, "3")); err != nil || d.Build("acme/widgets", 3).Stages[1].Status != "pending" {
		t.Errorf("%v", err)
	}
}

// A stranger's pull request may be approved: that is what it waits for. It is said whose it is.
func TestForeign(t *testing.T) {
	d := world(t)
	d.AddBuild("acme/widgets", sdk.Build{Status: "pending", Event: "pull_request", Ref: "refs/pull/5/head", Source: "x", Fork: "mallory/widgets", Author: "mallory", After: "b5f61da0000",
		Stages: []*sdk.Stage{stage(1, "default blocked")}})
	approve, _ := robots(t, d)
	reply, err := approve.Run(context.Background(), robottest.Comment("/approve", nil, "3"))
	const want = "Approved build [3](https://ci.example.com/acme/widgets/3), which goes on now: commit `b5f61da` on `x` by `mallory`. " +
		"The code is of a pull request from the fork `mallory/widgets`, and this repository has not merged it."
	if err != nil || reply != want {
		t.Errorf("got  %q, %v\nwant %q", reply, err, want)
	}
}

func TestNotBlocked(t *testing.T) {
	for status, state := range map[string]string{
		"success": "succeeded", "running": "is still running", "pending": "has not started yet", "declined": "was declined", "killed": "was cancelled",
	} {
		d := world(t)
		d.AddBuild("acme/widgets", sdk.Build{Status: status})
		approve, decline := robots(t, d)
		for name, robot := range map[string]issue.Runner{"/approve": approve, "/decline": decline} {
			_, err := robot.Run(context.Background(), robottest.Comment(name, nil, "3"))
			robottest.Said(t, err, issue.Refused, false, "Build [3](https://ci.example.com/acme/widgets/3) does not wait for an approval: it "+state+".")
		}
	}
}

func TestTrouble(t *testing.T) {
	const noAdmin = "Drone does not let the robot's account decide this: nothing was changed. It has to be an admin of `acme/widgets` on GitHub, or of Drone. " +
		"Tell whoever runs this robot, or decide it on the build's page."
	for _, test := range []struct {
		set  func(*robottest.Server)
		want string
	}{
		{func(d *robottest.Server) { d.AddUser(robottest.User{Login: "robot", Token: robottest.Token}) }, noAdmin},
		{func(d *robottest.Server) { d.Break(wire.Fault{Method: "POST", Skip: 1, Status: 502}) },
			"It was done for a part of build " + two + ": `a`. For the rest: Drone was asked to %s build 2 and has not confirmed it. " +
				"It may have been done: look at [build 2](https://ci.example.com/acme/widgets/2) before you ask again."},
	} {
		for _, verb := range []string{"approve", "decline"} {
			d := world(t, "a blocked", "b blocked")
			test.set(d)
			approve, decline := robots(t, d)
			robot := map[string]issue.Runner{"approve": approve, "decline": decline}[verb]
			_, err := robot.Run(context.Background(), robottest.Comment("/"+verb, nil, "2"))
			robottest.Said(t, err, issue.Failed, false, strings.ReplaceAll(test.want, "%s", verb))
		}
	}
}

func TestUsage(t *testing.T) {
	d := world(t, "default blocked")
	approve, decline := robots(t, d)
	for name, robot := range map[string]issue.Runner{"/approve": approve, "/decline": decline} {
		_, err := robot.Run(context.Background(), robottest.Comment(name, nil))
		robottest.Said(t, err, issue.Refused, true, "Name the build that you have looked at; try `"+name+" 57`.")
		_, err = robot.Run(context.Background(), issue.IssueEvent{})
		robottest.Said(t, err, issue.Refused, true, "Name the build that you have looked at; try `"+name+" 57`.")
		_, err = robot.Run(context.Background(), robottest.Comment(name, nil, "latest"))
		robottest.Said(t, err, issue.Refused, true, "`latest` is not a build number; try `"+name+" 57`.")
	}
	if calls := d.Calls(); len(calls) != 0 {
		t.Errorf("calls %v, want none", calls)
	}
	_, err := approve.Run(context.Background(), robottest.Comment("/approve", nil, "9"))
	robottest.Said(t, err, issue.Refused, false, "Drone knows no build 9 of `acme/widgets`. Look up its number among [its builds](https://ci.example.com/acme/widgets).")
}

func TestDry(t *testing.T) {
	d := world(t, "a blocked", "b blocked a")
	approve, decline := robots(t, d)
	const about = " build " + two + ": commit `b5f61da` on `main` by `alice`."
	for text, want := range map[string]string{
		"/approve 2 --dry-run": "Nothing was done. It would approve" + about + " Still blocked: `b`. Drone would start it at once, and it depends on what has not succeeded yet: approve it when that has.",
		"/decline 2 --dry-run": "Nothing was done. It would decline" + about,
	} {
		robot := map[bool]issue.Runner{true: approve, false: decline}[strings.HasPrefix(text, "/a")]
		got := robottest.Say(t, issuetest.Start(t), robot, text) // alice may not do it, and may ask
		if got.State != issue.Ran || !strings.HasPrefix(got.Detail, want) {
			t.Errorf("got  %s %q\nwant %q", got.State, got.Detail, want)
		}
	}
	if diff := cmp.Diff([]string{"blocked", "blocked"}, statuses(d)); diff != "" {
		t.Error(diff)
	}
}

// It takes an admin; Drone itself asks no less.
func TestWho(t *testing.T) {
	d := world(t, "default blocked")
	approve, decline := robots(t, d)
	for text, robot := range map[string]issue.Runner{"/approve 2": approve, "/decline 2": decline} {
		if got := robottest.Say(t, issuetest.Start(t), robot, text); got.State != issue.Denied {
			t.Errorf("got %s %q", got.State, got.Detail)
		}
	}
	if calls := d.Calls(); len(calls) != 0 {
		t.Errorf("calls %v, want none", calls)
	}
}

func TestHelp(t *testing.T) {
	mux := issue.NewMux()
	approve, decline := robots(t, robottest.Drone(t))
	mux.Handle("approve", approve)
	mux.Handle("decline", decline)
	if err := mux.Check(); err != nil {
		t.Error(err)
	}
	if _, err := drone_approve.New(drone_approve.Options{}); err == nil {
		t.Error("a robot without a Drone")
	}
	if _, err := drone_approve.NewDecline(drone_approve.Options{}); err == nil {
		t.Error("a robot without a Drone")
	}
}

// lenient is /approve for whoever may write.
type lenient struct{ *drone_approve.Approve }

func (l lenient) Help() issue.Help {
	h := l.Approve.Help()
	h.Needs = issue.Write
	return h
}

// The reply walks on with the build, which carries nothing of it.
func TestWalksOn(t *testing.T) {
	d, gh := world(t, "default blocked"), issuetest.Start(t)
	approve, _ := robots(t, d)
	if got := robottest.Say(t, gh, lenient{approve}, "/approve 2"); got.State != issue.Ran {
		t.Fatalf("got %s %q", got.State, got.Detail)
	}
	d.Finish("acme/widgets", 2, "killed")
	robottest.Say(t, gh, lenient{approve}, "/approve 2") // the next command looks
	if reply := gh.Repo("acme/widgets").Issue(17).By("sealrobot")[0].Body; !strings.Contains(reply, "Build "+two+" was **cancelled**") {
		t.Errorf("the reply is %q", reply)
	}
}
