package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

const (
	coldThrottled = 9
	oneByOneThere = 20
	inInstance    = 10 // InstanceConcurrency of the templates
)

// smallest is the function at the least processor that can be had. A call waits for its share
// rather than for GitHub there.
func smallest(ctx context.Context, w *world, t *table) error {
	throttled := newThrottle()
	defer throttled.remove()
	t.section("at 0.05 of a CPU, " + throttled.how())
	for _, first := range []struct {
		what, aim string
		status    int
		signed    func() *http.Request
	}{
		{"exec to first answer: GET /healthz", "< 1 s", http.StatusOK, func() *http.Request { return w.health }},
		{"exec to first answer: not for us", "< 1 s", http.StatusAccepted, func() *http.Request { return w.plain }},
		{"exec to first answer: " + line, "< 10 s, which GitHub waits", http.StatusOK, func() *http.Request { return w.comment(line) }},
	} {
		var took []time.Duration
		for range coldThrottled {
			d, err := w.cold(ctx, throttled.robot(w), first.status, first.signed())
			if err != nil {
				return err
			}
			took = append(took, d)
			w.settle()
		}
		t.row(first.what, milliseconds(took...), first.aim)
	}
	return w.working(ctx, throttled.robot(w), t)
}

// working are commands that one instance works, one by one and as many at once as it gets.
func (w *world) working(ctx context.Context, start starter, t *table) error {
	robot, err := start(ctx)
	if err != nil {
		return err
	}
	defer robot.end()
	var took []time.Duration
	for range oneByOneThere {
		d, err := w.timed(ctx, robot, http.StatusOK, w.comment(line))
		if err != nil {
			return err
		}
		took = append(took, d)
		w.settle()
	}
	t.row(line+", from webhook to answer", milliseconds(took...), "< 10 s")
	signed := w.comments(inInstance)
	all, err := w.volley(ctx, robot, inInstance, inInstance, func(i int) *http.Request { return signed[i] })
	if err != nil {
		return err
	}
	t.row(fmt.Sprintf("%d of them at once, the slowest answer", inInstance), milliseconds(all.slowest), "< 10 s")
	t.row("worked, 200", fmt.Sprint(all.status[http.StatusOK]), fmt.Sprint(inInstance))
	size, err := robot.memory("VmHWM")
	t.row("most memory", megabytes(size), "< 128 MB, which it has")
	w.settle()
	return err
}

// settle ends the last build, and forgets what was counted.
func (w *world) settle() {
	w.finish()
	w.watch.read()
	w.forget()
}
