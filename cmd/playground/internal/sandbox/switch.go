package sandbox

import (
	"slices"
	"sync"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// Switch is something that one can break.
type Switch string

// The Switches.
const (
	GitHubDown  Switch = "github-down"  // GitHub answers 502 to every call of the robot
	DroneDown   Switch = "drone-down"   // Drone does not answer
	RateLimited Switch = "rate-limited" // the robot's rate limit is used up; it ends by itself
	Twice       Switch = "twice"        // GitHub delivers everything twice, at once
	Late        Switch = "late"         // GitHub delivers with a delay
	Kill        Switch = "kill"         // the next instance in here that has claimed a command dies; it turns itself off then
)

// Switches are all of them, in the order of the page.
func Switches() []Switch {
	return []Switch{GitHubDown, DroneDown, RateLimited, Twice, Late, Kill}
}

// On reports whether a switch is on.
func (s *Sandbox) On(w Switch) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.switches[w] != nil
}

// Turn turns a switch on or off.
func (s *Sandbox) Turn(w Switch, on bool) {
	s.acts.do(Act{Switch: w, On: on}, func() ([]byte, bool) {
		s.turn(w, on)
		return nil, true
	})
}

// turn reports whether the switch was on.
func (s *Sandbox) turn(w Switch, on bool) (was bool) {
	s.mu.Lock()
	defer s.news.touch()
	defer s.mu.Unlock()
	was = s.mend(w)
	if on && slices.Contains(Switches(), w) {
		s.switches[w] = s.breaks(w)
	}
	return was
}

// fault is what a switch has broken.
type fault struct{ mend func() }

// mend mends what a switch has broken, and reports whether that was anything. The caller holds
// s.mu.
func (s *Sandbox) mend(w Switch) bool {
	f := s.switches[w]
	if f == nil {
		return false
	}
	f.mend()
	delete(s.switches, w)
	return true
}

// expires ends a fault, unless somebody has ended it before: what they broke then is another.
func (s *Sandbox) expires(w Switch, f *fault) {
	s.acts.do(Act{Switch: w}, func() ([]byte, bool) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.switches[w] != f {
			return nil, false
		}
		defer s.news.touch()
		return nil, s.mend(w)
	})
}

const (
	limitTime = 20 * time.Second // of a rate limit
	lateTime  = time.Second      // the least that a late delivery is late by
)

// breaks breaks something.
func (s *Sandbox) breaks(w Switch) *fault {
	f := &fault{mend: func() {}} // it is looked at where it matters
	switch w {
	case GitHubDown:
		f.mend = s.github.Break(issuetest.BadGateway())
	case DroneDown:
		f.mend = s.drone.Break(wire.Fault{Cut: true})
	case RateLimited:
		f.mend = s.github.Break(issuetest.RateLimited(time.Now().Add(s.limit)))
		if s.options.Pace > 0 { // where no time passes, it lasts
			time.AfterFunc(s.limit, func() { s.expires(w, f) })
		}
	}
	return f
}

// kills reports whether an instance that has just claimed something dies of it.
func (s *Sandbox) kills(i *instance) bool {
	if !s.turn(Kill, false) {
		return false
	}
	i.die()
	if s.working() == i {
		next, err := s.newInstance(i.text)
		if err != nil {
			panic(err) // it was good before
		}
		s.replaces(next)
	}
	return true
}

// carry is what is between GitHub and the robot.
func (s *Sandbox) carry(d issuetest.Delivery, send func() issuetest.Delivery) {
	if s.On(Late) {
		time.Sleep(s.lateness())
	}
	defer s.news.touch()
	defer s.turnOf(d)()
	var both sync.WaitGroup
	switch {
	case s.On(Twice) && s.turns.on.Load():
		s.carried(d, send)
	case s.On(Twice):
		both.Go(func() { s.carried(d, send) })
	}
	s.carried(d, send)
	both.Wait()
}

// lateness is how much later a late delivery arrives: where no time passes, not at all.
func (s *Sandbox) lateness() time.Duration {
	if s.options.Pace == 0 {
		return 0
	}
	return max(8*s.options.Pace, s.late)
}
