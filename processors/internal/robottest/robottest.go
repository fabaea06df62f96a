// Package robottest is what the tests of the robots for Drone share: a Drone with a
// repository, a comment, and a look at what is said.
//
//	d := robottest.Drone(t)
//	p, err := drone_promote.New(robottest.Options(d))
//	_, err = p.Run(ctx, robottest.Comment("/promote", nil, "42", "dev"))
//	robottest.Said(t, err, issue.Refused, false, "Drone knows no build 42 of …")
//
// It must not be linked into the robot itself.
package robottest

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/internal/drone"
)

// TB is what it needs of a test.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Token is that of the robot's account in Drone.
const Token = "t0ken-n0body-may-see"

// Drone is a Drone that knows acme/widgets, and no build of it.
func Drone(t TB) *dronetest.Server {
	d := dronetest.Start(t)
	d.AddUser(dronetest.User{Login: "robot", Token: Token})
	d.AddRepo(dronetest.Repo{Slug: "acme/widgets"})
	return d
}

// Options are those of a robot for d, whose pages are at https://ci.example.com.
func Options(d *dronetest.Server) drone.Options {
	return drone.Options{Server: d.URL, PublicURL: "https://ci.example.com/", Token: Token}
}

// Comment is bob's comment on issue 17 of acme/widgets, which holds one command.
func Comment(command string, params map[string]string, args ...string) issue.IssueEvent {
	return issue.IssueEvent{
		IssueCommentEvent: &issue.IssueCommentEvent{
			Repo:    &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}},
			Issue:   &github.Issue{Number: new(17)},
			Comment: &github.IssueComment{HTMLURL: new("https://github.com/acme/widgets/issues/17#issuecomment-1")},
			Sender:  &github.User{Login: new("bob")},
		},
		Command: &issue.Command{Type: command, Args: args, Params: params},
	}
}

// Said checks an error's text, and that no secret is in it or behind it.
func Said(t TB, err error, state issue.State, usage bool, want string) {
	t.Helper()
	var s *issue.Said
	if !errors.As(err, &s) {
		t.Fatalf("got error %v, want %q", err, want)
	}
	if s.Text.String() != want || s.State != state || s.Usage != usage {
		t.Errorf("got  %q (%s, usage %v)\nwant %q (%s, usage %v)", s.Text, s.State, s.Usage, want, state, usage)
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		for _, secret := range []string{Token, url.QueryEscape(Token), "access_token", "target="} {
			if strings.Contains(e.Error(), secret) {
				t.Errorf("error %q holds %q", e, secret)
			}
		}
	}
}

// Say is what a robot says to a command that stands in alice's comment, who may write.
// GitHub sends it to a Mux that knows the robot by the name in the command.
func Say(t TB, gh *issuetest.GitHub, robot issue.Runner, text string) issue.Result {
	t.Helper()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	mux := issue.NewMux()
	mux.Handle(strings.Fields(text)[0], robot)
	config := &issue.Config{Token: gh.SignIn("sealrobot"), API: gh.URL, Secrets: []string{"secret"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	webhook, err := issue.NewWebhook(config, mux)
	if err != nil {
		t.Fatalf("%v", err)
	}
	answer := httptest.NewRecorder()
	webhook.ServeHTTP(answer, repo.Comment(17, "alice", text).Request("http://robot.example.com", "secret"))
	var outcome issue.Outcome
	if err := json.Unmarshal(answer.Body.Bytes(), &outcome); err != nil || len(outcome.Commands) != 1 {
		t.Fatalf("%q: the webhook's answer is %d %q", text, answer.Code, answer.Body)
	}
	return outcome.Commands[0]
}
