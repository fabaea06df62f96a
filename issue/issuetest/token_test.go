package issuetest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

// TestTokens asks who one is, with every kind of token, and looks at the headers.
func TestTokens(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	classic, fine := gh.SignIn("sealrobot"), gh.SignInFine("sealrobot")
	less, none, turned, brief := gh.SignIn("alice"), gh.SignIn("alice"), gh.SignIn("alice"), gh.SignInFine("alice")
	gh.Scopes(less, "public_repo", "read:repo_hook")
	gh.Scopes(none)
	gh.FineGrained(turned)
	noon := time.Now().Add(time.Hour).Truncate(time.Second)
	gh.Expire(brief, noon)
	for _, test := range []struct {
		what, token, login string
		scopes             []string
		expires            time.Time
	}{
		{"classic", classic, "sealrobot", []string{"repo, workflow, admin:repo_hook, read:org"}, time.Time{}},
		{"fine-grained", fine, "sealrobot", nil, time.Time{}},
		{"two scopes", less, "alice", []string{"public_repo, read:repo_hook"}, time.Time{}},
		{"no scopes", none, "alice", []string{""}, time.Time{}},
		{"turned into a fine-grained one", turned, "alice", nil, time.Time{}},
		{"of an hour", brief, "alice", nil, noon},
	} {
		me, response, err := dial(t, gh, test.token).Users.Get(ctx, "")
		if err != nil || me.GetLogin() != test.login || me.GetType() != "User" || me.GetID() == 0 {
			t.Errorf("%s: user %v, %v", test.what, me, err)
		}
		if diff := cmp.Diff(test.scopes, response.Header.Values("X-OAuth-Scopes")); diff != "" {
			t.Errorf("%s: scopes (-want +have):\n%s", test.what, diff)
		}
		if !response.TokenExpiration.Equal(github.Timestamp{Time: test.expires}) {
			t.Errorf("%s: expires %v, want %v", test.what, response.TokenExpiration, test.expires)
		}
	}
	if !strings.HasPrefix(classic, "ghp_") || !strings.HasPrefix(fine, "github_pat_") {
		t.Errorf("tokens %.11q and %.11q, want ghp_ and github_pat_", classic, fine)
	}
	gh.SetTime(func() time.Time { return noon.Add(time.Second) })
	_, response, err := dial(t, gh, brief).Users.Get(ctx, "")
	status(t, "expired", http.StatusUnauthorized, "Bad credentials", response, err)
}

// TestScopes: the owner may do everything, the token not.
func TestScopes(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	for _, repo := range []*issuetest.Repo{gh.Repo("acme/widgets"), gh.Repo("acme/secrets").Private()} {
		repo.Grant("mona", "admin").Workflow("deploy.yml", "deploy").Open(17, "mona", "t", "b")
	}
	robot := listen(t)
	operations := map[string]func(*github.Client, string) (*github.Response, error){
		"read": func(c *github.Client, repo string) (*github.Response, error) {
			_, response, err := c.Issues.Get(ctx, owner, repo, 17)
			return response, err
		},
		"comment": func(c *github.Client, repo string) (*github.Response, error) {
			_, response, err := c.Issues.CreateComment(ctx, owner, repo, 17, github.IssueCommentRequest{Body: "hi"})
			return response, err
		},
		"dispatch": func(c *github.Client, repo string) (*github.Response, error) {
			_, response, err := c.Actions.CreateWorkflowDispatchEventByFileName(ctx, owner, repo, "deploy.yml", github.CreateWorkflowDispatchEventRequest{Ref: "main"})
			return response, err
		},
		"list hooks": func(c *github.Client, repo string) (*github.Response, error) {
			_, response, err := c.Repositories.ListHooks(ctx, owner, repo, nil)
			return response, err
		},
	}
	hook := func(c *github.Client, repo string) (made, pinged, deleted *github.Response) {
		mona := signIn(t, gh, "mona")
		h, _, err := mona.Repositories.CreateHook(ctx, owner, repo, &github.Hook{Config: &github.HookConfig{URL: &robot.URL}})
		if err != nil {
			t.Fatal(err)
		}
		pinged, _ = c.Repositories.PingHook(ctx, owner, repo, h.GetID())
		deleted, _ = c.Repositories.DeleteHook(ctx, owner, repo, h.GetID())
		mona.Repositories.DeleteHook(ctx, owner, repo, h.GetID())
		h, made, _ = c.Repositories.CreateHook(ctx, owner, repo, &github.Hook{Config: &github.HookConfig{URL: &robot.URL}})
		mona.Repositories.DeleteHook(ctx, owner, repo, h.GetID())
		return made, pinged, deleted
	}
	for _, test := range []struct{ scopes, public, private string }{
		{"", "read", ""},
		{"repo", "read comment dispatch list hooks make ping delete", "read comment dispatch list hooks make ping delete"},
		{"public_repo", "read comment list hooks make ping delete", ""},
		{"admin:repo_hook", "read list hooks make ping delete", "list hooks make ping delete"},
		{"write:repo_hook", "read list hooks make ping", "list hooks make ping"},
		{"read:repo_hook", "read list hooks ping", "list hooks ping"},
		{"read:org workflow", "read", ""},
	} {
		token := gh.SignIn("mona")
		gh.Scopes(token, strings.Fields(test.scopes)...)
		client := dial(t, gh, token)
		for repo, want := range map[string]string{name: test.public, "secrets": test.private} {
			var may []string
			count := func(what string, response *github.Response) {
				switch response.StatusCode {
				case http.StatusOK, http.StatusCreated, http.StatusNoContent:
					may = append(may, what)
				case http.StatusNotFound:
				default:
					t.Errorf("%q, %s in %s: status %d, want 404", test.scopes, what, repo, response.StatusCode)
				}
			}
			for _, what := range []string{"read", "comment", "dispatch", "list hooks"} {
				response, _ := operations[what](client, repo)
				count(what, response)
			}
			made, pinged, deleted := hook(client, repo)
			count("make", made)
			count("ping", pinged)
			count("delete", deleted)
			if have := strings.Join(may, " "); have != want {
				t.Errorf("%q may %q in %s, want %q", test.scopes, have, repo, want)
			}
		}
	}
}

// TestRepository: what is the default branch, and what may I?
func TestRepository(t *testing.T) {
	gh := issuetest.Start(t)
	gh.Repo("acme/widgets").Grant("admin", "admin").Grant("maintain", "maintain").Grant("write", "write").Grant("triage", "triage")
	for login, want := range map[string]int{"admin": 5, "maintain": 4, "write": 3, "triage": 2, "stranger": 1} {
		repo, _, err := signIn(t, gh, login).Repositories.Get(t.Context(), owner, name)
		if err != nil || repo.GetDefaultBranch() != "main" || repo.GetOwner().GetLogin() != owner || repo.GetHTMLURL() != "https://github.com/acme/widgets" {
			t.Errorf("%s: %v, %v", login, repo, err)
		}
		have, p := 0, repo.GetPermissions()
		for _, may := range []bool{p.GetPull(), p.GetTriage(), p.GetPush(), p.GetMaintain(), p.GetAdmin()} {
			if may {
				have++
			}
		}
		if have != want {
			t.Errorf("%s: %d permissions, want %d: %v", login, have, want, p)
		}
	}
}
