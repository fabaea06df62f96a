package issuetest_test

import (
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

// TestRun follows a run from its dispatch to its end: over REST, and in webhooks.
func TestRun(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	repo.Workflow("deploy.yml", "deploy ${{ inputs.target }} [${{ inputs.robot_ref }}]", "target", "robot_ref")
	client := signIn(t, gh, "sealrobot")
	dispatch := func(client *github.Client, file, ref string, inputs map[string]any) (int64, *github.Response, error) {
		details, response, err := client.Actions.CreateWorkflowDispatchEventByFileName(ctx, owner, name, file,
			github.CreateWorkflowDispatchEventRequest{Ref: ref, Inputs: inputs, ReturnRunDetails: new(true)})
		return details.GetWorkflowRunID(), response, err
	}
	id, response, err := dispatch(client, "deploy.yml", "main", map[string]any{"target": "dev", "robot_ref": "r1"})
	status(t, "dispatch", 200, "", response, err)
	for _, step := range []struct {
		event      func() issuetest.Event
		status     string
		conclusion string
	}{
		{nil, "queued", ""},
		{func() issuetest.Event { return repo.Begin(id) }, "in_progress", ""},
		{func() issuetest.Event { return repo.Finish(id, "failure") }, "completed", "failure"},
	} {
		want := []string{step.status, step.conclusion, "deploy dev [r1]", "sealrobot", ".github/workflows/deploy.yml"}
		if step.event != nil {
			e := step.event()
			payload, err := github.ParseWebHook(e.Name, e.Payload)
			if err != nil {
				t.Fatal(err)
			}
			told := payload.(*github.WorkflowRunEvent)
			if diff := cmp.Diff(want, facts(told.GetWorkflowRun())); diff != "" || told.GetAction() != step.status || told.GetRepo().GetFullName() != "acme/widgets" {
				t.Errorf("webhook %s of %s (-want +have):\n%s", told.GetAction(), told.GetRepo().GetFullName(), diff)
			}
		}
		run, _, err := client.Actions.GetWorkflowRunByID(ctx, owner, name, id)
		if diff := cmp.Diff(want, facts(run)); diff != "" {
			t.Errorf("GET: %v (-want +have):\n%s", err, diff)
		}
	}
	for query, want := range map[github.ListWorkflowRunsOptions]int{
		{}: 1, {Actor: "sealrobot"}: 1, {Actor: "alice"}: 0, {Status: "failure"}: 1, {Status: "queued"}: 0, {Branch: "main", Event: "workflow_dispatch"}: 1,
	} {
		runs, _, err := client.Actions.ListRepositoryWorkflowRuns(ctx, owner, name, &query)
		if runs.GetTotalCount() != want {
			t.Errorf("%+v: %d runs (%v), want %d", query, runs.GetTotalCount(), err, want)
		}
	}

	_, response, err = dispatch(client, "nothing.yml", "main", nil)
	status(t, "no such workflow", 404, "Not Found", response, err)
	_, response, err = dispatch(client, "deploy.yml", "nowhere", nil)
	status(t, "no such branch", 422, "No ref found", response, err)
	_, response, err = dispatch(client, "deploy.yml", "main", map[string]any{"tarket": "dev"})
	status(t, "undeclared input", 422, "Unexpected inputs", response, err)
	_, response, err = dispatch(signIn(t, gh, "bob"), "deploy.yml", "main", nil)
	status(t, "stranger", 403, "admin rights", response, err)
}

func facts(run *github.WorkflowRun) []string {
	return []string{run.GetStatus(), run.GetConclusion(), run.GetDisplayTitle(), run.GetActor().GetLogin(), run.GetPath()}
}
