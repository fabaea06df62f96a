package drone_rollback

import (
	"context"
	"maps"
	"slices"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/processors/internal/drone"
)

// past is what was deployed to a target, newest first, as far as the robot looks.
type past []*sdk.Build

func (r *Rollback) past(ctx context.Context, repo drone.Repo, target string) (past, error) {
	var all past
	for b, err := range r.drone.Builds(ctx, repo) {
		if err != nil {
			return nil, err
		}
		if drone.Deployed(b, target) && b.Status != sdk.StatusSkipped && b.Status != sdk.StatusDeclined {
			all = append(all, b)
		}
	}
	return all, nil
}

// last is the deployment that left the target as it is, or is about to; nil where none did.
func (p past) last() *sdk.Build {
	if len(p) == 0 {
		return nil
	}
	return p[0]
}

// previous is what was on the target before its last deployment, or nil where that is not
// known. After a failure, which may have left half of itself there, it is what was there
// when it began.
func (p past) previous() *sdk.Build {
	good := p.good()
	if n := len(good); n > 0 && same(good[n-1], p[0]) {
		good = good[:n-1]
	}
	if len(good) == 0 {
		return nil
	}
	return good[len(good)-1]
}

// good are the deployments that succeeded and were not taken back, oldest first. A rollback
// takes back all that came after what it goes back to: the next one goes back further, and
// not to what the first one was there to remove.
func (p past) good() (good []*sdk.Build) {
	for _, b := range slices.Backward(p) {
		if b.Status != sdk.StatusPassing {
			continue
		}
		if b.Event == sdk.EventRollback {
			good = good[:back(good, b)]
		}
		if n := len(good); n > 0 && same(good[n-1], b) {
			good = good[:n-1] // the same again
		}
		good = append(good, b)
	}
	return good
}

// back is how many deployments a rollback leaves: those before the one that it repeats,
// which has the same commit if somebody gave it other parameters. Where it repeats none,
// nobody can say what came before it.
func back(good []*sdk.Build, b *sdk.Build) int {
	for i, g := range slices.Backward(good) {
		if same(g, b) {
			return i
		}
	}
	for i, g := range slices.Backward(good) {
		if g.After == b.After {
			return i
		}
	}
	return 0
}

// same reports whether two deployments put the same there: a commit, with parameters. The
// build that was promoted does not matter, nor what the robot adds.
func same(a, b *sdk.Build) bool {
	return a.After == b.After && maps.Equal(drone.Given(a), drone.Given(b))
}
