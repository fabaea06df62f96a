package issuetest

import (
	"slices"
	"strings"
)

// Hook is the App's own webhook: it posts what happens from now on in the repositories where
// the App is installed to url, as GitHub.Hook does.
func (a *App) Hook(url, secret string) {
	a.gh.Hook(url, secret)
	a.gh.hooks.mu.Lock()
	defer a.gh.hooks.mu.Unlock()
	a.gh.hooks.list[len(a.gh.hooks.list)-1].app = a
}

// sees reports whether the App is installed in the repository of that id.
func (a *App) sees(repo int64) bool {
	for _, r := range a.gh.repos {
		if r.id == repo {
			return a.in(r)
		}
	}
	return false
}

// appHooked is a handler for the webhook of the App whose JSON Web Token is shown. One that
// has none gets 404: that is assumed.
func appHooked(handle func(*call, *hook) answer) func(*call) answer {
	return func(c *call) answer {
		if c.app == nil {
			return badJWT
		}
		c.gh.hooks.mu.Lock()
		defer c.gh.hooks.mu.Unlock()
		at := slices.IndexFunc(c.gh.hooks.list, func(h *hook) bool { return h.app == c.app })
		if at < 0 {
			return notFound
		}
		return handle(c, c.gh.hooks.list[at])
	}
}

// listInstalled lists the repositories that an installation's token reaches.
// https://docs.github.com/rest/apps/installations#list-repositories-accessible-to-the-app-installation
func listInstalled(c *call) answer {
	if c.as == nil || c.as.app == nil {
		return notForToken
	}
	var repos []*Repo
	for _, r := range c.gh.repos {
		if c.as.app.in(r) {
			repos = append(repos, r)
		}
	}
	slices.SortFunc(repos, func(a, b *Repo) int { return strings.Compare(a.FullName(), b.FullName()) })
	var list []any
	for _, r := range repos {
		list = append(list, r.json())
	}
	a := page(c, list)
	a.body = object{"total_count": len(list), "repositories": a.body}
	return a
}
