package issue_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// at is a handler without a network, for the time of synctest.
type at struct{ http.Handler }

func (a at) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	request := httptest.NewRequestWithContext(r.Context(), r.Method, r.URL.String(), r.Body)
	request.Header = r.Header
	answer := httptest.NewRecorder()
	a.ServeHTTP(answer, request)
	response := answer.Result()
	response.Request = r
	return response, nil
}

func secondary(status int, header http.Header, body string) wire.Fault {
	return wire.Fault{Status: status, Header: header, Body: body}
}

// TestPatience: what GitHub says of later is waited for, where the time is there, and the
// same request is sent again.
func TestPatience(t *testing.T) {
	seconds := func(n string) http.Header { return http.Header{"Retry-After": {n}} }
	said := `{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}`
	for name, row := range map[string]struct {
		answers []wire.Fault
		within  time.Duration // 0: no deadline
		waits   time.Duration
		calls   int
		status  int
	}{
		"403 with Retry-After":              {[]wire.Fault{secondary(403, seconds("3"), "{}")}, 8 * time.Second, 3 * time.Second, 2, 201},
		"429 with Retry-After":              {[]wire.Fault{secondary(429, seconds("3"), "{}")}, 8 * time.Second, 3 * time.Second, 2, 201},
		"the primary limit":                 {[]wire.Fault{issuetest.RateLimited(time.Date(2000, 1, 1, 0, 0, 5, 0, time.UTC))}, 8 * time.Second, 5 * time.Second, 2, 201},
		"the secondary one":                 {[]wire.Fault{issuetest.SecondaryLimited(2 * time.Second)}, 8 * time.Second, 2 * time.Second, 2, 201},
		"the secondary one by its words":    {[]wire.Fault{secondary(403, nil, said)}, 2 * time.Minute, time.Minute, 2, 201},
		"429 and nothing else":              {[]wire.Fault{secondary(429, nil, "")}, 2 * time.Minute, time.Minute, 2, 201},
		"none to wait":                      {[]wire.Fault{secondary(429, seconds("0"), "{}")}, 8 * time.Second, time.Second, 2, 201},
		"twice":                             {[]wire.Fault{secondary(429, seconds("2"), "{}"), secondary(429, seconds("1"), "{}")}, 8 * time.Second, 3 * time.Second, 3, 201},
		"no third time":                     {[]wire.Fault{secondary(429, seconds("1"), "{}"), secondary(429, seconds("1"), "{}"), secondary(429, seconds("1"), "{}")}, 8 * time.Second, 2 * time.Second, 3, 429},
		"no time":                           {[]wire.Fault{secondary(429, seconds("8"), "{}")}, 8 * time.Second, 0, 1, 429},
		"no time for the call":              {[]wire.Fault{secondary(429, seconds("3"), "{}")}, 3900 * time.Millisecond, 0, 1, 429},
		"just enough":                       {[]wire.Fault{secondary(429, seconds("3"), "{}")}, 4 * time.Second, 3 * time.Second, 2, 201},
		"no time after the first":           {[]wire.Fault{secondary(429, seconds("4"), "{}"), secondary(429, seconds("4"), "{}")}, 8 * time.Second, 4 * time.Second, 2, 429},
		"no deadline":                       {[]wire.Fault{secondary(429, seconds("1"), "{}")}, 0, 0, 1, 429},
		"longer than a call may take":       {[]wire.Fault{secondary(429, seconds("25"), "{}")}, 30 * time.Second, 25 * time.Second, 2, 201},
		"403 for another reason":            {[]wire.Fault{secondary(403, nil, `{"message":"Resource not accessible by integration"}`)}, time.Hour, 0, 1, 403},
		"Retry-After of what is no limit":   {[]wire.Fault{secondary(503, seconds("1"), "{}")}, time.Hour, 0, 1, 503},
		"GitHub's trouble after that limit": {[]wire.Fault{secondary(429, seconds("1"), "{}"), issuetest.BadGateway()}, time.Hour, time.Second, 2, 502},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gh := issuetest.New()
				config := &issue.Config{Token: gh.SignIn("sealrobot"), API: "http://github.test", Transport: at{gh}}
				gh.Repo("acme/widgets").Grant("sealrobot", "write").Open(17, "alice", "Widgets wobble", "They do.")
				for _, answer := range row.answers {
					gh.Break(answer.Once())
				}
				ctx := t.Context()
				if row.within > 0 {
					limited, cancel := context.WithTimeout(ctx, row.within)
					defer cancel()
					ctx = limited
				}
				client, err := config.Client(ctx, "acme", "widgets")
				if err != nil {
					t.Fatal(err)
				}
				began := time.Now()
				_, response, err := client.Issues.CreateComment(ctx, "acme", "widgets", 17, github.IssueCommentRequest{Body: "well"})
				calls := gh.Calls()
				if waited := time.Since(began); response == nil || response.StatusCode != row.status || waited != row.waits || len(calls) != row.calls {
					t.Fatalf("%v, %v after %s, %d calls; want %d after %s, %d calls", response, err, waited, len(calls), row.status, row.waits, row.calls)
				}
				for _, call := range calls {
					if call.Body != "{\"body\":\"well\"}\n" || call.Header.Get("Authorization") == "" {
						t.Errorf("sent %q with %v", call.Body, call.Header)
					}
				}
				if last := row.answers[len(row.answers)-1]; row.status != 201 {
					if got := readAll(t, response.Response); got != last.Body || err == nil {
						t.Errorf("handed on %q, %v; want %q", got, err, last.Body)
					}
				}
			})
		})
	}
}

// TestPatienceEndsWithItsCall: who gave up is told at once, and that nothing was done.
func TestPatienceEndsWithItsCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gh := issuetest.New()
		gh.Break(issuetest.SecondaryLimited(time.Minute))
		client, err := (&issue.Config{Token: gh.SignIn("sealrobot"), API: "http://github.test", Transport: at{gh}}).Client(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		time.AfterFunc(5*time.Second, cancel)
		began := time.Now()
		request, err := client.NewRequest(ctx, "GET", "user", nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Client().Do(request)
		if waited := time.Since(began); waited != 5*time.Second || err != nil || response.StatusCode != 403 || len(gh.Calls()) != 1 {
			t.Errorf("%v, %v after %s and %d calls", response, err, waited, len(gh.Calls()))
		}
	})
}

// TestPatienceForAnAppsToken: it is GitHub's answer to the call for the token that says later.
func TestPatienceForAnAppsToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gh := issuetest.New()
		app := gh.Install("sealrobot")
		gh.Repo("acme/widgets").Open(17, "alice", "Widgets wobble", "They do.")
		gh.Break(issuetest.SecondaryLimited(3*time.Second).On("POST", "/access_tokens$").Once())
		ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
		defer cancel()
		client, err := (&issue.Config{AppID: app.ID, AppKey: app.PEM, API: "http://github.test", Transport: at{gh}}).Client(ctx, "acme", "widgets")
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = client.Issues.CreateComment(ctx, "acme", "widgets", 17, github.IssueCommentRequest{Body: "well"})
		if calls := gh.Calls(); err != nil || len(calls) != 4 || calls[3].Body != "{\"body\":\"well\"}\n" {
			t.Errorf("%v after %v", err, calls)
		}
	})
}

// TestCallHasAnEnd: GitHub that says nothing holds nobody for longer than a call may take,
// also where the answer has begun.
func TestCallHasAnEnd(t *testing.T) {
	for name, silent := range map[string]http.RoundTripper{
		"no answer":      silence{},
		"half an answer": silence{begins: true},
	} {
		synctest.Test(t, func(t *testing.T) {
			client, err := (&issue.Config{Token: "t", API: "http://github.test", Transport: silent}).Client(t.Context(), "", "")
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			_, _, err = client.Users.Get(t.Context(), "")
			if took := time.Since(began); err == nil || took != 10*time.Second {
				t.Errorf("%s: %v after %s", name, err, took)
			}
		})
	}
}

// silence is a server that says nothing, or nothing more.
type silence struct{ begins bool }

func (s silence) RoundTrip(r *http.Request) (*http.Response, error) {
	if s.begins {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(io.MultiReader(strings.NewReader(`{"login":`), ends{r.Context()})), Request: r}, nil
	}
	<-r.Context().Done()
	return nil, r.Context().Err()
}

type ends struct{ context.Context }

func (e ends) Read([]byte) (int, error) {
	<-e.Done()
	return 0, e.Err()
}

// TestCommandWaitsForALimit: and is run, once, with its reply.
func TestCommandWaitsForALimit(t *testing.T) {
	for _, call := range []string{"/reactions$", "/permission$", "/comments$"} {
		synctest.Test(t, func(t *testing.T) {
			gh, crew := issuetest.New(), new(crew)
			mux := issue.NewMux()
			mux.Handle("/count", crew)
			mux.Handle("/help", issue.NewHelp(mux))
			repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
			repo.Open(17, "alice", "Widgets wobble", "They do.")
			config := &issue.Config{Token: gh.SignIn("sealrobot"), API: "http://github.test", Secrets: []string{secret}, Transport: at{gh}}
			webhook, err := issue.NewWebhook(config, mux)
			if err != nil {
				t.Fatal(err)
			}
			gh.Break(issuetest.SecondaryLimited(2*time.Second).On("", call).Once())
			answer := httptest.NewRecorder()
			began := time.Now()
			webhook.ServeHTTP(answer, repo.Comment(17, "alice", "/count it\n/help").Request("http://robot.test/", secret))
			if took := time.Since(began); took != 2*time.Second || answer.Code != 200 || fmt.Sprint(crew.ran()) != "[it]" || len(repo.Issue(17).By("sealrobot")) != 1 {
				t.Errorf("%s: %d %s after %s; ran %q", call, answer.Code, answer.Body, took, crew.ran())
			}
		})
	}
}

// TestWatcherIsNotHeld: a round ends where GitHub limits its lists, and the one who asks again
// and again is told when to.
func TestWatcherIsNotHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gh := issuetest.New()
		gh.Repo("acme/widgets").Open(17, "alice", "Widgets wobble", "They do.")
		config := &issue.Config{Token: gh.SignIn("sealrobot"), API: "http://github.test", Transport: issue.NewConditional(at{gh})}
		one, err := issue.NewWatcher(t.Context(), config, issue.NewMux(), "acme/widgets", time.Hour, func(issue.Watched) {})
		if err != nil {
			t.Fatal(err)
		}
		gh.Break(issuetest.SecondaryLimited(3 * time.Second))
		began := time.Now()
		err = one.Round(t.Context())
		if took := time.Since(began); took != 0 || issue.RetryAfter(err) != 3*time.Second || one.Reached() {
			t.Errorf("%v after %s, again after %s", err, took, issue.RetryAfter(err))
		}
	})
}
