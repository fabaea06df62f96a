// Bench prints what the function costs:
//
//	go run ./cmd/internal/bench
//
// It packages the function as `make package` does, starts the binary, and sends it signed
// webhooks over the loopback interface. GitHub and Drone are the fakes, in this process;
// what is told of time, memory and CPU is the function's alone.
//
// An event that is not for us is compared with a floor: a server that takes the body,
// checks its signature and looks for a command, and does nothing else. Both take turns,
// so that a machine that is busy with other things is busy for both. Nothing is
// asserted: the aims beside the figures are to be read, not to be met by chance.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// atMost is how long all of it may take.
const atMost = 5 * time.Minute

func main() {
	if len(os.Args) > 1 && os.Args[1] == "floor" {
		fmt.Fprintln(os.Stderr, "bench floor:", floor(os.Stdout))
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return errors.New("the function is built for linux/amd64, and is run here")
	}
	ctx, cancel := context.WithTimeout(ctx, atMost)
	defer cancel()
	pack := exec.CommandContext(ctx, "make", "-s", "package")
	pack.Stderr = os.Stderr
	if err := pack.Run(); err != nil {
		return fmt.Errorf("make package: %w", err)
	}

	w := newWorld()
	defer w.close()
	t := newTable(out)
	for _, measure := range []func(context.Context, *world, *table) error{files, starts, smallest, everyday, life} {
		if err := measure(ctx, w, t); err != nil {
			return err
		}
		t.flush()
	}
	return nil
}

// files is what is deployed.
func files(_ context.Context, _ *world, t *table) error {
	t.section("package")
	for _, f := range []struct{ what, path, aim string }{{"zip", "dist/code.zip", "≤ 4 MB"}, {"binary", bootstrap, ""}} {
		info, err := os.Stat(f.path)
		if err != nil {
			return err
		}
		t.row(f.what, megabytes(info.Size()), f.aim)
	}
	return nil
}

// life is one instance's, from its first event to a burst of commands.
func life(ctx context.Context, w *world, t *table) error {
	robot, err := w.robot(ctx)
	if err != nil {
		return err
	}
	defer robot.end()
	for _, measure := range []func(context.Context, *world, *child, *table) error{rest, notForUs, commands, outcomes, together, burst, flood} {
		if err := measure(ctx, w, robot, t); err != nil {
			return err
		}
		t.flush()
	}
	return nil
}
