package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

const hookSecret = "0f6c2a9be8d14735a1c0f79e5b8d2364"

// site is a repository on GitHub, an administrator of it, and the function.
type site struct {
	t    *testing.T
	gh   *issuetest.GitHub
	repo *issuetest.Repo
	env  map[string]string
	url  string
}

func newSite(t *testing.T) *site {
	s := &site{t: t, gh: issuetest.Start(t)}
	s.repo = s.gh.Repo("acme/widgets").Grant("mona", "admin")
	s.env = map[string]string{"GITHUB_WEBHOOK_SECRET": hookSecret, "GITHUB_TOKEN": s.gh.SignIn("mona"), "GITHUB_API_URL": s.gh.URL, "ROBOT_LOG_LEVEL": "error"}
	s.gh.Scopes(s.env["GITHUB_TOKEN"], "repo")
	settings, err := function.Configure(func(name string) string { return s.env[name] })
	if err != nil {
		t.Fatal(err)
	}
	handler, err := function.Handler(settings, function.Logger(settings, io.Discard), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// play runs a command, with the function's address for URL; it shows no secret.
func (s *site) play(args string) played {
	s.t.Helper()
	p := play(s.t, s.env, "", strings.Fields(strings.ReplaceAll(args, "URL", s.url))...)
	for _, secret := range []string{s.env["GITHUB_WEBHOOK_SECRET"], s.env["GITHUB_TOKEN"]} {
		if len(secret) > 8 && strings.Contains(p.out+p.errs, secret) {
			s.t.Errorf("robot %s shows a secret: %+v", args, p)
		}
	}
	return p
}

// says runs a command and looks for parts of what it prints.
func (s *site) says(args string, code int, parts ...string) played {
	s.t.Helper()
	p := s.play(args)
	for _, part := range parts {
		if !strings.Contains(p.out+p.errs, strings.ReplaceAll(part, "URL", s.url)) {
			s.t.Errorf("robot %s: want %q in\n%s%s", args, part, p.out, p.errs)
		}
	}
	if p.code != code {
		s.t.Errorf("robot %s: exit status %d, want %d\n%s%s", args, p.code, code, p.out, p.errs)
	}
	return p
}

func (s *site) hooks() (list []setup.Hook) {
	s.t.Helper()
	if err := json.Unmarshal([]byte(s.says("hook list acme/widgets --json", 0).out), &list); err != nil {
		s.t.Fatal(err)
	}
	return list
}

// writes are the calls since Forget that change something.
func (s *site) writes() (list []string) {
	for _, call := range s.gh.Calls() {
		if call.Method != "GET" {
			list = append(list, call.String())
		}
	}
	return list
}

func TestHook(t *testing.T) {
	s := newSite(t)
	const install = "hook install acme/widgets --url URL"
	s.says("hook list acme/widgets", 0, "acme/widgets: no webhooks")
	s.says(install+" --dry-run", 0, "would create a webhook: issue_comment, issues, pull_request, pull_request_review_comment, workflow_run")
	if writes := s.writes(); len(writes) != 0 {
		t.Errorf("a dry run made the calls %q", writes)
	}
	s.says(install, 0, "warning: it is http", "warning: it is an address of this machine",
		"acme/widgets: created webhook ", ": issue_comment, issues, pull_request", "acme/widgets: ping: 200 in 0.0", `{"delivery":"`)
	s.says("hook list acme/widgets", 0, " URL, active, issue_comment issues pull_request pull_request_review_comment workflow_run, json, last: active: OK")
	s.says(install+"/ --dry-run", 0, "would update webhook", "address written URL/")
	s.says(install, 0, "updated webhook ", ": nothing but the secret", "ping: 200 in ")
	if list := s.hooks(); len(list) != 1 {
		t.Errorf("installed twice: %+v", list)
	}

	s.env["GITHUB_WEBHOOK_SECRET"] = "b7d1f0a24c5e48f39a6b1c2d3e4f5a60"
	s.says(install, 1, "ping: 401 in ", "→ the function has another secret")
	s.env["GITHUB_WEBHOOK_SECRET"] = hookSecret
	var done []installed
	if p := s.says(install+" --json", 0); json.Unmarshal([]byte(p.out), &done) != nil || len(done) != 1 || done[0].Action != "update" || !done[0].Ping.Good() {
		t.Errorf("%+v", p)
	}

	s.says("hook remove acme/widgets --url URL --dry-run", 0, "would remove webhook")
	s.says("hook remove acme/widgets --url URL/", 0, "removed webhook")
	s.says("hook remove acme/widgets --url URL", 0, "nothing to remove")
	s.says("hook remove acme/widgets --id 4711", 0, "nothing to remove")
}

// A repository that fails keeps no other from its webhook.
func TestHookOfSeveral(t *testing.T) {
	s := newSite(t)
	s.gh.Repo("acme/gadgets")
	s.says("hook install acme/gadgets acme/widgets --url URL", 1,
		"acme/gadgets: GitHub shows this token no webhooks of acme/gadgets (404)", "admin:repo_hook", "Webhooks: read and write", "acme/widgets: ping: 200")
	s.says("hook list acme/gadgets acme/widgets", 1, "gadgets (404)", "URL, active")
	s.says("hook remove acme/gadgets acme/widgets --url URL", 1, "gadgets (404)", "widgets: removed")
}

func TestHookListMisses(t *testing.T) {
	s := newSite(t)
	s.gh.Break(wire.Fault{Method: "GET", Path: "/hooks", Status: 200, Header: http.Header{"Content-Type": {"application/json"}},
		Body: `[{"id":7,"active":false,"events":["issue_comment","issues"],"config":{"url":"https://x.example.com/\u001b[31m","content_type":"form"}},
			{"id":8,"active":true,"events":["push"],"config":{"url":"https://y.example.com","content_type":"json"}}]`})
	s.says("hook list acme/widgets", 0,
		"acme/widgets: 7 https://x.example.com/·[31m, off, issue_comment issues, form, last: unused\n"+
			"  where it is the robot's, it lacks pull_request, pull_request_review_comment, workflow_run: robot hook install acme/widgets --url https://x",
		"acme/widgets: 8 https://y.example.com, active, push, json, last: unused\n")
}

func TestHookUsage(t *testing.T) {
	s := newSite(t)
	s.says("hook install acme/widgets", 2, "--url")
	s.says("hook install widgets --url URL", 2, "want OWNER/REPO")
	s.says("hook install acme/widgets --url robot.example.com", 2, "want the function's address")
	s.says("hook remove acme/widgets", 2, " or --id=")
	s.says("hook remove acme/widgets --url URL --id 1", 2, "--url and --id")
	s.env["GITHUB_WEBHOOK_SECRET"] = ""
	s.says("hook install acme/widgets --url URL", 2, "GITHUB_WEBHOOK_SECRET", "openssl rand -hex 32")
	s.says("hook list acme/widgets", 0, "no webhooks")
	app := s.gh.Install("sealrobot")
	key := t.TempDir() + "/key.pem"
	if err := os.WriteFile(key, app.PEM, 0o600); err != nil {
		t.Fatal(err)
	}
	s.env = map[string]string{"GITHUB_WEBHOOK_SECRET": hookSecret, "GITHUB_APP_ID": "7", "GITHUB_APP_PRIVATE_KEY": key, "GITHUB_API_URL": s.gh.URL}
	s.says("hook install acme/widgets --url URL", 2, "a GitHub App has a webhook of its own")
	s.env = nil
	s.says("hook list acme/widgets", 2, "GITHUB_TOKEN: set it")
}
