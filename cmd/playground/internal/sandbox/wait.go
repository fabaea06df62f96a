package sandbox

import "context"

// Wait returns when nothing goes on by itself any more: no delivery is under way, and every
// build and run has ended; or when ctx ends, with its error. Builds and runs that stand still
// (see Hold) go on meanwhile.
func (s *Sandbox) Wait(ctx context.Context) error {
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
func (s *Sandbox) WaitRobot(ctx context.Context) error { return s.until(ctx, s.quiet) }

// Step lets what is due next happen where builds and runs stand still, and waits for the
// robot.
func (s *Sandbox) Step(ctx context.Context) error {
	s.stage.step()
	return s.WaitRobot(ctx)
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
