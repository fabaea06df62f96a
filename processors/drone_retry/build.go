package drone_retry

import (
	"context"
	"slices"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

const custom = "custom" // the event of a build that somebody asked Drone for

// build builds again what is no deployment.
func (r *Retry) build(ctx context.Context, event issue.IssueEvent, b *sdk.Build) (string, error) {
	repo := drone.RepoOf(event)
	if from, ok := drone.Foreign(repo, b); ok {
		return "", issue.Refusef("Build %s is of a pull request from %s, whose code this repository has not merged: the robot does not build it again. "+
			"Look at that code, then restart it in Drone.", r.drone.Cite(repo, b.Number), from)
	}
	again, err := r.again(ctx, repo, b)
	if err != nil {
		return "", err
	}
	if issue.From(ctx).DryRun() {
		return r.dry(ctx, repo, b, issue.Text{}), nil
	}
	if err := issue.From(ctx).Turn(); err != nil {
		return "", err
	}
	started, err := again(drone.Ours(ctx, event, drone.Given(b), drone.Bind(b)...))
	switch {
	case err == nil:
		issue.From(ctx).Follow(drone.Job(started.Number), drone.Bind(b)...)
	case drone.Unconfirmed(err):
		issue.From(ctx).Follow(issue.Unseen, drone.Bind(b)...)
	}
	if err != nil {
		return "", err
	}
	return r.said(ctx, repo, b, started, issue.Text{}), nil
}

// starter starts the build that has been chosen.
type starter func(params map[string]string) (*sdk.Build, error)

// again is how a build is started again: what somebody asked Drone for is asked for again,
// what GitHub caused only Drone can repeat.
func (r *Retry) again(ctx context.Context, repo drone.Repo, b *sdk.Build) (starter, error) {
	if b.Event != custom {
		return r.restart(ctx, repo, b)
	}
	if b.Ref != "refs/heads/"+b.Target || drone.CheckBranch(b.Target) != nil {
		return nil, issue.Refusef("Build %s is not of a branch, and the robot builds nothing else. Retry it in Drone.", r.drone.Cite(repo, b.Number))
	}
	return func(params map[string]string) (*sdk.Build, error) {
		return r.drone.Create(ctx, repo, b.Target, b.After, params)
	}, nil
}

func (r *Retry) restart(ctx context.Context, repo drone.Repo, b *sdk.Build) (starter, error) {
	if err := r.approved(ctx, repo, b); err != nil {
		return nil, err
	}
	first, err := r.first(ctx, repo, b)
	if err != nil {
		return nil, err
	}
	return func(params map[string]string) (*sdk.Build, error) { return r.drone.Restart(ctx, repo, first, params) }, nil
}

// approved refuses what may have waited for an approval when it was ended: Drone asks for
// none when it restarts a build. What has run had been approved.
func (r *Retry) approved(ctx context.Context, repo drone.Repo, b *sdk.Build) error {
	if b.Status != sdk.StatusKilled && b.Status != sdk.StatusSkipped || !slices.ContainsFunc(b.Stages, idle) {
		return nil
	}
	protected, err := r.drone.Protected(ctx, repo)
	if err == nil && protected {
		err = issue.Refusef("Build %s was ended before all of it ran, so it may never have been approved, which %s asks for in Drone. Push a change, or restart it in Drone.",
			r.drone.Cite(repo, b.Number), issue.Code(repo.String()))
	}
	return err
}

// idle reports whether a pipeline never ran.
func idle(s *sdk.Stage) bool {
	return s == nil || s.Status == sdk.StatusSkipped || s.Status != sdk.StatusDeclined && !drone.Ended(s.Status) && s.Status != sdk.StatusRunning
}

// first is the build that a restarted one repeats. The parameters of a build win over those
// that its restart is given: what the robot gave one would be handed down to the next.
func (r *Retry) first(ctx context.Context, repo drone.Repo, b *sdk.Build) (*sdk.Build, error) {
	if b.Params[drone.RefParam] == "" {
		return b, nil
	}
	for other, err := range r.drone.Builds(ctx, repo) {
		if err != nil {
			return nil, err
		}
		if same(b, other) && other.Params[drone.RefParam] == "" && drone.Ended(other.Status) && other.Status != sdk.StatusDeclined {
			return other, nil
		}
	}
	return b, nil
}

// same reports whether two builds are of the same event.
func same(a, b *sdk.Build) bool {
	return a.Event == b.Event && a.After == b.After && a.Ref == b.Ref && a.Target == b.Target && a.Cron == b.Cron
}
