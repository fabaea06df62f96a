package issue

import (
	"errors"
	"time"
)

// limited reports whether GitHub wants to be left alone for a while.
func limited(errs []error) bool { return RetryAfter(errors.Join(errs...)) > 0 }

func (w *Watcher) waits(name string) bool {
	d := w.later[name]
	return d != nil && time.Now().Before(d.until)
}

// mostDelay is how long something that fails again and again waits at most.
const mostDelay = 5 * time.Minute

// failed puts off what has failed: to the next round at first, then for twice as long each time.
func (w *Watcher) failed(name string) {
	if w.later[name] == nil {
		w.later[name] = new(delay)
	}
	d := w.later[name]
	d.until = time.Now().Add(min(time.Duration(d.failed)*5*time.Second<<min(d.failed, 10), mostDelay))
	d.failed++
}
