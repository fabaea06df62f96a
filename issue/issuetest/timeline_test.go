package issuetest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

// TestTimeline is the order in which things were said and done, within one second, too.
func TestTimeline(t *testing.T) {
	gh := issuetest.Start(t)
	gh.SetTime(func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) })
	repo := gh.Repo("acme/widgets").Grant("alice", "write")
	repo.Label(17, "bug")
	comment := repo.Comment(17, "alice", "hello").Comment
	repo.Milestone("v1", time.Time{})
	repo.Assign(17, "alice").Schedule(17, 1).Classify(17, "Bug").Classify(17, "Task").SetParent(17, 20).Lock(17)
	repo.Comment(17, "bob", "still there")
	repo.Edit(comment, "alice", "hello, all")
	repo.Close(17)

	var got []string
	for _, m := range repo.Timeline(17) {
		text := strings.Join([]string{m.By, m.Event, m.From, m.Detail}, " ")
		if m.Comment != nil {
			text += m.Comment.Body
		}
		if m.At.IsZero() {
			t.Errorf("%s: no time", text)
		}
		got = append(got, text)
	}
	want := []string{
		"hubot labeled  bug", "alice commented  hello, all", "hubot assigned  alice", "hubot milestoned  v1", "hubot issue_type_added  Bug",
		"hubot issue_type_changed Bug Task", "hubot parent_issue_added  20", "hubot locked  ", "bob commented  still there", "hubot closed  completed",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if comments := repo.Issue(17).Comments; !comments[0].Edited || comments[1].Edited {
		t.Errorf("edited: %v, %v, want the first alone", comments[0].Edited, comments[1].Edited)
	}
	if none := repo.Timeline(404); none != nil {
		t.Errorf("no issue: %v", none)
	}
}
