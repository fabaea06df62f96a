package issue

import (
	"cmp"
	"errors"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync/atomic"
)

// budget counts the calls of a Sweep where they leave us, whatever GitHub answers, and says
// whether there are enough left to begin something. What has begun is never held up: half of
// a command is worse than a call too many. A nil budget has no end.
type budget struct {
	next http.RoundTripper
	used atomic.Int64
	most int64

	begun bool // a text was worked
	left  bool // something was left for the next time
	spent bool // nothing is begun any more
}

// RoundTrip implements http.RoundTripper.
func (b *budget) RoundTrip(r *http.Request) (*http.Response, error) {
	b.used.Add(1)
	return b.next.RoundTrip(r)
}

func (b *budget) renew() {
	b.used.Store(0)
	b.begun, b.left, b.spent = false, false, false
}

// What may be spent on one thing, at most as a rule.
const (
	aPage       = 1
	aLook       = 6  // at a job, and the reply brought to its state
	aRepository = 6  // for itself, its webhooks, and the three lists
	aText       = 12 // for the claim, its taking over, the permission and the reply
	aCommand    = 4  // in a text
)

// errSpent is the error of what was not begun, since it might cost more than there is.
var errSpent = errors.New("the calls to GitHub are used up")

// allows reports whether something that costs so much may begin.
func (b *budget) allows(calls int64) bool {
	if b == nil {
		return true
	}
	b.spent = b.spent || b.most-b.used.Load() < calls
	return !b.spent
}

// allowsText is allows for a text with so many commands. However little there is to spend, and
// however much a text may cost, what is left behind the lists is enough for the first one:
// sweep after sweep comes further.
func (b *budget) allowsText(commands int) bool {
	if b == nil {
		return true
	}
	cost := aText + aCommand*int64(commands)
	if !b.begun {
		cost = min(cost, b.most/8)
	}
	ok := b.allows(cost)
	b.begun = b.begun || ok
	return ok
}

// half is a part of the budget: what else there is to do keeps the rest.
func (b *budget) half() (within func() bool) {
	if b == nil {
		return func() bool { return true }
	}
	used := b.used.Load()
	end := used + max((b.most-used)/2, 2)
	return func() bool {
		ok := b.used.Load() < end && b.allows(aPage)
		b.left = b.left || !ok
		return ok
	}
}

// inTurn is the order in which texts are worked: that of their making. A Sweep, which has
// neither a memory nor all the time there is, works first what nobody has begun: what was
// broken off, and cannot be brought to its end now, keeps nothing else waiting, time and again.
// What seems to have its end comes last.
func (w *Watcher) inTurn(texts []text) []text {
	if w.budget != nil {
		slices.SortStableFunc(texts, func(a, b text) int {
			return cmp.Or(cmp.Compare(btoi(a.ended), btoi(b.ended)), cmp.Compare(btoi(a.claimed), btoi(b.claimed)))
		})
	}
	return texts
}

// followed are the replies whose jobs are looked at: of a Sweep in any order, for the same
// reason.
func (w *Watcher) followed() []int64 {
	ids := slices.Sorted(maps.Keys(w.open))
	if w.budget != nil {
		rand.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	}
	return ids
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
