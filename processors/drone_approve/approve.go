package drone_approve

import (
	"context"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// Approve is the robot of /approve. It may be used concurrently.
type Approve struct{ drone *drone.Client }

var (
	_ issue.Runner   = (*Approve)(nil)
	_ issue.Helper   = (*Approve)(nil)
	_ issue.Follower = (*Approve)(nil)
)

// Options say which Drone waits, and as whom the robot decides. Rules for targets are not
// about what can wait.
type Options = drone.Options

// New returns the robot of /approve. It calls nobody; it fails where the options cannot be
// right, with an error that holds none of their values, but for those of Targets.
func New(o Options) (*Approve, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Approve{client}, nil
}

// Help implements issue.Helper.
func (a *Approve) Help() issue.Help {
	return issue.Help{
		Usage: "<build>",
		About: "let a Drone build run that waits for an approval",
		Long: "Read what the build would run first, its `.drone.yml` above all: it may be a stranger's, and it runs with this repository's secrets. " +
			"The number is what you looked at; the newest build may be of another commit. " +
			"It needs **admin**, as Drone itself does of a person, and so does the robot's account in Drone.",
		Examples: []string{"/approve 57"},
		Needs:    issue.Admin,
		Effect:   issue.Deploys,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Look implements issue.Follower.
func (a *Approve) Look(ctx context.Context, _ *github.Client, repo *github.Repository, news issue.News) (issue.News, error) {
	return a.drone.Look(ctx, repo, news)
}

// Run implements issue.Runner: it approves, and says whose code that lets run.
func (a *Approve) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	return a.Do(ctx, event, Order{Build: drone.OneBuild(event.Command)})
}

// Do is Run for an order that somebody else has read: it checks every word of it.
//
// Drone starts what is approved at once, whatever it depends on: what waits for others that
// have not ended is left for another time.
func (a *Approve) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	b, blocked, err := find(ctx, a.drone, event, o, "/approve")
	if err != nil {
		return "", err
	}
	call, repo := issue.From(ctx), drone.RepoOf(event)
	ready, later := split(b, blocked)
	cited, about, rest := a.drone.Cite(repo, b.Number), about(repo, b), remain(later)
	switch {
	case len(ready) == 0:
		return "", issue.Refusef("Nothing of build %s can be approved yet.%s", cited, rest)
	case call.DryRun():
		return call.Sayf("Nothing was done. It would approve build %s%s%s", cited, about, rest), nil
	}
	if err := each(ready, cited, func(stage int) error { return a.drone.Approve(ctx, repo, b.Number, stage) }); err != nil {
		return "", err
	}
	call.Follow(drone.Job(b.Number), drone.Bind(b)...)
	return call.Sayf("Approved build %s, which goes on now%s%s", cited, about, rest), nil
}
