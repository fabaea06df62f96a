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

// hub is every call that the framework makes to GitHub, under one identity.
//
// go-github puts path arguments into the URL as they are, and "a#b" would silently
// address "a": what comes from outside is escaped here.
type hub struct{ client *github.Client }

// level asks for the permission of a person in the repository. Somebody whom the
// repository does not know, which GitHub answers with 404, has none.
func (h *hub) level(ctx context.Context, at place, login string) (Permission, error) {
	answer, response, err := h.client.Repositories.GetPermissionLevel(ctx,
		url.PathEscape(at.owner), url.PathEscape(at.repo), url.PathEscape(login))
	if err != nil && response != nil && response.Response != nil && response.StatusCode == http.StatusNotFound {
		return none, nil
	}
	if err != nil {
		return none, fmt.Errorf("permission of %s in %s: %w", login, at.fullName(), err)
	}
	return levelOf(answer)
}

// member reports whether a person is in a team, nested teams included.
// https://docs.github.com/en/rest/teams/members#get-team-membership-for-a-user
func (h *hub) member(ctx context.Context, org, team, login string) (bool, error) {
	membership, response, err := h.client.Teams.GetTeamMembershipBySlug(ctx,
		url.PathEscape(org), url.PathEscape(team), url.PathEscape(login))
	if err != nil && response != nil && response.Response != nil && response.StatusCode == http.StatusNotFound {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("membership of %s in %s/%s: %w", login, org, team, err)
	}
	return membership.GetState() == "active", nil
}

func (h *hub) comment(ctx context.Context, at place, body string) (*github.IssueComment, error) {
	c, _, err := h.client.Issues.CreateComment(ctx, url.PathEscape(at.owner), url.PathEscape(at.repo), at.number, github.IssueCommentRequest{Body: body})
	if err != nil {
		return nil, fmt.Errorf("comment on %s#%d: %w", at.fullName(), at.number, err)
	}
	return c, nil
}

// edit writes a comment of ours anew.
func (h *hub) edit(ctx context.Context, at place, body string) error {
	_, _, err := h.client.Issues.UpdateComment(ctx, url.PathEscape(at.owner), url.PathEscape(at.repo), at.id, github.IssueCommentRequest{Body: body})
	if err != nil {
		return fmt.Errorf("edit %s in %s: %w", at, at.fullName(), err)
	}
	return nil
}

// reread is a comment as it is now.
func (h *hub) reread(ctx context.Context, at place) (*github.IssueComment, error) {
	c, _, err := h.client.Issues.GetComment(ctx, url.PathEscape(at.owner), url.PathEscape(at.repo), at.id)
	if err != nil {
		return nil, fmt.Errorf("read %s in %s: %w", at, at.fullName(), err)
	}
	return c, nil
}

// text is a comment of either kind as it is now, in the shape of one on the issue.
func (h *hub) text(ctx context.Context, at place) (*github.IssueComment, error) {
	if at.kind == fromComment {
		return h.reread(ctx, at)
	}
	c, _, err := h.client.PullRequests.GetComment(ctx, url.PathEscape(at.owner), url.PathEscape(at.repo), at.id)
	if err != nil {
		return nil, fmt.Errorf("read %s in %s: %w", at, at.fullName(), err)
	}
	return reviewText(c), nil
}

// comments yields the comments of an issue, or of all where number is 0, that were written
// or edited since; the oldest first, so that what is added meanwhile hides none.
// https://docs.github.com/en/rest/issues/comments
func (h *hub) comments(ctx context.Context, owner, repo string, number int, since time.Time) iter.Seq2[*github.IssueComment, error] {
	o := &github.IssueListCommentsOptions{Since: &since, ListOptions: github.ListOptions{PerPage: 100}}
	if number == 0 { // an issue's own are sorted like that, and no other way
		o.Sort, o.Direction = new("created"), new("asc")
	}
	return h.client.Issues.ListCommentsIter(ctx, url.PathEscape(owner), url.PathEscape(repo), number, o)
}

// recentComments are the comments of an issue that were written or edited since, the newest
// last: at most three pages of them.
func (h *hub) recentComments(ctx context.Context, at place, since time.Time) ([]*github.IssueComment, error) {
	owner, repo, o := url.PathEscape(at.owner), url.PathEscape(at.repo), &github.IssueListCommentsOptions{Since: &since, ListOptions: github.ListOptions{PerPage: perPage}}
	list, answer, err := h.client.Issues.ListComments(ctx, owner, repo, at.number, o)
	if err == nil && answer.LastPage > 1 {
		list, err = nil, error(nil)
		for o.Page = max(1, answer.LastPage-2); err == nil && o.Page <= answer.LastPage; o.Page++ {
			var more []*github.IssueComment
			more, _, err = h.client.Issues.ListComments(ctx, owner, repo, at.number, o)
			list = append(list, more...)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("comments of %s#%d: %w", at.fullName(), at.number, err)
	}
	return list, nil
}

// self is who we are, for the servers that do not say so with a reaction.
func (h *hub) self(ctx context.Context) (account, error) {
	u, _, err := h.client.Users.Get(ctx, "")
	if err != nil {
		return account{}, fmt.Errorf("who we are: %w", err)
	}
	return accountOf(u), nil
}

// newestComments is a page of the comments of all issues, the newest first.
func (h *hub) newestComments(ctx context.Context, owner, repo string, since time.Time, page int) ([]*github.IssueComment, *github.Response, error) {
	return h.client.Issues.ListComments(ctx, url.PathEscape(owner), url.PathEscape(repo), 0, &github.IssueListCommentsOptions{
		Sort: new("created"), Direction: new("desc"), Since: &since, ListOptions: github.ListOptions{Page: page, PerPage: perPage},
	})
}

// newestReviewComments is a page of the review comments of all pull requests, the newest first.
func (h *hub) newestReviewComments(ctx context.Context, owner, repo string, since time.Time, page int) ([]*github.PullRequestComment, *github.Response, error) {
	return h.client.PullRequests.ListComments(ctx, url.PathEscape(owner), url.PathEscape(repo), 0, &github.PullRequestListCommentsOptions{
		Sort: "created", Direction: "desc", Since: since, ListOptions: github.ListOptions{Page: page, PerPage: perPage},
	})
}

// newestIssues is a page of the issues and pull requests that changed since, the newest first.
func (h *hub) newestIssues(ctx context.Context, owner, repo string, since time.Time, page int) ([]*github.Issue, *github.Response, error) {
	return h.client.Issues.ListByRepo(ctx, url.PathEscape(owner), url.PathEscape(repo), &github.IssueListByRepoOptions{
		State: "all", Sort: "created", Direction: "desc", Since: since, ListOptions: github.ListOptions{Page: page, PerPage: perPage},
	})
}

func (h *hub) repository(ctx context.Context, owner, repo string) (*github.Repository, error) {
	r, _, err := h.client.Repositories.Get(ctx, url.PathEscape(owner), url.PathEscape(repo))
	if err != nil {
		return nil, fmt.Errorf("repository %s/%s: %w", owner, repo, err)
	}
	return r, nil
}

func (h *hub) issue(ctx context.Context, at place) (*github.Issue, error) {
	i, _, err := h.client.Issues.Get(ctx, url.PathEscape(at.owner), url.PathEscape(at.repo), at.number)
	if err != nil {
		return nil, fmt.Errorf("issue %s#%d: %w", at.fullName(), at.number, err)
	}
	return i, nil
}

// there reports whether a text can still be read.
func (h *hub) there(ctx context.Context, at place) (bool, error) {
	var err error
	owner, repo := url.PathEscape(at.owner), url.PathEscape(at.repo)
	switch at.kind {
	case fromComment:
		_, _, err = h.client.Issues.GetComment(ctx, owner, repo, at.id)
	case fromReview:
		_, _, err = h.client.PullRequests.GetComment(ctx, owner, repo, at.id)
	default:
		_, _, err = h.client.Issues.Get(ctx, owner, repo, at.number)
	}
	if status := gitHubStatusOf(err); status == http.StatusNotFound || status == http.StatusGone {
		return false, nil
	}
	return err == nil, err
}
