package setup

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"
)

// token says who the robot is, and for how long and for what its token is good.
func (c *Checkup) token(ctx context.Context, first *github.Response) {
	if c.app != nil {
		c.isApp()
		return
	}
	client, err := c.Settings.GitHub.Client(ctx, "", "")
	if err != nil {
		return // reach had one
	}
	user, response, err := client.Users.Get(ctx, "")
	switch {
	case statusOf(err) == http.StatusForbidden && strings.Contains(c.gitHub.complaint(err), "by integration"):
		c.known = true
		c.warn("token", c.gitHub.setting+" is an installation's token, which ends within the hour", "set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY instead, or use a personal access token")
		return
	case statusOf(err) == http.StatusUnauthorized:
		c.troubled("token", c.gitHub.refused())
		return
	case statusOf(err) == http.StatusNotFound:
		c.fail("token", c.gitHub.host+" has no GitHub there (404)", "of GitHub Enterprise, GITHUB_API_URL is https://host/api/v3")
		return
	case err != nil:
		c.troubled("token", c.gitHub.trouble(err))
		return
	}
	c.known = true
	_, classic := first.Header["X-Oauth-Scopes"]
	c.fine("token", "the robot is %s (%s), with %s", user.GetLogin(), user.GetType(), c.kind(classic))
	if set := c.Settings.GitHub.User; set != "" && !strings.EqualFold(set, user.GetLogin()) {
		c.warn("token", fmt.Sprintf("GITHUB_USER is %s, but the token is %s's", set, user.GetLogin()), "set the one that goes with the other")
	}
	c.expiry(response.TokenExpiration.Time)
	if classic {
		c.scoped(first.Header.Get("X-Oauth-Scopes"))
	}
}

// kind is what the token is: only classic ones, and those of OAuth apps, have scopes.
func (c *Checkup) kind(classic bool) string {
	g := c.Settings.GitHub
	switch {
	case strings.HasPrefix(g.Token+g.Password, "gho_"):
		return "the token of an OAuth app, like gh"
	case classic:
		return "a classic token"
	}
	return "a fine-grained token, whose permissions GitHub does not tell: comment /help to see that it may reply"
}

// soon is when a token has to be renewed.
const soon = 14 * 24 * time.Hour

func (c *Checkup) expiry(end time.Time) {
	if end.IsZero() {
		c.fine("expiry", "the token does not expire")
		return
	}
	text := "the token ends on " + end.UTC().Format(time.DateOnly)
	if left := end.Sub(c.Now()); left < soon {
		c.warn("expiry", fmt.Sprintf("%s, in %d days", text, int(left.Hours()/24)), "renew it on https://github.com/settings/tokens, and set "+c.gitHub.setting+" to the new one, here and where the function runs")
		return
	}
	c.fine("expiry", "%s", text)
}

// scoped compares a classic token's scopes with what the commands need: repo, or public_repo
// where all is public; to start a workflow no more than that; read:org to see who is in a
// team. repo includes webhooks, as far as the account may.
// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#available-scopes
// https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
func (c *Checkup) scoped(header string) {
	for scope := range strings.SplitSeq(header, ",") {
		c.scopes = append(c.scopes, strings.TrimSpace(scope))
	}
	const where = "change its scopes on https://github.com/settings/tokens: "
	switch {
	case c.has("repo"):
		c.fine("scopes", "%s", strings.Join(c.scopes, ", "))
	case c.has("public_repo"):
		c.fine("scopes", "%s: enough for public repositories", strings.Join(c.scopes, ", "))
		if c.runs("/run") {
			c.warn("scopes", "without the scope repo, /run cannot start workflows", where+"add repo")
		}
	default:
		c.fail("scopes", "the token has neither the scope repo nor public_repo: it can neither react nor reply", where+"repo, or public_repo where every repository is public")
	}
	if c.asksForTeams() && !c.has("read:org", "write:org", "admin:org") {
		c.fail("scopes", "a command is for a team, and without the scope read:org the robot does not see who is in it", where+"add read:org")
	}
}

func (c *Checkup) has(scopes ...string) bool {
	return slices.ContainsFunc(c.scopes, func(s string) bool { return slices.Contains(scopes, s) })
}

func (c *Checkup) asksForTeams() bool {
	for _, l := range c.mux.Commands() {
		if strings.Contains(string(l.Help.Needs), "team:") {
			return true
		}
	}
	return false
}
