package compose_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/compose"
)

// answer is a fault that answers with JSON.
func answer(status int, body any) wire.Fault {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // of go-github's
	}
	return wire.Fault{Status: status, Body: string(text), Header: http.Header{"Content-Type": {"application/json"}}}
}

func failure(status int, message string) wire.Fault {
	return answer(status, map[string]string{"message": message})
}

const (
	again    = "GitHub did not answer as it should. Comment it again: what is done already is left as it is."
	noAccess = "GitHub does not let this robot do that here (%d). Its operator has to give its token `issues: write` and `pull_requests: write` (of a classic token, the scope `repo`), and its account write access to this repository."
)

// everything is an order of one step of every kind: accepted is on the issue, and carol.
var everything = compose.Order{AddLabels: labels{"bug"}, RemoveLabels: labels{"accepted"}, Assign: labels{"alice"}, Unassign: labels{"carol"}, Close: "completed", Reply: "Done."}

// Every step may go wrong, in every way, and the reply says how far it went.
func TestPartly(t *testing.T) {
	steps := []struct{ method, path, name string }{
		{"POST", "/issues/17/labels$", "adding `bug`"},
		{"DELETE", "/labels/accepted$", "removing `accepted`"},
		{"POST", "/assignees$", "assigning `alice`"},
		{"DELETE", "/assignees$", "unassigning `carol`"},
		{"PATCH", "/issues/17$", "closing"},
	}
	names := func(from, to int) (text string) {
		for _, step := range steps[from:to] {
			if text != "" {
				text += ", "
			}
			text += step.name
		}
		return text
	}
	for n, step := range steps {
		for _, test := range []struct {
			fault   wire.Fault
			unclear bool
			why     string
		}{
			{wire.Fault{Cut: true}, true, again},
			{wire.Fault{After: true, Cut: true}, true, again},
			{wire.Fault{After: true, Status: 502}, true, again},
			{wire.Fault{Status: 408}, true, again},
			{wire.Fault{After: true, Status: 200, Body: `{"id":`}, step.path != "/labels/accepted$", again},
			{failure(403, "Resource not accessible by integration"), false, fmt.Sprintf(noAccess, 403)},
			{failure(404, "Not Found"), false, fmt.Sprintf(noAccess, 404)},
			{failure(403, "Repository was archived so is read-only."), false, "This repository is archived. Its owner can unarchive it."},
			{failure(410, "Issues are disabled for this repo"), false, "GitHub does not have this issue any more (410)."},
			{failure(422, "Validation Failed"), false, "GitHub refuses it (422). Tell whoever runs this robot."},
			{issuetest.BadCredentials(), false, "GitHub does not accept this robot's token any more; its operator has to renew it."},
			{issuetest.SecondaryLimited(90 * time.Second), false, "GitHub's rate limit for this robot is used up: comment it again in 2 min."},
		} {
			if test.fault.Body == `{"id":` && !test.unclear {
				continue // its answer is not read
			}
			s := start(t)
			s.repo.Label(17, "accepted").Assign(17, "carol")
			s.Break(test.fault.On(step.method, step.path).Once())
			_, err := s.do(t, everything)
			want, next := "", n
			if n > 0 {
				want += "Done: " + names(0, n) + ". "
			}
			if test.unclear {
				want += "Not confirmed: " + step.name + ". "
				next++
			}
			if next < len(steps) {
				want += "Not done: " + names(next, len(steps)) + ". "
			}
			said(t, err, issue.Failed, want+test.why)

			// Commented again, the rest is done.
			if reply, err := s.do(t, everything); reply != "Done." || err != nil {
				t.Errorf("again: %q, %v", reply, err)
			}
			s.is(t, 17, labels{"bug"}, labels{"alice"}, true)
		}
	}
}

// Before anything is changed, a failure says that.
func TestUntouched(t *testing.T) {
	const silent = "GitHub gave no answer when this issue was looked at: nothing was changed. Comment it again."
	for _, path := range []string{"/issues/17$", "/labels/bug$"} {
		for _, test := range []struct {
			fault wire.Fault
			want  string
		}{
			{wire.Fault{Cut: true}, silent},
			{issuetest.BadGateway(), silent},
			{issuetest.BadCredentials(), "Nothing was changed. GitHub does not accept this robot's token any more; its operator has to renew it."},
			{issuetest.RateLimited(time.Now().Add(59*time.Minute + 30*time.Second)), "Nothing was changed. GitHub's rate limit for this robot is used up: comment it again in 60 min."},
			{failure(403, "Resource not accessible by integration"), "Nothing was changed. " + fmt.Sprintf(noAccess, 403)},
			{failure(410, "This issue was deleted"), "Nothing was changed. GitHub does not have this issue any more (410)."},
		} {
			s := start(t)
			s.repo.Label(17, "accepted").Assign(17, "carol")
			s.Break(test.fault.On("GET", path))
			_, err := s.do(t, everything)
			said(t, err, issue.Failed, test.want)
			s.is(t, 17, labels{"accepted"}, labels{"carol"}, false)
		}
	}
	s := start(t)
	s.Break(issuetest.NotFound().On("GET", "/issues/17$"))
	_, err := s.do(t, everything)
	said(t, err, issue.Failed, "Nothing was changed. "+fmt.Sprintf(noAccess, 404))
}

// A robot that may only read is told by GitHub, as is one whose time is over.
func TestMayNot(t *testing.T) {
	s := start(t)
	s.repo.Grant("sealrobot", "read")
	_, err := s.do(t, compose.Order{AddLabels: labels{"bug"}})
	said(t, err, issue.Failed, "Not done: adding `bug`. "+fmt.Sprintf(noAccess, 403))
	s = start(t)
	s.repo.Archive()
	_, err = s.do(t, compose.Order{Close: "completed"})
	said(t, err, issue.Failed, "Not done: closing. This repository is archived. Its owner can unarchive it.")
	s = start(t)
	s.Break(wire.Fault{Delay: time.Minute}.On("POST", "/assignees$"))
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	_, err = compose.Compose{}.Do(ctx, s.event(17), compose.Order{AddLabels: labels{"bug"}, Assign: labels{"alice"}, Close: "completed"})
	said(t, err, issue.Failed, "Done: adding `bug`. Not confirmed: assigning `alice`. Not done: closing. "+again)
}

// A label that somebody else removes in the meantime is removed.
func TestRemovedMeanwhile(t *testing.T) {
	s := start(t)
	s.repo.Label(17, "bug")
	s.Break(failure(404, "Label does not exist").On("DELETE", "/labels/bug$"))
	if reply, err := s.do(t, compose.Order{RemoveLabels: labels{"bug"}, Close: "completed"}); reply != "" || err != nil {
		t.Errorf("%q, %v", reply, err)
	}
	if got := s.state(t, 17); got != "closed completed" {
		t.Error(got)
	}
}
