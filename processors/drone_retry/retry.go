package drone_retry

import (
	"context"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// Retry is the robot. It may be used concurrently.
type Retry struct{ drone *drone.Client }

var (
	_ issue.Runner   = (*Retry)(nil)
	_ issue.Helper   = (*Retry)(nil)
	_ issue.Finder   = (*Retry)(nil)
	_ issue.Follower = (*Retry)(nil)
)

// Options say which Drone builds, as whom, and what each target takes.
type Options = drone.Options

// New returns the robot. It calls nobody; it fails where the options cannot be right,
// with an error that holds none of their values, but for those of Targets.
func New(o Options) (*Retry, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Retry{client}, nil
}

// Help implements issue.Helper.
func (r *Retry) Help() issue.Help {
	return issue.Help{
		Usage: "[build]",
		About: "start a Drone build again that did not succeed",
		Long: "Without a number, retries the newest build that was asked for on this issue and did not succeed. " +
			"A promotion or a rollback is made again, from the same build and with the parameters that it had; what may be deployed where holds as for `/promote`. " +
			"The code of a fork is not built again.",
		Examples: []string{"/retry", "/retry 57"},
		Needs:    issue.Write,
		Effect:   issue.Deploys,
		Repeat:   issue.Keyed,
		Dry:      true,
	}
}

// Find implements issue.Finder.
func (r *Retry) Find(ctx context.Context, event issue.IssueEvent) (reply string, found bool, err error) {
	return r.drone.Find(ctx, event)
}

// Look implements issue.Follower.
func (r *Retry) Look(ctx context.Context, _ *github.Client, repo *github.Repository, news issue.News) (issue.News, error) {
	return r.drone.Look(ctx, repo, news)
}

// Run implements issue.Runner: it starts a build again, and says which that is.
func (r *Retry) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	return r.Do(ctx, event, Order{Build: drone.OneBuild(event.Command)})
}

// Do is Run for an order that somebody else has read: it checks every word of it, and who
// may deploy what to a target.
func (r *Retry) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	name := drone.Name(event, "/retry")
	if err := o.check(name); err != nil {
		return "", err
	}
	b, err := r.find(ctx, event, o, name)
	if err != nil {
		return "", err
	}
	repo := drone.RepoOf(event)
	if err := r.failed(ctx, repo, b); err != nil {
		return "", err
	}
	if err := params.Env(drone.Given(b)); err != nil {
		return "", issue.Refusef("Build %s was started with parameters that the robot may not set. Retry it in Drone.", r.drone.Cite(repo, b.Number))
	}
	if drone.Deployment(b) {
		return r.deploy(ctx, event, name, b)
	}
	return r.build(ctx, event, b)
}

// failed refuses a build that there is nothing to retry of.
func (r *Retry) failed(ctx context.Context, repo drone.Repo, b *sdk.Build) error {
	call, cited := issue.From(ctx), r.drone.Cite(repo, b.Number)
	switch {
	case b.Status == sdk.StatusPassing && b.Event == sdk.EventPromote && b.Parent != 0 && call.Knows("promote"):
		return issue.Refusef("Build %s succeeded: there is nothing to retry. To promote the same again: %s.", cited, command("/promote %d %s", b.Parent, b.Deploy))
	case b.Status == sdk.StatusPassing:
		return issue.Refusef("Build %s succeeded: there is nothing to retry.", cited)
	case b.Status == sdk.StatusDeclined:
		return issue.Refusef("Build %s was declined in Drone, and stays so. Push a change, or ask who declined it.", cited)
	case drone.Ended(b.Status):
		return nil
	case call.Knows("cancel"):
		return issue.Refusef("Build %s %s. Retry it when it has ended, or end it: %s.", cited, drone.State(b.Status), command("/cancel %d", b.Number))
	}
	return issue.Refusef("Build %s %s. Retry it when it has ended.", cited, drone.State(b.Status))
}

// said is the reply about a new build.
func (r *Retry) said(ctx context.Context, repo drone.Repo, old, started *sdk.Build, origin issue.Text) string {
	return issue.From(ctx).Sayf("Started build %s, a retry of build %s. It %s%s.",
		r.drone.Cite(repo, started.Number), r.drone.Cite(repo, old.Number), r.drone.Does(repo, old), origin)
}

// dry is the reply of a dry run.
func (r *Retry) dry(ctx context.Context, repo drone.Repo, old *sdk.Build, origin issue.Text) string {
	return issue.From(ctx).Sayf("Nothing was done. It would retry build %s, which %s%s.", r.drone.Cite(repo, old.Number), r.drone.Does(repo, old), origin)
}
