package drone_build

import (
	"context"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// Build is the robot. It may be used concurrently.
type Build struct{ drone *drone.Client }

var (
	_ issue.Runner   = (*Build)(nil)
	_ issue.Helper   = (*Build)(nil)
	_ issue.Finder   = (*Build)(nil)
	_ issue.Follower = (*Build)(nil)
)

// Options say which Drone builds, and as whom. Rules for targets are not about builds.
type Options = drone.Options

// New returns the robot. It calls nobody; it fails where the options cannot be right,
// with an error that holds none of their values, but for those of Targets.
func New(o Options) (*Build, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Build{client}, nil
}

// Help implements issue.Helper.
func (b *Build) Help() issue.Help {
	return issue.Help{
		Usage: "[branch] [commit] [KEY=value …]",
		About: "start a Drone build of a branch",
		Long: "Builds the newest commit of the branch, or the one that is named and is on it; without a branch, the default one. " +
			"It runs the pipelines that have the event `custom` in their trigger, or no events at all. " +
			"Each `KEY=value` is an environment variable of their steps, which also get " +
			"`ROBOT_USER`, `ROBOT_ISSUE`, `ROBOT_COMMENT_URL` and `ROBOT_REF`.",
		Examples: []string{"/build", "/build release-1", "/build main b5f61da SUITE=smoke"},
		Needs:    issue.Write,
		Effect:   issue.Deploys,
		Repeat:   issue.Keyed,
		Dry:      true,
	}
}

// Run implements issue.Runner: it starts a build, and says which that is.
func (b *Build) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	return b.Do(ctx, event, read(event.Command))
}

// Do is Run for an order that somebody else has read: it checks every word of it.
func (b *Build) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	if err := o.check(); err != nil {
		return "", err
	}
	branch, err := o.Branch, error(nil)
	if branch == "" {
		branch, err = b.drone.DefaultBranch(ctx, event)
	}
	if err == nil {
		err = drone.CheckBranch(branch)
	}
	if err != nil {
		return "", err
	}
	commit, err := commitOn(ctx, event, branch, o.Commit)
	if err != nil {
		return "", err
	}
	call := issue.From(ctx)
	if call.DryRun() {
		return o.dry(call, branch, commit), nil
	}
	if err := call.Turn(); err != nil {
		return "", err
	}
	repo, bind := drone.RepoOf(event), []string{"build", branch}
	started, err := b.drone.Create(ctx, repo, branch, commit, drone.Ours(ctx, event, o.Params, bind...))
	switch {
	case drone.Unconfirmed(err):
		call.Follow(issue.Unseen, bind...)
		return "", err
	case err != nil:
		return "", err
	}
	started = b.drone.Sole(ctx, repo, started)
	call.Follow(drone.Job(started.Number), bind...)
	return call.Sayf("Started build %s%s.", b.drone.Cite(repo, started.Number), drone.Origin(started)), nil
}

// Find implements issue.Finder.
func (b *Build) Find(ctx context.Context, event issue.IssueEvent) (reply string, found bool, err error) {
	return b.drone.Find(ctx, event)
}

// Look implements issue.Follower.
func (b *Build) Look(ctx context.Context, _ *github.Client, repo *github.Repository, news issue.News) (issue.News, error) {
	return b.drone.Look(ctx, repo, news)
}
