package page

import (
	"time"

	"github.com/drone/drone-go/drone"
)

// outcome is how something is: a build, a stage, a run, a step.
type outcome struct {
	Class string // of style.css: success, failure, running, pending or skipped
	Icon  string
	Word  string // English; the page says it in the reader's language
}

var outcomes = map[string]outcome{
	drone.StatusPassing:  {"success", "✓", "succeeded"},
	drone.StatusFailing:  {"failure", "✗", "failed"},
	drone.StatusError:    {"failure", "✗", "went wrong"},
	drone.StatusRunning:  {"running", "●", "running"},
	drone.StatusPending:  {"pending", "○", "waits for its turn"},
	drone.StatusWaiting:  {"pending", "○", "waits for others"},
	drone.StatusBlocked:  {"pending", "⏸", "waits for an approval"},
	drone.StatusDeclined: {"skipped", "⊘", "declined"},
	drone.StatusKilled:   {"skipped", "⊘", "cancelled"},
	drone.StatusSkipped:  {"skipped", "⊘", "skipped"},

	// GitHub's
	"queued":          {"pending", "○", "waits for its turn"},
	"waiting":         {"pending", "⏸", "waits for an approval"},
	"in_progress":     {"running", "●", "running"},
	"cancelled":       {"skipped", "⊘", "cancelled"},
	"timed_out":       {"failure", "✗", "timed out"},
	"startup_failure": {"failure", "✗", "could not be started"},
	"action_required": {"pending", "⏸", "waits for an approval"},
	"neutral":         {"skipped", "–", "neutral"},
	"stale":           {"skipped", "–", "stale"},
}

// outcomeOf is that of a status of Drone's, or a status or conclusion of GitHub's.
func outcomeOf(status string) outcome {
	if known, ok := outcomes[status]; ok {
		return known
	}
	return outcome{"pending", "○", status}
}

// lasted is how long something went on, or has been going on; 0 where it has not begun.
func lasted(started, ended int64) time.Duration {
	switch {
	case started == 0:
		return 0
	case ended == 0:
		return max(0, time.Since(time.Unix(started, 0)).Truncate(time.Second))
	}
	return time.Duration(ended-started) * time.Second
}
