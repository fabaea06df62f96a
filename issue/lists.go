package issue

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"time"

	"github.com/google/go-github/v92/github"
)

// text is a text that commands may stand in, as GitHub's lists have it.
type text struct {
	at      place
	issue   *github.Issue // where the list has it
	by      *github.User
	body    string
	url     string
	created time.Time
	node    string // its id in GraphQL
	changed bool   // since it was made; of an issue, whatever it was that changed
	claimed bool   // somebody reacted as we would
	ended   bool   // and as we would at the end
	over    bool   // that was us
}

// list is what is new since: comments, review comments, and the texts of issues and pull
// requests. What cannot be listed does not hide the rest.
func (w *Watcher) list(ctx context.Context, since time.Time) (texts []text, err error) {
	w.ends = ends{}
	within := w.budget.half()
	var errs []error
	for _, one := range w.inAnyOrder(w.comments, w.reviewComments, w.issues) {
		if w.budget.allows(aPage) {
			errs = append(errs, w.read(ctx, one, &texts, since, within))
		}
	}
	slices.SortStableFunc(texts, func(a, b text) int {
		return cmp.Or(a.created.Compare(b.created), cmp.Compare(a.at.id, b.at.id))
	})
	return texts, errors.Join(errs...)
}

const perPage = 100

// add adds what is new and not known yet. Lists have what changed since, too.
func (w *Watcher) add(texts *[]text, t text, since time.Time) {
	if _, known := w.known[t.at.String()]; !known && !t.created.Before(since) {
		*texts = append(*texts, t)
	}
}

// https://docs.github.com/en/rest/issues/comments#list-issue-comments-for-a-repository
func (w *Watcher) comments(ctx context.Context, texts *[]text, since time.Time, page int) (*github.Response, error) {
	list, response, err := w.hub.newestComments(ctx, w.owner(), w.repo.GetName(), since, page)
	if err != nil {
		return response, fmt.Errorf("list the comments of %s: %w", w.fullName(), err)
	}
	for _, c := range list {
		if p := w.replyOf(c); p != nil && len(p.mark.Commands) > 0 {
			w.answered[p.mark.Source] = c.GetCreatedAt().Time
			if _, gone := w.known[fmt.Sprintf("reply/%d", c.GetID())]; !gone {
				w.open[c.GetID()] = p
			}
		}
		w.ends.see(fromComment, c.GetID(), c.Reactions)
		number, err := strconv.Atoi(path.Base(c.GetIssueURL()))
		if err != nil {
			continue
		}
		w.add(texts, text{
			at: w.at(number, fromComment, c.GetID()), by: c.User, body: c.GetBody(), url: c.GetHTMLURL(), created: c.GetCreatedAt().Time,
			node: c.GetNodeID(), changed: changed(c.GetCreatedAt(), c.GetUpdatedAt()), claimed: taken(c.Reactions), ended: ended(c.Reactions),
		}, since)
	}
	return response, nil
}

// https://docs.github.com/en/rest/pulls/comments#list-review-comments-in-a-repository
func (w *Watcher) reviewComments(ctx context.Context, texts *[]text, since time.Time, page int) (*github.Response, error) {
	list, response, err := w.hub.newestReviewComments(ctx, w.owner(), w.repo.GetName(), since, page)
	if err != nil {
		return response, fmt.Errorf("list the review comments of %s: %w", w.fullName(), err)
	}
	for _, c := range list {
		w.ends.see(fromReview, c.GetID(), c.Reactions)
		number, err := strconv.Atoi(path.Base(c.GetPullRequestURL()))
		if err != nil {
			continue
		}
		w.add(texts, text{
			at: w.at(number, fromReview, c.GetID()), by: c.User, body: c.GetBody(), url: c.GetHTMLURL(), created: c.GetCreatedAt().Time,
			node: c.GetNodeID(), changed: changed(c.GetCreatedAt(), c.GetUpdatedAt()), claimed: taken(c.Reactions), ended: ended(c.Reactions),
		}, since)
	}
	return response, nil
}

// issues lists the texts of issues and pull requests. GitHub's REST does not say whether
// such a text was edited: only where nothing at all has happened since, it was not.
// https://docs.github.com/en/rest/issues/issues#list-repository-issues
func (w *Watcher) issues(ctx context.Context, texts *[]text, since time.Time, page int) (*github.Response, error) {
	list, response, err := w.hub.newestIssues(ctx, w.owner(), w.repo.GetName(), since, page)
	if err != nil {
		return response, fmt.Errorf("list the issues of %s: %w", w.fullName(), err)
	}
	for _, i := range list {
		w.ends.see(fromIssue, int64(i.GetNumber()), i.Reactions)
		w.add(texts, text{
			at: w.at(i.GetNumber(), fromIssue, 0), issue: i, by: i.User, body: i.GetBody(), url: i.GetHTMLURL(), created: i.GetCreatedAt().Time,
			node: i.GetNodeID(), changed: changed(i.GetCreatedAt(), i.GetUpdatedAt()), claimed: taken(i.Reactions), ended: ended(i.Reactions),
		}, since)
	}
	return response, nil
}

func (w *Watcher) at(number int, kind string, id int64) place {
	return place{w.owner(), w.repo.GetName(), number, kind, id}
}

// changed reports whether a text has another time than that of its making.
func changed(created, updated github.Timestamp) bool {
	return updated.Sub(created.Time) > aSecondOrTwo
}

func ended(r *github.Reactions) bool { return r.GetRocket()+r.GetConfused() > 0 }

// taken reports whether a text is claimed, or was being taken over, when its claim is away.
func taken(r *github.Reactions) bool { return r.GetEyes()+r.GetHeart() > 0 }
