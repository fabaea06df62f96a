package sandbox

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

// turns are whose turn it is: one delivery's of GitHub, or one step's of a build or run.
type turns struct {
	github *issuetest.GitHub
	on     atomic.Bool
	mu     sync.Mutex
}

// take waits until nobody else has their turn. What it returns ends one's own.
func (t *turns) take() (end func()) {
	if !t.on.Load() {
		return func() {}
	}
	t.mu.Lock()
	return t.mu.Unlock
}

// step is take for a step, which waits until GitHub has delivered everything.
func (t *turns) step() (end func()) {
	for {
		if t.on.Load() {
			t.github.Wait()
		}
		end = t.take()
		if !t.on.Load() || t.github.UnderWay() == 0 {
			return end
		}
		end()
	}
}

// InTurn lets one thing happen after the other from now on: GitHub delivers in the order in
// which there was something to deliver, and what it delivers has its answer before the next,
// and before a build or run makes a step. So what happens once can happen again.
func (s *Sandbox) InTurn() { s.turns.on.Store(true) }

// second lets a second pass before somebody acts, unless the robot is at work: GitHub tells times
// in seconds, and what is edited later has a later one.
func (s *Sandbox) second() {
	if s.turns.on.Load() && s.quiet() {
		s.github.Age(time.Second)
		s.drone.Age(time.Second)
	}
}

// isNext reports whether all that was to be delivered before is.
func (s *Sandbox) isNext(d issuetest.Delivery) bool {
	for _, other := range s.github.Deliveries() {
		if other.Status == 0 && other.Err == "" {
			return other.ID == d.ID
		}
	}
	return true
}

// turnOf waits until it is a delivery's turn.
func (s *Sandbox) turnOf(d issuetest.Delivery) (end func()) {
	if s.turns.on.Load() {
		_ = s.until(context.Background(), func() bool { return s.isNext(d) })
	}
	return s.turns.take()
}

// inTurn is next, or, where one thing happens after the other, next of the play that has waited
// longest. What it returns is about p all the same.
func (g *stage) inTurn(p *play, still bool) (share int) {
	defer g.turns.step()()
	g.mu.Lock()
	first := p
	if g.turns.on.Load() && g.held == still && len(p.beats) > 0 {
		first = g.plays[0]
	}
	g.mu.Unlock()
	if first == p {
		return g.next(p, still)
	}
	g.next(first, still)
	return g.due(p)
}
