package issuetest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-github/v92/github"
)

func TestPermission(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	public := gh.Repo("acme/widgets").Grant("sealrobot", "write").GrantCustom("carol", "release-manager", "write").Grant("dan", "none")
	private := gh.Repo("acme/secrets").Private().Grant("sealrobot", "write")
	for _, role := range []string{"read", "triage", "write", "maintain", "admin"} {
		public.Grant(role, role)
		private.Grant(role, role)
	}
	gh.SignIn("stranger")
	robot := signIn(t, gh, "sealrobot")
	for _, test := range []struct{ repo, login, permission, role string }{
		{name, "admin", "admin", "admin"},
		{name, "maintain", "write", "maintain"},
		{name, "write", "write", "write"},
		{name, "triage", "read", "triage"},
		{name, "read", "read", "read"},
		{name, "carol", "write", "release-manager"},
		{name, "stranger", "read", "read"},
		{name, "dan", "read", "read"},
		{"secrets", "triage", "read", "triage"},
		{"secrets", "stranger", "", ""},
		{name, "nobody", "", ""},
	} {
		level, response, err := robot.Repositories.GetPermissionLevel(ctx, owner, test.repo, test.login)
		if test.role == "" {
			status(t, test.login, http.StatusNotFound, "Not Found", response, err)
			continue
		}
		if err != nil || level.GetPermission() != test.permission || level.GetRoleName() != test.role || level.GetUser().GetLogin() != test.login {
			t.Errorf("%s in %s: %v, %v; want permission %s, role %s", test.login, test.repo, level, err, test.permission, test.role)
		}
	}
	_, response, err := signIn(t, gh, "triage").Repositories.GetPermissionLevel(ctx, owner, name, "admin")
	status(t, "asked without push access", http.StatusForbidden, "push access", response, err)
}

func TestWho(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("mona", "maintain").Grant("tina", "triage")
	gh.Repo("acme/secrets").Private().Open(1, "mona", "t", "b")
	gh.Repo("acme/attic").Grant("mona", "admin").Open(1, "mona", "t", "b")
	gh.Repo("acme/attic").Archive()
	hers := repo.Comment(17, "alice", "mine").Comment
	repo.Open(18, "alice", "locked", "b")
	repo.Lock(18)
	locked := repo.Comment(18, "mona", "the last word").Comment
	gone := repo.Comment(17, "alice", "oops").Comment
	repo.Delete(gone, "alice")
	alice, bob, mona, tina := signIn(t, gh, "alice"), signIn(t, gh, "bob"), signIn(t, gh, "mona"), signIn(t, gh, "tina")
	stolen := gh.SignIn("mona")
	gh.Revoke(stolen)
	text := github.IssueCommentRequest{Body: "changed"}

	for _, test := range []struct {
		what    string
		status  int
		message string
		call    func() (any, *github.Response, error)
	}{
		{"no token", 401, "Requires authentication", func() (any, *github.Response, error) {
			client, err := github.NewClient(github.WithURLs(new(gh.URL+"/"), nil))
			if err != nil {
				t.Fatal(err)
			}
			return first(say(ctx, client, 17, "hi"))
		}},
		{"invented token", 401, "Bad credentials", func() (any, *github.Response, error) { return first(say(ctx, dial(t, gh, "invented"), 17, "hi")) }},
		{"revoked token", 401, "Bad credentials", func() (any, *github.Response, error) { return first(say(ctx, dial(t, gh, stolen), 17, "hi")) }},
		{"stranger in public", 201, "", func() (any, *github.Response, error) { return first(say(ctx, bob, 17, "hi")) }},
		{"no such issue", 404, "Not Found", func() (any, *github.Response, error) { return first(say(ctx, bob, 99, "hi")) }},
		{"no such repository", 404, "Not Found", func() (any, *github.Response, error) { return first(bob.Issues.Get(ctx, owner, "nothing", 1)) }},
		{"private", 404, "Not Found", func() (any, *github.Response, error) { return first(mona.Issues.Get(ctx, owner, "secrets", 1)) }},
		{"archived, reading", 200, "", func() (any, *github.Response, error) { return first(mona.Issues.Get(ctx, owner, "attic", 1)) }},
		{"archived", 403, "archived", func() (any, *github.Response, error) {
			return first(mona.Issues.CreateComment(ctx, owner, "attic", 1, text))
		}},
		{"locked, stranger", 403, "locked", func() (any, *github.Response, error) { return first(say(ctx, alice, 18, "hi")) }},
		{"locked, collaborator", 201, "", func() (any, *github.Response, error) { return first(say(ctx, tina, 18, "hi")) }},
		{"locked, reaction", 403, "locked", func() (any, *github.Response, error) {
			return first(alice.Reactions.CreateIssueCommentReaction(ctx, owner, name, locked, "eyes"))
		}},
		{"deleted", 404, "Not Found", func() (any, *github.Response, error) { return first(alice.Issues.GetComment(ctx, owner, name, gone)) }},
		{"deleted, reaction", 404, "Not Found", func() (any, *github.Response, error) {
			return first(mona.Reactions.CreateIssueCommentReaction(ctx, owner, name, gone, "eyes"))
		}},
		{"one's own comment", 200, "", func() (any, *github.Response, error) {
			return first(alice.Issues.UpdateComment(ctx, owner, name, hers, text))
		}},
		{"another's comment", 403, "admin rights", func() (any, *github.Response, error) {
			return first(tina.Issues.UpdateComment(ctx, owner, name, hers, text))
		}},
		{"another's comment, deletion", 403, "admin rights", func() (any, *github.Response, error) {
			response, err := bob.Issues.DeleteComment(ctx, owner, name, hers)
			return nil, response, err
		}},
		{"another's comment, who may write", 200, "", func() (any, *github.Response, error) {
			return first(mona.Issues.UpdateComment(ctx, owner, name, hers, text))
		}},
		{"label, stranger", 403, "admin rights", func() (any, *github.Response, error) {
			return first(bob.Issues.AddLabelsToIssue(ctx, owner, name, 17, []string{"bug"}))
		}},
		{"label, triager", 200, "", func() (any, *github.Response, error) {
			return first(tina.Issues.AddLabelsToIssue(ctx, owner, name, 17, []string{"bug"}))
		}},
		{"as long as may be", 201, "", func() (any, *github.Response, error) {
			return first(say(ctx, bob, 17, strings.Repeat("é", 65536)))
		}},
		{"too long", 422, "Body is too long (maximum is 65536 characters)", func() (any, *github.Response, error) {
			return first(say(ctx, bob, 17, strings.Repeat("é", 65537)))
		}},
		{"blank", 422, "blank", func() (any, *github.Response, error) { return first(say(ctx, bob, 17, " \n")) }},
	} {
		_, response, err := test.call()
		status(t, test.what, test.status, test.message, response, err)
	}
}

// first makes calls of different results one shape.
func first[T any](v T, response *github.Response, err error) (any, *github.Response, error) {
	return v, response, err
}

// TestBasic signs in as the original robot did: a token as password.
func TestBasic(t *testing.T) {
	gh := issuetest.Start(t)
	transport := &github.BasicAuthTransport{Username: "sealrobot", Password: gh.SignIn("sealrobot")}
	client, err := github.NewClient(github.WithHTTPClient(transport.Client()), github.WithURLs(new(gh.URL+"/"), nil))
	if err != nil {
		t.Fatal(err)
	}
	me, _, err := client.Users.Get(t.Context(), "")
	if err != nil || me.GetLogin() != "sealrobot" {
		t.Errorf("user = %v, %v; want sealrobot", me.GetLogin(), err)
	}
}

func TestTeam(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	gh.Team("acme/deployers", "alice")
	gh.Invite("acme/deployers", "bob")
	robot := signIn(t, gh, "sealrobot")
	for login, want := range map[string]string{"alice": "active", "bob": "pending", "carol": ""} {
		m, response, err := robot.Teams.GetTeamMembershipBySlug(ctx, owner, "deployers", login)
		if want == "" {
			status(t, login, http.StatusNotFound, "Not Found", response, err)
		} else if m.GetState() != want {
			t.Errorf("state of %s = %q (%v), want %q", login, m.GetState(), err, want)
		}
	}
}
