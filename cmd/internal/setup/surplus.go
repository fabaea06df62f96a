package setup

import (
	"slices"
	"strings"

	"github.com/fanux/robot/processors"
)

// lets is what scopes let a token do, of those that are often there for nothing.
// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#available-scopes
var lets = map[string]string{
	"admin:enterprise": "manage enterprises", "admin:gpg_key": "manage GPG keys", "admin:org": "manage organizations", "admin:org_hook": "manage webhooks of organizations",
	"admin:public_key": "manage SSH keys", "codespace": "manage codespaces", "delete:packages": "delete packages", "delete_repo": "delete repositories", "gist": "write gists",
	"project": "write projects", "read:org": "see organizations and teams", "read:packages": "download packages", "repo": "read and write private repositories",
	"user": "change the account", "workflow": "write workflow files", "write:discussion": "write team discussions", "write:org": "change organizations", "write:packages": "upload packages",
}

// withUse are scopes with what they let a token do.
func withUse(scopes []string) string {
	var list []string
	for _, scope := range scopes {
		if use := lets[scope]; use != "" {
			scope += " (" + use + ")"
		}
		list = append(list, scope)
	}
	return strings.Join(list, ", ")
}

// narrower is what to do about scopes that nothing needs: a smaller one may have to take the
// place of one of them.
func (c *Checkup) narrower(surplus []string) string {
	remedy := "remove " + strings.Join(surplus, ", ")
	if slices.Contains(c.needs.Scopes, "read:org") && !c.has("read:org") && c.has("write:org", "admin:org") {
		remedy += ", and add read:org"
	}
	return remedy
}

// allPublic tells of the scope repo where public_repo does: as far as can be seen, for a
// repository that is not named may be private.
func (c *Checkup) allPublic() {
	if !c.has("repo") || slices.Contains(c.needs.Scopes, "repo") || c.privates > 0 || c.publics == 0 || !c.certain() {
		return
	}
	c.note("scopes", "this token can do more than it must, if no repository of the robot's is private: repo ("+lets["repo"]+")",
		"remove repo, and add public_repo: every repository that was looked at is public")
}

// tooFine tells that a fine-grained token sees webhooks, which no command needs: of the rest of
// what it has, GitHub tells nothing.
func (c *Checkup) tooFine() {
	if c.grained {
		c.warn("permissions", "this token can do more than it must: Webhooks", "remove Webhooks on https://github.com/settings/personal-access-tokens, unless it is yours, and the function has another")
	}
}

// lower is what to do about permissions of an App that nothing needs, or not so high.
func lower(needs map[string]string, surplus []string) string {
	var list []string
	for _, name := range surplus {
		if level := needs[name]; level != "" {
			list = append(list, "lower "+title(name)+" to "+words[level])
		} else {
			list = append(list, "remove "+title(name))
		}
	}
	return strings.Join(list, ", ")
}

// surplusOf are the names of permissions that go beyond what is needed.
func surplusOf(may, needs map[string]string) (names []string) {
	for name, level := range may {
		if !processors.Covers(needs[name], level) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
