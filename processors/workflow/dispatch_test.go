package workflow_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/workflow"
)

const (
	deploy = `
name: Deploy
run-name: deploy ${{ inputs.target }} ${{ inputs.robot_ref }}
on:
  push:
  workflow_dispatch:
    inputs:
      target: {type: choice, required: true, options: [dev, prod, "a b"]}
      dry-run: {type: boolean, default: false}
      count: {type: number}
      where: {type: environment}
      note: {description: anything}
      robot_ref: {required: true}
      ROBOT-USER:
`
	page    = "https://github.com/acme/widgets"
	itsFile = "[`deploy.yml`](" + page + "/blob/main/.github/workflows/deploy.yml)"
)

// scene is a GitHub with a workflow in it, and a client of the robot.
type scene struct {
	*issuetest.GitHub
	repo   *issuetest.Repo
	client *github.Client
}

func start(t *testing.T) *scene {
	t.Helper()
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").File(".github/workflows/deploy.yml", deploy)
	repo.Workflow("deploy.yml", "deploy ${{ inputs.target }} ${{ inputs.robot_ref }}", "target", "dry-run", "count", "where", "note", "robot_ref", "ROBOT-USER")
	return &scene{gh, repo, dial(t, gh)}
}

func dial(t *testing.T, gh *issuetest.GitHub) *github.Client {
	t.Helper()
	client, err := github.NewClient(github.WithURLs(new(gh.URL+"/"), nil), github.WithAuthToken(gh.SignIn("sealrobot")), github.WithDisableRateLimitCheck())
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// event is bob's comment on issue 17 of acme/widgets: the words of a /run, inputs among them.
func (s *scene) event(words ...string) issue.IssueEvent {
	c := &issue.Command{Type: "/run", Command: strings.Join(words, " "), Params: map[string]string{}}
	for _, word := range words {
		if name, value, ok := strings.Cut(word, "="); ok {
			c.Params[name] = value
		} else {
			c.Args = append(c.Args, word)
		}
	}
	return issue.IssueEvent{
		IssueCommentEvent: &issue.IssueCommentEvent{
			Repo:   &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}, DefaultBranch: new("main")},
			Issue:  &github.Issue{Number: new(17)},
			Sender: &github.User{Login: new("bob")},
		},
		Command: c, Client: s.client,
	}
}

func (s *scene) run(t *testing.T, words ...string) (string, error) {
	t.Helper()
	return workflow.Dispatch{}.Run(t.Context(), s.event(words...))
}

// calls are the calls since the last look, without queries.
func (s *scene) calls() (list []string) {
	for _, c := range s.Calls() {
		path, _, _ := strings.Cut(c.Path, "?")
		list = append(list, fmt.Sprintf("%s %s %d", c.Method, strings.TrimPrefix(path, "/repos/acme/widgets/"), c.Status))
	}
	s.Forget()
	return list
}

func (s *scene) called(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, s.calls()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

const (
	getFile  = "GET contents/.github/workflows/deploy.yml 200"
	postFile = "POST actions/workflows/deploy.yml/dispatches"
	getRuns  = "GET actions/workflows/deploy.yml/runs 200"
)

// said checks an error's text.
func said(t *testing.T, err error, state issue.State, usage bool, want string) {
	t.Helper()
	var s *issue.Said
	if !errors.As(err, &s) {
		t.Fatalf("got error %v, want %q", err, want)
	}
	if s.Text.String() != want || s.State != state || s.Usage != usage {
		t.Errorf("got  %q (%s, usage %v)\nwant %q (%s, usage %v)", s.Text, s.State, s.Usage, want, state, usage)
	}
}

func TestRun(t *testing.T) {
	s := start(t)
	reply, err := s.run(t, "deploy", "target=dev", "note=a `b` @carol", "dry-run=true")
	if err != nil {
		t.Fatal(err)
	}
	run := s.repo.Runs()[0]
	want := fmt.Sprintf("Started run [%d](%s) of `Deploy` (%s) on `main`, with `dry-run=true`, `` note=a `b` @\u200bcarol `` and `target=dev`.", run.ID, run.URL, itsFile)
	if reply != want {
		t.Errorf("got  %s\nwant %s", reply, want)
	}
	// What is left out is left to GitHub, and what is the robot's is the robot's.
	if diff := cmp.Diff(map[string]string{"target": "dev", "dry-run": "true", "note": "a `b` @carol", "robot_ref": "", "ROBOT-USER": "bob"}, run.Inputs); diff != "" {
		t.Error(diff)
	}
	s.called(t, getFile, postFile+" 200")
}

func TestNames(t *testing.T) {
	const plain = "on: workflow_dispatch"
	s := start(t)
	s.repo.File(".github/workflows/a.yaml", plain).Workflow("a.yaml", "a").File(".github/workflows/v1.2.yml", plain).Workflow("v1.2.yml", "b")
	for name, file := range map[string]string{"a": "a.yaml", "a.yaml": "a.yaml", "v1.2": "v1.2.yml", "v1.2.yml": "v1.2.yml"} {
		reply, err := s.run(t, name)
		if err != nil || !strings.Contains(reply, " of [`"+file+"`]("+page+"/blob/main/.github/workflows/"+file+") on `main`.") {
			t.Errorf("/run %s: %q, %v", name, reply, err)
		}
	}
}

// Everything the robot needs of an event is asked for before it calls anybody.
func TestEmptyEvents(t *testing.T) {
	const want = "The event does not say which repository and which default branch it is about: nothing was started. Comment it again."
	s := start(t)
	_, err := workflow.Dispatch{}.Run(context.Background(), issue.IssueEvent{})
	said(t, err, issue.Failed, false, want)
	event := s.event("deploy")
	event.Repo.DefaultBranch = nil
	_, err = workflow.Dispatch{}.Run(context.Background(), event)
	said(t, err, issue.Failed, false, want)
	event = s.event()
	event.Command = nil
	if reply, err := (workflow.Dispatch{}).Run(context.Background(), event); err != nil || !strings.HasPrefix(reply, "On `main` there is to run:") {
		t.Errorf("without a command: %q, %v", reply, err)
	}
}

// A path argument of go-github's is not escaped by it.
func TestEscaped(t *testing.T) {
	s := start(t)
	event := s.event("deploy")
	event.Repo.Name = new("wid#gets?x")
	_, err := workflow.Dispatch{}.Run(t.Context(), event)
	if err == nil {
		t.Error("no error")
	}
	for _, c := range s.Calls() {
		if !strings.HasPrefix(c.Path, "/repos/acme/wid%23gets%3Fx/") || c.Status != http.StatusNotFound {
			t.Errorf("call %s", c)
		}
	}
}

func TestHelp(t *testing.T) {
	mux := issue.NewMux() // it panics where it cannot read what is declared
	mux.Handle("run", workflow.Dispatch{})
	if err := mux.Check(); err != nil {
		t.Error(err)
	}
	if h := (workflow.Dispatch{}).Help(); h.Needs != issue.Write || h.Effect != issue.Deploys || h.Repeat != issue.Keyed {
		t.Errorf("got %+v", h)
	}
}
