package lock

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/fanux/robot/processors/internal/site"
)

// A command that starts something is begun once, though GitHub may let two instances claim one
// comment: whoever begins it makes a ref first, and leaves it there.
//
//	refs/robot/runs/comment-99001-3 ─▶ there for the first time: it is ours to begin
//	                                └▶ there already: another instance is at it, or was
//
// It is no lock that changes hands: whoever comes later, when the first has long had its
// effect, finds the ref still there and need not look for that. It is taken away with the end of
// what was begun, and after Begun, when nobody is at the same delivery any more.
//
// A command that was broken off is another matter: whoever resumes it has looked for what it
// did, and takes the ref over once it is older than Begun, which of several who resume it one
// can.

// OfCommands are the locks of commands that are being begun, in the repository of a site.
func OfCommands(at site.Site) *Locks {
	return &Locks{at: at, below: ofCommands, lasts: Begun, brief: map[string]time.Time{}}
}

// Begin takes the lock of a command, whose name is want's target. It returns the lock of
// whoever had it before us, or nil: then the command is ours to begin. again says that it was
// begun before and broken off, and that what it did was looked for.
//
// It takes two calls. Its error is ErrOff where GitHub does not let the robot have such refs;
// whatever the error, nothing was begun.
func (l *Locks) Begin(ctx context.Context, want Lock, again bool) (held *Lock, err error) {
	want.Brief = true
	if !login.MatchString(want.Holder) { // it is shown to nobody
		want.Holder = "robot"
	}
	t := taking{locks: l, want: want, ref: l.refOf(want.Target), tree: emptyTree, over: again}
	err = t.make(ctx, "")
	if status(err) == http.StatusUnprocessableEntity { // it may want a tree that somebody wrote
		if t.tree, err = l.tree(ctx, ""); err == nil {
			err = t.make(ctx, "")
		}
	}
	if err != nil {
		return nil, unbegun(unread(want.Target, err))
	}
	held, err = t.take(ctx)
	return held, unbegun(err)
}

// mostLeft is how many locks Clear reads at most.
const mostLeft = 8

// Clear takes away what is older than age: locks of those who crashed, and of what ended
// sooner than they could be taken away. It takes a call, and one or two for each lock.
func (l *Locks) Clear(ctx context.Context, age time.Duration) error {
	refs, err := l.list(ctx)
	if err != nil {
		return err
	}
	rand.Shuffle(len(refs), func(i, j int) { refs[i], refs[j] = refs[j], refs[i] }) // so that none is left out for ever
	for _, r := range refs[:min(len(refs), mostLeft)] {
		there, err := l.read(ctx, r.name, r.object)
		if err != nil {
			return err
		}
		if there.Brief && l.age(there.Since) > age {
			if err := l.remove(ctx, r.name); err != nil {
				return err
			}
		}
	}
	return nil
}
