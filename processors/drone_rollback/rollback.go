package drone_rollback

import (
	"context"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/deploy"
	"github.com/fanux/robot/processors/internal/drone"
)

// Rollback is the robot. It may be used concurrently.
type Rollback struct{ drone *drone.Client }

var (
	_ issue.Runner   = (*Rollback)(nil)
	_ issue.Helper   = (*Rollback)(nil)
	_ issue.Finder   = (*Rollback)(nil)
	_ issue.Follower = (*Rollback)(nil)
)

// Options say which Drone rolls back, as whom, and what each target takes.
type Options = drone.Options

// Rule is what it takes to roll a target back.
type Rule = drone.Rule

// New returns the robot. It calls nobody; it fails where the options cannot be right,
// with an error that holds none of their values, but for those of Targets.
func New(o Options) (*Rollback, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Rollback{client}, nil
}

// Help implements issue.Helper.
func (r *Rollback) Help() issue.Help {
	return issue.Help{
		Usage: "<target> [build] [KEY=value …]",
		About: "roll a target back to an earlier Drone build",
		Long: "Without a build, goes back to what was on the target before: the last that was deployed there with success and is not what is there now. " +
			"Where the last deployment failed, that is the one before it. A build that was deployed there comes back with the parameters of then. " +
			"It runs the pipelines that have the event `rollback` and the target in their trigger. " +
			"Each `KEY=value` is an environment variable of their steps, which also get " +
			"`ROBOT_USER`, `ROBOT_ISSUE`, `ROBOT_COMMENT_URL` and `ROBOT_REF`.",
		Examples: []string{"/rollback prod", "/rollback prod 42"},
		Needs:    issue.Write,
		Effect:   issue.Deploys,
		Repeat:   issue.Keyed,
		Dry:      true,
	}
}

// Run implements issue.Runner: it rolls back, and says from which build to which.
func (r *Rollback) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	o, err := read(event)
	if err != nil {
		return "", err
	}
	return r.Do(ctx, event, o)
}

// Do is Run for an order that somebody else has read: it checks every word of it, and who
// may roll what target back to what.
func (r *Rollback) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	if err := o.check(); err != nil {
		return "", err
	}
	if err := r.drone.May(ctx, drone.Name(event, "/rollback"), o.Target); err != nil {
		return "", err
	}
	repo := drone.RepoOf(event)
	past, err := r.past(ctx, repo, o.Target)
	if err != nil {
		return "", err
	}
	to, err := r.find(ctx, repo, past, o)
	if err != nil {
		return "", err
	}
	if err := r.drone.Allow(repo, to, o.Target); err != nil {
		return "", err
	}
	number, params, err := r.again(repo, to, o)
	if err != nil {
		return "", err
	}
	d := deploy.Deployment{Build: to, Target: o.Target, Params: params, Sha: o.Sha, Back: true, Number: number}
	started, err := deploy.Start(ctx, r.drone, event, d)
	if err != nil {
		return "", err
	}
	if started == nil {
		return d.Dry(ctx, r.drone, repo), nil
	}
	call, target, origin := issue.From(ctx), issue.Code(o.Target), drone.Origin(to)
	now, then := r.drone.Cite(repo, started.Number), r.drone.Cite(repo, to.Number)
	if from := past.last(); from != nil {
		return call.Sayf("Started build %s, which rolls %s back from build %s to build %s%s.", now, target, r.drone.Cite(repo, from.Number), then, origin), nil
	}
	return call.Sayf("Started build %s, which rolls %s back to build %s%s.", now, target, then, origin), nil
}

// Find implements issue.Finder.
func (r *Rollback) Find(ctx context.Context, event issue.IssueEvent) (reply string, found bool, err error) {
	return r.drone.Find(ctx, event)
}

// Look implements issue.Follower.
func (r *Rollback) Look(ctx context.Context, _ *github.Client, repo *github.Repository, news issue.News) (issue.News, error) {
	return r.drone.Look(ctx, repo, news)
}
