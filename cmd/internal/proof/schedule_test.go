package proof

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanux/robot/issue"
)

// sweeps come by while there are faults.
func (w *world) sweeps() {
	for i, chance := range []float64{0.6, 0.4, 0.3, 0.2} {
		name := fmt.Sprint("sweep ", i)
		if w.happens(name, chance) {
			w.later(w.within(name, 240*time.Second), func() { w.sweep(name, w.any(name)) })
		}
	}
}

// sweep is one of a Sweep, or a Watcher's first.
func (w *world) sweep(name string, in *instance) {
	ctx := w.errand(name, in).context()
	c := w.config()
	c.RobotTime, c.ReplyTime, c.Extend = 30*time.Second, 15*time.Second, w.extend()
	var err error
	if w.dice(name+" is watched").IntN(2) == 0 {
		var watcher *issue.Watcher
		if watcher, err = issue.NewWatcher(ctx, c, w.mux, slug, 72*time.Hour, func(issue.Watched) {}); err == nil {
			err = watcher.Round(ctx)
		}
	} else {
		var sweep *issue.Sweep
		if sweep, err = issue.NewSweep(c, w.mux, issue.SweepOptions{Repos: []string{slug}, URL: w.knownURL(name), Since: 72 * time.Hour, Resume: time.Minute, Calls: 500}); err == nil {
			_, err = sweep.Run(ctx)
		}
	}
	w.tell("%s %s ended: %v", in.name, name, err)
}

// mostSweeps is how many it takes at most until everything is at its end, when nothing goes
// wrong any more: the first takes over what was left, the second finds what that began. The
// text of an issue that changed since is left to its webhook for five minutes.
const mostSweeps = 7

// schedule is one run. It returns the clauses that were broken.
func schedule(t *testing.T, p *plan, m mutant, trace io.Writer) (broken []string) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(p, m, trace)
		w.comments()
		w.sweeps()
		w.others()
		w.events.Wait()
		w.calm.Store(true)
		w.tell("quiet")
		for i := range mostSweeps {
			time.Sleep(61 * time.Second)
			w.sweep(fmt.Sprint("last sweep ", i), w.instance("new"))
			w.events.Wait()
			if broken = w.broken(); len(broken) == 0 && i > 0 {
				break
			}
		}
		w.count()
	})
	return broken
}

// count counts what does not hold in the end, whether it was promised or not.
func (w *world) count() {
	kinds := map[string]bool{}
	for _, b := range w.all() {
		kind, rest, _ := strings.Cut(b, ": ")
		if command, _, ok := strings.Cut(rest, " "); ok && kind == twice {
			kind += " " + command
		}
		kinds[kind] = true
	}
	for kind := range kinds {
		if w.tally != nil {
			w.tally[kind]++
		}
	}
}
