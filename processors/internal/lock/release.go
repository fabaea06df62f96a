package lock

import (
	"context"
	"time"
)

const (
	// briefly is how long a brief lock of a target counts.
	briefly = 2 * time.Minute

	// Begun is how long that of a command does: nobody works on a delivery for longer.
	Begun = time.Minute
)

// surely is how long nobody else can have a brief lock of ours: what is left covers a call
// that takes its time, and clocks that do not run alike.
func (l *Locks) surely() time.Duration { return l.lasts * 3 / 4 }

// Release ends the lock of target, in one call. It is nil where there is none.
//
// GitHub deletes a ref whatever it points to. So a brief lock that this Locks holds is
// deleted only while nobody can have taken it over, which begins two minutes after GitHub
// dated it (see Begun for a command): for three quarters of that, from before it was asked
// for. After that Release leaves it alone, since it may be a person's by now, and if it is
// not, it counts for nothing. What stays possible is that somebody removed our ref by hand,
// and somebody else locked, within those seconds; the robots do not remove brief locks.
//
// Every other lock is ended whoever holds it: who wants to know, looks first (see Find), and
// what changes hands between the two calls is not noticed.
func (l *Locks) Release(ctx context.Context, target string) error {
	ref := l.refOf(target)
	l.mu.Lock()
	began, brief := l.brief[ref]
	delete(l.brief, ref)
	l.mu.Unlock()
	if brief && time.Since(began) > l.surely() {
		return nil
	}
	if err := l.remove(ctx, ref); err != nil && !says(err, "does not exist") {
		return unended(target, err)
	}
	return nil
}
