package drone

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

const (
	mostPages = 3
	perPage   = 100 // asked for more, Drone gives 25
	few       = 25
)

// Reach is how many builds Builds looks back.
const Reach = mostPages * perPage

// Builds are the builds of a repository, newest first, read page by page as far as Reach.
// They have no stages. An error is the last of what it yields.
func (c *Client) Builds(ctx context.Context, repo Repo) iter.Seq2[*drone.Build, error] {
	return c.pages(ctx, repo, slices.Values([]page{{1, perPage}, {2, perPage}, {3, perPage}}))
}

// apart is how far Drone's clock may be from GitHub's.
const apart = 10 * time.Minute

// Since is Builds back to a time of GitHub's, however many there are, and the one before that
// where there is one; ctx bounds what that may take.
func (c *Client) Since(ctx context.Context, repo Repo, t time.Time) iter.Seq2[*drone.Build, error] {
	oldest := t.Add(-apart).Unix()
	return func(yield func(*drone.Build, error) bool) {
		for b, err := range c.pages(ctx, repo, all) {
			if !yield(b, err) || err == nil && b.Created > 0 && b.Created < oldest {
				return
			}
		}
	}
}

// Newest is Builds for who expects to end soon: a few come first, at a quarter of the cost.
func (c *Client) Newest(ctx context.Context, repo Repo) iter.Seq2[*drone.Build, error] {
	return c.pages(ctx, repo, slices.Values([]page{{1, few}, {1, perPage}, {2, perPage}, {3, perPage}}))
}

type page struct{ number, size int }

// all are the pages to the last.
func all(yield func(page) bool) {
	for n := 1; yield(page{n, perPage}); n++ {
	}
}

func (c *Client) pages(ctx context.Context, repo Repo, pages iter.Seq[page]) iter.Seq2[*drone.Build, error] {
	return func(yield func(*drone.Build, error) bool) {
		last := int64(0) // its id: two that begin at once may have their numbers the other way round
		for p := range pages {
			builds, err := c.list(ctx, repo, p)
			if err != nil {
				yield(nil, err)
				return
			}
			before := last
			for _, b := range builds {
				if b == nil || last != 0 && b.ID >= last { // a new build has moved the pages, or it was on a smaller one
					continue
				}
				last = b.ID
				if !yield(b, nil) {
					return
				}
			}
			if len(builds) < p.size || last == before && p.number > 1 { // a Drone that knows no such page
				return
			}
		}
	}
}

func (c *Client) list(ctx context.Context, repo Repo, p page) ([]*drone.Build, error) {
	e := errand{repo: repo, doing: issue.Textf("list the builds of %s", issue.Code(repo.String()))}
	return call(ctx, c, e, func(api drone.Client) ([]*drone.Build, error) {
		return api.BuildList(repo.Namespace, repo.Name, drone.ListOptions{Page: p.number, Size: p.size})
	})
}
