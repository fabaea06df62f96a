package workflow_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/internal/robottest"
	"github.com/fanux/robot/processors/workflow"
)

const getState = "GET actions/workflows/deploy.yml 200"

// own takes out what the robot does around every command.
func own(calls []string) (list []string) {
	for _, call := range calls {
		if !strings.Contains(call, "/reactions") && !strings.Contains(call, "/comments ") && !strings.Contains(call, "/permission") && !strings.Contains(call, "GET /user") {
			list = append(list, call)
		}
	}
	return list
}

// TestRehearsed: a dry run names the run that the same command then starts, and starts none.
func TestRehearsed(t *testing.T) {
	for words, test := range map[string]struct {
		with   string
		inputs map[string]string
	}{
		"target=dev":                            {", with `target=dev`", map[string]string{"target": "dev"}},
		`target="a b" dry-run=true note=@carol`: {", with `dry-run=true`, `note=@" + "\u200bcarol` and `target=a b`", map[string]string{"target": "a b", "dry-run": "true", "note": "@carol"}},
	} {
		s := start(t)
		dry := robottest.Say(t, s.GitHub, workflow.Dispatch{}, "/run deploy "+words+" --dry-run")
		want := "Nothing was done. It would run `Deploy` (" + itsFile + ") on `main`" + test.with + "."
		if dry.State != issue.Ran || dry.Detail != want {
			t.Errorf("%s: %s %q\nwant %q", words, dry.State, dry.Detail, want)
		}
		if diff := cmp.Diff([]string{getFile, getState}, own(s.calls())); diff != "" || len(s.repo.Runs()) > 0 {
			t.Errorf("%s: %d runs, calls (-want +got):\n%s", words, len(s.repo.Runs()), diff)
		}
		if by := s.repo.Issue(17).By("sealrobot"); len(by) != 1 || strings.Contains(by[0].Body, "Under way") {
			t.Errorf("%s: a job is followed: %v", words, by)
		}

		earnest := robottest.Say(t, s.GitHub, workflow.Dispatch{}, "/run deploy "+words)
		runs := s.repo.Runs()
		if len(runs) != 1 {
			t.Fatalf("%s: %d runs: %s", words, len(runs), earnest.Detail)
		}
		if want := fmt.Sprintf("Started run [%d](%s) of `Deploy` (%s) on `main`%s.", runs[0].ID, runs[0].URL, itsFile, test.with); earnest.Detail != want {
			t.Errorf("%s: %q\nwant %q", words, earnest.Detail, want)
		}
		for name, value := range runs[0].Inputs {
			if test.inputs[name] != value && name != "robot_ref" && name != "ROBOT-USER" {
				t.Errorf("%s: input %s is %q", words, name, value)
			}
		}
	}
}

// TestRehearsalRefuses what the command would be refused for, in the same words.
func TestRehearsalRefuses(t *testing.T) {
	for words, prepare := range map[string]func(s *scene){
		"deploy target=prod":         func(s *scene) { s.repo.Disable("deploy.yml") },
		"deploy":                     nil,
		"deploy target=test":         nil,
		"deploy target=dev a=b":      nil,
		"deploy target=dev PATH=b":   nil,
		"deploi target=dev":          nil,
		"de/ploy":                    nil,
		"push":                       func(s *scene) { s.repo.File(".github/workflows/push.yml", "on: push") },
		"deploy target=dev note=a b": nil,
	} {
		s := start(t)
		if prepare != nil {
			prepare(s)
		}
		dry := robottest.Say(t, s.GitHub, workflow.Dispatch{}, "/run "+words+" --dry-run")
		earnest := robottest.Say(t, s.GitHub, workflow.Dispatch{}, "/run "+words)
		if dry.State == issue.Ran || dry.State != earnest.State || dry.Detail != earnest.Detail {
			t.Errorf("%s: %s %q\nin earnest %s %q", words, dry.State, dry.Detail, earnest.State, earnest.Detail)
		}
	}
}

// TestRehearsalWithoutState: where GitHub does not say whether the workflow is disabled, the
// rest is said all the same.
func TestRehearsalWithoutState(t *testing.T) {
	s := start(t)
	s.Break(wire.Fault{Status: 502}.On("GET", "/actions/workflows/deploy.yml$"))
	dry := robottest.Say(t, s.GitHub, workflow.Dispatch{}, "/run deploy target=dev --dry-run")
	if dry.State != issue.Ran || !strings.HasPrefix(dry.Detail, "Nothing was done. It would run ") {
		t.Errorf("%s %q", dry.State, dry.Detail)
	}
}

// TestRehearsedList: what only reads is done in a dry run as well.
func TestRehearsedList(t *testing.T) {
	s := start(t)
	if dry := robottest.Say(t, s.GitHub, workflow.Dispatch{}, "/run --dry-run"); dry.State != issue.Ran || !strings.HasPrefix(dry.Detail, "On `main` there is to run:") {
		t.Errorf("%s %q", dry.State, dry.Detail)
	}
}
