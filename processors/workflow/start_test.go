package workflow_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/workflow"
)

func fault(status int, body string) wire.Fault {
	return wire.Fault{Status: status, Body: body, Header: http.Header{"Content-Type": {"application/json"}}}
}

const (
	unknownKey = `{"message":"Invalid request.\n\n\"return_run_details\" is not a permitted key.","status":"422"}`
	started    = "Started run [%d](" + page + "/actions/runs/%d) of `Deploy` (" + itsFile + ") on `main`, with `target=dev`."
	agreed     = "Asked GitHub to run `Deploy` (" + itsFile + ") on `main`, with `target=dev`, and it agreed. It has not shown the run yet: look at [its runs](" + page + "/actions/workflows/deploy.yml)."
	doubt      = "GitHub was asked to run " + itsFile + " on `main` and has not confirmed it. It may have started: look at [its runs](" + page + "/actions/workflows/deploy.yml) before you ask again."
)

// An older server is asked twice, and starts one run, which is then looked for.
func TestOlderServer(t *testing.T) {
	s := start(t)
	s.repo.NamesNoRuns()
	reply, err := s.run(t, "deploy", "target=dev")
	id := s.repo.Runs()[0].ID
	if want := fmt.Sprintf(started, id, id); reply != want || err != nil {
		t.Errorf("got  %q, %v\nwant %q", reply, err, want)
	}
	s.called(t, getFile, postFile+" 422", postFile+" 204", getRuns)

	s = start(t)
	s.Break(fault(400, unknownKey).On("POST", "/dispatches$").Once())
	if _, err := s.run(t, "deploy", "target=dev"); err != nil || len(s.repo.Runs()) != 1 {
		t.Errorf("400: %v, runs %v", err, s.repo.Runs())
	}
	// One that takes no notice of the wish.
	s = start(t)
	s.Break(wire.Fault{After: true, Status: 204}.On("POST", "/dispatches$"))
	if reply, err := s.run(t, "deploy", "target=dev"); err != nil || !strings.HasPrefix(reply, "Started run [") || len(s.repo.Runs()) != 1 {
		t.Errorf("204: %q, %v, runs %v", reply, err, s.repo.Runs())
	}
	// An answer that is cut short is one all the same.
	s = start(t)
	s.Break(wire.Fault{After: true, Status: 200, Body: `{"workflow_run_id":`}.On("POST", "/dispatches$"))
	if reply, err := s.run(t, "deploy", "target=dev"); err != nil || !strings.HasPrefix(reply, "Started run [") || len(s.repo.Runs()) != 1 {
		t.Errorf("half an answer: %q, %v, runs %v", reply, err, s.repo.Runs())
	}
}

// A run that GitHub does not show, or that may be somebody else's, is not made up.
func TestNotShown(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Break(wire.Fault{Status: 204}.On("POST", "/dispatches$"))
	reply, err := s.run(t, "deploy", "target=dev")
	if reply != agreed || err != nil {
		t.Errorf("got  %q, %v\nwant %q", reply, err, agreed)
	}
	s.called(t, getFile, postFile+" 204", getRuns, getRuns, getRuns, getRuns)

	// The time of the comment ends the looking.
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if reply, err := (workflow.Dispatch{}).Run(ctx, s.event("deploy", "target=dev")); reply != agreed || err != nil {
		t.Errorf("got  %q, %v\nwant %q", reply, err, agreed)
	}
	s.called(t, getFile, postFile+" 204", getRuns)

	s.Break(fault(500, "{}").On("GET", "/runs"))
	if reply, err := s.run(t, "deploy", "target=dev"); reply != agreed || err != nil {
		t.Errorf("got  %q, %v\nwant %q", reply, err, agreed)
	}
}

// Of several runs, only the one whose title holds our reference is ours.
func TestSeveralRuns(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		runName string
		found   bool
	}{{"deploy ${{ inputs.robot_ref }}", true}, {"deploy", false}} {
		gh := issuetest.Start(t)
		repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write").
			File(".github/workflows/deploy.yml", "run-name: "+test.runName+"\non: {workflow_dispatch: {inputs: {robot_ref: }}}").
			Workflow("deploy.yml", test.runName, "robot_ref").NamesNoRuns()
		alice := dial(t, gh)
		faster := func() { // somebody else dispatches it, too
			_, _, err := alice.Actions.CreateWorkflowDispatchEventByFileName(t.Context(), "acme", "widgets", "deploy.yml", github.CreateWorkflowDispatchEventRequest{Ref: "main"})
			if err != nil {
				t.Error(err)
			}
		}
		mux := issue.NewMux()
		mux.Handle("run", workflow.Dispatch{})
		webhook, err := issue.NewWebhook(&issue.Config{Token: gh.SignIn("sealrobot"), API: gh.URL, Transport: &after{http.DefaultTransport, http.StatusUnprocessableEntity, faster}, Secrets: []string{"a secret of a hook"}}, mux)
		if err != nil {
			t.Fatal(err)
		}
		post(t, webhook, repo.Comment(17, "alice", "/run deploy"))
		runs, reply := repo.Runs(), repo.Issue(17).By("sealrobot")[0].Body
		if len(runs) != 2 || test.found != strings.Contains(reply, fmt.Sprintf("Started run [%d]", runs[1].ID)) || strings.Contains(reply, fmt.Sprint(runs[0].ID)) {
			t.Errorf("run-name %q: %d runs, reply %q", test.runName, len(runs), reply)
		}
		if ref := runs[1].Inputs["robot_ref"]; len(ref) < 40 {
			t.Errorf("robot_ref %q is not signed", ref)
		}
	}
}

// after does something when there was an answer of that status.
type after struct {
	http.RoundTripper
	status int
	do     func()
}

func (a *after) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := a.RoundTripper.RoundTrip(r)
	if err == nil && answer.StatusCode == a.status {
		a.do()
	}
	return answer, err
}

// What GitHub may have begun is not asked for again.
func TestNotConfirmed(t *testing.T) {
	for _, f := range []wire.Fault{{Cut: true}, {After: true, Cut: true}, {After: true, Status: 502}, {After: true, Status: 500}, {Status: 408}, {Status: 503}} {
		s := start(t)
		s.Break(f.On("POST", "/dispatches$"))
		_, err := s.run(t, "deploy", "target=dev")
		said(t, err, issue.Failed, false, doubt)
		s.called(t, getFile, fmt.Sprintf("%s %d", postFile, f.Status))
	}
	s := start(t)
	s.Break(wire.Fault{Delay: time.Minute}.On("POST", "/dispatches$"))
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := workflow.Dispatch{}.Run(ctx, s.event("deploy", "target=dev"))
	said(t, err, issue.Failed, false, doubt)
}

// away answers what is read, and cannot reach GitHub otherwise.
type away struct{ http.RoundTripper }

func (a away) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost {
		r = r.Clone(r.Context())
		r.URL.Host = "127.0.0.1:1"
	}
	return a.RoundTripper.RoundTrip(r)
}

func TestOutOfReach(t *testing.T) {
	s := start(t)
	client, err := s.client.Clone(github.WithTransport(away{s.client.Client().Transport}))
	if err != nil {
		t.Fatal(err)
	}
	s.client = client
	_, err = s.run(t, "deploy", "target=dev")
	said(t, err, issue.Failed, false, "GitHub could not be reached in time: "+itsFile+" was not started. Comment it again.")
	s.Break(wire.Fault{Cut: true}.On("GET", ""))
	_, err = s.run(t, "deploy", "target=dev")
	said(t, err, issue.Failed, false, "GitHub gave no answer when `deploy.yml` was read: nothing was started. Comment it again.")
}

// Answers that say no.
func TestRefusedByGitHub(t *testing.T) {
	operator := func(code int) string {
		return fmt.Sprintf("GitHub does not let this robot start workflows here (%d), so %s was not started. "+
			"The robot's operator has to give its token write access to actions (`actions: write`; of a classic token, the scope `repo`), and its account write access to this repository.", code, itsFile)
	}
	const (
		disabled = itsFile + " is disabled, so it was not started. Enable it on [its page](" + page + "/actions/workflows/deploy.yml), then comment again."
		inputs   = "GitHub does not take these inputs (422), so nothing was started. Compare them with what " + itsFile + " declares."
		generic  = "GitHub refuses to run " + itsFile + " (%d), so nothing was started. Look at [its page](" + page + "/actions/workflows/deploy.yml) for what is wrong with it."
	)
	for _, test := range []struct {
		status        int
		message, want string
	}{
		{403, "Resource not accessible by personal access token", operator(403)},
		{404, "Not Found", operator(404)},
		{422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow", disabled},
		{403, "Workflow is disabled", disabled},
		{422, "Required input 'x' not provided", inputs},
		{422, "Unexpected inputs provided: [\\\"x\\\"]", inputs},
		{422, "Provided value 'x' for input 'y' not in the list of allowed values", inputs},
		{422, "No ref found for: main", "GitHub has no branch `main`, so " + itsFile + " was not started. If the default branch was just renamed, comment it again."},
		{422, "Workflow does not have 'workflow_dispatch' trigger", fmt.Sprintf(generic, 422)},
		{400, "Problems parsing JSON", fmt.Sprintf(generic, 400)},
		{409, "", fmt.Sprintf(generic, 409)},
	} {
		s := start(t)
		s.Break(fault(test.status, `{"message":"`+test.message+`"}`).On("POST", "/dispatches$"))
		_, err := s.run(t, "deploy", "target=dev")
		said(t, err, issue.Failed, false, test.want)
		calls := []string{getFile, fmt.Sprintf("%s %d", postFile, test.status)}
		if test.status == 400 { // without a reason: it may have been return_run_details
			calls = append(calls, calls[1])
		}
		s.called(t, calls...)
	}
	s := start(t)
	s.repo.Disable("deploy.yml")
	_, err := s.run(t, "deploy", "target=dev")
	said(t, err, issue.Failed, false, disabled)
}

// What the framework explains reaches it as it is.
func TestLeftToTheFramework(t *testing.T) {
	for _, f := range []wire.Fault{issuetest.RateLimited(time.Now().Add(time.Hour)), issuetest.SecondaryLimited(time.Minute), issuetest.BadCredentials()} {
		for _, call := range []string{"GET", "POST"} {
			s := start(t)
			s.Break(f.On(call, "/(contents|actions)/"))
			_, err := s.run(t, "deploy", "target=dev")
			var limited *github.RateLimitError
			var abuse *github.AbuseRateLimitError
			var answer *github.ErrorResponse
			var sentence *issue.Said
			if !errors.As(err, &limited) && !errors.As(err, &abuse) && !errors.As(err, &answer) || errors.As(err, &sentence) {
				t.Errorf("%s %d: got %v, want GitHub's error", call, f.Status, err)
			}
			if n := len(s.Calls()); call == "GET" && n != 1 || n > 2 {
				t.Errorf("%s %d: %v", call, f.Status, s.Calls())
			}
		}
	}
}
