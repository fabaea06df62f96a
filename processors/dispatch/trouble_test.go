package dispatch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/dispatch"
)

const (
	dispatches = "/dispatches$"
	doubt      = "GitHub was asked to send `deploy` and has not confirmed it. It may have been sent: look at [what such events started](" + runs + ") before you ask again."
)

var deploy = dispatch.Order{Event: "deploy"}

// What GitHub may have got is not sent again.
func TestNotConfirmed(t *testing.T) {
	for _, f := range []wire.Fault{{Cut: true}, {After: true, Cut: true}, {After: true, Status: 502}, {After: true, Status: 500}, {Status: 408}, {Status: 503}, {Status: 200}, {Status: 202}} {
		s := start(t)
		s.Break(f.On("POST", dispatches))
		_, err := s.do(t, deploy)
		said(t, err, issue.Failed, doubt)
		if n := s.asked(); n != 1 {
			t.Errorf("%+v: asked %d times", f, n)
		}
	}
	s := start(t)
	s.Break(wire.Fault{Delay: time.Minute}.On("POST", dispatches))
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := dispatch.Dispatch{}.Do(ctx, s.event(), deploy)
	said(t, err, issue.Failed, doubt)
}

// A 204 is one even where the connection ends behind it.
func TestConfirmed(t *testing.T) {
	s := start(t)
	s.Break(wire.Fault{After: true, Status: 204, Header: http.Header{"Connection": {"close"}}}.On("POST", dispatches))
	if reply, err := s.do(t, deploy); reply != sent("`deploy`") || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
}

func TestOutOfReach(t *testing.T) {
	const want = "GitHub could not be reached in time: `deploy` was not sent. Comment it again."
	s := start(t)
	client, err := github.NewClient(github.WithURLs(new("http://127.0.0.1:1/"), nil))
	if err != nil {
		t.Fatal(err)
	}
	event := s.event()
	event.Client = client
	_, err = dispatch.Dispatch{}.Do(t.Context(), event, deploy)
	said(t, err, issue.Failed, want)
}

// Answers that say no.
func TestRefusedByGitHub(t *testing.T) {
	operator := func(code int) string {
		return fmt.Sprintf("GitHub does not let this robot send events here (%d), so `deploy` was not sent. "+
			"The robot's operator has to give its token write access to contents (`contents: write`; of a classic token, the scope `repo`), and its account write access to this repository.", code)
	}
	const limits = "GitHub does not take the payload (422), so `deploy` was not sent. Give less, or shorter values."
	for _, test := range []struct {
		status        int
		message, want string
	}{
		{403, "Resource not accessible by personal access token", operator(403)},
		{403, "Resource not accessible by integration", operator(403)},
		{404, "Not Found", operator(404)},
		{403, "Repository was archived so is read-only.", "This repository is archived, so `deploy` was not sent. Its owner can unarchive it."},
		{422, "client_payload is too large.", limits},
		{422, "No more than 10 properties are allowed; 13 were supplied", limits},
		{422, "Validation Failed", "GitHub refuses `deploy` (422), so it was not sent. Tell whoever runs this robot."},
		{400, "Problems parsing JSON", "GitHub refuses `deploy` (400), so it was not sent. Tell whoever runs this robot."},
	} {
		s := start(t)
		s.Break(wire.Fault{Status: test.status, Body: `{"message":"` + test.message + `"}`, Header: http.Header{"Content-Type": {"application/json"}}}.On("POST", dispatches))
		_, err := s.do(t, deploy)
		said(t, err, issue.Failed, test.want)
		if n := s.asked(); n != 1 {
			t.Errorf("%d %s: asked %d times", test.status, test.message, n)
		}
	}
	// The fake's own: an account that may not write, a token without the scope, an archive.
	s := start(t)
	s.repo.Grant("sealrobot", "triage")
	_, err := s.do(t, deploy)
	said(t, err, issue.Failed, operator(403))
	s = start(t)
	token := s.SignIn("sealrobot")
	s.Scopes(token, "public_repo")
	s.client = dial(t, s.GitHub, token)
	_, err = s.do(t, deploy)
	said(t, err, issue.Failed, operator(404))
	s = start(t)
	s.repo.Archive()
	_, err = s.do(t, deploy)
	said(t, err, issue.Failed, "This repository is archived, so `deploy` was not sent. Its owner can unarchive it.")
}

// What the framework explains reaches it as it is.
func TestLeftToTheFramework(t *testing.T) {
	for _, f := range []wire.Fault{issuetest.RateLimited(time.Now().Add(time.Hour)), issuetest.SecondaryLimited(time.Minute), issuetest.BadCredentials()} {
		s := start(t)
		s.Break(f.On("POST", dispatches))
		_, err := s.do(t, deploy)
		var limited *github.RateLimitError
		var abuse *github.AbuseRateLimitError
		var answer *github.ErrorResponse
		var sentence *issue.Said
		if !errors.As(err, &limited) && !errors.As(err, &abuse) && !errors.As(err, &answer) || errors.As(err, &sentence) {
			t.Errorf("%d: got %v, want GitHub's error", f.Status, err)
		}
		if n := s.asked(); n != 1 {
			t.Errorf("%d: asked %d times", f.Status, n)
		}
	}
}
