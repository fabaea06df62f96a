package proof

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// plan decides everything that a seed decides. Each decision has a name and is made by that
// name and the seed alone: what is decided elsewhere, or taken out by shrinking, changes none
// of the others.
type plan struct {
	seed  uint64
	racy  bool    // GitHub may give 201 to two who claim at once
	rough float64 // how many of the calls go wrong
	dying bool    // nothing goes wrong but that instances die
	out   map[string]bool

	tally map[string]int // of the clauses that were broken in the end, promised or not; may be nil

	mu   sync.Mutex
	made []string // what happened that can be taken out
}

func newPlan(seed uint64, racy bool, out map[string]bool) *plan {
	p := &plan{seed: seed, racy: racy, out: out}
	p.rough = []float64{0.01, 0.03, 0.08, 0.2}[p.dice("rough").IntN(4)]
	p.dying = p.dice("dying").IntN(4) == 0
	return p
}

// dice are those of one decision.
func (p *plan) dice(name string) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprint(h, p.seed, " ", name)
	return rand.New(rand.NewPCG(p.seed, h.Sum64()))
}

// happens decides whether something does that a smaller schedule can do without.
func (p *plan) happens(name string, chance float64) bool {
	if p.out[name] || p.dice(name).Float64() >= chance {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !slices.Contains(p.made, name) {
		p.made = append(p.made, name)
	}
	return true
}

// within is a time up to most, and never the same as another: what happens at one instant
// has no order.
func (p *plan) within(name string, most time.Duration) time.Duration {
	d := p.dice(name + " when")
	return time.Duration(d.Int64N(int64(most))) + time.Duration(d.IntN(1000))
}

// soon is mostly a moment, and sometimes a minute and more.
func (p *plan) soon(name string) time.Duration {
	return p.within(name, []time.Duration{time.Millisecond, 100 * time.Millisecond, 5 * time.Second, 120 * time.Second}[p.dice(name+" soon").IntN(4)])
}
