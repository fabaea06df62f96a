// Package lock keeps the locks of targets, which GitHub holds: a ref that is there is a
// lock that is held, and of all who create one at the same time GitHub answers one with 201.
//
//	locks, err := lock.Of(event)
//	held, err := locks.Hold(ctx, commit, lock.Lock{Target: "prod", Holder: "alice", Brief: true})
//	switch {
//	case errors.Is(err, lock.ErrOff): … // the robot's token may not write here: there are no locks
//	case err != nil:                  return "", err
//	case held != nil:                 … // somebody else has it
//	}
//	defer locks.Release(ctx, "prod")
//
//	refs/robot/locks/prod ─▶ a commit without parents ─▶ its message: who, why, where
//	                                                  └▶ its date: since when, by GitHub's clock
//
// A person's lock ends when a person says so. A brief one is held while something is begun,
// for seconds; after two minutes it counts for nothing, since whoever held it has crashed,
// and the next one takes it over: a commit with the old one as its parent, to which the ref
// is moved forward. Of several who try, GitHub lets one, since the others' commits do not
// have that one behind them.
//
// A command that is begun once has such a ref, too, below refs/robot/runs/: see Begin.
//
// What is not documented: that both hold also in the same instant. They are what git does
// (a ref is created, and moved, from what it was), and everybody who locks with refs on
// GitHub relies on it.
// https://docs.github.com/en/rest/git/refs
package lock
