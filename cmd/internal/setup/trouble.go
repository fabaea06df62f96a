package setup

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Trouble is an error made for people: what is the matter, and what to do next.
type Trouble struct {
	Text, Remedy string

	hidden bool // GitHub does not show it to this token, which may be as it should
}

func (t *Trouble) Error() string { return t.Text + "; " + t.Remedy }

func troublef(remedy, format string, args ...any) *Trouble {
	return &Trouble{Text: fmt.Sprintf(format, args...), Remedy: remedy}
}

// gitHub is GitHub as the settings name it: for what is said about calls that went wrong.
type gitHub struct {
	host    string // api.github.com
	setting string // the variable that says who the robot is
	hide    censor
}

func newGitHub(c *issue.Config) gitHub {
	g := gitHub{hostOf(c.API, "api.github.com"), "GITHUB_TOKEN", newCensor(c)}
	switch {
	case c.AppID != 0:
		g.setting = "GITHUB_APP_PRIVATE_KEY"
	case c.Token == "":
		g.setting = "GITHUB_PASSWD"
	}
	return g
}

func statusOf(err error) int {
	if response := issue.Answer(err); response != nil {
		return response.StatusCode
	}
	return 0
}

// trouble says what went wrong with a call to GitHub; what it was for is said by who asked.
func (g gitHub) trouble(err error) *Trouble {
	response := issue.Answer(err)
	if response == nil {
		return network(err, g.host)
	}
	if wait := issue.RetryAfter(err); wait > 0 {
		return troublef("wait until "+time.Now().Add(wait+time.Minute).UTC().Format("15:04 UTC")+", then try again", "GitHub's rate limit for this token is used up")
	}
	switch code := response.StatusCode; {
	case code == http.StatusUnauthorized:
		return g.refused()
	case response.Header.Get("X-GitHub-SSO") != "":
		return troublef("authorize the token for single sign-on: on https://github.com/settings/tokens, Configure SSO", "the organization asks for single sign-on (%d)", code)
	case code == http.StatusUnprocessableEntity:
		return troublef("change what it complains of", "GitHub does not take it (422): %s", g.complaint(err))
	case code >= 500:
		return troublef("try again in some minutes; https://www.githubstatus.com says how it is", "GitHub has trouble of its own (%d)", code)
	case code >= 300 && code < 400:
		return troublef("use the name or address that it has now", "GitHub says that it has moved (%d)", code)
	}
	return troublef("give the token, or the account behind it, access", "GitHub answered %d: %s", response.StatusCode, g.complaint(err))
}

// refused is the answer to credentials that are good no longer, or never were.
func (g gitHub) refused() *Trouble {
	if g.setting == "GITHUB_APP_PRIVATE_KEY" {
		return troublef("compare GITHUB_APP_ID with the App's settings, and make a new private key there", "GitHub does not accept the App's key (401)")
	}
	return troublef("make a new token on https://github.com/settings/tokens, and set "+g.setting+" to it, here and where the function runs",
		"GitHub does not accept %s (401): it is mistyped, expired or revoked", g.setting)
}

// complaint is what GitHub says of a request.
func (g gitHub) complaint(err error) string {
	var answer *github.ErrorResponse
	if !errors.As(err, &answer) {
		return "it does not say why"
	}
	text := answer.Message
	for _, e := range answer.Errors {
		if e.Message != "" {
			text += "; " + e.Message
		}
	}
	return g.hide.line(text, 300)
}
