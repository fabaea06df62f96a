package issuetest

import (
	"encoding/base64"
	"path"
	"strconv"
	"strings"
)

func getUser(c *call) answer {
	switch {
	case c.app != nil || c.as != nil && c.as.app != nil:
		return notForApp
	case c.as == nil:
		return anonymous
	}
	return ok(overlay(c.as.json(), object{
		"name": nil, "company": nil, "blog": "", "location": nil, "email": nil, "hireable": nil, "bio": nil,
		"public_repos": 0, "public_gists": 0, "followers": 0, "following": 0,
		"created_at": "2019-05-15T15:19:25Z", "updated_at": "2019-05-15T15:19:27Z",
	}))
}

// getRateLimit answers without being counted.
func getRateLimit(c *call) answer {
	rate := object{}
	for k, v := range c.gh.rate(c.as) {
		if n, err := strconv.Atoi(v); err == nil {
			rate[strings.ToLower(k)] = n
		}
	}
	c.gh.used[c.as]--
	return ok(object{"rate": rate, "resources": object{"core": rate, "search": rate}})
}

// getMembership shows teams to members of the organization alone; here, to everybody with
// a token. An invited member has the state pending: only active ones are members.
func getMembership(c *call) answer {
	if c.as == nil {
		return anonymous
	}
	team := c.gh.teams[strings.ToLower(c.PathValue("org")+"/"+c.PathValue("team_slug"))]
	u := c.gh.users[strings.ToLower(c.PathValue("username"))]
	if u == nil || team[u.login] == "" {
		return notFound
	}
	return ok(object{"url": apiURL + c.URL.Path, "role": "member", "state": team[u.login]})
}

func getRepo(c *call) answer {
	has := c.repo.role(c.as).level
	return ok(overlay(c.repo.json(), object{
		"network_count": 0, "subscribers_count": 1,
		"allow_merge_commit": c.repo.allows("merge"), "allow_squash_merge": c.repo.allows("squash"), "allow_rebase_merge": c.repo.allows("rebase"),
		"permissions": object{"admin": has >= admin, "maintain": has >= maintain, "push": has >= write, "triage": has >= triage, "pull": true},
	}))
}

// getPermission says what somebody may here. In a public repository everybody is "read".
// https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
func getPermission(c *call) answer {
	if !c.has(write) {
		return notPusher
	}
	u := c.gh.users[strings.ToLower(c.PathValue("username"))]
	if u == nil {
		return notFound
	}
	has := c.repo.role(u)
	if has.level == none {
		return notFound
	}
	permissions := object{}
	for name, l := range map[string]level{"admin": admin, "maintain": maintain, "push": write, "triage": triage, "pull": read} {
		permissions[name] = has.level >= l
	}
	return ok(object{
		"permission": has.level.legacy(), "role_name": has.name,
		"user": overlay(u.json(), object{"role_name": has.name, "permissions": permissions}),
	})
}

// getContents answers with a file of the default branch; a folder is not faked.
func getContents(c *call) answer {
	name := c.PathValue("path")
	content, there := c.repo.files[name]
	if !there {
		return notFound
	}
	api := c.repo.api() + "/contents/" + name
	html := "https://github.com/" + c.repo.FullName() + "/blob/" + c.repo.branch + "/" + name
	return ok(object{
		"type": "file", "encoding": "base64", "size": len(content), "name": path.Base(name), "path": name, "sha": sha(content),
		"content": base64.StdEncoding.EncodeToString([]byte(content)), "url": api, "html_url": html, "git_url": nil,
		"download_url": nil, "_links": object{"self": api, "html": html, "git": nil},
	})
}
