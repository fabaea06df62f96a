package lock

import (
	"errors"
	"sync"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// ErrOff means that the robot may not write this repository's contents: nothing is locked
// here, and nothing can be. It stands behind an error that says so to the commenter.
var ErrOff = errors.New("the token may not write contents")

// Most is how many locks All returns at most.
const Most = 50

// Lock is the lock of a target. What it says was written by whoever may write to the
// repository, with or without the robot: it is shown as code, or not at all.
type Lock struct {
	Target string
	Holder string // a login; empty where the lock does not say it
	Reason string // at most MaxReason characters, and … where it was longer
	URL    string // of the comment, or empty
	Since  time.Time
	Brief  bool // it is held while something is begun
}

// Locks are the locks of targets in one repository, for the time of one event. They may be
// used concurrently.
type Locks struct {
	at     site.Site
	branch string        // the default one, or empty
	below  string        // where their refs are
	lasts  time.Duration // how long a brief one counts

	mu    sync.Mutex
	now   time.Time            // by GitHub's clock, when it answered last
	brief map[string]time.Time // our own brief locks, by their refs: since when, by our clock
}

// Of are the locks of the repository that an event is about.
func Of(event issue.IssueEvent) (*Locks, error) {
	at, ok := site.Of(event)
	if !ok {
		return nil, issue.Errorf("The robot cannot ask GitHub for the locks of this repository: nothing was done.")
	}
	return &Locks{at: at, branch: event.GetRepo().GetDefaultBranch(), below: ofTargets, lasts: briefly, brief: map[string]time.Time{}}, nil
}
