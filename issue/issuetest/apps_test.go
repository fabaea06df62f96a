package issuetest_test

import (
	"context"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/bradleyfalzon/ghinstallation/v2"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/golang-jwt/jwt/v4"
	"github.com/google/go-github/v92/github"
)

// TestApp goes the way of an App with the real ghinstallation: key, installation, token.
func TestApp(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	app := gh.Install("promoter", "acme/widgets")
	repo := gh.Repo("acme/widgets")
	repo.Open(17, "alice", "t", "b")
	gh.Repo("acme/gadgets").Open(1, "alice", "t", "b")

	itself, err := ghinstallation.NewAppsTransport(http.DefaultTransport, app.ID, app.PEM)
	if err != nil {
		t.Fatal(err)
	}
	itself.BaseURL = gh.URL
	asApp, err := github.NewClient(github.WithTransport(itself), github.WithURLs(new(gh.URL+"/"), nil))
	if err != nil {
		t.Fatal(err)
	}
	about, _, err := asApp.Apps.Get(ctx, "")
	if err != nil || about.GetSlug() != "promoter" {
		t.Errorf("app = %v, %v; want promoter", about.GetSlug(), err)
	}
	all, _, err := asApp.Apps.ListInstallations(ctx, nil)
	if err != nil || len(all) != 1 || all[0].GetID() != app.InstallationID {
		t.Errorf("installations = %v, %v; want %d", all, err, app.InstallationID)
	}
	installation, _, err := asApp.Apps.GetRepositoryInstallation(ctx, owner, name)
	if err != nil || installation.GetID() != app.InstallationID {
		t.Fatalf("installation of the repository = %v, %v; want %d", installation, err, app.InstallationID)
	}
	_, response, err := asApp.Apps.GetRepositoryInstallation(ctx, owner, "gadgets")
	status(t, "where it is not installed", http.StatusNotFound, "Not Found", response, err)
	_, response, err = say(ctx, asApp, 17, "hi")
	status(t, "comment of the App itself", http.StatusForbidden, "integration", response, err)

	installed := ghinstallation.NewFromAppsTransport(itself, app.InstallationID)
	asBot, err := github.NewClient(github.WithTransport(installed), github.WithURLs(new(gh.URL+"/"), nil))
	if err != nil {
		t.Fatal(err)
	}
	comment, response, err := say(ctx, asBot, 17, "hi")
	status(t, "comment of the bot", http.StatusCreated, "", response, err)
	if user := comment.GetUser(); user.GetLogin() != "promoter[bot]" || user.GetType() != "Bot" || comment.PerformedViaGithubApp.GetSlug() != "promoter" {
		t.Errorf("the comment is by %s, type %s, via %v", user.GetLogin(), user.GetType(), comment.PerformedViaGithubApp)
	}
	_, response, err = asBot.Issues.AddLabelsToIssue(ctx, owner, "gadgets", 1, []string{"bug"})
	status(t, "write where it is not installed", http.StatusForbidden, "integration", response, err)
	_, response, err = asBot.Users.Get(ctx, "")
	status(t, "GET /user", http.StatusForbidden, "integration", response, err)

	token, err := installed.Token(context.WithoutCancel(ctx))
	if err != nil {
		t.Fatal(err)
	}
	gh.SetTime(func() time.Time { return time.Now().Add(2 * time.Hour) })
	_, response, err = say(ctx, dial(t, gh, token), 17, "hi")
	status(t, "after an hour", http.StatusUnauthorized, "Bad credentials", response, err)
}

func TestAppsToken(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	app, other := gh.Install("promoter"), gh.Install("other")
	now := time.Now()
	for _, test := range []struct {
		name    string
		issuer  string
		key     []byte
		expires time.Time
		status  int
		message string
	}{
		{"by id", strconv.FormatInt(app.ID, 10), app.PEM, now.Add(9 * time.Minute), 200, ""},
		{"by client id", app.ClientID, app.PEM, now.Add(9 * time.Minute), 200, ""},
		{"key of another", app.ClientID, other.PEM, now.Add(9 * time.Minute), 401, "could not be decoded"},
		{"nobody", "12", app.PEM, now.Add(9 * time.Minute), 401, "Integration not found"},
		{"too far ahead", app.ClientID, app.PEM, now.Add(time.Hour), 401, "too far in the future"},
		{"expired", app.ClientID, app.PEM, now.Add(-time.Minute), 401, "'exp'"},
	} {
		key, err := jwt.ParseRSAPrivateKeyFromPEM(test.key)
		if err != nil {
			t.Fatal(err)
		}
		claims := jwt.RegisteredClaims{Issuer: test.issuer, IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(test.expires)}
		token, err := jwt.NewWithClaims(jwt.SigningMethodRS256, claims).SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		_, response, err := dial(t, gh, token).Apps.Get(ctx, "")
		status(t, test.name, test.status, test.message, response, err)
	}
}
