package issue

import (
	"context"
	"time"

	"github.com/google/go-github/v92/github"
)

// longestRun is more than any delivery is worked on: a claim of that age without an end was
// left by somebody who is no more.
const longestRun = time.Minute

// takeOver reports whether a claim that others made is ours now, because they left it
// without an end; j.others says that they may still be at it. Of several who try, GitHub
// lets one remove the reaction that was the claim.
func (j *job) takeOver(ctx context.Context, claim reaction) (bool, error) {
	for r, err := range j.hub.reactions(ctx, j.at) {
		if err != nil {
			return false, err
		}
		if end := r.GetContent(); (end == worked || end == wrong) && j.own.is(accountOf(r.User)) {
			return false, nil
		}
	}
	if claim.age < longestRun {
		j.others = true
		return false, nil
	}
	removed, err := j.hub.unreact(ctx, j.at, claim)
	if err != nil || !removed {
		return false, err
	}
	again, err := j.hub.react(ctx, j.at, claimed)
	return again.first, err
}

func accountOf(u *github.User) account { return account{u.GetID(), u.GetLogin()} }
