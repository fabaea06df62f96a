package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

const (
	line      = "/promote 42 dev"
	oneByOne  = 400
	allAtOnce = 2_000
)

// commands are worked one after the other, and GitHub and Drone answer at once.
func commands(ctx context.Context, w *world, robot *child, t *table) error {
	first, err := w.timed(ctx, robot, http.StatusOK, w.comment(line))
	if err != nil {
		return err
	}
	w.finish()
	w.watch.read()
	before, err := robot.cpu()
	if err != nil {
		return err
	}
	var wall, own, trip []time.Duration
	var made calls
	for range oneByOne {
		took, err := w.timed(ctx, robot, http.StatusOK, w.comment(line))
		if err != nil {
			return err
		}
		c := w.watch.read()
		wall, own = append(wall, took), append(own, took-c.busy)
		made.github, made.drone = made.github+c.github, made.drone+c.drone
		w.finish()
		w.forget()
	}
	after, err := robot.cpu()
	if err != nil {
		return err
	}
	for range oneByOne {
		took, err := w.timed(ctx, robot, http.StatusOK, w.health)
		if err != nil {
			return err
		}
		trip = append(trip, took)
	}
	t.section(line + ", one after the other")
	t.row("CPU per command", milliseconds((after-before)/oneByOne), "")
	t.row("calls to GitHub", fmt.Sprintf("%.2f", float64(made.github)/oneByOne), "9: 4 for the command, 4 for the lock, 1 for older replies")
	t.row("calls to Drone", fmt.Sprintf("%.2f", float64(made.drone)/oneByOne), "4: the build, what is there, promote, once more")
	t.row("from webhook to answer", milliseconds(wall...), "")
	t.row("of it, while neither GitHub nor Drone was answering", milliseconds(own...), "≤ 3 ms and 13 round trips")
	t.row("a round trip: GET /healthz", milliseconds(trip...), "")
	t.row("from webhook to answer, the first of an instance", milliseconds(first), "")
	return nil
}

// timed is how long the answer takes.
func (w *world) timed(ctx context.Context, robot *child, status int, signed *http.Request) (time.Duration, error) {
	began := time.Now()
	err := w.want(ctx, status, robot, signed)
	return time.Since(began), err
}

// together are commands of which some are always at work: an instance that is busy does
// not go to sleep at every call, and wake up again.
func together(ctx context.Context, w *world, robot *child, t *table) error {
	signed := w.comments(oneByOne)
	before, err := robot.cpu()
	if err != nil {
		return err
	}
	all, err := w.volley(ctx, robot, oneByOne, atOnce, func(i int) *http.Request { return signed[i] })
	if err != nil {
		return err
	}
	after, err := robot.cpu()
	if err != nil {
		return err
	}
	if all.status[http.StatusOK] != oneByOne {
		return fmt.Errorf("commands were answered otherwise: %v", all.status)
	}
	w.forget()
	t.section(fmt.Sprintf("%s, %d at once", line, atOnce))
	t.row("CPU per command", milliseconds((after-before)/oneByOne), "")
	return nil
}

// comments are commands, each in a comment of its own.
func (w *world) comments(n int) []*http.Request {
	signed := make([]*http.Request, n)
	for i := range signed {
		signed[i] = w.comment(fmt.Sprint(line, "-", i)) // a target takes one at a time
	}
	return signed
}

// burst is more commands at once than an instance takes.
func burst(ctx context.Context, w *world, robot *child, t *table) error {
	signed := w.comments(allAtOnce)
	all, err := w.volley(ctx, robot, allAtOnce, allAtOnce, func(i int) *http.Request { return signed[i] })
	if err != nil {
		return err
	}
	w.forget()
	t.section(fmt.Sprintf("%d times %s at once", allAtOnce, line))
	t.row("worked, 200", fmt.Sprint(all.status[http.StatusOK]), "")
	t.row("sent away, 503", fmt.Sprint(all.status[http.StatusServiceUnavailable]), "the rest")
	t.row("the slowest answer", milliseconds(all.slowest), "< 10 s, which GitHub waits")
	for _, m := range []struct{ what, name, aim string }{{"most memory", "VmHWM", "< 100 MB; the smallest function has 128"}, {"memory after it", "VmRSS", ""}} {
		size, err := robot.memory(m.name)
		if err != nil {
			return err
		}
		t.row(m.what, megabytes(size), m.aim)
	}
	return nil
}

// forget empties the fakes' logs, which hold every call.
func (w *world) forget() {
	w.github.Forget()
	w.drone.Forget()
}
