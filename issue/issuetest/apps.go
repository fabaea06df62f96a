package issuetest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

// App is a GitHub App, installed once. It acts as "slug[bot]", of type Bot, and may write
// where it is installed.
type App struct {
	Slug           string
	ID             int64
	ClientID       string
	InstallationID int64
	PEM            []byte // its private key

	gh      *GitHub
	owner   *user
	key     *rsa.PrivateKey
	bot     *user
	repos   []string // full names; empty: everywhere
	created time.Time
	reads   bool // and writes nothing of what lies in a repository
}

// Install creates a GitHub App and installs it in the given repositories ("owner/name"),
// or in all there are and will be.
func (gh *GitHub) Install(slug string, repos ...string) *App {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err) // the system has no randomness
	}
	gh.mu.Lock()
	defer gh.mu.Unlock()
	app := &App{
		Slug: slug, ID: gh.id(), ClientID: "Iv23" + rand.Text()[:16], InstallationID: gh.id(),
		PEM: pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}),
		gh:  gh, owner: gh.user("octocat"), key: key, bot: gh.user(slug + "[bot]"), repos: repos, created: gh.time(),
	}
	app.bot.app = app
	gh.apps = append(gh.apps, app)
	return app
}

func (a *App) in(r *Repo) bool { return len(a.repos) == 0 || slices.Contains(a.repos, r.FullName()) }

// WithholdContents makes the App one that was installed without contents: write; reading is
// left. Call it before anything runs.
func (a *App) WithholdContents() *App {
	a.reads = true
	return a
}

func (a *App) permissions() object {
	contents := "write"
	if a.reads {
		contents = "read"
	}
	return object{"issues": "write", "pull_requests": "write", "contents": contents, "metadata": "read"}
}

func (gh *GitHub) appIn(r *Repo) *App {
	for _, a := range gh.apps {
		if a.in(r) {
			return a
		}
	}
	return nil
}

// appOf returns the App that a JWT's issuer names, by its id or client id.
func (gh *GitHub) appOf(issuer string) *App {
	for _, a := range gh.apps {
		if issuer == a.ClientID || issuer == strconv.FormatInt(a.ID, 10) {
			return a
		}
	}
	return nil
}

var (
	badJWT        = failure(http.StatusUnauthorized, "A JSON web token could not be decoded")
	noIntegration = failure(http.StatusUnauthorized, "Integration not found")
	expired       = failure(http.StatusUnauthorized, "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires")
	tooFar        = failure(http.StatusUnauthorized, "'Expiration time' claim ('exp') is too far in the future")
)

// authenticateApp checks the JSON Web Token of an App, which is good for ten minutes at most.
// https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
func (c *call) authenticateApp(text string) answer {
	var claims jwt.RegisteredClaims
	var app *App
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithoutClaimsValidation())
	_, err := parser.ParseWithClaims(text, &claims, func(*jwt.Token) (any, error) {
		if app = c.gh.appOf(claims.Issuer); app == nil {
			return nil, jwt.ErrTokenInvalidIssuer
		}
		return app.key.Public(), nil
	})
	now := c.gh.now()
	switch {
	case errors.Is(err, jwt.ErrTokenInvalidIssuer):
		return noIntegration
	case err != nil:
		return badJWT
	case claims.ExpiresAt == nil || !claims.ExpiresAt.After(now):
		return expired
	case claims.ExpiresAt.Sub(now) > 10*time.Minute:
		return tooFar
	}
	c.app = app
	return answer{}
}
