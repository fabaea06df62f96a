package issuetest

import "time"

func getApp(c *call) answer {
	if c.app == nil {
		return badJWT
	}
	return ok(c.app.json())
}

func listInstallations(c *call) answer {
	if c.app == nil {
		return badJWT
	}
	return page(c, []any{c.app.installation(c.app.owner)})
}

func getInstallation(c *call) answer {
	switch {
	case c.app == nil:
		return badJWT
	case !c.app.in(c.repo):
		return notFound
	}
	return ok(c.app.installation(c.repo.owner))
}

// createToken gives out a token of an hour. Restrictions in the body are not kept.
func createToken(c *call) answer {
	switch {
	case c.app == nil:
		return badJWT
	case c.PathValue("installation_id") != itoa(c.app.InstallationID):
		return notFound
	}
	expires := c.gh.time().Add(time.Hour)
	return created(object{
		"token": c.gh.token("ghs_", token{user: c.app.bot, expires: expires}), "expires_at": stamp(expires),
		"permissions": c.app.permissions(), "repository_selection": c.app.selection(),
	})
}

func (a *App) selection() string {
	if len(a.repos) == 0 {
		return "all"
	}
	return "selected"
}

func (a *App) installation(account *user) any {
	return object{
		"id": a.InstallationID, "app_id": a.ID, "app_slug": a.Slug, "client_id": a.ClientID, "account": account.json(),
		"target_id": account.id, "target_type": account.kind, "repository_selection": a.selection(), "permissions": a.permissions(),
		"access_tokens_url": apiURL + "/app/installations/" + itoa(a.InstallationID) + "/access_tokens",
		"repositories_url":  apiURL + "/installation/repositories",
		"html_url":          "https://github.com/settings/installations/" + itoa(a.InstallationID),
		"events":            []any{"issue_comment"}, "single_file_name": nil, "suspended_at": nil, "suspended_by": nil,
		"created_at": stamp(a.created), "updated_at": stamp(a.created),
	}
}

func (a *App) json() any {
	if a == nil {
		return nil
	}
	return object{
		"id": a.ID, "slug": a.Slug, "client_id": a.ClientID, "node_id": node("Integration", a.ID), "owner": a.owner.json(), "name": a.Slug,
		"description": "", "external_url": "https://example.com", "html_url": "https://github.com/apps/" + a.Slug,
		"created_at": stamp(a.created), "updated_at": stamp(a.created), "permissions": a.permissions(), "events": []any{"issue_comment"},
	}
}
