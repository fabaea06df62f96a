package lock

import (
	"strings"
	"time"
)

var Message = message

func RefOf(target string) string { return ofTargets + nameOf(target) }

func TargetOf(ref string) string { return targetOf(strings.TrimPrefix(ref, ofTargets)) }

// Age makes our own brief locks older, by our clock.
func Age(l *Locks, by time.Duration) {
	for ref, began := range l.brief {
		l.brief[ref] = began.Add(-by)
	}
}
