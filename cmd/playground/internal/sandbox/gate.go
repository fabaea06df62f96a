package sandbox

import (
	"context"
	"net/http"
	"sync"
)

// gate is what all calls between the robot and GitHub, and from the robot to Drone, pass, and what
// the robot answers GitHub in the end. It is shut while somebody acts, so that a call is made
// before that or after it; and where everything stands still (see Hold), but for who waits.
type gate struct {
	changed func()

	mu     sync.Mutex
	turned sync.Cond
	acting bool
	held   bool
	waits  int // that are under way: it is open for them
	left   int // calls that may pass although it is held
	passed int // that ever did
	step   int // that had passed when a build or run made its last step
	inside int // calls that are not answered, or that the robot has not received
}

func newGate(changed func()) *gate {
	g := &gate{changed: changed}
	g.turned.L = &g.mu
	return g
}

// turn changes the gate.
func (g *gate) turn(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f()
	g.turned.Broadcast()
}

// pass waits until a call may be made, and reports whether it still is to be. Who enters is
// inside then, and has to leave.
func (g *gate) pass(ctx context.Context, enters bool) bool {
	defer context.AfterFunc(ctx, func() { g.turn(func() {}) })()
	g.mu.Lock()
	defer g.mu.Unlock()
	for ctx.Err() == nil {
		if !g.acting && (!g.held || g.waits > 0 || g.left > 0) {
			g.left = max(g.left-1, 0)
			if g.passed++; enters {
				g.inside++
			}
			defer g.changed()
			return true
		}
		g.turned.Wait()
	}
	return false
}

// shut keeps calls out until it is opened, and returns when nobody is inside. Where Drone is to
// change something it is not waited for: it calls the robot before it answers.
func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.acting = true
	for g.inside > 0 {
		g.turned.Wait()
	}
}

func (g *gate) leave() {
	g.turn(func() { g.inside-- })
	g.changed()
}

func (g *gate) open() { g.turn(func() { g.acting = false }) }

// wait opens the gate for somebody who waits. What it returns ends that.
func (g *gate) wait() (end func()) {
	g.turn(func() { g.waits++ })
	return func() { g.turn(func() { g.waits-- }) }
}

// spent reports whether as many calls were made as may be.
func (g *gate) spent() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.left == 0 && g.inside == 0
}

// steps says that a build or run begins to make a step.
func (g *gate) steps() { g.turn(func() { g.step = g.passed }) }

func (g *gate) count() (passed, step int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.passed, g.step
}

// gated serves the robot's calls. One whose caller has gone is not made.
func (s *Sandbox) gated(next http.Handler, w http.ResponseWriter, r *http.Request) {
	enters := next == http.Handler(s.github) || r.Method == http.MethodGet
	if !s.gate.pass(r.Context(), enters) {
		panic(http.ErrAbortHandler)
	}
	if enters {
		defer s.gate.leave()
	}
	next.ServeHTTP(w, r)
	s.changes(r)
}
