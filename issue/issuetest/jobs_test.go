package issuetest_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

// start dispatches deploy.yml and returns the run's id.
func start(t *testing.T, client *github.Client) int64 {
	t.Helper()
	details, response, err := client.Actions.CreateWorkflowDispatchEventByFileName(t.Context(), owner, name, "deploy.yml",
		github.CreateWorkflowDispatchEventRequest{Ref: "main", ReturnRunDetails: new(true)})
	status(t, "dispatch", http.StatusOK, "", response, err)
	return details.GetWorkflowRunID()
}

// jobs returns the jobs of a run, each followed by its steps.
func jobs(t *testing.T, client *github.Client, run int64, filter string) (list []string) {
	t.Helper()
	have, _, err := client.Actions.ListWorkflowJobs(t.Context(), owner, name, run, &github.ListWorkflowJobsOptions{Filter: filter})
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range have.Jobs {
		list = append(list, itoa(j.GetRunAttempt())+" "+j.GetName()+": "+j.GetStatus()+" "+j.GetConclusion())
		for _, s := range j.Steps {
			list = append(list, s.GetName()+": "+s.GetConclusion())
		}
	}
	return list
}

// TestJobs ends runs in all ways, and asks what their jobs have to say.
func TestJobs(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Workflow("deploy.yml", "deploy")
	client := signIn(t, gh, "sealrobot")
	finish := func(conclusion string) func(int64) issuetest.Event {
		return func(id int64) issuetest.Event { return repo.Finish(id, conclusion) }
	}
	failAt := func(job, step string) func(int64) issuetest.Event {
		return func(id int64) issuetest.Event { return repo.FailAt(id, job, step) }
	}
	for _, test := range []struct {
		name       string
		end        func(int64) issuetest.Event
		conclusion string
		want       []string
	}{
		{"success", finish("success"), "success", []string{"1 build: completed success", "Set up job: success", "Run actions/checkout@v4: success", "Run make: success", "Complete job: success"}},
		{"failure", finish("failure"), "failure", []string{"1 build: completed failure", "Set up job: success", "Run actions/checkout@v4: success", "Run make: failure", "Complete job: skipped"}},
		{"cancelled", finish("cancelled"), "cancelled", []string{"1 build: completed cancelled", "Set up job: success", "Run actions/checkout@v4: success", "Run make: cancelled", "Complete job: skipped"}},
		{"timed_out", finish("timed_out"), "timed_out", []string{"1 build: completed timed_out", "Set up job: success", "Run actions/checkout@v4: success", "Run make: timed_out", "Complete job: skipped"}},
		{"skipped", finish("skipped"), "skipped", []string{"1 build: completed skipped"}},
		{"neutral", finish("neutral"), "neutral", []string{"1 build: completed neutral"}},
		{"action_required", finish("action_required"), "action_required", []string{"1 build: completed action_required"}},
		{"stale", finish("stale"), "stale", []string{"1 build: completed cancelled", "Set up job: success", "Run actions/checkout@v4: success", "Run make: cancelled", "Complete job: skipped"}},
		{"startup_failure", finish("startup_failure"), "startup_failure", nil},
		{"a step", failAt("build", "go test ./..."), "failure", []string{"1 build: completed failure", "Set up job: success", "Run actions/checkout@v4: success", "go test ./...: failure", "Complete job: skipped"}},
		{"the first step", failAt("build", "Set up job"), "failure", []string{"1 build: completed failure", "Set up job: failure", "Run actions/checkout@v4: skipped", "Run make: skipped", "Complete job: skipped"}},
		{"another job", failAt("deploy", "kubectl apply"), "failure", []string{
			"1 build: completed success", "Set up job: success", "Run actions/checkout@v4: success", "Run make: success", "Complete job: success",
			"1 deploy: completed failure", "Set up job: success", "Run actions/checkout@v4: success", "kubectl apply: failure", "Complete job: skipped",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			id := start(t, client)
			if diff := cmp.Diff([]string{"1 build: queued "}, jobs(t, client, id, "")); diff != "" {
				t.Errorf("queued (-want +have):\n%s", diff)
			}
			repo.Begin(id)
			if e := test.end(id); e.Action != "completed" {
				t.Errorf("event %s %s, want completed", e.Name, e.Action)
			}
			if diff := cmp.Diff(test.want, jobs(t, client, id, "")); diff != "" {
				t.Errorf("ended (-want +have):\n%s", diff)
			}
			run, _, err := client.Actions.GetWorkflowRunByID(t.Context(), owner, name, id)
			if run.GetConclusion() != test.conclusion {
				t.Errorf("run %q (%v), want %q", run.GetConclusion(), err, test.conclusion)
			}
		})
	}
	_, response, err := client.Actions.ListWorkflowJobs(t.Context(), owner, name, 1, nil)
	status(t, "no such run", http.StatusNotFound, "Not Found", response, err)
}

// TestRerun: a run that is run again stays the run it was, with another attempt.
func TestRerun(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	gh.SetTime(func() time.Time { return noon })
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Workflow("deploy.yml", "deploy")
	client := signIn(t, gh, "sealrobot")
	id := start(t, client)
	first, _, err := client.Actions.GetWorkflowRunByID(ctx, owner, name, id)
	if err != nil || first.GetRunAttempt() != 1 || first.PreviousAttemptURL != nil || repo.Runs()[0].Attempt != 1 {
		t.Errorf("the first attempt: %v, %v", first, err)
	}
	repo.FailAt(id, "deploy", "kubectl apply")

	gh.SetTime(func() time.Time { return noon.Add(time.Hour) })
	e := repo.Rerun(id, "alice")
	payload, err := github.ParseWebHook(e.Name, e.Payload)
	if err != nil {
		t.Fatal(err)
	}
	told := payload.(*github.WorkflowRunEvent)
	asked, _, err := client.Actions.GetWorkflowRunByID(ctx, owner, name, id)
	if err != nil || e.Action != "requested" || told.GetSender().GetLogin() != "alice" {
		t.Errorf("event %s of %s (%v), want requested of alice", e.Action, told.GetSender().GetLogin(), err)
	}
	for _, run := range []*github.WorkflowRun{told.GetWorkflowRun(), asked} {
		if run.GetID() != id || run.GetRunAttempt() != 2 || run.GetStatus() != "queued" || run.GetConclusion() != "" ||
			run.GetActor().GetLogin() != "sealrobot" || run.GetTriggeringActor().GetLogin() != "alice" ||
			!run.GetCreatedAt().Equal(first.GetCreatedAt()) || !run.GetRunStartedAt().Equal(github.Timestamp{Time: noon.Add(time.Hour)}) ||
			run.GetPreviousAttemptURL() != "https://api.github.com/repos/acme/widgets/actions/runs/"+itoa(id)+"/attempts/1" {
			t.Errorf("the second attempt: %v", run)
		}
	}
	repo.Finish(id, "success")
	last, all := jobs(t, client, id, "latest"), jobs(t, client, id, "all")
	if len(last) != 5 || last[0] != "2 build: completed success" || len(all) != 15 || !slices.Equal(all[10:], last) {
		t.Errorf("jobs: latest %q, all %q", last, all)
	}
	if run := repo.Runs(); len(run) != 1 || run[0].Attempt != 2 {
		t.Errorf("runs = %+v, want one of two attempts", run)
	}
}

// TestAwait: nothing tells of a run that waits for an approval.
func TestAwait(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Workflow("deploy.yml", "deploy")
	client := signIn(t, gh, "sealrobot")
	id := start(t, client)
	robot := listen(t)
	gh.Hook(robot.URL, secret)
	repo.Await(id)
	if told := robot.heard(gh); len(told) > 0 {
		t.Errorf("told of %q, want nothing", told)
	}
	run, _, err := client.Actions.GetWorkflowRunByID(t.Context(), owner, name, id)
	if run.GetStatus() != "waiting" {
		t.Errorf("status %q (%v), want waiting", run.GetStatus(), err)
	}
	repo.Begin(id)
	repo.Finish(id, "success")
	if told := robot.heard(gh); len(told) != 2 {
		t.Errorf("told of %q, want two workflow_run", told)
	}
}

func TestLoseRuns(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Workflow("deploy.yml", "deploy").LoseRuns()
	robot, client := listen(t), signIn(t, gh, "sealrobot")
	gh.Hook(robot.URL, secret)
	for _, details := range []*bool{nil, new(true)} {
		_, response, err := client.Actions.CreateWorkflowDispatchEventByFileName(t.Context(), owner, name, "deploy.yml",
			github.CreateWorkflowDispatchEventRequest{Ref: "main", ReturnRunDetails: details})
		status(t, "dispatch", http.StatusNoContent, "", response, err)
	}
	if told := robot.heard(gh); len(told) > 0 || len(repo.Runs()) > 0 {
		t.Errorf("told of %q, runs %v, want neither", told, repo.Runs())
	}
}

// TestOnDispatch has a robot that dispatches when somebody comments, and is told that the
// run has ended before it knows that there is one.
func TestOnDispatch(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Workflow("deploy.yml", "deploy")
	client, story := signIn(t, gh, "sealrobot"), make(chan string, 9)
	repo.OnDispatch(func(id int64) {
		gh.WaitFor(repo.Finish(id, "success"))
	})
	robot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		payload, err := github.ValidatePayload(r, []byte(secret))
		if err != nil {
			t.Error(err)
		}
		event, err := github.ParseWebHook(github.WebHookType(r), payload)
		if err != nil {
			t.Error(err)
		}
		switch e := event.(type) {
		case *github.IssueCommentEvent:
			_, _, err := client.Actions.CreateWorkflowDispatchEventByFileName(t.Context(), owner, name, "deploy.yml", github.CreateWorkflowDispatchEventRequest{Ref: "main"})
			if err != nil {
				t.Error(err)
			}
			story <- "dispatched"
		case *github.WorkflowRunEvent:
			if e.GetAction() == "completed" {
				story <- "completed"
			}
		}
	}))
	defer robot.Close()
	gh.Hook(robot.URL, secret)
	repo.Comment(17, "alice", "/run deploy")
	gh.Wait()
	close(story)
	if have := slices.Collect(func(yield func(string) bool) {
		for s := range story {
			if !yield(s) {
				return
			}
		}
	}); !slices.Equal(have, []string{"completed", "dispatched"}) {
		t.Errorf("the robot saw %q, want the end before the answer", have)
	}
}

// TestReach: a job that runs tells how far it has come, where that was said.
func TestReach(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Workflow("deploy.yml", "deploy")
	client := signIn(t, gh, "sealrobot")
	id := start(t, client)
	repo.Begin(id)
	if have := jobs(t, client, id, ""); len(have) != 1 {
		t.Errorf("before: %q", have)
	}
	repo.Reach(id, "Run make")
	have, _, err := client.Actions.ListWorkflowJobs(t.Context(), owner, name, id, nil)
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	for _, s := range have.Jobs[0].Steps {
		steps = append(steps, strings.TrimSpace(s.GetName()+": "+s.GetStatus()+" "+s.GetConclusion()))
	}
	want := []string{"Set up job: completed success", "Run actions/checkout@v4: completed success", "Run make: in_progress", "Complete job: queued"}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("the steps (-want +have):\n%s", diff)
	}
	repo.FailAt(id, "build", "Run make")
	if have := jobs(t, client, id, ""); have[3] != "Run make: failure" {
		t.Errorf("after: %q", have)
	}
}
