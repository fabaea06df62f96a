package sandbox

import (
	"slices"
	"sync"
	"time"
)

// stage is where builds and runs go their way. Each is a play of beats, between which as much
// time passes as the pace says. While it is held they stand still.
type stage struct {
	pace    time.Duration
	turns   *turns
	begins  func() // a step
	changed func()

	stepping sync.Mutex // one step at a time, where somebody steps

	mu    sync.Mutex
	held  bool
	plays []*play // those that have not ended; what has moved last is the last
	count int     // those that ever began
	moved int     // steps that ever began
}

// play is what a build or run does yet.
type play struct {
	mu    sync.Mutex // is held while a beat is
	beats []beat
	alone bool // it goes on by itself
}

// beat is one thing that happens, and how many of them happen in the time of a step. It
// reports whether the play goes on.
type beat struct {
	share int
	do    func() (goesOn bool)
}

func newStage(pace time.Duration, t *turns, begins, changed func()) *stage {
	return &stage{pace: pace, turns: t, begins: begins, changed: changed}
}

// begin lets a play go its way.
func (g *stage) begin(beats ...beat) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := &play{beats: beats, alone: !g.held}
	g.plays = append(g.plays, p)
	if g.count++; p.alone {
		go g.play(p)
	}
}

// play plays until the end, or until everything stands still.
func (g *stage) play(p *play) {
	for share := g.due(p); share > 0; {
		if g.pace > 0 {
			time.Sleep(g.pace / time.Duration(share))
		}
		share = g.inTurn(p, false)
	}
}

// due is the share of what comes next of a play; 0: nothing does.
func (g *stage) due(p *play) (share int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(p.beats) == 0 {
		return 0
	}
	return p.beats[0].share
}

// next lets the next thing happen of a play, also where everything stands still, or not. What
// it returns is the share of what comes then; 0: nothing does.
func (g *stage) next(p *play, still bool) (share int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	g.mu.Lock()
	if len(p.beats) == 0 || g.held != still {
		p.alone = false
		g.mu.Unlock()
		return 0
	}
	now := p.beats[0]
	g.moved++
	g.begins()
	g.mu.Unlock()
	goesOn := now.do()
	g.mu.Lock()
	defer g.mu.Unlock()
	defer g.changed()
	g.plays = slices.DeleteFunc(g.plays, func(o *play) bool { return o == p })
	if p.beats = p.beats[1:]; !goesOn || len(p.beats) == 0 {
		p.beats = nil
		return 0
	}
	g.plays = append(g.plays, p) // the others are next
	return p.beats[0].share
}

// step is the next step of the play that has waited longest, where everything stands still. It
// reports whether there was one.
func (g *stage) step() bool {
	g.stepping.Lock()
	defer g.stepping.Unlock()
	g.mu.Lock()
	if !g.held || len(g.plays) == 0 {
		g.mu.Unlock()
		return false
	}
	p := g.plays[0]
	share := p.beats[0].share
	g.mu.Unlock()
	if g.pace > 0 {
		time.Sleep(g.pace / time.Duration(share))
	}
	g.inTurn(p, true)
	return true
}

// hold lets all plays stand still, or go on.
func (g *stage) hold(on bool) {
	g.stepping.Lock()
	defer g.stepping.Unlock()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.held == on {
		return
	}
	g.held = on
	if !on {
		for _, p := range g.plays {
			if !p.alone {
				p.alone = true
				go g.play(p)
			}
		}
	}
}

func (g *stage) holds() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.held
}

func (g *stage) playing() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.plays)
}

func (g *stage) stepped() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.moved
}

func (g *stage) begun() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.count
}

// Hold lets the robot, builds and runs stand still, until somebody waits, or ends that.
func (s *Sandbox) Hold(on bool) {
	s.gate.turn(func() { s.gate.held = on })
	s.stage.hold(on)
}
