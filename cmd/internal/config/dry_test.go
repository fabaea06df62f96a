package config_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"
)

// kinds has a command of every kind, and built-in ones under other names.
const kinds = `
use: [help]
commands:
  ship:    { uses: drone_promote, args: "<target> [sha=b5f61da]", with: { build: 42, target: "{target}", sha: "{sha}", params: { BY: "{user}" } } }
  back:    { uses: drone_rollback, args: "<target> [sha=a1a1a1a]", with: { target: "{target}", sha: "{sha}" } }
  nightly: { uses: drone_build, args: "[branch=main]", with: { branch: "{branch}", params: { NIGHTLY: "true" } } }
  go:      { uses: workflow, args: "<target>", with: { file: deploy.yml, inputs: { target: "{target}" } } }
  send:    { uses: dispatch, args: "<event>", with: { event: "{event}", payload: { key: not shown } } }
  hook:
    uses: http
    args: "<text…>"
    with:
      url: "https://hooks.example.com/x"
      body: { text: "{text}" }
      headers: { Authorization: "Bearer $WOODPECKER_TOKEN" }
      reply: "{answer.url}"
  look:
    uses: http
    effect: reads
    with:
      method: GET
      url: "https://hooks.example.com/x"
  accept:  { uses: label, with: { add: [accepted], remove: needs-triage, assign: "{user}", close: completed, reply: "{user}, **thank you**." } }
  hello:   { uses: comment, needs: maintain, with: { text: "Hello, {user}." } }
  other:   { uses: promote, args: "<target>", with: { args: ["42", "{target}"], params: { A: b } } }
  run2:    { uses: run, with: { args: deploy, params: { target: dev } } }
  help2:   { uses: help }
targets:
  prod: { confirm: true }
  qa:   { four_eyes: true }
`

const deployYML = "name: Deploy\non: {workflow_dispatch: {inputs: {target: {}}}}\njobs: {}\n"

func playKinds(t *testing.T) *scene {
	t.Helper()
	s := begin(t, nil)
	s.repo.File(".github/workflows/deploy.yml", deployYML).Workflow("deploy.yml", "deploy", "target")
	for i, commit := range []string{strings.Repeat("a1", 20), "b5f61dab1d0c13e53370598cb83859f979ee91df"} { // of 41, then of 42
		s.ci.AddBuild("acme/widgets", drone.Build{Number: int64(43 + i), Event: "promote", Deploy: "stage", Parent: int64(41 + i), After: commit})
	}
	s.repo.Grant("carol", "read")
	s.serve(kinds)
	return s
}

// writes are the calls since the last look that change something, but for the robot's own
// reactions, replies and locks; and how many of those that nobody should make in a dry run.
func (s *scene) writes() (list []string, any int) {
	for _, c := range s.gh.Calls() {
		if c.Method == "GET" || strings.Contains(c.Path, "/reactions") || strings.HasSuffix(c.Path, "/comments") || strings.Contains(c.Path, "/issues/comments/") {
			continue
		}
		if any++; !strings.Contains(c.Path, "/git/") {
			list = append(list, "GitHub "+c.Method+" "+strings.TrimPrefix(c.Path, "/repos/acme/widgets/"))
		}
	}
	for _, c := range s.ci.Calls() {
		if c.Method != "GET" {
			path, _, _ := strings.Cut(c.Path, "?")
			list, any = append(list, "Drone "+c.Method+" "+strings.TrimPrefix(path, "/api/repos/acme/widgets/")), any+1
		}
	}
	list, any = append(list, s.called...), any+len(s.called)
	s.gh.Forget()
	s.ci.Forget()
	s.called = nil
	return list, any
}

// TestDryRuns: a command of every kind names what it then does, and does none of it before.
func TestDryRuns(t *testing.T) {
	const nothing = "Nothing was done. It would "
	for text, test := range map[string]struct {
		says string
		does []string
	}{
		"/ship dev":     {nothing + "promote build [42](", []string{"Drone POST builds/42/promote"}},
		"/other dev":    {nothing + "promote build [42](", []string{"Drone POST builds/42/promote"}},
		"/back stage":   {nothing + "roll `stage` back to build [43](", []string{"Drone POST builds/41/rollback"}},
		"/nightly":      {nothing, []string{"Drone POST builds"}},
		"/go dev":       {nothing + "run `Deploy` ([`deploy.yml`](https://github.com/acme/widgets/blob/main/.github/workflows/deploy.yml)) on `main`, with `target=dev`.", []string{"GitHub POST actions/workflows/deploy.yml/dispatches"}},
		"/run2":         {nothing + "run `Deploy` ([`deploy.yml`](https://github.com/acme/widgets/blob/main/.github/workflows/deploy.yml)) on `main`, with `target=dev`.", []string{"GitHub POST actions/workflows/deploy.yml/dispatches"}},
		"/send fuzz":    {nothing + "send the event `fuzz` to the workflows", []string{"GitHub POST dispatches"}},
		"/hook a quiet": {nothing + "call the endpoint of `/hook`, a private one, with `POST`.", []string{`POST /x {"text":"a quiet"} Bearer woodpecker-token`}},
		"/look":         {nothing + "call the endpoint of `/look`, a private one, with `GET`.", []string{"GET /x"}},
		"/accept": {nothing + "add the label `accepted`, remove the label `needs-triage`, assign `alice`, and close this issue as `completed`. It would reply:\n\n> @alice, **thank you**.",
			[]string{"GitHub POST issues/17/labels", "GitHub DELETE issues/17/labels/needs-triage", "GitHub POST issues/17/assignees", "GitHub PATCH issues/17"}},
		"/hello": {"Nothing was done. It would reply:\n\n> Hello, @alice.", nil},
		"/help2": {"| `/accept` |", nil},
	} {
		s := playKinds(t)
		builds, runs := len(s.ci.Builds("acme/widgets")), len(s.repo.Runs())
		s.say("alice", 17, text+" --dry-run", "ran", test.says)
		if writes, any := s.writes(); any > 0 || len(s.ci.Builds("acme/widgets")) != builds || len(s.repo.Runs()) != runs {
			t.Errorf("%s: %d calls that are none of a dry run: %q", text, any, writes)
		}
		if by := s.repo.Issue(17).By("sealrobot"); strings.Contains(by[0].Body, "Under way") || strings.Contains(by[0].Body, "not shown") {
			t.Errorf("%s: a job is followed, or too much shown: %s", text, by[0].Body)
		}
		s.say("alice", 17, text, "ran", "")
		if writes, _ := s.writes(); !cmp.Equal(writes, test.does) {
			t.Errorf("%s: in earnest %q, want %q", text, writes, test.does)
		}
	}
}

// TestDryRunsRefuse what they would be refused for in earnest; who may not do it may ask.
func TestDryRunsRefuse(t *testing.T) {
	s := playKinds(t)
	for text, want := range map[string]string{
		"/ship dev abc1234": "is of commit `b5f61da`, not of `abc1234`", "/ship dev main": "is not a commit", "/ship ../x": "is not a target",
		"/back stage abc1234": "not of `abc1234`", "/back dev": "do not tell what was on `dev` before", "/go": "`<target>` is missing", "/send ''": "is not the name of an event",
	} {
		s.say("alice", 17, text+" --dry-run", "refused", want)
		s.say("alice", 17, text, "refused", want)
	}
	s.say("carol", 17, "/send fuzz --dry-run", "ran", "\n\nYou may not do it: ")
	s.say("carol", 17, "/send fuzz", "denied", "")
	s.say("bob", 17, "/hello --dry-run", "denied", "") // what it would say is all it does
	if writes, _ := s.writes(); len(writes) > 0 {
		t.Errorf("%q", writes)
	}
}

// TestTargetsAreConfirmed: what goes to such a target waits for a person's word, whichever
// command sends it there.
func TestTargetsAreConfirmed(t *testing.T) {
	s := playKinds(t)
	s.say("alice", 17, "/ship prod --dry-run", "ran", "/confirm")
	s.say("alice", 17, "/ship prod", "refused", "/confirm")
	if writes, _ := s.writes(); len(writes) > 0 {
		t.Errorf("before it was confirmed: %q", writes)
	}
	s.say("alice", 17, "/confirm", "ran", "promotes build [42](")
	s.promoted("promote", "prod", 42, map[string]string{"BY": "alice"})
	s.say("alice", 17, "/other qa", "refused", "/confirm")
	s.say("alice", 17, "/confirm", "denied", "")
	s.say("bob", 17, "/confirm", "ran", "promotes build [42](")
	s.promoted("promote", "qa", 42, map[string]string{"A": "b"})
}

// TestKindsWalkOn: the reply to a command of a kind that starts a build or a run ends in how
// that ended, as the reply to /promote does.
func TestKindsWalkOn(t *testing.T) {
	for _, text := range []string{"/ship dev", "/other dev", "/nightly", "/back stage"} {
		s := playKinds(t)
		s.say("alice", 17, text, "ran", "Under way.")
		newest := slices.MaxFunc(s.ci.Builds("acme/widgets"), func(a, b *drone.Build) int { return int(a.Number - b.Number) })
		s.ci.Finish("acme/widgets", newest.Number, drone.StatusFailing)
		s.say("alice", 17, "/help2", "ran", "")
		if by := s.repo.Issue(17).By("sealrobot"); !strings.Contains(by[0].Body, "**failed**") {
			t.Errorf("%s: %s", text, by[0].Body)
		}
	}
}
