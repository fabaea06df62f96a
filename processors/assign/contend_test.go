package assign_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/assign"
)

// TestSteppedBack: those who have stepped back since GitHub's answer do not count. Before are
// who was assigned (+) and stepped back (-), in order; alice is answered that all have it.
func TestSteppedBack(t *testing.T) {
	taken := func(by string) string {
		return "refused: This issue is taken already: `" + by + "` was first, so you are not assigned. Ask them, or take another one."
	}
	for _, test := range []struct {
		before, said string
		after        list
	}{
		{"+alice +bob -bob", "ran", list{"alice"}},
		{"+bob +alice -bob", "ran", list{"alice"}},
		{"+bob +alice -bob +bob", "ran", list{"alice", "bob"}},
		{"+alice +bob +carol -bob", "ran", list{"alice", "carol"}},
		{"+bob +carol +alice -bob", taken("carol"), list{"carol"}},
		{"+bob +alice +carol +dave -bob -carol", "ran", list{"alice", "dave"}},
		{"+bob +dave +carol +alice -bob -dave", taken("carol"), list{"carol"}},
		{"+alice +bob -alice -bob +carol +alice", taken("carol"), list{"carol"}},
	} {
		w := start(t)
		event := w.Repo.Comment(17, "alice", "/apply")
		var all list
		for step := range strings.FieldsSeq(test.before) {
			if who := step[1:]; step[0] == '+' {
				w.Repo.Assign(17, who)
				all = append(all, `{"login":"`+who+`"}`)
			} else {
				w.said(w.Repo.Comment(17, who, "/unassign"), "ran")
			}
		}
		w.Break(wire.Fault{Status: 201, Body: `{"assignees":[` + strings.Join(all, ",") + `]}`}.On("POST", "/assignees"))
		if got := w.Hear(event); got != test.said {
			t.Errorf("%s: %s, want %s", test.before, got, test.said)
		}
		if diff := cmp.Diff(test.after, w.Repo.Issue(17).Assignees); diff != "" {
			t.Errorf("%s: assignees (-want +got):\n%s", test.before, diff)
		}
	}
}

// TestAnsweredLate: everybody is answered when all are assigned, and the first one when the
// others have stepped back: the first has it.
func TestAnsweredLate(t *testing.T) {
	people := list{"alice", "bob", "carol", "dave"}
	for many := 2; many <= len(people); many++ {
		w := start(t)
		late := &tardy{RoundTripper: http.DefaultTransport, issue: w.URL + "/repos/acme/widgets/issues/17"}
		late.posts.Add(many)
		late.steps.Add(many - 1)
		hear := w.through(late)
		var all sync.WaitGroup
		said := map[string]*string{}
		events := map[string]issuetest.Event{}
		for _, login := range people[:many] { // nobody has it when they ask
			events[login] = w.Repo.Comment(17, login, "/apply")
		}
		for login, event := range events {
			answer := new(string)
			said[login] = answer
			all.Go(func() { *answer = hear(event) })
		}
		all.Wait()
		if diff := cmp.Diff(list{late.first}, w.Repo.Issue(17).Assignees); diff != "" {
			t.Errorf("%d: assignees (-want +got):\n%s", many, diff)
		}
		for login, got := range said {
			want := "ran"
			if login != late.first {
				want = "refused: This issue is taken already: `" + late.first + "` was first, so you are not assigned. Ask them, or take another one."
			}
			if *got != want {
				t.Errorf("%d: %s is told %q, want %q", many, login, *got, want)
			}
		}
	}
}

// tardy is a GitHub whose answers tell how the issue is a while after the change.
type tardy struct {
	http.RoundTripper
	issue        string
	mu           sync.Mutex
	first        string         // who was assigned first
	posts, steps sync.WaitGroup // who is yet to be assigned, and to step back
}

func (l *tardy) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Path, "/assignees") {
		return l.RoundTripper.RoundTrip(r)
	}
	response, first, err := l.change(r)
	switch {
	case err != nil:
		return nil, err
	case r.Method == http.MethodDelete:
		if !first {
			l.steps.Done()
		}
		return response, nil
	}
	l.posts.Done()
	l.posts.Wait()
	now, err := http.Get(l.issue)
	if err == nil {
		response.Body, response.ContentLength = now.Body, now.ContentLength
	}
	if first {
		l.steps.Wait()
	}
	return response, err
}

// change does it, one after the other, and reports whether it is of the first one.
func (l *tardy) change(r *http.Request) (response *http.Response, first bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, false, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if who := strings.Split(string(body), `"`)[3]; l.first == "" || l.first == who {
		l.first, first = who, true
	}
	response, err = l.RoundTripper.RoundTrip(r)
	return response, first, err
}

// through is Hear of a robot that reaches GitHub by another way.
func (w *world) through(way http.RoundTripper) func(issuetest.Event) string {
	w.Helper()
	mux := issue.NewMux()
	mux.Handle("/apply", assign.Apply{})
	config := &issue.Config{Token: w.SignIn(w.Self), API: w.URL, Secrets: []string{"secret"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Transport: way}
	webhook, err := issue.NewWebhook(config, mux)
	if err != nil {
		w.Fatal(err)
	}
	return func(event issuetest.Event) string {
		answer := httptest.NewRecorder()
		webhook.ServeHTTP(answer, event.Request("http://robot.example.com", "secret"))
		var outcome issue.Outcome
		if err := json.Unmarshal(answer.Body.Bytes(), &outcome); err != nil || len(outcome.Commands) != 1 {
			return answer.Body.String()
		}
		return strings.TrimSuffix(string(outcome.Commands[0].State)+": "+outcome.Commands[0].Detail, ": ")
	}
}
