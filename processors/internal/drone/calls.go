package drone

import (
	"context"
	"fmt"
	"net/http"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// Build reads a build with its stages.
func (c *Client) Build(ctx context.Context, repo Repo, number int) (*drone.Build, error) {
	e := errand{repo: repo, doing: fmt.Sprintf("show build %d", number), build: number}
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
	e := errand{repo: repo, doing: fmt.Sprintf("promote build %d to %s", number, clip(target)), build: number, starts: true}
	b, err := call(ctx, c, e, func(api drone.Client) (*drone.Build, error) {
		return api.Promote(repo.Namespace, repo.Name, number, target, params)
	})
	if err != nil {
		return nil, err
	}
	return c.started(repo, b, target)
}

// started is what Drone's 200 means: a build, null (drone-go makes a zero build of it)
// or a build that is an error from its beginning.
func (c *Client) started(repo Repo, b *drone.Build, target string) (*drone.Build, error) {
	switch {
	case b.Number == 0:
		return nil, issue.Errorf("Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` "+
			"may have %s in its trigger, or the commit message may say `[ci skip]`. Check both.", clip(target))
	case b.Status == drone.StatusError:
		return nil, issue.Errorf("Build %s ended at once with an error: %s. "+
			"Correct `.drone.yml`, then promote a build that has the correction.", c.Cite(repo, b.Number), clip(b.Error))
	}
	return b, nil
}

// errand is what a call is for: what its errors say about it.
type errand struct {
	repo   Repo
	build  int
	doing  string // Markdown that follows "asked to"
	starts bool   // no answer does not mean that nothing happened
}

// call lets do make one call of drone-go, under ctx and never longer than Patience.
func call[T any](ctx context.Context, c *Client, e errand, do func(drone.Client) (T, error)) (T, error) {
	var none T
	if err := e.repo.check(); err != nil {
		return none, err
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	x := &exchange{ctx: ctx, base: c.http}
	result, err := do(drone.NewClient(c.server, &http.Client{Transport: x, CheckRedirect: issue.SameHost}))
	if err != nil {
		return none, c.explain(e, x, err)
	}
	return result, nil
}
