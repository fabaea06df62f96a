package config_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

const ofPulls = `
use: [help, promote, run]
commands:
  ship:    { uses: drone_promote, with: { target: dev, sha: "{pr.head.sha}" } }
  make:    { uses: drone_build, with: { branch: main, params: { SHA: "{pr.head.sha}" } } }
  test:    { uses: workflow, with: { file: e2e.yml, inputs: { sha: "{pr.head.sha}" } } }
  blind:   { uses: workflow, with: { file: blind.yml, inputs: { sha: "{pr.head.sha}" } } }
  another: { uses: promote, with: { args: ["42", "dev"], params: { SHA: "{pr.head.sha}" } } }
  named:   { uses: run, with: { args: ["{pr.head.ref}"] } }
`

// TestResumedBeforeItsPlaces: what a command has started before it was broken off is found
// also where GitHub does not show the pull request that fills its places, or shows another
// commit of it: a build is not lost, and no reply says that nothing was started.
func TestResumedBeforeItsPlaces(t *testing.T) {
	const maybe = "It may have run: it was begun before"
	for _, row := range []struct {
		say, want string
		fault     wire.Fault
		later     bool
		level     string // of the commenter, when it is resumed
	}{
		{"/ship", "Started build [44]", issuetest.BadGateway(), false, "write"},
		{"/ship", "Started build [44]", issuetest.NotFound(), false, "write"},
		{"/make", "Started build [44]", issuetest.BadGateway(), false, "write"},
		{"/test", "Started run [", issuetest.BadGateway(), false, "write"},
		{"/blind", maybe, issuetest.BadGateway(), false, "write"},
		{"/another", "Started build [44]", issuetest.NotFound(), false, "write"},
		{"/another", "Started build [44]", issuetest.BadGateway(), false, "write"},
		{"/named", maybe, issuetest.NotFound(), false, "write"},
		{"/named", "", issuetest.BadGateway(), true, "write"},
		{"/ship", "Started build [44]", wire.Fault{}, false, "read"},
		{"/test", "Started run [", wire.Fault{}, false, "read"},
		{"/another", "Started build [44]", wire.Fault{}, false, "read"},
		{"/blind", maybe, wire.Fault{}, false, "read"},
	} {
		s := begin(t, nil)
		inputs := "on: {workflow_dispatch: {inputs: {sha: {}, robot_ref: {}}}}\njobs: {}\n"
		s.repo.File(".github/workflows/e2e.yml", "run-name: e2e ${{ inputs.robot_ref }}\n"+inputs).Workflow("e2e.yml", "e2e ${{ inputs.robot_ref }}", "sha", "robot_ref")
		s.repo.File(".github/workflows/blind.yml", inputs).Workflow("blind.yml", "blind", "sha", "robot_ref")
		s.ci.AddBuild("acme/widgets", drone.Build{Number: 43, After: s.repo.Head(18)})
		s.serve(ofPulls)
		post := func(e issuetest.Event) (int, string) {
			answer := httptest.NewRecorder()
			response, err := http.DefaultClient.Do(e.Request(s.url, secret))
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			_ = response.Write(answer)
			return response.StatusCode, answer.Body.String()
		}
		s.gh.Break(wire.Fault{Method: "POST", Path: "/issues/18/comments", Status: 502})
		e := s.repo.Comment(18, "alice", row.say)
		post(e)
		builds, runs := len(s.ci.Builds("acme/widgets")), len(s.repo.Runs())
		if builds+runs != 4 && row.say != "/named" {
			t.Fatalf("%s: %d builds, %d runs", row.say, builds, runs)
		}
		s.gh.Mend()
		s.repo.Grant("alice", row.level)
		if row.fault.Status != 0 {
			s.gh.Break(row.fault.On("GET", "/pulls/18$"))
		}
		s.gh.SetTime(func() time.Time { return time.Now().Add(2 * time.Minute) })
		status, body := post(e)
		said := s.repo.Issue(18).By("sealrobot")
		switch {
		case row.later && (status != 500 || len(said) > 0):
			t.Errorf("%s: %d %s, %v; want that it is looked at later", row.say, status, body, said)
		case !row.later && (len(said) != 1 || !strings.Contains(said[0].Body, row.want)):
			t.Errorf("%s: %d %s, said %v, want %q", row.say, status, body, said, row.want)
		}
		if len(s.ci.Builds("acme/widgets")) != builds || len(s.repo.Runs()) != runs {
			t.Errorf("%s was done again", row.say)
		}
	}
}
