// Command playground is the robot on one machine without any account: the function,
// wired to a GitHub and a Drone that live in memory. It is what make run starts.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	if len(os.Args) > 1 {
		fmt.Fprintln(os.Stderr, "playground: it takes no arguments; PORT is its port")
		os.Exit(2)
	}
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "playground:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	port := os.Getenv("PORT")
	if port == "" {
		port = "9000"
	}
	front, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		return fmt.Errorf("%w; PORT=… make run takes another port", err)
	}
	ci, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s, err := newSandbox("http://"+front.Addr().String(), "http://"+ci.Addr().String(), os.Getenv("GITHUB_WEBHOOK_SECRET"), os.Stdout)
	if err != nil {
		return err
	}
	fmt.Printf(greeting, s.url, s.secret)
	servers := []*http.Server{{Handler: s}, {Handler: s.drone}}
	failed := make(chan error, len(servers))
	for i, listener := range []net.Listener{front, ci} {
		go func() { failed <- servers[i].Serve(listener) }()
	}
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	for _, server := range servers {
		err = errors.Join(err, server.Shutdown(ending))
	}
	return err
}

const greeting = `The robot listens at %s, with a GitHub and a Drone that live in memory.
Its webhook secret is %s

In another terminal, comment on issue 17 of acme/widgets:

    go run ./cmd/robot say '/promote 42 dev REVISION=abc'

alice may write; --as owner, maintainer, triager or whoever is somebody else.
What happens is printed here; Ctrl-C ends it.

`
