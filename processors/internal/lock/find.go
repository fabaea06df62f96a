package lock

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Find is the lock of target, or nil where nobody holds it. A brief lock that is over counts
// for nothing. One call finds none, two find one.
func (l *Locks) Find(ctx context.Context, target string) (*Lock, error) {
	ref := l.refOf(target)
	at, err := l.look(ctx, ref)
	if err != nil {
		return nil, unread(target, err)
	}
	if at.sha == "" {
		return nil, nil
	}
	found, err := l.read(ctx, ref, at)
	switch {
	case err != nil:
		return nil, unread(target, err)
	case found.stale:
		return nil, nil
	}
	return &found.Lock, nil
}

// All are the locks that are held, by their targets; of more than Most, the first ones by
// the names of their refs. It takes a call, and another for each.
func (l *Locks) All(ctx context.Context) ([]Lock, error) {
	refs, err := l.list(ctx)
	if err != nil {
		return nil, unlisted(err)
	}
	var all []Lock
	for _, r := range refs[:min(len(refs), Most)] {
		found, err := l.read(ctx, r.name, r.object)
		if err != nil {
			return nil, unlisted(err)
		}
		if !found.stale {
			all = append(all, found.Lock)
		}
	}
	slices.SortFunc(all, func(a, b Lock) int { return cmp.Compare(a.Target, b.Target) })
	return all, nil
}

// found is a lock that is there; one that is stale counts for nothing.
type found struct {
	Lock
	stale bool
}

// read is the lock that a ref is. What says nothing that the robot would have said was made
// by somebody else, and is a lock all the same: of whom, nobody knows.
func (l *Locks) read(ctx context.Context, ref string, at object) (found, error) {
	unknown := found{Lock: Lock{Target: targetOf(strings.TrimPrefix(ref, l.below))}}
	if at.kind != "commit" {
		return unknown, nil
	}
	commit, err := l.get(ctx, at.sha)
	if status(err) == http.StatusNotFound {
		return unknown, nil
	}
	if err != nil {
		return found{}, err
	}
	unknown.Since = commit.GetCommitter().GetDate().Time
	lock, ok := parse(commit.GetMessage(), strings.TrimPrefix(ref, l.below), l.at.Page)
	if !ok {
		return unknown, nil
	}
	lock.Since = unknown.Since
	age := l.age(lock.Since)
	if lock.Brief && age < -briefly { // GitHub would not have dated it like that
		return unknown, nil
	}
	return found{lock, lock.Brief && age > l.lasts}, nil
}

// age is how old something is by GitHub's clock; nothing is where GitHub does not tell it.
func (l *Locks) age(since time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.now.IsZero() {
		return 0
	}
	return l.now.Sub(since)
}
