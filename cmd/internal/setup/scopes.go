package setup

import (
	"slices"
	"strings"

	"github.com/fanux/robot/processors"
)

// scoped compares a classic token's scopes with what the commands need: repo, or public_repo
// where all is public; to start a workflow no less than repo; read:org to see who is in a
// team. repo includes webhooks, as far as the account may.
// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#available-scopes
func (c *Checkup) scoped(header string) {
	for scope := range strings.SplitSeq(header, ",") {
		if scope = strings.TrimSpace(scope); scope != "" {
			c.scopes = append(c.scopes, scope)
		}
	}
	const where = "change its scopes on https://github.com/settings/tokens: "
	switch {
	case c.has("repo"):
		c.fine("scopes", "%s", strings.Join(c.scopes, ", "))
	case c.has("public_repo"):
		c.fine("scopes", "%s: enough for public repositories", strings.Join(c.scopes, ", "))
		if slices.Contains(c.needs.Scopes, "repo") {
			who := c.who(func(a processors.Access) bool { return slices.Contains(a.Scopes, "repo") })
			c.warn("scopes", "without the scope repo, "+who+" cannot start workflows", where+"add repo")
		}
	default:
		c.fail("scopes", "the token has neither the scope repo nor public_repo: it can neither react nor reply", where+"repo, or public_repo where every repository is public")
	}
	if slices.Contains(c.needs.Scopes, "read:org") && !c.has("read:org", "write:org", "admin:org") {
		c.fail("scopes", "a command is for a team, and without the scope read:org the robot does not see who is in it", where+"add read:org")
	}
	c.tooMany()
}

func (c *Checkup) has(scopes ...string) bool {
	return slices.ContainsFunc(c.scopes, func(s string) bool { return slices.Contains(scopes, s) })
}

// within are scopes that add nothing to repo, and next to nothing to public_repo.
var within = []string{"repo", "public_repo", "repo:status", "repo_deployment", "repo:invite", "security_events", "admin:repo_hook", "write:repo_hook", "read:repo_hook"}

// tooMany tells of scopes that nothing needs. The token of an OAuth app, like gh, has those
// that the app asked for: it is an administrator's, for the moment.
func (c *Checkup) tooMany() {
	var list []string
	for _, scope := range c.scopes {
		if !slices.Contains(within, scope) && !slices.Contains(c.needs.Scopes, scope) {
			list = append(list, scope)
		}
	}
	text, enough := "this token can do more than it must: "+withUse(list), strings.Join(c.needs.Scopes, ", ")
	switch {
	case len(list) == 0 || !c.certain():
	case c.ofOAuthApp():
		c.note("scopes", text, "for the function, make one with no more than "+enough)
	default:
		c.warn("scopes", text, c.narrower(list)+" on https://github.com/settings/tokens: it needs no more than "+enough)
	}
}
