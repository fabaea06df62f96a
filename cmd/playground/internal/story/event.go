package story

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// event is a sentence about what happens that nobody does on GitHub.
type event struct {
	form form
	is   func(ctx context.Context, r *room, filled []string) error
}

// events are all there are.
var events = []event{
	{"in REPOSITORY", func(_ context.Context, r *room, f []string) error { // from here on
		r.name = f[0]
		return nil
	}},
	{"wait", waiting((*sandbox.Sandbox).Wait)},                                // until everything has ended
	{"wait for the robot", waiting((*sandbox.Sandbox).WaitRobot)},             // until it has answered; builds and runs stand still
	{"wait for CALLS", waitingFor((*sandbox.Sandbox).WaitCalls)},              // while the robot is at work
	{"wait a moment", waiting((*sandbox.Sandbox).Step)},                       // until a build or run has gone on by one step
	{"wait a moment and for CALLS", waitingFor((*sandbox.Sandbox).StepCalls)}, // which follow the step
	{"turn SWITCH STATE", turning},                                            // see sandbox.Switches
	{"sweep", sweeping},                                                       // three minutes later
	{"configure" + form(below), func(_ context.Context, r *room, f []string) error { return configure(r.s, f[0]) }}, // with a robot.yml, or none
}

func waiting(wait func(*sandbox.Sandbox, context.Context) error) func(context.Context, *room, []string) error {
	return func(ctx context.Context, r *room, _ []string) error { return wait(r.s, ctx) }
}

// waitingFor is waiting for "3 calls".
func waitingFor(wait func(*sandbox.Sandbox, context.Context, int) error) func(context.Context, *room, []string) error {
	return func(ctx context.Context, r *room, f []string) error {
		count, _, _ := strings.Cut(f[0], " ")
		n, err := strconv.Atoi(count)
		if err != nil {
			return err
		}
		return wait(r.s, ctx, n)
	}
}

// sweeping: that GitHub is down, and a sweep fails, is no mistake of the story.
func sweeping(ctx context.Context, r *room, _ []string) error {
	_, _ = r.s.Sweep(ctx)
	return ctx.Err()
}

func turning(_ context.Context, r *room, f []string) error {
	if !slices.Contains(sandbox.Switches(), sandbox.Switch(f[0])) {
		return fmt.Errorf("there is no switch %s; there is %q", f[0], sandbox.Switches())
	}
	r.s.Turn(sandbox.Switch(f[0]), f[1] == "on")
	return nil
}

func configure(s *sandbox.Sandbox, text string) error {
	if problems := s.Configure(text); len(problems) > 0 {
		return fmt.Errorf("the robot.yml is wrong: %w", problems)
	}
	return nil
}
