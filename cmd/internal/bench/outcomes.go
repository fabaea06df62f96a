package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/drone/drone-go/drone"
)

const ends = 200

// outcomes are builds of which Drone tells how they go on and end.
func outcomes(ctx context.Context, w *world, robot *child, t *table) error {
	w.drone.Notify(robot.address+"/drone", droneSecret)
	defer w.drone.Notify("", "")
	var running, ended calls
	var begins, finishes []time.Duration
	for range ends {
		if err := w.want(ctx, http.StatusOK, robot, w.comment(line)); err != nil {
			return err
		}
		all := w.drone.Builds(slug)
		number := all[len(all)-1].Number
		w.watch.read()
		began := time.Now()
		w.drone.Run(slug, number)
		begins = append(begins, time.Since(began))
		c := w.watch.read()
		running.github, running.drone = running.github+c.github, running.drone+c.drone
		began = time.Now()
		w.drone.Finish(slug, number, drone.StatusPassing)
		c = w.watch.read()
		finishes = append(finishes, time.Since(began))
		ended.github, ended.drone = ended.github+c.github, ended.drone+c.drone
		w.forget()
	}
	per := func(n int) string { return fmt.Sprintf("%.2f", float64(n)/ends) }
	t.section("what Drone tells of a promotion")
	t.row("that it runs: calls to GitHub and to Drone", per(running.github)+" and "+per(running.drone), "0 and 0")
	t.row("how long Drone waits for that", milliseconds(begins...), "")
	t.row("that it succeeded: calls to GitHub and to Drone", per(ended.github)+" and "+per(ended.drone), "2 and 1")
	t.row("how long Drone waits for that", milliseconds(finishes...), "< 5 s")
	return nil
}
