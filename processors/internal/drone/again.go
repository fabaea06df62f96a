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

// Again looks, where an earlier run of this command was broken off, for the build that it
// started, back to the time of its comment. Where there is one, done is true, and the reply follows it.
func (c *Client) Again(ctx context.Context, event issue.IssueEvent) (reply string, done bool, err error) {
	call := issue.From(ctx)
	if !call.Resumed() || call.DryRun() {
		return "", false, nil
	}
	var first *drone.Build
	for b, err := range c.Since(ctx, RepoOf(event), event.GetComment().GetCreatedAt().Time) {
		switch {
		case err != nil:
			return "", true, issue.Later(err)
		case Mine(ctx, b):
			first = b // who ran it again handed its reference down: the oldest counts
		}
	}
	if first == nil {
		return "", false, nil
	}
	return c.Adopt(ctx, event, first), true, nil
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
