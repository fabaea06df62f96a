package issue

import (
	"context"
	"errors"
	"time"

	"github.com/google/go-github/v92/github"
)

// A claim without an end was left by somebody who is no more: whoever comes by when it is old
// enough takes it over, and brings the commands to their end. What was done already is
// recognised, and not done again.
//
//	👀 alone, a minute old ─▶ ❤️ ─▶ take 👀 away: one may ─▶ 👀 anew ─▶ is there a reply?
//	   ─▶ each command: harmless: run │ keyed: look for it, else run │ once: it may have run
//	   ─▶ reply ─▶ take ❤️ away ─▶ 🚀 or 😕
//
// ❤️ is there before the old claim is gone, so that nobody takes the comment for a new one in
// between.

// longestRun is more than any delivery is worked on: a claim of that age without an end was
// left.
const longestRun = time.Minute

// takingOver is the reaction to what is being taken over.
const takingOver = "heart" // ❤️

// takeOver reports whether a claim that others made is ours now, because they left it
// without an end; j.others says that they may still be at it. Of several who try, GitHub
// lets one remove the reaction that was the claim.
func (j *job) takeOver(ctx context.Context, claim reaction) (bool, error) {
	ended, _, err := j.ended(ctx)
	if err != nil || ended {
		return false, err
	}
	if claim.age < max(longestRun, j.leave) {
		j.others = true
		return false, nil
	}
	if _, err := j.hub.react(ctx, j.at, takingOver); err != nil {
		return false, err
	}
	removed, err := j.hub.unreact(ctx, j.at, claim)
	if err != nil || !removed {
		return false, err
	}
	again, err := j.hub.react(ctx, j.at, claimed)
	if err != nil || !again.first {
		return false, err
	}
	j.held, j.taken = again.id, true
	return true, nil
}

// letGo takes ❤️ back when a comment that was taken over is about to have its end, or is left
// without one: also the ❤️ that somebody set who tried at the same time, and came too late.
func (j *job) letGo(ctx context.Context) {
	if !j.taken {
		return
	}
	j.taken = false
	if err := j.hub.takeBack(ctx, j.at, takingOver); err != nil { // it does no harm
		j.log.Warn("a reaction is left", "delivery", j.delivery, "error", j.logged(err))
	}
}

// begunBefore reports whether a claim that is new may be of a comment that somebody began
// before, and was taking over when he, too, broke off. No claim of a young comment is. Of a late
// one of which nobody can say now, it is taken to be: better not run than run twice.
func (j *job) begunBefore(ctx context.Context, claim reaction) bool {
	written := j.event.GetComment().GetCreatedAt().Time
	if !written.IsZero() && !claim.at.IsZero() && claim.at.Sub(written) < longestRun {
		return false
	}
	look := glance
	if j.resume { // nobody waits for an answer
		look = j.robotTime / 2
	}
	ctx, cancel := context.WithTimeout(ctx, look)
	defer cancel()
	if !j.known(ctx) {
		return true
	}
	ended, taken, err := j.ended(ctx)
	if err != nil {
		j.log.Warn("whether it was begun before could not be looked at", "delivery", j.delivery, "error", j.logged(err))
	}
	j.taken = taken
	return ended || taken || err != nil
}

// glance is what a delivery may look for what hardly ever is.
const glance = time.Second

// ended reports whether the comment has an end of ours, and whether it is being taken over.
func (j *job) ended(ctx context.Context) (ended, taken bool, err error) {
	for r, err := range j.hub.reactions(ctx, j.at) {
		if err != nil {
			return false, false, err
		}
		if !j.own.is(accountOf(r.User)) {
			continue
		}
		ended = ended || r.GetContent() == worked || r.GetContent() == wrong
		taken = taken || r.GetContent() == takingOver
	}
	return ended, taken, nil
}

// answered is our reply to the comment, where one was posted before.
func (j *job) answered(ctx context.Context) (*posted, error) {
	w := way{j.processor, j.hub, j.event.Repo, j.scope}
	for c, err := range j.hub.comments(ctx, j.at.owner, j.at.repo, j.at.number, j.event.GetComment().GetCreatedAt().Time) {
		if err != nil {
			return nil, err
		}
		if p := w.replyOf(c); p != nil && p.mark.Source == j.at.String() && len(p.mark.Commands) > 0 {
			return p, nil
		}
	}
	return nil, nil
}

// errLater is the error of a command that was begun before, and of which nobody can say now
// what it did.
var errLater = errors.New("what was begun before cannot be found out now")

// Later is the error of a Runner that cannot find out now what an earlier run did: nothing is
// said, and the comment is looked at again later.
func Later(err error) error { return errors.Join(errLater, err) }

// Unsure is the error of a Runner that can never find out what an earlier run did.
func Unsure() error {
	return Errorf("It may have run: it was begun before, and broken off. Look, and if it did not, comment it again.")
}

// again refuses what may have run before and cannot be recognised.
func (j *job) again(known *command) error {
	if j.broken && known.help.Repeat != Idempotent && known.help.Repeat != Keyed {
		return Unsure()
	}
	return nil
}

func accountOf(u *github.User) account { return account{u.GetID(), u.GetLogin()} }
