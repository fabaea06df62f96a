package drone

import (
	"context"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// Mine reports whether a build was started by this very command: by another instance, or
// before it was broken off.
func Mine(ctx context.Context, b *drone.Build) bool {
	return issue.From(ctx).Mine(b.Params[RefParam], Bind(b)...)
}

// Find looks for the build that an earlier run of this command started, as issue.Finder's Find
// does, back to the time of its comment. Where Drone has fewer builds than that, since old ones
// are deleted, nobody can say whether there was one.
func (c *Client) Find(ctx context.Context, event issue.IssueEvent) (reply string, found bool, err error) {
	asked := event.GetComment().GetCreatedAt().Time
	var first, last *drone.Build
	for b, err := range c.Since(ctx, RepoOf(event), asked) {
		if err != nil {
			return "", false, issue.Later(err)
		}
		if last = b; Mine(ctx, b) {
			first = b // who ran it again handed its reference down: the oldest counts
		}
	}
	switch {
	case first != nil:
		return c.Adopt(ctx, event, first), true, nil
	case last != nil && last.Number > 1 && !asked.IsZero() && last.Created > asked.Add(apart).Unix():
		return "", false, issue.Unsure()
	}
	return "", false, nil
}

// Adopt follows a build that this command has started, and says so.
func (c *Client) Adopt(ctx context.Context, event issue.IssueEvent, b *drone.Build) string {
	call, repo := issue.From(ctx), RepoOf(event)
	call.Follow(Job(b.Number), Bind(b)...)
	return call.Sayf("Started build %s, which %s.", c.Cite(repo, b.Number), c.Does(repo, b))
}

// Sole is the build that counts of those that this command has started: where two instances
// took it for theirs, both started one, and the later one is cancelled.
func (c *Client) Sole(ctx context.Context, repo Repo, started *drone.Build) *drone.Build {
	seen := 0
	for b, err := range c.Newest(ctx, repo) {
		if seen++; err != nil || seen > few {
			break
		}
		if b.Number >= started.Number || !Mine(ctx, b) {
			continue
		}
		if c.Cancel(ctx, repo, started.Number) == nil {
			return b
		}
		break
	}
	return started
}
