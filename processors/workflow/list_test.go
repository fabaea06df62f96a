package workflow_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

func TestList(t *testing.T) {
	s := start(t)
	put := func(file, text string) { s.repo.File(".github/workflows/"+file, text).Workflow(file, file) }
	put("ci.yml", "on: push")
	put("broken.yml", "on: [")
	put("a.yaml", "on: [push, workflow_dispatch]")
	put("huge.yml", "on: workflow_dispatch #"+strings.Repeat("x", 600_000))
	put("off.yml", "on: workflow_dispatch")
	s.repo.Disable("off.yml").Workflow("elsewhere.yml", "on another branch")
	reply, err := s.run(t)
	want := "On `main` there is to run:\n\n" +
		"- `/run a.yaml`: [`a.yaml`](" + page + "/blob/main/.github/workflows/a.yaml)\n" +
		"- `/run deploy`: `Deploy`, " + itsFile + ", with `target` (`dev`, `prod` or `a b`; required), `dry-run` (`true` or `false`; `false` if left out), " +
		"`count` (a number), `where` (an environment) and `note` (text)"
	if diff := cmp.Diff(want, reply); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if n := len(s.calls()); n != 7 {
		t.Errorf("%d calls, want 7", n)
	}
	s.Break(issuetest.BadGateway().On("GET", "/contents/"))
	if _, err := s.run(t); err == nil {
		t.Error("GitHub is down, and there is no error")
	}
}

func TestNothingToList(t *testing.T) {
	s := start(t)
	s.repo.File(".github/workflows/deploy.yml", "on: push")
	reply, err := s.run(t)
	if want := "No workflow on `main` can be started by hand. Add `workflow_dispatch` to the `on:` of one in `.github/workflows`."; reply != want || err != nil {
		t.Errorf("got %q, %v", reply, err)
	}
	s.Break(issuetest.NotFound().On("GET", "/actions/workflows"))
	if _, err := s.run(t); err == nil || !strings.HasPrefix(err.Error(), "list workflows: ") {
		t.Errorf("got %v", err)
	}
}

func TestLongList(t *testing.T) {
	s := start(t)
	for i := range 40 {
		file := fmt.Sprintf("w%02d.yml", i)
		s.repo.File(".github/workflows/"+file, "on: workflow_dispatch").Workflow(file, file)
	}
	reply, err := s.run(t)
	if err != nil || strings.Count(reply, "\n- ") != 30 || !strings.HasSuffix(reply, "\n\nOnly 30 workflows were looked at. `/run <workflow>` runs the others, too.") {
		t.Errorf("%v: %s", err, reply)
	}
}

// post sends an event to a webhook that has the secret "a secret of a hook".
func post(t *testing.T, webhook *issue.Webhook, e issuetest.Event) {
	t.Helper()
	answer := httptest.NewRecorder()
	webhook.ServeHTTP(answer, e.Request("http://robot.invalid/", "a secret of a hook"))
	if answer.Code != 200 {
		t.Fatalf("status %d: %s", answer.Code, answer.Body)
	}
}
