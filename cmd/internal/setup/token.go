package setup

import (
	"context"
	"fmt"
	"maps"
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
	} else {
		c.grained = true
		c.fineGrained()
	}
}

// kind is what the token is: only classic ones, and those of OAuth apps, have scopes.
func (c *Checkup) kind(classic bool) string {
	switch {
	case c.ofOAuthApp():
		return "the token of an OAuth app, like gh"
	case classic:
		return "a classic token"
	}
	return "a fine-grained token, whose permissions GitHub does not tell: comment /help to see that it may reply"
}

func (c *Checkup) ofOAuthApp() bool {
	return strings.HasPrefix(c.Settings.GitHub.Token+c.Settings.GitHub.Password, "gho_")
}

// fineGrained says what a token needs of which GitHub does not tell what it may.
func (c *Checkup) fineGrained() {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(c.needs.Permissions)) {
		list = append(list, title(name)+": "+words[c.needs.Permissions[name]])
	}
	c.note("permissions", "for the commands that are on, the token needs "+strings.Join(list, ", "), "compare it on https://github.com/settings/personal-access-tokens: it should have no more")
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
