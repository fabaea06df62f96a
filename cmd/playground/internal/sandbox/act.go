package sandbox

import (
	"context"
	"sync"
)

// Act is something that somebody does in the sandbox: of these, one. Stories are made of acts.
type Act struct {
	By     string // somebody calls GitHub's API, to change something: as a person, never as the robot
	Method string
	Path   string // escaped, without the query and /api/v3
	Body   []byte
	Drone  bool   // it is Drone's API: Path has the query
	Answer []byte // when it has ended: what was refused is no act

	Switch Switch // is turned
	On     bool

	Sweep bool // the robot's sweep is run

	Configuration *string // is put in force
}

// acts tells of acts, one after the other.
type acts struct {
	gate         *gate
	mu           sync.Mutex
	begins, ends func(Act)
}

// do does an act: nobody else acts meanwhile, and the robot makes no call, but for what cannot
// end without it. Whether it was done is what does says, and the answer.
func (a *acts) do(act Act, does func() (answer []byte, done bool)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.gate.shut()
	defer a.gate.open()
	if a.begins != nil {
		a.begins(act)
	}
	if act.Sweep || act.Drone {
		a.gate.open()
		defer a.gate.wait()()
	}
	var done bool
	if act.Answer, done = does(); done && a.ends != nil {
		a.ends(act)
	}
}

// alone does an act when no delivery is under way. Others act until then, or a robot elsewhere,
// which acts like anybody, could not end its own.
func (s *Sandbox) alone(ctx context.Context, act Act, does func() (answer []byte, done bool)) error {
	for done := false; !done; {
		if err := s.WaitRobot(ctx); err != nil {
			return err
		}
		end := s.turns.take()
		s.acts.do(act, func() ([]byte, bool) {
			if done = s.quiet(); !done {
				return nil, false
			}
			return does()
		})
		end()
	}
	return nil
}
