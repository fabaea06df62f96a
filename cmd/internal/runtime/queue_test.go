package runtime

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

// bring makes a call that was queued, as the platform does when it comes to it. The answer is
// nil where it took too long, and was broken off.
func (f *function) bring(ctx context.Context, job string) *answer {
	f.t.Helper()
	path, body, _ := strings.Cut(job, " ")
	a, err := f.invoke(ctx, ofTrigger, http.MethodPost, path, http.Header{"Content-Type": {"text/plain"}}, body)
	if err != nil && ctx.Err() == nil {
		f.t.Fatal(err)
	}
	return a
}

// jobs are those that wait, and wait no more.
func (f *function) jobs() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := f.queue
	f.queue = nil
	return all
}

// TestQueue: what one instance hands over, others are brought, and brought again; it is worked
// once, and the platform is told each time that it went well.
func TestQueue(t *testing.T) {
	for _, generation := range []int{2, 3} {
		w := newWorld(t, generation, "ROBOT_ASYNC=fc")
		for range 3 {
			e := w.comment()
			for range 2 { // GitHub delivers it twice
				if status := w.deliver(t.Context(), e); status != http.StatusOK {
					t.Errorf("a comment was answered %d", status)
				}
			}
		}
		if n := len(w.ci.Builds(slug)); n != 1 {
			t.Errorf("%d builds before a job was brought", n-1)
		}
		jobs := w.robot.jobs()
		if len(jobs) != len(w.said) {
			t.Errorf("%d jobs of %d comments", len(jobs), len(w.said))
		}
		for range 2 {
			w.robot.reclaim()
			for _, job := range jobs {
				if a := w.robot.bring(t.Context(), job); a.status != http.StatusOK || a.header.Get("X-Fc-Status") != "200" {
					t.Errorf("a job was answered %d, X-Fc-Status %q: %s", a.status, a.header.Get("X-Fc-Status"), a.body)
				}
			}
		}
		if n := len(w.ci.Builds(slug)) - 1; n != len(w.said) {
			t.Errorf("%d builds of %d jobs", n, len(w.said))
		}
		w.settle()
	}
}

// broken brings a job, breaks it off at a moment, takes the instance away, and brings the job
// again to another.
func (w *world) broken(at moment, job string) {
	w.t.Helper()
	w.robot.reclaim()
	reached := w.hub.hold(at)
	timed, out := context.WithCancel(w.t.Context())
	defer out()
	go func() { <-reached; out() }()
	if a := w.robot.bring(timed, job); a != nil {
		w.t.Fatalf("%s: it never came to that: %d %s", at.name, a.status, a.body)
	}
	w.robot.reclaim()
	w.hub.open()
	w.robot.bring(w.t.Context(), job)
}
