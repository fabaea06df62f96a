package issue_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
)

// TestSweepWithFewCallsReadsEveryPage in its turn, and keeps calls for what it finds.
func TestSweepWithFewCallsReadsEveryPage(t *testing.T) {
	w := newWorld(t)
	w.behind(time.Hour)
	w.repo.Comment(17, "alice", "/count the oldest")
	for i := range 1500 {
		if i == 700 {
			w.repo.Comment(17, "alice", "/count in the middle")
		}
		w.repo.Comment(17, "bob", fmt.Sprint("talk ", i))
	}
	w.behind(0)
	few := func(_ *issue.Config, o *issue.SweepOptions) { o.Calls = 20 }
	for n := 0; len(w.crew.ran()) < 2; n++ {
		done := w.sweep(few).run()
		if !done.Rest || done.Calls > 20 || done.Run == 0 && done.Calls > 14 {
			t.Errorf("%+v", done)
		}
		if n > 200 {
			t.Fatalf("after %d sweeps only %q ran", n, w.crew.ran())
		}
	}
}
