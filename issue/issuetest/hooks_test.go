package issuetest_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

// ear is a webhook's other end that keeps what it was told.
type ear struct {
	*httptest.Server

	mu     sync.Mutex
	events []string
	last   *http.Request
	body   []byte
	status int
}

func listen(t *testing.T) *ear {
	t.Helper()
	e := &ear{status: http.StatusOK}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		e.mu.Lock()
		defer e.mu.Unlock()
		e.events, e.last, e.body = append(e.events, github.WebHookType(r)), r, body
		w.WriteHeader(e.status)
	}))
	t.Cleanup(e.Close)
	return e
}

// heard returns what came since it was called before, in an order of its own.
func (e *ear) heard(gh *issuetest.GitHub) []string {
	gh.Wait()
	e.mu.Lock()
	defer e.mu.Unlock()
	events := slices.Sorted(slices.Values(e.events))
	e.events = nil
	return events
}

func (e *ear) answer(status int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.status = status
}

// TestHooks follows a webhook from its creation to its end.
func TestHooks(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo, other := gh.Repo("acme/widgets").Grant("mona", "admin"), gh.Repo("acme/gadgets")
	repo.Workflow("deploy.yml", "deploy").Grant("sealrobot", "write")
	robot, mona := listen(t), signIn(t, gh, "mona")
	expect := func(what string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, robot.heard(gh)); diff != "" {
			t.Errorf("%s, told (-want +have):\n%s", what, diff)
		}
	}

	hook, response, err := mona.Repositories.CreateHook(ctx, owner, name, &github.Hook{
		Events: []string{"issue_comment", "issues"},
		Config: &github.HookConfig{URL: &robot.URL, ContentType: new("json"), Secret: new(secret)},
	})
	status(t, "create", http.StatusCreated, "", response, err)
	if c := hook.GetConfig(); hook.GetType() != "Repository" || hook.GetName() != "web" || !hook.GetActive() || c.GetURL() != robot.URL || c.GetSecret() != "********" || c.GetContentType() != "json" || c.GetInsecureSSL() != "0" {
		t.Errorf("created: %v", hook)
	}
	if diff := cmp.Diff(map[string]any{"code": nil, "status": "unused", "message": nil}, hook.LastResponse); diff != "" {
		t.Errorf("last_response of a new hook (-want +have):\n%s", diff)
	}
	expect("creation", "ping")
	payload, err := github.ValidatePayloadFromBody("application/json", bytes.NewReader(robot.body), robot.last.Header.Get(github.SHA256SignatureHeader), []byte(secret))
	if err != nil {
		t.Fatalf("ping: %v", err)
	}
	event, err := github.ParseWebHook("ping", payload)
	if err != nil {
		t.Fatal(err)
	}
	ping := event.(*github.PingEvent)
	if ping.GetZen() == "" || ping.GetHookID() != hook.GetID() || ping.GetHook().GetID() != hook.GetID() || ping.GetHook().GetConfig().GetURL() != robot.URL ||
		!slices.Equal(ping.GetHook().Events, hook.Events) || ping.GetRepo().GetFullName() != "acme/widgets" || ping.GetSender().GetLogin() != "mona" {
		t.Errorf("ping: %s", payload)
	}

	repo.Comment(17, "alice", "hello")
	other.Comment(17, "alice", "not here")
	repo.OpenPull(18, "alice", "a change", "not subscribed to")
	expect("what it subscribes to", "issue_comment")
	hook, _, err = mona.Repositories.GetHook(ctx, owner, name, hook.GetID())
	if diff := cmp.Diff(map[string]any{"code": 200.0, "status": "active", "message": "OK"}, hook.LastResponse); err != nil || diff != "" {
		t.Errorf("last_response: %v (-want +have):\n%s", err, diff)
	}
	robot.answer(http.StatusUnauthorized)
	response, err = mona.Repositories.PingHook(ctx, owner, name, hook.GetID())
	status(t, "ping", http.StatusNoContent, "", response, err)
	expect("ping", "ping")
	hook, _, err = mona.Repositories.GetHook(ctx, owner, name, hook.GetID())
	if hook.LastResponse["code"] != 401.0 || hook.LastResponse["message"] != "Invalid HTTP Response: 401" {
		t.Errorf("last_response of a refusal: %v (%v)", hook.LastResponse, err)
	}
	robot.answer(http.StatusOK)

	change := func(body map[string]any) *github.Hook {
		t.Helper()
		request, err := mona.NewRequest(ctx, "PATCH", "repos/acme/widgets/hooks/"+itoa(hook.GetID()), body)
		if err != nil {
			t.Fatal(err)
		}
		var changed *github.Hook
		response, err := mona.Do(request, &changed)
		status(t, "change", http.StatusOK, "", response, err)
		return changed
	}
	changed := change(map[string]any{"config": map[string]any{"url": robot.URL}})
	if changed.GetConfig().Secret != nil || changed.GetConfig().GetContentType() != "form" {
		t.Errorf("a configuration without a secret left %v", changed.GetConfig())
	}
	repo.Open(19, "alice", "t", "b")
	expect("afterwards", "issues")
	if kind, signature := robot.last.Header.Get("Content-Type"), robot.last.Header.Get(github.SHA256SignatureHeader); kind != "application/x-www-form-urlencoded" || signature != "" {
		t.Errorf("delivery of %s with signature %q, want an unsigned form", kind, signature)
	}
	changed = change(map[string]any{"add_events": []string{"pull_request"}, "remove_events": []string{"issues"}})
	if want := []string{"issue_comment", "pull_request"}; !slices.Equal(changed.Events, want) {
		t.Errorf("events %q, want %q", changed.Events, want)
	}
	repo.OpenPull(20, "alice", "t", "b")
	repo.Open(21, "alice", "t", "b")
	expect("other events", "pull_request")
	change(map[string]any{"events": []string{"*"}})
	repo.Open(22, "alice", "t", "b")
	expect("all events", "issues")
	change(map[string]any{"active": false})
	repo.Open(23, "alice", "t", "b")
	expect("inactive")

	response, err = mona.Repositories.DeleteHook(ctx, owner, name, hook.GetID())
	status(t, "delete", http.StatusNoContent, "", response, err)
	_, response, err = mona.Repositories.GetHook(ctx, owner, name, hook.GetID())
	status(t, "deleted", http.StatusNotFound, "Not Found", response, err)
}

func TestHooksRefused(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	gh.Repo("acme/widgets").Grant("mona", "admin").Grant("max", "maintain")
	gh.Repo("acme/gadgets").Grant("mona", "admin")
	robot := listen(t)
	create := func(login, repo, url string, events ...string) (*github.Hook, *github.Response, error) {
		return signIn(t, gh, login).Repositories.CreateHook(ctx, owner, repo, &github.Hook{Events: events, Config: &github.HookConfig{URL: &url}})
	}
	first, response, err := create("mona", name, robot.URL, "issues", "push")
	status(t, "the first", http.StatusCreated, "", response, err)
	for _, test := range []struct {
		what, login, repo, url string
		events                 []string
		status                 int
		message                string
	}{
		{"no administrator", "max", name, robot.URL + "/a", []string{"push"}, 404, "Not Found"},
		{"the same again", "mona", name, robot.URL, []string{"issues", "push"}, 422, "Hook already exists on this repository"},
		{"one event in common", "mona", name, robot.URL, []string{"issues", "fork"}, 422, "Hook already exists on this repository"},
		{"all events", "mona", name, robot.URL, []string{"*"}, 422, "Hook already exists on this repository"},
		{"other events", "mona", name, robot.URL, []string{"issue_comment"}, 201, ""},
		{"another address", "mona", name, robot.URL + "/b", []string{"issues"}, 201, ""},
		{"another repository", "mona", "gadgets", robot.URL, []string{"issues"}, 201, ""},
		{"no address", "mona", name, "", nil, 422, "Config must contain URL"},
		{"no URL", "mona", name, "robot.example.com", nil, 422, "is not valid"},
		{"no such event", "mona", name, robot.URL + "/c", []string{"issue_comments"}, 422, "Validation Failed"},
	} {
		_, response, err := create(test.login, test.repo, test.url, test.events...)
		status(t, test.what, test.status, test.message, response, err)
	}
	_, _, err = create("mona", name, robot.URL, "push")
	if refused, ok := err.(*github.ErrorResponse); !ok || refused.Message != "Validation Failed" || !cmp.Equal(refused.Errors, []github.Error{{Resource: "Hook", Code: "custom", Message: "Hook already exists on this repository"}}) {
		t.Errorf("the same again: %v", err)
	}

	max := signIn(t, gh, "max")
	_, response, err = max.Repositories.ListHooks(ctx, owner, name, nil)
	status(t, "list, no administrator", http.StatusNotFound, "Not Found", response, err)
	_, response, err = max.Repositories.GetHook(ctx, owner, name, first.GetID())
	status(t, "get, no administrator", http.StatusNotFound, "Not Found", response, err)
	mona := signIn(t, gh, "mona")
	_, response, err = mona.Repositories.GetHook(ctx, owner, "gadgets", first.GetID())
	status(t, "another repository's", http.StatusNotFound, "Not Found", response, err)
	_, response, err = mona.Repositories.ListHookDeliveries(ctx, owner, "gadgets", first.GetID(), nil)
	status(t, "another repository's deliveries", http.StatusNotFound, "Not Found", response, err)
	gh.Hook(robot.URL+"/all", "")
	for repo, want := range map[string]int{name: 4, "gadgets": 2} {
		list, _, err := mona.Repositories.ListHooks(ctx, owner, repo, nil)
		if len(list) != want {
			t.Errorf("%s has %d hooks (%v), want %d", repo, len(list), err, want)
		}
	}
}

// TestDeliveryUnderWay: GitHub lists a delivery when it knows how it ended.
func TestDeliveryUnderWay(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("mona", "admin")
	mona := signIn(t, gh, "mona")
	came, proceed := make(chan bool), make(chan bool)
	robot := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		came <- true
		<-proceed
	}))
	defer robot.Close()
	gh.Hook(robot.URL, secret)
	event := repo.Comment(17, "alice", "hello")
	<-came
	attempt := gh.Deliveries()[0]
	count := func(want int) {
		t.Helper()
		list, _, err := mona.Repositories.ListHookDeliveries(ctx, owner, name, attempt.Hook, nil)
		if len(list) != want {
			t.Errorf("%d deliveries (%v), want %d", len(list), err, want)
		}
	}
	count(0)
	_, response, err := mona.Repositories.GetHookDelivery(ctx, owner, name, attempt.Hook, attempt.ID)
	status(t, "under way", http.StatusNotFound, "Not Found", response, err)
	proceed <- true
	gh.WaitFor(event)
	count(1)
}
