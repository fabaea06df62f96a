package issuetest

import (
	"crypto/rand"
	"strings"
	"time"
)

type user struct {
	id    int64
	login string
	kind  string // User, Bot or Organization
	app   *App   // of a Bot that is an App
}

type token struct {
	user    *user
	expires time.Time // zero: never
}

type members map[string]string // login → active or pending

// SignIn returns a new token of the user, who begins to exist if need be. A login that
// ends in [bot] is of type Bot.
func (gh *GitHub) SignIn(login string) string {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	return gh.token("ghp_", token{user: gh.user(login)})
}

// Revoke makes a token invalid: 401 from now on.
func (gh *GitHub) Revoke(token string) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	delete(gh.tokens, token)
}

// Team makes logins active members of a team, "org/slug".
func (gh *GitHub) Team(team string, logins ...string) { gh.join(team, "active", logins) }

// Invite makes logins members of a team who did not accept yet.
func (gh *GitHub) Invite(team string, logins ...string) { gh.join(team, "pending", logins) }

func (gh *GitHub) join(team, state string, logins []string) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	key := strings.ToLower(team)
	if gh.teams[key] == nil {
		gh.teams[key] = members{}
	}
	for _, login := range logins {
		gh.teams[key][gh.user(login).login] = state
	}
}

func (gh *GitHub) token(prefix string, t token) string {
	text := prefix + rand.Text()
	gh.tokens[text] = &t
	return text
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
