package drone_status_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_status"
	"github.com/fanux/robot/processors/internal/robottest"
)

func newStatus(t *testing.T, d *robottest.Server) *drone_status.Status {
	t.Helper()
	s, err := drone_status.New(robottest.Options(d))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func link(number int) string {
	return fmt.Sprintf("[%d](https://ci.example.com/acme/widgets/%d)", number, number)
}

// deploy is a deployment of build 1 to a target, by carol.
func deploy(target, status string) sdk.Build {
	return sdk.Build{Event: "promote", Parent: 1, Deploy: target, Status: status, After: "b5f61da0000", Trigger: "carol", Started: 1795374240, Finished: 1795374282}
}

// world is a Drone whose build 1 succeeded, with more builds after it.
func world(t *testing.T, more ...sdk.Build) *robottest.Server {
	t.Helper()
	d := robottest.Drone(t)
	d.AddBuild("acme/widgets", sdk.Build{After: "b5f61da0000", Started: 1795374000})
	for _, b := range more {
		d.AddBuild("acme/widgets", b)
	}
	return d
}

const when = "2026-11-22 19:04 UTC"

func said(t *testing.T, d *robottest.Server, want string, args ...string) {
	t.Helper()
	got, err := newStatus(t, d).Run(context.Background(), robottest.Comment("/status", nil, args...))
	if err != nil || got != want {
		t.Errorf("got %v:\n%s\n\nwant:\n%s", err, got, want)
	}
}

const (
	head = "| target | there now | commit | by | when |\n|---|---|---|---|---|\n"
	rest = " | commit `b5f61da` on `main` | `carol` | " + when + " |\n"
	past = "| build | what | commit | by | when | outcome | issue |\n|---|---|---|---|---|---|---|\n"
)

func TestEverything(t *testing.T) {
	back := deploy("prod", "success")
	back.Event = "rollback"
	restarted := deploy("test", "success")
	restarted.Parent = 0
	running := deploy("prod", "running")
	pushed := sdk.Build{Status: "running", After: "cccccccccc", Trigger: "@hook", Sender: "dave", Started: 1795374240}
	d := world(t, deploy("dev", "success"), restarted, back, deploy("dev", "failure"), deploy("gone", "killed"), deploy("test", "skipped"), running, pushed)
	said(t, d, head+
		"| `prod` | "+link(4)+" from "+link(1)+"<br>⏳ "+link(8)+" is still running"+rest+
		"| `test` | "+link(3)+rest+
		"| `gone` | —<br>😕 "+link(6)+" was cancelled |  |  |  |\n"+
		"| `dev` | "+link(2)+" from "+link(1)+"<br>😕 "+link(5)+" failed"+strings.TrimRight(rest, "\n")+
		"\n\nUnder way:\n"+
		"\n- "+link(9)+", by `dave` since "+when+": it builds commit `ccccccc` on `main`, and is still running"+
		"\n- "+link(8)+", by `carol` since "+when+": it promotes build "+link(1)+" to `prod`, and is still running")
}

func TestNothing(t *testing.T) {
	d := robottest.Drone(t)
	const none = "Nothing was deployed yet: none of the newest 0 builds of `acme/widgets` is a promotion or a rollback."
	said(t, d, none+"\n\nNothing runs now.")
	said(t, d, none, "prod")
	said(t, world(t, deploy("dev", "success"), deploy("a|b", "failure")), "Nothing was deployed to `PROD`, as far as the newest 3 builds tell. These targets there are: `a|b`, `dev`.", "PROD")
}

func TestOneTarget(t *testing.T) {
	back := deploy("prod", "failure")
	back.Event = "rollback"
	lost := back
	lost.Parent, lost.Started, lost.Status = 0, 0, "killed"
	restarted := deploy("prod", "success")
	restarted.Parent = 0
	d := world(t, deploy("prod", "success"), deploy("dev", "running"), back, lost, restarted, deploy("prod", "pending"))
	row := func(number int, what, outcome string) string {
		return "| " + link(number) + " | " + what + " | commit `b5f61da` on `main` | `carol` | " + when + " | " + outcome + " |  |\n"
	}
	d.AddRepo(robottest.Repo{Slug: "acme/widgets"})
	got, err := newStatus(t, d).Run(context.Background(), robottest.Comment("/status", nil, "prod"))
	if err != nil {
		t.Fatal(err)
	}
	want := head + "| `prod` | " + link(6) + "<br>⏳ " + link(7) + " has not started yet" + rest +
		"\nUnder way:\n\n- " + link(7) + ", by `carol` since " + when + ": it promotes build " + link(1) + " to `prod`, and has not started yet\n\n" +
		past + row(7, "promoted "+link(1), "has not started yet") + row(6, "restarted", "succeeded after 42 s")
	if !strings.HasPrefix(got, want) {
		t.Errorf("got:\n%s\n\nwant:\n%s", got, want)
	}
	for _, line := range []string{
		"| " + link(5) + " | back | ", "| was cancelled |  |",
		row(4, "back to "+link(1), "failed after 42 s"), strings.TrimRight(row(2, "promoted "+link(1), "succeeded after 42 s"), "\n"),
	} {
		if !strings.Contains(got, line) {
			t.Errorf("got:\n%s\n\nwithout %q", got, line)
		}
	}
	if strings.Contains(got, link(3)) {
		t.Errorf("the build of another target is in:\n%s", got)
	}
}

// runner is a robot of one test.
type runner func(context.Context)

func (r runner) Run(ctx context.Context, _ issue.IssueEvent) (string, error) { r(ctx); return "", nil }

// Who asked, and where, counts where the build's reference was made for it. The issue is no
// link: that would leave a mention there.
func TestWhoAsked(t *testing.T) {
	gh := issuetest.Start(t)
	var sealed string
	robottest.Say(t, gh, runner(func(ctx context.Context) { sealed = issue.From(ctx).Ref("promote", "1", "prod") }), "/refer")
	mine, inherited := deploy("prod", "success"), deploy("prod", "success")
	mine.Params = map[string]string{"ROBOT_REF": sealed, "ROBOT_USER": "al|ice"}
	inherited.Params, inherited.Parent = mine.Params, 2
	d := world(t, mine, inherited)
	got := robottest.Say(t, gh, newStatus(t, d), "/status prod").Detail
	for _, want := range []string{
		"| " + link(3) + " | promoted " + link(2) + " | commit `b5f61da` on `main` | `carol` | " + when + " | succeeded after 42 s |  |",
		"| " + link(2) + " | promoted " + link(1) + " | commit `b5f61da` on `main` | `al\\|ice` | " + when + " | succeeded after 42 s | `#17` |",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got:\n%s\n\nwithout %q", got, want)
		}
	}
}

// What stands in Drone was written by strangers.
func TestHostile(t *testing.T) {
	b := deploy("p`|rod\n@alice", "success")
	b.Trigger, b.Target, b.After = "<b>@bob|\n/promote 1 prod\\|[x](https://evil.example)", "ma|in`", "`|@x"
	d := world(t, b)
	got, err := newStatus(t, d).Run(context.Background(), robottest.Comment("/status", nil))
	if err != nil {
		t.Fatal(err)
	}
	row := strings.Split(strings.SplitN(got, "\n", 4)[2], " | ")
	if len(row) != 5 || strings.Contains(got, "@alice") || strings.Contains(got, "@bob") || strings.Contains(got, "\n/promote") || !strings.Contains(got, `prod\ \|[x]`) {
		t.Errorf("got:\n%s", got)
	}
}

func TestMuch(t *testing.T) {
	var more []sdk.Build
	for i := range 12 {
		more = append(more, deploy("prod", "running"), deploy(fmt.Sprintf("t%d", i), "success"))
	}
	for range 275 {
		more = append(more, sdk.Build{})
	}
	d := world(t, more...)
	got, err := newStatus(t, d).Run(context.Background(), robottest.Comment("/status", nil))
	if err != nil || strings.Count(got, "\n- ") != 11 || !strings.Contains(got, "\n- and 2 more\n\nThis is what the newest 300 builds tell.") {
		t.Errorf("%v:\n%s", err, got)
	}
	got, err = newStatus(t, d).Run(context.Background(), robottest.Comment("/status", nil, "prod"))
	if err != nil || strings.Count(got, " | promoted ") != 10 || !strings.HasSuffix(got, "\n\nThis is what the newest 300 builds tell.") {
		t.Errorf("%v:\n%s", err, got)
	}
	more = nil
	for i := range 33 {
		more = append(more, deploy(fmt.Sprintf("t%d", i), "success"))
	}
	got, err = newStatus(t, world(t, more...)).Run(context.Background(), robottest.Comment("/status", nil))
	if err != nil || strings.Count(got, "| `t") != 30 || !strings.Contains(got, "\n\n3 more targets are left out.\n\nNothing runs now.") {
		t.Errorf("%v:\n%s", err, got)
	}
}

func TestTrouble(t *testing.T) {
	d := world(t)
	d.Break(wire.Fault{Method: "GET", Status: 502})
	for _, args := range [][]string{nil, {"prod"}} {
		_, err := newStatus(t, d).Run(context.Background(), robottest.Comment("/status", nil, args...))
		robottest.Said(t, err, issue.Failed, false, "Drone was asked to list the builds of `acme/widgets` and failed (status 502): nothing was started. Try again later; if it stays so, tell whoever runs this robot.")
	}
	_, err := newStatus(t, d).Run(context.Background(), issue.IssueEvent{})
	robottest.Said(t, err, issue.Refused, false, "Drone cannot be asked about a repository named `/`.")
}

func TestHelp(t *testing.T) {
	mux := issue.NewMux()
	mux.Handle("status", newStatus(t, robottest.Drone(t)))
	if err := mux.Check(); err != nil {
		t.Error(err)
	}
	if _, err := drone_status.New(drone_status.Options{}); err == nil {
		t.Error("a robot without a Drone")
	}
}
