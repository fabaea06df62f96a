package issuetest

import (
	"strings"
)

type user struct {
	id    int64
	login string
	kind  string // User, Bot or Organization
	app   *App   // of a Bot that is an App
}

type members map[string]string // login → active or pending

// Team makes logins active members of a team, "org/slug".
func (gh *GitHub) Team(team string, logins ...string) { gh.join(team, "active", logins) }

// Invite makes logins members of a team who did not accept yet.
func (gh *GitHub) Invite(team string, logins ...string) { gh.join(team, "pending", logins) }

func (gh *GitHub) join(team, state string, logins []string) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	gh.enter(gh.teams, team, state, logins)
}

// Member makes logins members of an organization who are in none of its teams.
func (gh *GitHub) Member(org string, logins ...string) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	gh.enter(gh.orgs, org, "active", logins)
}

func (gh *GitHub) enter(groups map[string]members, group, state string, logins []string) {
	key := strings.ToLower(group)
	if groups[key] == nil {
		groups[key] = members{}
	}
	for _, login := range logins {
		groups[key][gh.user(login).login] = state
	}
}

// member reports whether u is in the organization, or in one of its teams.
func (gh *GitHub) member(org *user, u *user) bool {
	name := strings.ToLower(org.login)
	if gh.orgs[name][u.login] == "active" {
		return true
	}
	for team, list := range gh.teams {
		if strings.HasPrefix(team, name+"/") && list[u.login] == "active" {
			return true
		}
	}
	return false
}

// user returns the user of that login, who begins to exist if need be.
func (gh *GitHub) user(login string) *user {
	if u := gh.users[strings.ToLower(login)]; u != nil {
		return u
	}
	kind := "User"
	if strings.HasSuffix(login, "[bot]") {
		kind = "Bot"
	}
	return gh.account(login, kind)
}

func (gh *GitHub) account(login, kind string) *user {
	u := &user{id: gh.id(), login: login, kind: kind}
	gh.users[strings.ToLower(login)] = u
	return u
}
