package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/page"
	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/cmd/playground/internal/story"
)

// run serves a sandbox until ctx ends.
func run(ctx context.Context, o options, out io.Writer) error {
	front, ci, err := listen(o.port)
	if err != nil {
		return err
	}
	s, err := sandbox.New(sandbox.Options{GitHub: at(front), Drone: at(ci), Secret: o.secret, Robot: o.robot, Pace: o.pace, Out: out})
	if err != nil {
		return err
	}
	greet(out, s, o)
	pages := page.New(s)
	servers := []*http.Server{{Handler: pages.GitHub(s.Front())}, {Handler: pages.Drone(s.DroneAPI())}}
	failed := make(chan error, len(servers))
	for i, listener := range []net.Listener{front, ci} {
		go func() { failed <- servers[i].Serve(listener) }()
	}
	playing, stop := context.WithCancel(ctx)
	told := tell(playing, s, o, out)
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	stop()
	err = errors.Join(err, told(context.WithoutCancel(ctx))) // while it still goes on
	for _, server := range servers {
		server.Close() // at once: pages keep a connection for what is new
	}
	return err
}

// listen is where GitHub and Drone are reached, from this machine alone: at a port and the
// next one, or any that is free where that is taken.
func listen(port string) (front, ci net.Listener, err error) {
	front, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		return nil, nil, fmt.Errorf("%w; PORT=… make run takes another port", err)
	}
	next := 0
	if number, _ := strconv.Atoi(port); number > 0 {
		next = number + 1
	}
	if ci, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(next))); err != nil {
		ci, err = net.Listen("tcp", "127.0.0.1:0")
	}
	return front, ci, err
}

func at(l net.Listener) string { return "http://" + l.Addr().String() }

// patience is how long a recording waits for what has not ended when the playground does.
const patience = 30 * time.Second

// tell begins to play and to record what was asked for. What it returns ends both.
func tell(ctx context.Context, s *sandbox.Sandbox, o options, out io.Writer) (end func(context.Context) error) {
	var recorder *story.Recorder
	if o.record != "" {
		recorder = story.Record(s)
	}
	played := make(chan error, 1)
	go func() { played <- play(ctx, s, o, recorder, out) }()
	return func(ctx context.Context) error {
		<-played
		if recorder == nil {
			return nil
		}
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		return write(ctx, recorder, o.record, out)
	}
}

// play plays the scenario, and says how it went. What went wrong ends nothing: what has happened
// can be looked at.
func play(ctx context.Context, s *sandbox.Sandbox, o options, recorder *story.Recorder, out io.Writer) error {
	if o.scenario == nil {
		return nil
	}
	if recorder != nil {
		recorder.Given(o.scenario)
	}
	err := o.scenario.Play(ctx, s)
	if ctx.Err() != nil {
		return err
	}
	switch err = errors.Join(err, o.scenario.Ended(s)); {
	case err != nil:
		fmt.Fprintf(out, "\nThe story went otherwise:\n%v\n\n", err)
	case o.scenario.Ends == nil:
		fmt.Fprint(out, "\nThe story is over.\n\n")
	default:
		fmt.Fprint(out, "\nThe story has ended as it says.\n\n")
	}
	return err
}

func write(ctx context.Context, recorder *story.Recorder, file string, out io.Writer) error {
	text, err := recorder.Story(ctx, "What happened in the playground.")
	if err != nil {
		fmt.Fprintln(out, "Not everything has come to its end: the story does not tell it.")
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		fmt.Fprintf(out, "%s\n", text) // it cannot be had again
		return err
	}
	fmt.Fprintf(out, "\nThe story is in %s.\n", file)
	return nil
}
