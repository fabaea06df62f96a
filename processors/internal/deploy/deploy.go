package deploy

import (
	"context"
	"strconv"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// Deployment is what somebody asks for. Its target and parameters have been checked, as has
// that the commenter may deploy there (drone.Client.May).
type Deployment struct {
	Build  *sdk.Build        // whose code goes to the target
	Target string            // where to
	Params map[string]string // for the steps of the new build, without the robot's own
	Sha    string            // what the commit of Build has to begin with; "" is any
	Back   bool              // it is a rollback
	Number int               // the build that Drone deploys again, where it is another one than Build
}

// number is that of the build that Drone deploys.
func (d Deployment) number() int {
	if d.Number != 0 {
		return d.Number
	}
	return int(d.Build.Number)
}

// Start starts a deployment that the rules allow and returns the new build, which the reply
// then follows; in a dry run it is nil. Where Drone did not say whether it started anything,
// that is the error, and the reply follows what may have been started.
func Start(ctx context.Context, client *drone.Client, event issue.IssueEvent, d Deployment) (*sdk.Build, error) {
	repo := drone.RepoOf(event)
	if err := client.Allow(repo, d.Build, d.Target); err != nil {
		return nil, err
	}
	if err := d.commit(client, repo); err != nil {
		return nil, err
	}
	held, err := hold(ctx, event, d)
	if err != nil {
		return nil, err
	}
	defer held.release(ctx)
	switch mine, err := d.fits(ctx, client, repo); {
	case err != nil:
		return nil, err
	case mine != nil:
		return follow(ctx, mine), nil
	}
	if err := d.confirm(ctx, client, repo); err != nil {
		return nil, err
	}
	if issue.From(ctx).DryRun() {
		return nil, nil
	}
	if err := issue.From(ctx).Turn(); err != nil {
		return nil, err
	}
	started, err := d.start(ctx, client, event)
	if err != nil || held.locked() {
		return started, err
	}
	if started, err = d.alone(ctx, client, repo, started); err != nil {
		return nil, err
	}
	return follow(ctx, started), nil
}

// follow lets the reply walk on with a build.
func follow(ctx context.Context, b *sdk.Build) *sdk.Build {
	issue.From(ctx).Follow(drone.Job(b.Number), drone.Bind(b)...)
	return b
}

// start asks Drone, once.
func (d Deployment) start(ctx context.Context, client *drone.Client, event issue.IssueEvent) (*sdk.Build, error) {
	call, repo, number := issue.From(ctx), drone.RepoOf(event), d.number()
	ask, what := client.Promote, sdk.EventPromote
	if d.Back {
		ask, what = client.Rollback, sdk.EventRollback
	}
	bind := []string{what, strconv.Itoa(number), d.Target} // drone.Bind of the build that comes of it
	started, err := ask(ctx, repo, number, d.Target, drone.Ours(ctx, event, d.Params, bind...))
	switch {
	case err == nil:
		follow(ctx, started)
	case drone.Unconfirmed(err):
		call.Follow(issue.Unseen, bind...)
	}
	return started, err
}

// commit refuses a build whose commit is not the one that the commenter named.
func (d Deployment) commit(client *drone.Client, repo drone.Repo) error {
	if d.Sha == "" || sameCommit(d.Build.After, d.Sha) {
		return nil
	}
	return issue.Refusef("Build %s is of commit %s, not of %s: nothing was started. Name the build of that commit.",
		client.Cite(repo, d.Build.Number), issue.Code(drone.Brief(d.Build.After)), params.Show(d.Sha))
}

// What says what a deployment does: "promote build [42](…) to `prod`: commit `b5f61da` on
// `main` by `alice`, with `REVISION=abc`".
func (d Deployment) What(client *drone.Client, repo drone.Repo) issue.Text {
	build, target, origin := client.Cite(repo, d.Build.Number), issue.Code(d.Target), drone.Origin(d.Build)
	if d.Back {
		return issue.Textf("roll %s back to build %s%s%s", target, build, origin, With(d.Params))
	}
	return issue.Textf("promote build %s to %s%s%s", build, target, origin, With(d.Params))
}

// Dry is the reply of a dry run.
func (d Deployment) Dry(ctx context.Context, client *drone.Client, repo drone.Repo) string {
	return issue.From(ctx).Sayf("Nothing was done. It would %s.", d.What(client, repo))
}
