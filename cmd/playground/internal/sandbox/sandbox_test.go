package sandbox_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue"
)

// TestPromotion: a comment becomes a build, whose end the reply tells; and the journal has it
// all, call by call.
func TestPromotion(t *testing.T) {
	w := start(t)
	w.Hold(true)
	c := w.comment("alice", "Please:\n/promote 42 dev REVISION=abc\n```\n/promote 1 dev\n```")
	if err := w.WaitRobot(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.Drone().Build(home, 43); got.Status != "pending" || !strings.Contains(w.reply(), "Started build") {
		t.Errorf("build 43 is %s, and the reply is %q", got.Status, w.reply())
	}
	w.wait()
	if got := w.reply(); !strings.Contains(got, "**succeeded**") {
		t.Errorf("the reply is %q", got)
	}
	d := w.from("issue_comment", "created")[0]
	got := fmt.Sprint(d.Number, d.From, d.Sender, d.Repo, d.Issue, d.Comment == c.GetID(), d.Redelivery, d.Instance, d.Done, d.Status, d.Err)
	if want := fmt.Sprint(1, sandbox.FromGitHub, "alice", home, 17, true, false, 1, true, 200, ""); got != want {
		t.Errorf("the delivery is %s, want %s", got, want)
	}
	lines := []issue.Line{
		{Number: 2, Text: "/promote 42 dev REVISION=abc", Runs: true, Verdict: "runs as /promote: 42, dev, REVISION=abc"},
		{Number: 4, Text: "/promote 1 dev", Verdict: "inside a code fence"},
	}
	if diff := cmp.Diff(lines, d.Lines); diff != "" {
		t.Errorf("the lines (-want +got):\n%s", diff)
	}
	did := w.did(d)
	for _, want := range []string{
		"GitHub POST reactions 201", "GitHub GET permission 200", "Drone POST promote 200", "GitHub POST comments 201",
	} {
		if !strings.Contains(did, want) {
			t.Errorf("no %q in\n%s", want, did)
		}
	}
	news := w.from("build", "updated")
	if last := news[len(news)-1]; last.From != sandbox.FromDrone || last.Repo != home || !strings.Contains(w.did(last), "GitHub PATCH ") {
		t.Errorf("the last news of Drone's: %+v\n%s", last, w.did(last))
	}
}

// TestSteps: a build goes its way step by step, and its log grows line by line.
func TestSteps(t *testing.T) {
	w := start(t)
	w.Hold(true)
	w.comment("alice", "/promote 42 prod")
	if err := w.WaitRobot(t.Context()); err != nil {
		t.Fatal(err)
	}
	var seen []string
	for w.Drone().Build(home, 43).Finished == 0 {
		if err := w.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		var steps []string
		for i, step := range w.Drone().Build(home, 43).Stages[0].Steps {
			steps = append(steps, fmt.Sprint(step.Name, " ", step.Status, " ", len(w.Log(home, 43, 1, int64(i+1)))))
		}
		seen = append(seen, strings.Join(steps, ", "))
	}
	want := []string{
		"clone running 0, test pending 0, deploy pending 0",
		"clone running 1, test pending 0, deploy pending 0",
		"clone running 2, test pending 0, deploy pending 0",
		"clone success 2, test running 0, deploy pending 0",
		"clone success 2, test running 1, deploy pending 0",
		"clone success 2, test running 2, deploy pending 0",
		"clone success 2, test success 2, deploy running 0",
		"clone success 2, test success 2, deploy running 1",
		"clone success 2, test success 2, deploy running 2",
		"clone success 2, test success 2, deploy running 3",
		"clone success 2, test success 2, deploy failure 3",
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("the steps (-want +got):\n%s", diff)
	}
	if got := w.reply(); !strings.Contains(got, "**failed**") || !strings.Contains(got, "exit code 1") {
		t.Errorf("the reply is %q", got)
	}
	if got := w.Log(home, 43, 1, 3); got[len(got)-1] != "no route to host" {
		t.Errorf("the log is %q", got)
	}
}

// TestCancelled: a build that was cancelled does nothing more.
func TestCancelled(t *testing.T) {
	w := start(t)
	w.Hold(true)
	w.comment("alice", "/promote 42 dev")
	for range 3 {
		if err := w.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.comment("alice", "/cancel 43")
	if err := w.WaitRobot(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wait()
	if b := w.Drone().Build(home, 43); b.Status != "killed" || len(w.Log(home, 43, 1, 2)) != 0 {
		t.Errorf("build 43 is %s, and its log %q", b.Status, w.Log(home, 43, 1, 2))
	}
}

// TestRun: a run of a workflow goes its way, too.
func TestRun(t *testing.T) {
	w := start(t)
	for target, want := range map[string]string{"dev": "**succeeded**", "prod": "**failed**"} {
		w.say("alice", "/run deploy.yml target="+target)
		if got := w.reply(); !strings.Contains(got, want) {
			t.Errorf("%s: the reply is %q", target, got)
		}
	}
}

// TestPeople: what somebody may is what their role lets them, at both platforms.
func TestPeople(t *testing.T) {
	w := start(t)
	for _, row := range []struct{ login, state string }{
		{"owner", "ran"}, {"maintainer", "ran"}, {"alice", "ran"}, {"triager", "denied"}, {"stranger", "denied"}, {"somebody-else", "denied"},
	} {
		w.say(row.login, "/promote 42 dev")
		all := w.from("issue_comment", "created")
		d := all[len(all)-2] // the last is the reply
		if !strings.Contains(d.Answer, `"state":"`+row.state+`"`) || d.Lines[0].Runs != (row.state == "ran") {
			t.Errorf("%s: %s\n%+v", row.login, d.Answer, d.Lines)
		}
	}
}

// TestLines: what is said of a line is what has become of it.
func TestLines(t *testing.T) {
	w := start(t)
	mine := w.say("alice", "/retitle It wobbles")
	w.say("dependabot[bot]", "/retitle It does not")
	if _, _, err := w.As("alice").Issues.UpdateComment(t.Context(), "acme", "widgets", mine.GetID(), github.IssueCommentRequest{Body: mine.GetBody() + " again"}); err != nil {
		t.Fatal(err)
	}
	w.wait()
	if _, err := w.As("alice").Issues.DeleteComment(t.Context(), "acme", "widgets", mine.GetID()); err != nil {
		t.Fatal(err)
	}
	w.wait()
	w.say("stranger", "/retitle Mine")
	w.say(w.Robot(), "/retitle A person has this account, too")
	w.say("alice", "nothing")
	var got []string
	for _, d := range w.Deliveries() {
		for _, line := range d.Lines {
			got = append([]string{fmt.Sprint(d.Sender, " ", d.Action, ": ", line.Text, ": ", line.Runs, " ", line.Verdict)}, got...)
		}
	}
	want := []string{
		"alice created: /retitle It wobbles: true runs as /retitle: It, wobbles",
		"dependabot[bot] created: /retitle It does not: false said by a bot, which no configuration lets say it",
		"alice edited: /retitle It wobbles again: false in a text that was edited: what is written when it is made counts, and nothing else",
		"alice deleted: /retitle It wobbles again: false in a comment that was deleted",
		"stranger created: /retitle Mine: false denied: `/retitle` needs **author or triage** here, and you have **read**. Ask somebody who has it to comment this.",
		"sealrobot created: `/retitle` needs **author or triage** here, and you have **read**. Ask somebody who has it to comment this.: false in a reply of the robot itself",
		"sealrobot created: /retitle A person has this account, too: true runs as /retitle: A, person, has, this, account,, too",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
