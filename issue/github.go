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

// hub is every call that the framework makes to GitHub, under one identity.
//
// go-github puts path arguments into the URL as they are, and "a#b" would silently
// address "a": what comes from outside is escaped here.
type hub struct{ client *github.Client }

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
