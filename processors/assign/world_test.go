package assign_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/assign"
	"github.com/fanux/robot/processors/internal/robottest"
)

type list = []string

// world is a hall with the robots of this package, and more people and a closed issue 19.
type world struct {
	*testing.T
	*robottest.Hall
}

func start(t *testing.T) *world {
	t.Helper()
	w := &world{t, robottest.NewHall(t, map[string]issue.Runner{"/assign": assign.Assign{}, "/unassign": assign.Unassign{}, "/apply": assign.Apply{}})}
	w.Repo.Grant("alice", "read").Grant("bob", "read").Grant("dave", "triage")
	w.Repo.Open(19, "ann", "Old", "It is.")
	w.Repo.Close(19)
	w.SignIn("stranger") // an account without a part in this
	return w
}

// said checks how the commands of an event go.
func (w *world) said(event issuetest.Event, want ...string) {
	w.Helper()
	if diff := cmp.Diff(strings.Join(want, "\n"), w.Hear(event)); diff != "" {
		w.Errorf("results (-want +got):\n%s", diff)
	}
}

// called checks the calls that the robots made for the last event.
func (w *world) called(want ...string) {
	w.Helper()
	var got []string
	for line := range strings.Lines(w.Work()) {
		got = append(got, strings.Join(strings.Fields(line)[:2], " "))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("calls (-want +got):\n%s", diff)
	}
}

// assigned checks who has an issue.
func (w *world) assigned(number int, want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, w.Repo.Issue(number).Assignees); diff != "" {
		w.Errorf("assignees of #%d (-want +got):\n%s", number, diff)
	}
}

// resumed is alice's comment of a while ago, of which a run was broken off, with what that run
// had done.
func (w *world) resumed(text string, did func()) issuetest.Event {
	began := time.Now().Add(-30 * time.Minute)
	w.SetTime(func() time.Time { return began })
	defer w.SetTime(time.Now)
	event := w.Repo.Comment(17, "alice", text)
	w.Repo.React(event.Comment, w.Self, "eyes")
	did()
	return event
}
