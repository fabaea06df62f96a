package issue

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
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

// react adds a reaction and reports whether it is new. GitHub answers 201 to the first
// and 200 to everybody after, under one identity: that is the claim.
// https://docs.github.com/en/rest/reactions/reactions
func (h *hub) react(ctx context.Context, at place, content string) (bool, error) {
	owner, repo := url.PathEscape(at.owner), url.PathEscape(at.repo)
	var answer *github.Response
	var err error
	switch at.kind {
	case fromComment:
		_, answer, err = h.client.Reactions.CreateIssueCommentReaction(ctx, owner, repo, at.id, content)
	case fromReview:
		_, answer, err = h.client.Reactions.CreatePullRequestCommentReaction(ctx, owner, repo, at.id, content)
	default:
		_, answer, err = h.client.Reactions.CreateIssueReaction(ctx, owner, repo, at.number, content)
	}
	if answer != nil && answer.Response != nil { // the status decides, even where the body was cut off
		switch answer.StatusCode {
		case http.StatusCreated:
			return true, nil
		case http.StatusOK:
			return false, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("GitHub answered %s", answer.Status)
	}
	return false, fmt.Errorf("react with %s to %s: %w", content, at, err)
}

// unclaimed says what a claim that failed means to who looks at the deliveries.
func unclaimed(err error) error {
	status := gitHubStatusOf(err)
	switch {
	case status == http.StatusNotFound || status == http.StatusGone:
		return Explain(err, "Nothing was done: the comment is gone, or the robot's token does not reach it.")
	case status == 0 || status >= 500: // GitHub may have set the reaction all the same
		return Explain(err, "Nothing was run: GitHub did not confirm the claim. Redeliver this; where that is a duplicate, comment again.")
	}
	return Explain(err, "Nothing was done: %s Redeliver this then.", gitHubTrouble(err))
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

func (h *hub) comment(ctx context.Context, at place, body string) error {
	_, _, err := h.client.Issues.CreateComment(ctx, url.PathEscape(at.owner), url.PathEscape(at.repo), at.number, github.IssueCommentRequest{Body: body})
	if err != nil {
		return fmt.Errorf("comment on %s#%d: %w", at.fullName(), at.number, err)
	}
	return nil
}

// responseOf is GitHub's answer behind an error, or nil where there was none.
func responseOf(err error) *http.Response {
	var limited *github.RateLimitError
	var abuse *github.AbuseRateLimitError
	var answer *github.ErrorResponse
	switch {
	case errors.As(err, &limited):
		return limited.Response
	case errors.As(err, &abuse):
		return abuse.Response
	case errors.As(err, &answer):
		return answer.Response
	}
	return nil
}

func gitHubStatusOf(err error) int {
	if response := responseOf(err); response != nil {
		return response.StatusCode
	}
	return 0
}

// gitHubTrouble is what GitHub answered, in words for the issue: what is wrong and what
// to do next. It is "" where err is no answer of GitHub's.
func gitHubTrouble(err error) string {
	response := responseOf(err)
	if response == nil {
		return ""
	}
	if at, ok := limitEnds(response, time.Now()); ok {
		return "GitHub's rate limit for this robot is used up; comment it again after " + clock(at) + "."
	}
	var abuse *github.AbuseRateLimitError
	if errors.As(err, &abuse) || response.StatusCode == http.StatusTooManyRequests {
		return "GitHub's rate limit for this robot is used up; comment it again after " + clock(time.Now().Add(time.Minute)) + "."
	}
	return gitHubStatus(response.StatusCode)
}

// limitEnds is when GitHub will answer again, where it says so: the secondary limit by
// Retry-After, the primary one by its reset.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
func limitEnds(response *http.Response, now time.Time) (time.Time, bool) {
	if response.StatusCode != http.StatusForbidden && response.StatusCode != http.StatusTooManyRequests {
		return now, false
	}
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil && seconds >= 0 {
		return now.Add(time.Duration(seconds) * time.Second), true
	}
	reset, err := strconv.ParseInt(response.Header.Get("X-RateLimit-Reset"), 10, 64)
	return time.Unix(reset, 0), err == nil && response.Header.Get("X-RateLimit-Remaining") == "0"
}

func gitHubStatus(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "GitHub does not accept this robot's token any more; its operator has to renew it."
	case http.StatusForbidden, http.StatusNotFound:
		return fmt.Sprintf("GitHub does not let this robot do that here (%d); its operator has to give its token access.", status)
	}
	return fmt.Sprintf("GitHub answered %d; comment it again later.", status)
}

// clock rounds up, so that a person who comes at that minute is not too early.
func clock(t time.Time) string { return t.UTC().Add(time.Minute - time.Second).Format("15:04 UTC") }
