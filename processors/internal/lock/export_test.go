package lock

import "time"

var RefOf, TargetOf, Message = refOf, targetOf, message

// Age makes our own brief locks older, by our clock.
func Age(l *Locks, by time.Duration) {
	for ref, began := range l.brief {
		l.brief[ref] = began.Add(-by)
	}
}
