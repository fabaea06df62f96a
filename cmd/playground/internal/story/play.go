package story

import (
	"context"
	"fmt"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// step is a sentence that was understood.
type step struct {
	at int // its line
	do func(ctx context.Context, r *room) error
}

// Play lets it happen in a sandbox that nothing has happened in, and returns when everything
// has come to its end.
func (s *Story) Play(ctx context.Context, world *sandbox.Sandbox) error {
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
	world.Hold(true) // builds and runs go on when the script says so
	defer world.Hold(false)
	if err := s.run(ctx, world, s.script); err != nil {
		return err
	}
	return world.Wait(ctx)
}

func (s *Story) run(ctx context.Context, world *sandbox.Sandbox, steps []step) error {
	r := &room{world, home}
	for _, step := range steps {
		if err := step.do(ctx, r); err != nil {
			return fmt.Errorf("%s:%d: %w", s.name, step.at, err)
		}
	}
	return nil
}
