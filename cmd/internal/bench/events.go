package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"
)

const (
	rounds   = 7
	perRound = 10_000
	atOnce   = 16
)

// rest is the memory of an instance that has nothing to do.
func rest(ctx context.Context, w *world, robot *child, t *table) error {
	t.section("memory, resident")
	before, err := robot.memory("VmRSS")
	if err != nil {
		return err
	}
	t.row("at rest", megabytes(before), "< 16 MB")
	if err := w.ignored(ctx, robot, perRound); err != nil {
		return err
	}
	after, err := robot.memory("VmRSS")
	if err != nil {
		return err
	}
	t.row(fmt.Sprintf("after %d events that are not for us", perRound), megabytes(after), "< 16 MB")
	return nil
}

// notForUs is what an event costs that holds no command, against the floor.
func notForUs(ctx context.Context, w *world, robot *child, t *table) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	other, err := start(ctx, nil, self, "floor")
	if err != nil {
		return err
	}
	defer other.end()
	if err := w.ignored(ctx, other, perRound); err != nil { // the robot is warm, too
		return err
	}
	var ours, least []time.Duration
	var ratio []float64
	for range rounds {
		a, err := w.costs(ctx, robot)
		if err != nil {
			return err
		}
		b, err := w.costs(ctx, other)
		if err != nil {
			return err
		}
		ours, least, ratio = append(ours, a), append(least, b), append(ratio, float64(a)/float64(b))
	}
	t.section(fmt.Sprintf("CPU per event that is not for us, %d bytes, %d at once", w.plain.ContentLength, atOnce))
	t.row("robot", microseconds(ours...), "")
	t.row("floor: net/http, HMAC, a scan of comment.body", microseconds(least...), "")
	t.row("robot / floor", spread("", ratio, func(f float64) float64 { return f }), "≤ 1.6")
	made := w.watch.read()
	t.row("calls to GitHub and to Drone", fmt.Sprintf("%d and %d", made.github, made.drone), "0 and 0")
	return nil
}

// costs is the CPU time per event that is not for us.
func (w *world) costs(ctx context.Context, server *child) (time.Duration, error) {
	before, err := server.cpu()
	if err != nil {
		return 0, err
	}
	if err := w.ignored(ctx, server, perRound); err != nil {
		return 0, err
	}
	after, err := server.cpu()
	return (after - before) / perRound, err
}

// ignored sends n events that are not for us.
func (w *world) ignored(ctx context.Context, to *child, n int) error {
	all, err := w.volley(ctx, to, n, atOnce, func(int) *http.Request { return w.plain })
	if err == nil && all.status[http.StatusAccepted] != n {
		err = fmt.Errorf("events that are not for us were answered otherwise: %v", all.status)
	}
	return err
}
