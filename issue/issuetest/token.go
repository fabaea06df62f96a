package issuetest

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strings"
	"time"
)

// token is what a user, or the bot of an App, calls with.
type token struct {
	user    *user
	expires time.Time // zero: never
	classic bool      // a personal access token (classic): the kind that has scopes
	scopes  []string
	reads   bool // and writes nothing of what lies in a repository
}

// SignIn returns a new personal access token (classic) of the user, who begins to exist if
// need be. It has the scopes repo, workflow, admin:repo_hook and read:org; see Scopes. A
// login that ends in [bot] is of type Bot.
func (gh *GitHub) SignIn(login string) string {
	return gh.signIn("ghp_", login, token{classic: true, scopes: []string{"repo", "workflow", "admin:repo_hook", "read:org"}})
}

// SignInFine returns a new fine-grained personal access token of the user, with every
// permission that the user has. It has no scopes, and answers tell of none.
func (gh *GitHub) SignInFine(login string) string { return gh.signIn("github_pat_", login, token{}) }

func (gh *GitHub) signIn(prefix, login string, t token) string {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	t.user = gh.user(login)
	return gh.token(prefix, t)
}

// Scopes makes a token one that is classic and has these scopes alone. It panics where
// there is no such token.
func (gh *GitHub) Scopes(text string, scopes ...string) {
	gh.alter(text, func(t *token) { t.classic, t.scopes = true, scopes })
}

// FineGrained makes a token one that has no scopes, as those of SignInFine. It panics where
// there is no such token.
func (gh *GitHub) FineGrained(text string) {
	gh.alter(text, func(t *token) { t.classic, t.scopes = false, nil })
}

// WithholdContents takes contents: write from a fine-grained token; reading is left. It
// panics where there is no such token. See App.WithholdContents.
func (gh *GitHub) WithholdContents(text string) {
	gh.alter(text, func(t *token) { t.reads = true })
}

// Expire makes a token invalid after that time, of which all answers until then tell. It
// panics where there is no such token.
func (gh *GitHub) Expire(text string, at time.Time) {
	gh.alter(text, func(t *token) { t.expires = at })
}

// Revoke makes a token invalid: 401 from now on.
func (gh *GitHub) Revoke(token string) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	delete(gh.tokens, token)
}

func (gh *GitHub) alter(text string, f func(*token)) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	f(gh.tokens[text])
}

func (gh *GitHub) token(prefix string, t token) string {
	text := prefix + rand.Text()
	gh.tokens[text] = &t
	return text
}

// tell says in the headers what the token is. Those of a token that is no classic one say
// nothing of scopes; those of a classic one do even where it has none.
// https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
func (t *token) tell(header http.Header) {
	if t == nil {
		return
	}
	if t.classic {
		header.Set("X-OAuth-Scopes", strings.Join(t.scopes, ", "))
	}
	if !t.expires.IsZero() {
		header.Set("GitHub-Authentication-Token-Expiration", t.expires.UTC().Format("2006-01-02 15:04:05 UTC"))
	}
}

// covers reports whether the token has one of the scopes, or needs none: because none is
// asked for, or because it is of another kind.
func (t *token) covers(scopes []string) bool {
	return t == nil || !t.classic || len(scopes) == 0 ||
		slices.ContainsFunc(t.scopes, func(s string) bool { return slices.Contains(scopes, s) })
}

// withheld is the answer to who would write what lies in the repository, and has a token
// without contents: write. The zero answer means: go on.
// https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens#repository-permissions-for-contents
func (c *call) withheld() answer {
	contents := strings.Contains(c.Pattern, "/git/") || strings.Contains(c.Pattern, "/contents/") || strings.HasSuffix(c.Pattern, "{repo}/dispatches") || strings.HasSuffix(c.Pattern, "/merge")
	switch {
	case !contents || c.Method == http.MethodGet || c.as == nil:
		return answer{}
	case c.as.app != nil && c.as.app.reads:
		return notForApp
	case c.token.reads && !c.token.classic:
		return notForToken
	}
	return answer{}
}

// scopes are those of which a classic token needs one, to do this to this repository. The
// scopes repo and public_repo include webhooks.
// https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#available-scopes
func (c *call) scopes() []string {
	full := []string{"repo"}
	if !c.repo.private {
		full = append(full, "public_repo")
	}
	hooks, reading := strings.Contains(c.Pattern, "/hooks"), c.Method == http.MethodGet
	switch {
	case hooks && (reading || strings.HasSuffix(c.Pattern, "/pings")):
		return append(full, "admin:repo_hook", "write:repo_hook", "read:repo_hook")
	case hooks && c.Method != http.MethodDelete:
		return append(full, "admin:repo_hook", "write:repo_hook")
	case hooks:
		return append(full, "admin:repo_hook")
	case reading && !c.repo.private:
		return nil
	case strings.HasSuffix(c.Pattern, "/dispatches"):
		// https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event
		return []string{"repo"}
	}
	return full
}
