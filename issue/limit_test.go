package issue_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// TestCommandsBeyondTwenty: refused one by one, and thousands of them in a few words.
func TestCommandsBeyondTwenty(t *testing.T) {
	for _, n := range []int{20, 21, 40, 41, 10_000} {
		w := newWorld(t)
		got := w.say("alice", strings.Repeat("/count\n", n))
		states := map[issue.State]int{}
		for _, s := range got.states() {
			states[s]++
		}
		if states[issue.Ran] != 20 || len(w.crew.ran()) != 20 || states[issue.Refused] != min(n, 40)-20 {
			t.Errorf("%d commands: %v, ran %d times", n, states, len(w.crew.ran()))
		}
		replies := w.replies()
		if (n == 20) != (len(replies) == 0) || n > 40 != strings.Contains(strings.Join(replies, ""), fmt.Sprintf("nor are the %d after it", n-40)) {
			t.Errorf("%d commands: said %q", n, replies)
		}
		if lines := strings.Count(w.logs.String(), "\n"); lines > 50 {
			t.Errorf("%d commands: %d lines in the log", n, lines)
		}
	}
}

// TestLimitsInEveryForm: GitHub tells of its limits in several ways, and the commenter
// is told when it works again in all of them.
func TestLimitsInEveryForm(t *testing.T) {
	reset := fmt.Sprint(time.Date(2126, 1, 2, 15, 4, 0, 0, time.UTC).Unix())
	for name, row := range map[string]struct {
		fault wire.Fault
		want  string
	}{
		"403, nothing left":                  {wire.Fault{Status: 403, Body: `{"message":"API rate limit exceeded"}`, Header: http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset": {reset}}}, "after 15:04 UTC"},
		"429, nothing left":                  {wire.Fault{Status: 429, Body: `{}`, Header: http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset": {reset}}}, "after 15:04 UTC"},
		"429 with Retry-After":               {wire.Fault{Status: 429, Body: `{}`, Header: http.Header{"Retry-After": {"600"}}}, "rate limit for this robot is used up; comment it again after"},
		"403 with Retry-After, undocumented": {wire.Fault{Status: 403, Body: `{"message":"You have exceeded a secondary rate limit."}`, Header: http.Header{"Retry-After": {"600"}}}, "rate limit for this robot is used up; comment it again after"},
		"429 and nothing else":               {wire.Fault{Status: 429, Body: `{}`}, "rate limit for this robot is used up; comment it again after"},
		"403 for another reason":             {wire.Fault{Status: 403, Body: `{"message":"Resource not accessible by personal access token"}`}, "its operator has to give its token access"},
	} {
		w := newWorld(t)
		row.fault.Path = "/permission"
		w.gh.Break(row.fault)
		w.say("alice", "/count x")
		if replies := w.replies(); len(replies) != 1 || !strings.Contains(replies[0], row.want) || len(w.crew.ran()) > 0 {
			t.Errorf("%s: said %q, want %q", name, replies, row.want)
		}
	}
}

// TestPermissionIsReadFromBothFields, and the lower one counts.
func TestPermissionIsReadFromBothFields(t *testing.T) {
	for body, want := range map[string]issue.State{
		`{"permission":"write","role_name":"write"}`:    issue.Ran,
		`{"permission":"write","role_name":"maintain"}`: issue.Ran,
		`{"permission":"write","role_name":"releaser"}`: issue.Ran,
		`{"permission":"write"}`:                        issue.Ran,
		`{"role_name":"admin"}`:                         issue.Ran,
		`{"permission":"read","role_name":"admin"}`:     issue.Denied,
		`{"permission":"write","role_name":"triage"}`:   issue.Denied,
		`{"permission":"none","role_name":"admin"}`:     issue.Denied,
		`{"permission":"read","role_name":"anyone"}`:    issue.Denied,
		`{}`:                          issue.Failed,
		`null`:                        issue.Failed,
		`{"permission":"everything"}`: issue.Failed,
		`<html>`:                      issue.Failed,
	} {
		w := newWorld(t)
		w.gh.Break(wire.Fault{Path: "/permission", Status: 200, Body: body})
		if got := w.say("alice", "/count x"); got.states()[0] != want || (len(w.crew.ran()) == 1) != (want == issue.Ran) {
			t.Errorf("%s: %s, want %s", body, got.body, want)
		}
	}
}

// TestSecretInTheCommandItself: a token that somebody pastes is in none of our words.
func TestSecretInTheCommandItself(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/count "+w.token+"\n/panics "+w.token)
	if reply := w.replies()[0]; strings.Contains(reply, w.token) || !strings.Contains(reply, "[redacted]") {
		t.Errorf("said %q", reply)
	}
}

// TestTricklersShutNobodyOut: senders that do not send hold no place where commands are worked.
func TestTricklersShutNobodyOut(t *testing.T) {
	w := newWorld(t)
	for range 150 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: robot\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
	}
	if got := w.say("alice", "/count x"); got.status != 200 || len(w.crew.ran()) != 1 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// TestRefusalIsReadable: a sender that writes all before it reads still gets the answer.
func TestRefusalIsReadable(t *testing.T) {
	w := newWorld(t)
	for contentType, size := range map[string]int{"application/json": 26 << 20, "text/plain": 2 << 20} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: robot\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", contentType, size)
		if _, err := conn.Write([]byte(strings.Repeat(" ", size))); err != nil {
			t.Errorf("%s: %v", contentType, err)
		}
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || response.StatusCode != map[string]int{"application/json": 413, "text/plain": 415}[contentType] {
			t.Errorf("%s: %v, %v", contentType, response, err)
		}
	}
}

type holds chan struct{}

func (h holds) Run(context.Context, issue.IssueEvent) (string, error) { <-h; return "", nil }

// TestTooMuchInFlight: beyond the room there is a 503, and redelivering works. What is
// not for us waits for nobody.
func TestTooMuchInFlight(t *testing.T) {
	w := newWorld(t)
	held := make(holds)
	mux := issue.NewMux()
	mux.Handle("/hold", held)
	mux.Handle("/count", w.crew)
	webhook, err := issue.NewWebhook(&issue.Config{Token: w.token, API: w.gh.URL, Secrets: []string{secret}, RobotTime: time.Minute}, mux)
	if err != nil {
		t.Fatal(err)
	}
	w.url = serveHandler(t, webhook)
	answers, claimed := make(chan answer), make(chan struct{}, 200)
	w.gh.Watch(func(c wire.Call) {
		if strings.Contains(c.Body, "eyes") {
			claimed <- struct{}{}
		}
	})
	const room = 128
	for range room {
		e := w.repo.Comment(17, "alice", "/hold")
		go func() { answers <- w.send(e.Request(w.url, secret)) }()
	}
	for range room { // all of them are at work
		<-claimed
	}
	late := w.repo.Comment(17, "alice", "/count x")
	if got := w.send(late.Request(w.url, secret)); got.status != 503 || got.Error == "" {
		t.Errorf("%d %s, want 503", got.status, got.body)
	}
	if got := w.send(w.repo.Comment(17, "alice", "no command").Request(w.url, secret)); got.status != 202 {
		t.Errorf("%d %s, want 202 for what is not for us", got.status, got.body)
	}
	close(held)
	for range room {
		<-answers
	}
	if got := w.send(late.Request(w.url, secret)); got.status != 200 || len(w.crew.ran()) != 1 {
		t.Errorf("redelivered: %d %s", got.status, got.body)
	}
}
