package compose_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/compose"
	"github.com/fanux/robot/processors/internal/robottest"
)

// writes are the calls since the last look that change something, but for those of the
// robot's around every command.
func (s *scene) writes() (list []string) {
	for _, call := range s.calls() {
		if !strings.HasPrefix(call, "GET ") && !strings.Contains(call, "/reactions") && !strings.Contains(call, "/comments ") {
			list = append(list, call)
		}
	}
	return list
}

// TestRehearsed: a dry run names what the same command then does, and does none of it. Issue
// 17 has the label bug, and carol.
func TestRehearsed(t *testing.T) {
	const nothing = "Nothing was done. It would "
	for _, test := range []struct {
		order compose.Order
		says  string
		does  []string
	}{
		{compose.Order{AddLabels: labels{"ACCEPTED"}}, nothing + "add the label `accepted`.", []string{"POST issues/17/labels 200"}},
		{compose.Order{AddLabels: labels{"accepted", "Bug", "100%"}}, nothing + "add the labels `accepted`, `100%`. It has the label `bug` already.", []string{"POST issues/17/labels 200"}},
		{compose.Order{AddLabels: labels{"bug"}}, nothing + "change nothing. It has the label `bug` already.", nil},
		{compose.Order{RemoveLabels: labels{"bug", "accepted"}}, nothing + "remove the label `bug`. It does not have the label `accepted`.", []string{"DELETE issues/17/labels/bug 200"}},
		{compose.Order{Assign: labels{"@alice", "Carol"}}, nothing + "assign `alice`. Assigned already: `Carol`.", []string{"POST issues/17/assignees 201"}},
		{compose.Order{Unassign: labels{"carol", "alice"}}, nothing + "unassign `carol`. Not assigned: `alice`.", []string{"DELETE issues/17/assignees 200"}},
		{compose.Order{Close: "not_planned"}, nothing + "close this issue as `not_planned`.", []string{"PATCH issues/17 200"}},
		{compose.Order{AddLabels: labels{"accepted"}, Close: "completed"}, nothing + "add the label `accepted`, and close this issue as `completed`.",
			[]string{"POST issues/17/labels 200", "PATCH issues/17 200"}},
		{compose.Order{AddLabels: labels{"accepted"}, RemoveLabels: labels{"bug"}, Assign: labels{"alice"}, Unassign: labels{"carol"}, Close: "completed", Reply: "Thank **you**.\n\n- a\n"},
			nothing + "add the label `accepted`, remove the label `bug`, assign `alice`, unassign `carol`, and close this issue as `completed`. It would reply:\n\n> Thank **you**.\n> \n> - a",
			[]string{"POST issues/17/labels 200", "DELETE issues/17/labels/bug 200", "POST issues/17/assignees 201", "DELETE issues/17/assignees 200", "PATCH issues/17 200"}},
		{compose.Order{Reply: "Read this."}, "Nothing was done. It would reply:\n\n> Read this.", nil},
		{compose.Order{AddLabels: labels{"bug"}, Reply: "Read this."}, nothing + "change nothing. It has the label `bug` already. It would reply:\n\n> Read this.", nil},
		{compose.Order{}, nothing + "change nothing.", nil},
	} {
		s := start(t)
		s.repo.Label(17, "bug").Assign(17, "carol")
		before := s.repo.Issue(17)
		dry := robottest.Say(t, s.GitHub, command{order: test.order}, "/accept --dry-run")
		if dry.State != issue.Ran || dry.Detail != test.says {
			t.Errorf("%s\ngot  %q\nwant %q", dry.State, dry.Detail, test.says)
		}
		after := s.repo.Issue(17)
		if writes := s.writes(); writes != nil || !cmp.Equal(before.Labels, after.Labels) || !cmp.Equal(before.Assignees, after.Assignees) || after.Closed {
			t.Errorf("%s: it was done: %q, %+v", test.says, writes, after)
		}
		earnest := robottest.Say(t, s.GitHub, command{order: test.order}, "/accept")
		if diff := cmp.Diff(test.does, s.writes()); diff != "" || earnest.State != issue.Ran || earnest.Detail != strings.TrimSpace(test.order.Reply) {
			t.Errorf("%s: in earnest: %s %q (-want +got):\n%s", test.says, earnest.State, earnest.Detail, diff)
		}
	}
}

// TestRehearsedOnClosed: what is closed stays so; a pull request is closed for no reason.
func TestRehearsedOnClosed(t *testing.T) {
	s := start(t)
	s.repo.Close(17)
	if dry := robottest.Say(t, s.GitHub, command{order: compose.Order{Close: "completed"}}, "/done --dry-run"); dry.Detail != "Nothing was done. It would change nothing. It is closed already." {
		t.Errorf("%q", dry.Detail)
	}
	gh := issuetest.Start(t)
	gh.Repo("acme/widgets").OpenPull(17, "bob", "Stop it", "Please.")
	if dry := robottest.Say(t, gh, command{order: compose.Order{Close: "completed"}}, "/done --dry-run"); dry.Detail != "Nothing was done. It would close this pull request." {
		t.Errorf("%q", dry.Detail)
	}
}

// TestRehearsalRefuses what the command would be refused for, in the same words.
func TestRehearsalRefuses(t *testing.T) {
	for _, order := range []compose.Order{
		{AddLabels: labels{"bugg"}}, {AddLabels: labels{"bug"}, RemoveLabels: labels{"bug"}}, {Assign: labels{"a b"}}, {Close: "maybe"},
	} {
		s := start(t)
		dry, earnest := robottest.Say(t, s.GitHub, command{order: order}, "/accept --dry-run"), robottest.Say(t, s.GitHub, command{order: order}, "/accept")
		if dry.State != issue.Refused || dry.State != earnest.State || dry.Detail != earnest.Detail {
			t.Errorf("%s %q\nin earnest %s %q", dry.State, dry.Detail, earnest.State, earnest.Detail)
		}
	}
}
