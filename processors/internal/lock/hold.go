package lock

import (
	"context"
	"errors"
	"time"
)

// tries is how often somebody else may come between.
const tries = 4

// Hold takes the lock for target. It returns the lock of whoever has it already, or nil:
// then it is ours. A person's lock is never taken over, ours from before included; a brief
// one is when it is two minutes old.
//
// commit is the whole name of any commit of the repository, whose tree the lock's commit
// takes; where it is "", or GitHub does not have it, the head of the default branch is
// asked for, which is one call more. Three calls take a lock that is free.
//
// Where GitHub did not confirm that it is ours, Hold looks once, and fails where that does
// not tell either. What is behind then, a brief lock, ends by itself; for a person's, the
// error says that it may be there.
func (l *Locks) Hold(ctx context.Context, commit string, want Lock) (held *Lock, err error) {
	return l.hold(ctx, commit, want, false)
}

// HoldAgain is Hold for a command that was begun before and broken off: the brief lock that it
// left, which is known by the comment's address, is taken over once it is older than Begun. Of
// several who resume the command, one can; the others find the lock of that one.
func (l *Locks) HoldAgain(ctx context.Context, commit string, want Lock) (held *Lock, err error) {
	return l.hold(ctx, commit, want, true)
}

func (l *Locks) hold(ctx context.Context, commit string, want Lock, again bool) (held *Lock, err error) {
	if !login.MatchString(want.Holder) {
		return nil, errors.New("lock " + want.Target + ": a lock needs a holder")
	}
	tree, err := l.tree(ctx, commit)
	if err != nil {
		return nil, unread(want.Target, err)
	}
	t := taking{locks: l, want: want, ref: l.refOf(want.Target), tree: tree, over: true, again: again}
	err = t.make(ctx, "")
	if err != nil {
		return nil, unread(want.Target, err)
	}
	return t.take(ctx)
}

// taking is a lock on its way to be ours.
type taking struct {
	locks           *Locks
	want            Lock
	ref, tree, mine string // mine is the commit that says it is ours
	over            bool   // it may be taken over from somebody who crashed
	again           bool   // and sooner from an earlier run of the same command
	began           time.Time
}

// make writes the commit: of a lock that is taken over, with the old one as its parent.
func (t *taking) make(ctx context.Context, parent string) (err error) {
	t.began = time.Now()
	t.mine, err = t.locks.write(ctx, t.tree, parent, message(t.want))
	return err
}

// take creates the ref, or moves it from a lock that counts for nothing any more.
func (t *taking) take(ctx context.Context) (held *Lock, err error) {
	failed := t.locks.create(ctx, t.ref, t.mine)
	for range tries {
		if failed == nil {
			return nil, t.taken()
		}
		if refused(failed) {
			return nil, unread(t.want.Target, failed)
		}
		at, err := t.locks.look(ctx, t.ref)
		switch {
		case err != nil && doubtful(failed):
			return nil, unsure(t.want, errors.Join(failed, err))
		case err != nil:
			return nil, unread(t.want.Target, err)
		case at.sha == t.mine:
			return nil, t.taken()
		case at.sha == "" && raced(failed): // and is free again
			failed = t.locks.create(ctx, t.ref, t.mine)
			continue
		case at.sha == "" && doubtful(failed): // it may still arrive
			return nil, unsure(t.want, failed)
		case at.sha == "":
			return nil, unread(t.want.Target, failed)
		}
		there, err := t.locks.read(ctx, t.ref, at)
		if err != nil {
			return nil, unread(t.want.Target, err)
		}
		if !t.over || !there.stale && !t.left(there) {
			return &there.Lock, nil
		}
		if err := t.make(ctx, at.sha); err != nil {
			return nil, unread(t.want.Target, err)
		}
		failed = t.locks.move(ctx, t.ref, t.mine)
	}
	if doubtful(failed) {
		return nil, unsure(t.want, failed)
	}
	return nil, crowded(t.want.Target, failed)
}

// left reports whether a lock is what the earlier run of the same command left.
func (t *taking) left(there found) bool {
	return t.again && there.Brief && there.URL != "" && there.URL == t.want.URL && t.locks.age(there.Since) > Begun
}

// taken remembers a brief lock, for Release.
func (t *taking) taken() error {
	if t.want.Brief {
		t.locks.mu.Lock()
		defer t.locks.mu.Unlock()
		t.locks.brief[t.ref] = t.began
	}
	return nil
}
