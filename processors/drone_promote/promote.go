package drone_promote

import (
	"context"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/deploy"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// Promote is the robot. It may be used concurrently.
type Promote struct{ drone *drone.Client }

var (
	_ issue.Runner   = (*Promote)(nil)
	_ issue.Helper   = (*Promote)(nil)
	_ issue.Finder   = (*Promote)(nil)
	_ issue.Follower = (*Promote)(nil)
)

// Options say which Drone promotes, as whom, and what each target takes.
type Options = drone.Options

// Rule is what it takes to promote to a target.
type Rule = drone.Rule

// New returns the robot. It calls nobody; it fails where the options cannot be right,
// with an error that holds none of their values, but for those of Targets.
func New(o Options) (*Promote, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Promote{client}, nil
}

// Help implements issue.Helper.
func (p *Promote) Help() issue.Help {
	return issue.Help{
		Usage: "[build] <target> [KEY=value …]",
		About: "promote a Drone build to a target",
		Long: "Takes a build that succeeded and starts the pipelines that have the target in their trigger. " +
			"Without a number, it is the newest that succeeded of a push to the default branch; with `sha=b5f61da`, its commit has to be that one. " +
			"What is older than what is on the target is refused, as is a target that somebody has locked, or where a deployment is under way. " +
			"Each `KEY=value` is an environment variable of their steps: in `.drone.yml` write it as `\"$KEY\"`, " +
			"with the quotes, so that the shell takes it as one word and never as a command. " +
			"The steps also get `ROBOT_USER`, `ROBOT_ISSUE`, `ROBOT_COMMENT_URL` and `ROBOT_REF`.",
		Examples: []string{"/promote 42 dev", "/promote dev", "/promote 42 dev REVISION=abc", "/promote 42 dev --dry-run"},
		Needs:    issue.Write,
		Effect:   issue.Deploys,
		Repeat:   issue.Keyed,
		Dry:      true,
	}
}

// Run implements issue.Runner: it promotes, and says which build that started.
func (p *Promote) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	o, err := read(event)
	if err != nil {
		return "", err
	}
	return p.Do(ctx, event, o)
}

// Do is Run for an order that somebody else has read: it checks every word of it, and who
// may promote what to the target.
func (p *Promote) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	if err := o.check(); err != nil {
		return "", err
	}
	if err := p.drone.May(ctx, drone.Name(event, "/promote"), o.Target); err != nil {
		return "", err
	}
	repo := drone.RepoOf(event)
	build, err := p.find(ctx, event, o.Build)
	if err != nil {
		return "", err
	}
	d := deploy.Deployment{Build: build, Target: o.Target, Params: o.Params, Sha: o.Sha}
	started, err := deploy.Start(ctx, p.drone, event, d)
	if err != nil {
		return "", err
	}
	if started == nil {
		return d.Dry(ctx, p.drone, repo), nil
	}
	from, to := p.drone.Cite(repo, build.Number), p.drone.Cite(repo, started.Number)
	if o.Build == Latest {
		return issue.From(ctx).Sayf("Started build %s, which promotes build %s, the latest that succeeded of %s, to %s%s.",
			to, from, params.Show(build.Target), issue.Code(o.Target), drone.Origin(build)), nil
	}
	return issue.From(ctx).Sayf("Started build %s, which promotes build %s to %s%s.", to, from, issue.Code(o.Target), drone.Origin(build)), nil
}

// Find implements issue.Finder, for every robot whose command starts a build: it reads no word
// of the command.
func (p *Promote) Find(ctx context.Context, event issue.IssueEvent) (reply string, found bool, err error) {
	return p.drone.Find(ctx, event)
}

// Look implements issue.Follower.
func (p *Promote) Look(ctx context.Context, _ *github.Client, repo *github.Repository, news issue.News) (issue.News, error) {
	return p.drone.Look(ctx, repo, news)
}
