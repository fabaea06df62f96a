package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// The smallest function has 0.05 of a CPU. Linux gives that out as so much of every period.
// https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/instance-types-and-specifications
const (
	share  = 5 * time.Millisecond
	period = 100 * time.Millisecond
)

// throttle holds the function to that.
type throttle struct {
	group string // the directory of a cgroup; "" where none is to be had
}

func newThrottle() *throttle {
	for _, kind := range []struct{ root, file, limit string }{
		{"/sys/fs/cgroup", "cpu.max", fmt.Sprint(share.Microseconds(), " ", period.Microseconds())},
		{"/sys/fs/cgroup/cpu", "cpu.cfs_quota_us", fmt.Sprint(share.Microseconds())}, // of 100 ms, if nothing is said
	} {
		group := filepath.Join(kind.root, fmt.Sprintf("robot-bench-%d", os.Getpid()))
		if os.Mkdir(group, 0o755) != nil {
			continue
		}
		if set(filepath.Join(group, kind.file), kind.limit) == nil {
			return &throttle{group}
		}
		os.Remove(group)
	}
	return &throttle{}
}

// set writes into a file that is there.
func set(file, text string) error {
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteString(text)
	return err
}

// how is the way it is done, which is part of the figure.
func (h *throttle) how() string {
	if h.group == "" {
		return fmt.Sprintf("stopped by signals for %s of every %s", period-share, period)
	}
	return fmt.Sprintf("by a cgroup, %s of every %s", share, period)
}

// remove takes the cgroup away, when nobody is in it any more.
func (h *throttle) remove() {
	if h.group != "" {
		os.Remove(h.group)
	}
}

// robot starts the function, throttled from its first instruction on.
func (h *throttle) robot(w *world) starter {
	return func(ctx context.Context) (*child, error) {
		if h.group == "" {
			return startWith(ctx, func(p *os.Process) { go duty(p) }, w.env, bootstrap)
		}
		const enter = `echo $$ >"$1/cgroup.procs" && exec "$2"`
		return start(ctx, w.env, "/bin/sh", "-c", enter, "sh", h.group, bootstrap)
	}
}

// duty lets a process run for its share of every period, until it has ended.
func duty(p *os.Process) {
	for {
		time.Sleep(share)
		if p.Signal(syscall.SIGSTOP) != nil {
			return
		}
		time.Sleep(period - share)
		if p.Signal(syscall.SIGCONT) != nil {
			return
		}
	}
}
