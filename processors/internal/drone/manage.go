package drone

import (
	"cmp"
	"context"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// What is done to a build that is there. Each is refused in a dry run.

// Cancel asks Drone to end a build. It is no error where the build is over already: Drone
// answers with the build in both cases, which drone-go does not pass on.
func (c *Client) Cancel(ctx context.Context, repo Repo, number int64) error {
	e := errand{repo: repo, doing: issue.Textf("cancel build %d", number), build: int(number), changes: true}
	return c.change(ctx, e, func(api drone.Client) error { return api.BuildCancel(repo.Namespace, repo.Name, int(number)) })
}

// Restart starts a build again as it was: its event, its commit and its parameters, which in
// Drone 1 win over the given ones. It is an error as Promote's is.
func (c *Client) Restart(ctx context.Context, repo Repo, b *drone.Build, params map[string]string) (*drone.Build, error) {
	e := errand{repo: repo, doing: issue.Textf("restart build %d", b.Number), build: int(b.Number), branch: cmp.Or(b.Target, b.Ref),
		nothing: issue.Textf("Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` "+
			"may have the event %s in its trigger, or the commit message may say `[ci skip]`. Check both.", clip(b.Event))}
	return c.start(ctx, e, func(api drone.Client) (*drone.Build, error) {
		return api.BuildRestart(repo.Namespace, repo.Name, int(b.Number), params)
	})
}

// Approve lets a stage of a build run that waits for an approval. Drone starts it at once,
// even where the stages that it depends on have not ended.
func (c *Client) Approve(ctx context.Context, repo Repo, number int64, stage int) error {
	e := errand{repo: repo, doing: issue.Textf("approve build %d", number), build: int(number), changes: true, decides: true}
	return c.change(ctx, e, func(api drone.Client) error { return api.Approve(repo.Namespace, repo.Name, int(number), stage) })
}

// Decline ends a stage of a build that waits for an approval, and with it the build.
func (c *Client) Decline(ctx context.Context, repo Repo, number int64, stage int) error {
	e := errand{repo: repo, doing: issue.Textf("decline build %d", number), build: int(number), changes: true, decides: true}
	return c.change(ctx, e, func(api drone.Client) error { return api.Decline(repo.Namespace, repo.Name, int(number), stage) })
}

// change makes a call of which Drone answers nothing.
func (c *Client) change(ctx context.Context, e errand, do func(drone.Client) error) error {
	_, err := call(ctx, c, e, func(api drone.Client) (struct{}, error) { return struct{}{}, do(api) })
	return err
}

// Protected reports whether what GitHub causes in a repository waits for an approval where
// nobody has signed its pipelines.
// https://docs.drone.io/signature/
func (c *Client) Protected(ctx context.Context, repo Repo) (bool, error) {
	e := errand{repo: repo, doing: issue.Textf("show %s", issue.Code(repo.String()))}
	r, err := call(ctx, c, e, func(api drone.Client) (*drone.Repo, error) { return api.Repo(repo.Namespace, repo.Name) })
	return err == nil && r.Protected, err
}

// Foreign reports whether a build's code comes from another repository, and names it.
func Foreign(repo Repo, b *drone.Build) (from issue.Text, ok bool) { return foreign(repo, b) }
