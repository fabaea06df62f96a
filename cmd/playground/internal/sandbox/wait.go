package sandbox

import (
	"context"
	"sync/atomic"
)

// Wait returns when nothing goes on by itself any more: no delivery is under way, and every
// build and run has ended; or when ctx ends, with its error. Where everything stands still (see
// Hold), it goes on meanwhile.
func (s *Sandbox) Wait(ctx context.Context) error {
	defer s.gate.wait()()
	for {
		if err := s.until(ctx, func() bool { return s.quiet() && (s.stage.holds() || s.stage.playing() == 0) }); err != nil {
			return err
		}
		if !s.stage.step() && s.stage.playing() == 0 || ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// WaitRobot is Wait for deliveries alone.
func (s *Sandbox) WaitRobot(ctx context.Context) error {
	defer s.gate.wait()()
	return s.until(ctx, s.quiet)
}

// WaitCalls is WaitRobot, or less: where everything stands still, the robot makes that many calls.
func (s *Sandbox) WaitCalls(ctx context.Context, calls int) error {
	return s.grant(ctx, calls, func() bool { return s.gate.spent() || s.quiet() })
}

// Step lets what is due next happen where builds and runs stand still, before and after which it
// waits for the robot.
func (s *Sandbox) Step(ctx context.Context) error {
	defer s.gate.wait()()
	if err := s.until(ctx, s.quiet); err != nil {
		return err
	}
	s.stage.step()
	return s.until(ctx, s.quiet)
}

// StepCalls is Step, and WaitCalls after it.
func (s *Sandbox) StepCalls(ctx context.Context, calls int) error {
	if err := s.WaitRobot(ctx); err != nil {
		return err
	}
	var stepped atomic.Bool
	go func() { // it ends when the robot goes on: Drone waits for it
		s.stage.step()
		stepped.Store(true)
		s.news.touch()
	}()
	return s.grant(ctx, calls, func() bool {
		if s.quiet() {
			return stepped.Load()
		}
		return s.gate.spent()
	})
}

// grant lets the robot make so many calls at most, until something is true.
func (s *Sandbox) grant(ctx context.Context, calls int, is func() bool) error {
	s.gate.turn(func() { s.gate.left = calls })
	defer s.gate.turn(func() { s.gate.left = 0 })
	return s.until(ctx, is)
}

// until waits until something is true: whatever makes it so tells of a change.
func (s *Sandbox) until(ctx context.Context, is func() bool) error {
	for {
		version, _ := s.news.now()
		if is() {
			return nil
		}
		if s.Changed(ctx, version) == version {
			return ctx.Err()
		}
	}
}

// quiet reports whether no delivery is under way: neither one that GitHub makes, nor one that
// the robot works. What begins while it looks is seen: nothing may have begun by the end that
// had not at the start.
func (s *Sandbox) quiet() bool {
	begun := s.journal.begun() + s.stage.begun()
	if s.github.UnderWay() > 0 {
		s.awaitGitHub()
		return false
	}
	return s.journal.underWay() == 0 && s.github.UnderWay() == 0 && s.journal.begun()+s.stage.begun() == begun
}

// awaitGitHub tells of a change when GitHub has delivered everything.
func (s *Sandbox) awaitGitHub() {
	if s.awaited.CompareAndSwap(false, true) {
		go func() {
			s.github.Wait()
			s.awaited.Store(false)
			s.news.touch()
		}()
	}
}
