package issuetest_test

import (
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-github/v92/github"
)

// TestOlderDispatch: a server from before February 2026 refuses what it does not know, and
// starts a run that it does not name.
func TestOlderDispatch(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Workflow("deploy.yml", "deploy").NamesNoRuns()
	client := signIn(t, gh, "sealrobot")
	dispatch := func(details *bool) (*github.WorkflowDispatchRunDetails, *github.Response, error) {
		return client.Actions.CreateWorkflowDispatchEventByFileName(t.Context(), owner, name, "deploy.yml",
			github.CreateWorkflowDispatchEventRequest{Ref: "main", ReturnRunDetails: details})
	}
	_, response, err := dispatch(new(true))
	status(t, "with details", 422, `"return_run_details" is not a permitted key.`, response, err)
	_, response, err = dispatch(nil)
	status(t, "without", 204, "", response, err)
	if n := len(repo.Runs()); n != 1 {
		t.Errorf("%d runs, want 1", n)
	}
}

func TestDisabledWorkflow(t *testing.T) {
	gh := issuetest.Start(t)
	gh.Repo("acme/widgets").Grant("sealrobot", "write").Workflow("deploy.yml", "deploy").Disable("deploy.yml")
	client := signIn(t, gh, "sealrobot")
	_, response, err := client.Actions.CreateWorkflowDispatchEventByFileName(t.Context(), owner, name, "deploy.yml",
		github.CreateWorkflowDispatchEventRequest{Ref: "main"})
	status(t, "dispatch", 422, "on a disabled workflow", response, err)
	w, _, err := client.Actions.GetWorkflowByFileName(t.Context(), owner, name, "deploy.yml")
	if w.GetState() != "disabled_manually" {
		t.Errorf("state %q (%v), want disabled_manually", w.GetState(), err)
	}
}
