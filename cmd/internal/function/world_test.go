package function

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

const (
	secret      = "a webhook secret that is long enough"
	droneToken  = "drone-token-0123456789"
	droneSecret = "another webhook secret that is long"
)

// head is the commit of build 42.
const head = "b5f61dab1d0c13e53370598cb83859f979ee91df"

// world is the function between a GitHub and a Drone that live in memory. alice may
// write, mallory may not; build 42 succeeded, 41 failed, 40 is of a fork.
type world struct {
	gh    *issuetest.GitHub
	ci    *dronetest.Server
	repo  *issuetest.Repo
	url   string
	token string
	file  string // robot.yml, where there is one
	lang  issue.Lang
	logs  *issuetest.Log
	more  []string    // settings
	fc    *fcPlatform // what the function runs on, where it hands work over
}

func newWorld(t *testing.T, more ...string) *world { return newWorldIn(t, issue.English, more...) }

// newWorldIn is a world whose robot speaks a language.
func newWorldIn(t *testing.T, lang issue.Lang, more ...string) *world {
	w := &world{lang: lang, gh: issuetest.Start(t), ci: dronetest.Start(t), logs: new(issuetest.Log), more: more}
	w.token = w.gh.SignIn("sealrobot")
	w.repo = w.gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	w.repo.Open(17, "alice", "Widgets wobble", "They do.")
	w.repo.OpenPull(18, "bob", "Fix the wobble", "It is fixed.")
	w.workflows()
	w.ci.AddUser(dronetest.User{Login: "sealrobot", Token: droneToken})
	w.ci.AddRepo(dronetest.Repo{Slug: "acme/widgets", Targets: []string{"dev", "test"}})
	w.ci.AddBuild("acme/widgets", drone.Build{Number: 40, Event: "pull_request", Fork: "mallory/widgets", Ref: "refs/pull/3/head"})
	w.ci.AddBuild("acme/widgets", drone.Build{Number: 41, Status: drone.StatusFailing})
	w.ci.AddBuild("acme/widgets", drone.Build{Number: 42, Author: "alice", After: head})
	w.repo.Commit(head)
	w.url = w.serve(t, more...)
	t.Cleanup(func() { w.keptSecret(t) })
	return w
}

// workflows are deploy.yml, which can be run, and ci.yml and broken.yml, which cannot.
func (w *world) workflows() {
	for file, text := range map[string]string{
		"broken.yml": "on: [",
		"ci.yml":     "name: CI\non: [push, pull_request]\n",
		"deploy.yml": "name: Deploy\nrun-name: deploy to ${{ inputs.target }} [${{ inputs.robot_ref }}]\non:\n  workflow_dispatch:\n    inputs:\n" +
			"      target: {type: choice, required: true, options: [dev, prod]}\n      dry_run: {type: boolean}\n      robot_ref: {}\n",
	} {
		w.repo.File(".github/workflows/"+file, text)
	}
	w.repo.Workflow("broken.yml", "").Workflow("ci.yml", "CI").
		Workflow("deploy.yml", "deploy to ${{ inputs.target }} [${{ inputs.robot_ref }}]", "target", "dry_run", "robot_ref")
}

// serve starts an instance of the function; more are NAME=value settings.
func (w *world) serve(t *testing.T, more ...string) string {
	t.Helper()
	env := map[string]string{
		"GITHUB_WEBHOOK_SECRET": secret, "GITHUB_TOKEN": w.token, "GITHUB_API_URL": w.gh.URL,
		"DRONE_SERVER": w.ci.URL, "DRONE_TOKEN": droneToken, "DRONE_WEBHOOK_SECRET": droneSecret, "ROBOT_LOG_LEVEL": "debug",
	}
	for _, setting := range more {
		name, value, _ := strings.Cut(setting, "=")
		env[name] = value
	}
	w.onPlatform(t, env)
	settings, err := Configure(func(name string) string { return env[name] })
	if err != nil {
		t.Fatal(err)
	}
	settings.GitHub.Lang = w.lang
	if use := env["use"]; use != "" {
		settings.Processors.Use = strings.Fields(use)
	}
	handler, err := Handler(settings, Logger(settings, w.logs), w.logs)
	if err != nil {
		t.Fatal(err)
	}
	if w.fc != nil {
		return w.fc.run(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// keptSecret holds for every test: neither the log nor an issue shows a secret.
func (w *world) keptSecret(t *testing.T) {
	shown := map[string]string{"log": w.logs.String()}
	for _, i := range w.repo.Issues() {
		for _, c := range w.repo.Issue(i.Number).By("sealrobot") {
			shown["reply"] += c.Body
		}
	}
	for where, text := range shown {
		for _, s := range []string{secret, droneToken, droneSecret, w.token} {
			if strings.Contains(text, s) {
				t.Errorf("the %s shows a secret:\n%s", where, text)
			}
		}
	}
}

// post sends an event to the function, with headers more than GitHub's own.
func (w *world) post(t *testing.T, e issuetest.Event, header ...string) (status int, body string) {
	t.Helper()
	r := e.Request(w.url+"/github", secret)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, text := do(t, r)
	return answer.StatusCode, text
}
