package main

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

const coldStarts = 25

// starts is how long it takes from exec to the first answer.
func starts(ctx context.Context, w *world, t *table) error {
	where := "on one CPU"
	if !pinned(func() {}) {
		where = "on all CPUs: taskset is missing"
	}
	t.section("exec to first answer, " + where)
	for _, first := range []struct {
		what   string
		signed *http.Request
		status int
	}{{"GET /healthz", w.health, http.StatusOK}, {"POST of an event that is not for us", w.plain, http.StatusAccepted}} {
		var took []time.Duration
		for range coldStarts {
			d, err := w.cold(ctx, w.robot, first.status, first.signed)
			if err != nil {
				return err
			}
			took = append(took, d)
		}
		t.row(first.what, milliseconds(took...), "≤ 10 ms")
	}
	return nil
}

// starter starts the function.
type starter func(context.Context) (*child, error)

// cold starts the function, and measures how long it takes until it has answered.
func (w *world) cold(ctx context.Context, start starter, status int, signed *http.Request) (took time.Duration, err error) {
	w.transport.CloseIdleConnections()
	pinned(func() {
		began := time.Now()
		var robot *child
		if robot, err = start(ctx); err != nil {
			return
		}
		defer robot.end()
		err = w.want(ctx, status, robot, signed)
		took = time.Since(began)
	})
	return took, err
}

// pinned runs f on a thread that stays on the first CPU, as do the processes that f
// starts, and reports whether it does: otherwise f runs anywhere.
func pinned(f func()) (ok bool) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // and no unlock: the thread ends with the goroutine
		thread, err := os.Readlink("/proc/thread-self")
		if err == nil {
			err = exec.Command("taskset", "-cp", "0", filepath.Base(thread)).Run()
		}
		ok = err == nil
		f()
	}()
	<-done
	return ok
}
