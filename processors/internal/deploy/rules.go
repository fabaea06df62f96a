package deploy

import (
	"context"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// fits refuses a deployment to a target where another one is under way, and a promotion of
// what is older than what is there. Where this very command has started one already, in
// another instance, that is mine.
func (d Deployment) fits(ctx context.Context, client *drone.Client, repo drone.Repo) (mine *sdk.Build, err error) {
	var there *sdk.Build // what is on the target
	origin := int64(0)   // the build that it came from, as far as that is known yet
	seen := 0
	for b, err := range client.Newest(ctx, repo) {
		seen++
		switch {
		case err != nil:
			return nil, err
		case drone.Mine(ctx, b):
			return b, nil
		case there != nil && b.Number < origin:
			return nil, d.older(ctx, client, repo, there, origin)
		case there != nil && b.Number == origin:
			if !drone.Deployment(b) || b.Parent == 0 {
				return nil, d.older(ctx, client, repo, there, origin)
			}
			origin = b.Parent // of a promotion that was promoted, one more step back
		case there != nil || !drone.Deployed(b, d.Target):
		case !drone.Ended(b.Status):
			return nil, d.busy(client, repo, b)
		case b.Status == sdk.StatusPassing:
			if there, origin = b, b.Parent; !d.mayBeOlder(there) {
				return nil, nil
			}
		}
	}
	switch {
	case there != nil:
		return nil, d.older(ctx, client, repo, there, origin)
	case seen >= drone.Reach:
		return nil, d.fitsLast(ctx, client, repo)
	}
	return nil, nil
}

// fitsLast is fits where the newest builds hold no deployment to the target. Drone tells of
// the last one alone: where that failed, nobody knows what is there.
func (d Deployment) fitsLast(ctx context.Context, client *drone.Client, repo drone.Repo) error {
	last, err := client.LastTo(ctx, repo, d.Target)
	switch {
	case err != nil || last == nil:
		return err
	case !drone.Ended(last.Status):
		return d.busy(client, repo, last)
	case last.Status == sdk.StatusPassing && d.mayBeOlder(last):
		return d.older(ctx, client, repo, last, last.Parent)
	}
	return nil
}

// mayBeOlder reports whether it takes a closer look. Builds are numbered as they begin.
func (d Deployment) mayBeOlder(there *sdk.Build) bool {
	return !d.Back && d.Build.After != there.After && d.age() < there.Parent
}

// age is the number of the build whose code is deployed: of a promotion, the one promoted.
func (d Deployment) age() int64 {
	if drone.Deployment(d.Build) && d.Build.Parent != 0 {
		return d.Build.Parent
	}
	return d.Build.Number
}

func (d Deployment) older(ctx context.Context, client *drone.Client, repo drone.Repo, there *sdk.Build, origin int64) error {
	if d.age() >= origin {
		return nil
	}
	now, back := client.Cite(repo, there.Number), issue.Code("/rollback "+d.Target+" "+numberOf(d.Build))
	if issue.From(ctx).Knows("rollback") {
		return issue.Refusef("Build %s is older than what is on %s: build %s brought build %s there. To go back on purpose, say %s.",
			client.Cite(repo, d.Build.Number), issue.Code(d.Target), now, client.Cite(repo, origin), back)
	}
	return issue.Refusef("Build %s is older than what is on %s: build %s brought build %s there. To go back on purpose takes a rollback: whoever runs this robot can turn %s on.",
		client.Cite(repo, d.Build.Number), issue.Code(d.Target), now, client.Cite(repo, origin), issue.Code("/rollback"))
}

// busy refuses a second deployment to a target at the same time.
func (d Deployment) busy(client *drone.Client, repo drone.Repo, b *sdk.Build) error {
	return issue.Refusef("Build %s is on its way to %s: nothing was started. Wait for its end, or cancel it.", client.Cite(repo, b.Number), issue.Code(d.Target))
}

// confirm asks for a person's word, where the target wants one.
func (d Deployment) confirm(ctx context.Context, client *drone.Client, repo drone.Repo) error {
	wanted, fourEyes := client.Confirms(d.Target)
	if !wanted {
		return nil
	}
	return issue.From(ctx).Confirm(d.What(client, repo), d.exactly(), fourEyes)
}

// alone looks, where nobody can hold a lock, whether somebody else started a deployment to
// the target at the same time. The later one gives way.
func (d Deployment) alone(ctx context.Context, client *drone.Client, repo drone.Repo, started *sdk.Build) (*sdk.Build, error) {
	for b, err := range client.Newest(ctx, repo) {
		if err != nil || drone.Deployed(b, d.Target) && b.Status == sdk.StatusPassing {
			return started, nil // it is started, whatever else there may be
		}
		if b.Number >= started.Number || !drone.Deployed(b, d.Target) || drone.Ended(b.Status) {
			continue
		}
		issue.From(ctx).Follow("") // it has no end worth telling
		if drone.Mine(ctx, b) {    // two instances took the command for theirs
			return client.Sole(ctx, repo, started), nil
		}
		other, ours := client.Cite(repo, b.Number), client.Cite(repo, started.Number)
		if err := client.Cancel(ctx, repo, started.Number); err != nil {
			return nil, issue.Explain(err, issue.Textf("Build %s was on its way to %s at the same time, and build %s could not be cancelled. Look at both.", other, issue.Code(d.Target), ours))
		}
		return nil, issue.Refusef("Build %s was on its way to %s at the same time, so build %s was cancelled. Ask again when the other has ended.", other, issue.Code(d.Target), ours)
	}
	return started, nil
}
