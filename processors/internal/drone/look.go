package drone

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/drone/drone-go/drone"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Look completes the news of a build, as issue.Follower's Look does. The build is read from
// Drone, whatever the news say: they may be late, or told a second time. Of a build that
// failed, the news have the last lines of what the failed step has said, too; where that
// cannot be read in a part of the time there is, they have none, and the outcome stands.
//
// The news come back as JobAccepted where Drone does not show the build yet, and where what
// it shows under that number is another build than the news are about. An error is as those
// of the other calls are.
func (c *Client) Look(ctx context.Context, repository *github.Repository, news issue.News) (issue.News, error) {
	repo := Repo{Namespace: repository.GetOwner().GetLogin(), Name: repository.GetName()}
	b, err := c.buildOf(ctx, repo, news)
	switch {
	case err != nil:
		return news, err
	case b == nil || !fits(b, news):
		news.Progress = issue.JobAccepted
		return news, nil
	}
	now := c.NewsOf(repo, b)
	if news.Unnamed {
		now = c.appeared(repo, b)
	}
	if now.Progress == issue.JobFailed {
		now.Log = c.failure(ctx, repo, b)
	}
	return now, nil
}

// buildOf reads the build that news are about, with its stages. It is nil where Drone does
// not show it.
func (c *Client) buildOf(ctx context.Context, repo Repo, news issue.News) (*drone.Build, error) {
	if news.Job != issue.Unseen {
		number, ok := Number(strings.TrimPrefix(news.Job, jobPrefix))
		if !ok {
			return nil, fmt.Errorf("%q is no build", news.Job)
		}
		return c.Build(ctx, repo, number)
	}
	if len(news.Refs) == 0 || len(news.Bind) == 0 { // any build would do
		return nil, nil
	}
	b, err := c.search(ctx, repo, news)
	if err != nil || b == nil {
		return nil, err
	}
	return c.Build(ctx, repo, int(b.Number))
}

// search looks for the build that news are about, back to when it was asked for. A build that
// somebody ran again hands its reference down, so the oldest counts.
func (c *Client) search(ctx context.Context, repo Repo, news issue.News) (found *drone.Build, err error) {
	for b, err := range c.Since(ctx, repo, news.Since) {
		if err != nil {
			return nil, err
		}
		if fits(b, news) {
			found = b
		}
	}
	return found, nil
}

// fits reports whether a build is the one that news are about, by what the news have of it.
// Numbers alone do not say so: a repository that was removed from Drone begins anew.
func fits(b *drone.Build, news issue.News) bool {
	bound := len(news.Bind) == 0 || slices.Equal(Bind(b), news.Bind)
	return bound && (len(news.Refs) == 0 || slices.Contains(news.Refs, b.Params[RefParam]))
}
