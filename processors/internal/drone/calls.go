package drone

import (
	"cmp"
	"context"
	"net/http"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// Build reads a build with its stages.
func (c *Client) Build(ctx context.Context, repo Repo, number int) (*drone.Build, error) {
	e := errand{repo: repo, doing: issue.Textf("show build %d", number), build: number}
	b, err := call(ctx, c, e, func(api drone.Client) (*drone.Build, error) {
		return api.Build(repo.Namespace, repo.Name, number)
	})
	if err == nil && b.Number != int64(number) {
		return nil, issue.Errorf("Drone's answer about build %d cannot be read: nothing was started. %s", number, tellOperator)
	}
	return b, err
}

// Promote starts a promotion of a build to a target and returns the new build. It is
// an error where Drone starts nothing, or a build that ends at once.
func (c *Client) Promote(ctx context.Context, repo Repo, number int, target string, params map[string]string) (*drone.Build, error) {
	e := errand{repo: repo, doing: issue.Textf("promote build %d to %s", number, clip(target)), build: number,
		nothing: issue.Textf("Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` "+
			"may have %s in its trigger, or the commit message may say `[ci skip]`. Check both.", clip(target))}
	return c.start(ctx, e, func(api drone.Client) (*drone.Build, error) {
		return api.Promote(repo.Namespace, repo.Name, number, target, params)
	})
}

// Rollback is Promote with another event: the build is the one to go back to.
func (c *Client) Rollback(ctx context.Context, repo Repo, number int, target string, params map[string]string) (*drone.Build, error) {
	e := errand{repo: repo, doing: issue.Textf("roll %s back to build %d", clip(target), number), build: number,
		nothing: issue.Textf("Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` "+
			"may have the event `rollback` and %s in its trigger, or the commit message may say `[ci skip]`. Check both.", clip(target))}
	return c.start(ctx, e, func(api drone.Client) (*drone.Build, error) {
		return api.Rollback(repo.Namespace, repo.Name, number, target, params)
	})
}

// Create starts a build of a branch, or of a commit on it; Drone does not look whether it
// is on it, so the caller must have. It is an error as Promote's is, and where a parameter
// has a name that Drone reads itself.
func (c *Client) Create(ctx context.Context, repo Repo, branch, commit string, params map[string]string) (*drone.Build, error) {
	if err := checkNewBuild(params); err != nil {
		return nil, err
	}
	e := errand{repo: repo, doing: issue.Textf("build %s", clip(cmp.Or(commit, branch))), branch: branch,
		nothing: issue.Textf("Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` " +
			"may have the event `custom` in its trigger, or the commit message may say `[ci skip]`. Check both.")}
	return c.start(ctx, e, func(api drone.Client) (*drone.Build, error) {
		return api.BuildCreate(repo.Namespace, repo.Name, commit, branch, params)
	})
}

// start makes a call that starts a build. Drone's 200 means a build, null (drone-go makes
// a zero build of it) or a build that is an error from its beginning.
func (c *Client) start(ctx context.Context, e errand, do func(drone.Client) (*drone.Build, error)) (*drone.Build, error) {
	e.starts = true
	b, err := call(ctx, c, e, do)
	switch {
	case err != nil:
		return nil, err
	case b.Number == 0:
		return nil, issue.Explain(nil, e.nothing)
	case b.Status == drone.StatusError && e.branch != "":
		return nil, issue.Errorf("Build %s ended at once with an error: %s. Correct `.drone.yml`, then build a commit that has the correction.",
			c.Cite(e.repo, b.Number), clip(b.Error))
	case b.Status == drone.StatusError:
		return nil, issue.Errorf("Build %s ended at once with an error: %s. "+
			"Correct `.drone.yml`, then promote a build that has the correction.", c.Cite(e.repo, b.Number), clip(b.Error))
	}
	return b, nil
}

// errand is what a call is for: what its errors say about it.
type errand struct {
	repo    Repo
	build   int        // that it is about
	branch  string     // that a new build is to be of
	doing   issue.Text // what follows "asked to"
	starts  bool       // no answer does not mean that nothing happened
	changes bool       // the same, of what starts nothing anew
	decides bool       // about stages of the build that wait for an approval
	nothing issue.Text // what is said where Drone starts nothing
}

// undone is what is to be said where nothing has happened.
func (e errand) undone() issue.Text {
	if e.changes {
		return issue.Textf("nothing was changed")
	}
	return issue.Textf("nothing was started")
}

// call lets do make one call of drone-go, under ctx and never longer than Patience.
func call[T any](ctx context.Context, c *Client, e errand, do func(drone.Client) (T, error)) (T, error) {
	return exchangeOnce(ctx, c, e, func(client *http.Client) (T, error) { return do(drone.NewClient(c.server, client)) })
}

// exchangeOnce is call for what drone-go does not know.
func exchangeOnce[T any](ctx context.Context, c *Client, e errand, do func(*http.Client) (T, error)) (T, error) {
	var none T
	if err := e.repo.check(); err != nil {
		return none, err
	}
	if (e.starts || e.changes) && issue.From(ctx).DryRun() { // a robot that looks ahead does not get here
		return none, issue.Errorf("Nothing was done: to %s is more than a dry run may do. %s", e.doing, tellOperator)
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	x := &exchange{ctx: ctx, base: c.http}
	result, err := do(&http.Client{Transport: x, CheckRedirect: issue.SameHost})
	if err != nil {
		return none, c.explain(e, x, err)
	}
	return result, nil
}
