package issue

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"time"

	"github.com/google/go-github/v92/github"
)

// The reactions that tell how far a comment is.
const (
	claimed = "eyes"     // 👀
	worked  = "rocket"   // 🚀
	wrong   = "confused" // 😕
)

// reaction is one that stands, and whose it is.
type reaction struct {
	first bool // it was added just now
	id    int64
	by    account
	age   time.Duration // by GitHub's clock
	at    time.Time     // when it was added
}

// react adds a reaction and reports whether it is new. GitHub answers 201 to the first
// and 200 to everybody after, under one identity: that is the claim.
// https://docs.github.com/en/rest/reactions/reactions
func (h *hub) react(ctx context.Context, at place, content string) (reaction, error) {
	owner, repo := url.PathEscape(at.owner), url.PathEscape(at.repo)
	var set *github.Reaction
	var answer *github.Response
	var err error
	switch at.kind {
	case fromComment:
		set, answer, err = h.client.Reactions.CreateIssueCommentReaction(ctx, owner, repo, at.id, content)
	case fromReview:
		set, answer, err = h.client.Reactions.CreatePullRequestCommentReaction(ctx, owner, repo, at.id, content)
	default:
		set, answer, err = h.client.Reactions.CreateIssueReaction(ctx, owner, repo, at.number, content)
	}
	r := reaction{id: set.GetID(), by: accountOf(set.GetUser()), at: set.GetCreatedAt().Time}
	date, dateErr := http.ParseTime(dateOf(answer))
	if dateErr == nil && !r.at.IsZero() {
		r.age = date.Sub(r.at)
	}
	if answer != nil && answer.Response != nil { // the status decides, even where the body was cut off
		switch answer.StatusCode {
		case http.StatusCreated:
			r.first = true
			if r.at.IsZero() {
				r.at = date
			}
			return r, nil
		case http.StatusOK:
			return r, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("GitHub answered %s", answer.Status)
	}
	return reaction{}, fmt.Errorf("react with %s to %s: %w", content, at, err)
}

func dateOf(r *github.Response) string {
	if r == nil || r.Response == nil {
		return ""
	}
	return r.Header.Get("Date")
}

// takeBack removes a reaction of ours. To react again with what is there names it, without
// a search among all.
func (h *hub) takeBack(ctx context.Context, at place, content string) error {
	r, err := h.react(ctx, at, content)
	if err != nil || r.id == 0 {
		return err
	}
	_, err = h.unreact(ctx, at, r)
	return err
}

// unreact removes a reaction and reports whether we were the one who did: GitHub answers 204
// to one and 404 to everybody after.
func (h *hub) unreact(ctx context.Context, at place, r reaction) (bool, error) {
	var err error
	owner, repo := url.PathEscape(at.owner), url.PathEscape(at.repo)
	switch at.kind {
	case fromComment:
		_, err = h.client.Reactions.DeleteIssueCommentReaction(ctx, owner, repo, at.id, r.id)
	case fromReview:
		_, err = h.client.Reactions.DeletePullRequestCommentReaction(ctx, owner, repo, at.id, r.id)
	default:
		_, err = h.client.Reactions.DeleteIssueReaction(ctx, owner, repo, at.number, r.id)
	}
	if err != nil && gitHubStatusOf(err) != http.StatusNotFound {
		return false, fmt.Errorf("take a reaction back from %s: %w", at, err)
	}
	return err == nil, nil
}

// reactions yields the reactions to a text.
func (h *hub) reactions(ctx context.Context, at place) iter.Seq2[*github.Reaction, error] {
	owner, repo, o := url.PathEscape(at.owner), url.PathEscape(at.repo), &github.ListReactionOptions{ListOptions: github.ListOptions{PerPage: perPage}}
	switch at.kind {
	case fromComment:
		return h.client.Reactions.ListIssueCommentReactionsIter(ctx, owner, repo, at.id, o)
	case fromReview:
		return h.client.Reactions.ListPullRequestCommentReactionsIter(ctx, owner, repo, at.id, o)
	}
	return h.client.Reactions.ListIssueReactionsIter(ctx, owner, repo, at.number, o)
}

// reacted reports whether an account has reacted like that.
func (h *hub) reacted(ctx context.Context, at place, content string, own account) (bool, error) {
	for r, err := range h.reactions(ctx, at) {
		if err != nil {
			return false, err
		}
		if r.GetContent() == content && own.is(accountOf(r.User)) {
			return true, nil
		}
	}
	return false, nil
}
