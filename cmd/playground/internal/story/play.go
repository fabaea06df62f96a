package story

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// step is a sentence that was understood.
type step struct {
	at int // its line
	do func(ctx context.Context, r *room) error
}

// Play lets it happen in a sandbox that nothing has happened in, and returns when everything
// has come to its end. What cannot be done in its script is told then, each with its line: the
// story goes on without.
func (s *Story) Play(ctx context.Context, world *sandbox.Sandbox) error {
	world.InTurn() // so that it is the same every time
	if err := s.run(ctx, world, s.given); err != nil {
		return err
	}
	world.Touch()
	if err := world.WaitRobot(ctx); err != nil { // GitHub has told it of what is new
		return err
	}
	if s.config != nil {
		if err := configure(world, *s.config); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	world.Hold(true) // everything goes on when the script says so
	defer world.Hold(false)
	err := s.run(ctx, world, s.script)
	return errors.Join(err, world.Wait(ctx))
}

func (s *Story) run(ctx context.Context, world *sandbox.Sandbox, steps []step) error {
	var wrong []error
	r := &room{world, home}
	for _, step := range steps {
		if err := step.do(ctx, r); err != nil {
			wrong = append(wrong, fmt.Errorf("%s:%d: %w", s.name, step.at, err))
		}
		if ctx.Err() != nil {
			break
		}
	}
	return errors.Join(wrong...)
}
