package setup_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

func TestRepo(t *testing.T) {
	for text, ok := range map[string]bool{
		"acme/widgets": true, "a-b/.github": true, "acme": false, "acme/": false, "/widgets": false, "acme/..": false, "./x": false,
		"acme/wid gets": false, "acme/a/b": false, "acme/a?b": false, "https://github.com/acme/widgets": false, "": false,
	} {
		var r setup.Repo
		if err := r.UnmarshalText([]byte(text)); (err == nil) != ok || ok && r.String() != text {
			t.Errorf("%q: %v, %v; want ok %v", text, r, err, ok)
		}
	}
}

func TestAddress(t *testing.T) {
	for text, worries := range map[string]int{
		"https://robot.example.com": 0, "https://robot.example.com:8443/github?a=b": 0, "https://8.8.8.8/": 0,
		"http://robot.example.com": 1, "https://localhost": 1, "https://10.1.2.3": 1, "https://[::1]:9000": 1, "https://buildbox": 1,
		"http://127.0.0.1:9000": 2, "http://x.localhost": 2,
	} {
		if got := address(t, text).Worries(); len(got) != worries {
			t.Errorf("%s: %q, want %d", text, got, worries)
		}
	}
	for _, text := range []string{"", "robot.example.com", "ftp://x", "https://", "https://u:p@x", "https://x/#y", "https://x y"} {
		var a setup.Address
		if a.UnmarshalText([]byte(text)) == nil {
			t.Errorf("%q is taken for an address", text)
		}
	}
}

// plan is what is to be done, in short.
func (w *world) plan(want setup.Want) setup.Plan {
	w.t.Helper()
	plan, err := w.hooks.Plan(w.t.Context(), want)
	if err != nil {
		w.t.Fatal(err)
	}
	return plan
}

func (w *world) list() []setup.Hook {
	w.t.Helper()
	list, err := w.hooks.List(w.t.Context(), w.want("", secret).Events)
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

// However the address is written, it is one webhook.
func TestInstallTwice(t *testing.T) {
	w := newWorld(t)
	for _, other := range []string{w.function.URL + "/github", w.function.URL + "/github/", strings.Replace(w.function.URL, "http://", "HTTP://", 1) + "/github"} {
		want := w.want("", secret)
		want.Address = address(t, other)
		if plan := w.plan(want); plan.ID != w.hook || len(plan.Notes) != 0 {
			t.Errorf("install %s again: %+v, want an update of %d", other, plan, w.hook)
		}
		w.install(want)
	}
	if list := w.list(); len(list) != 1 || !list[0].Active || list[0].Missing != nil {
		t.Errorf("webhooks %+v, want one", list)
	}
}

func TestChanges(t *testing.T) {
	w := newWorld(t)
	want := w.want("/github", secret)
	if plan := w.plan(want); len(plan.Changes) != 0 {
		t.Errorf("changes %q, want none", plan.Changes)
	}
	w.change(func(h *github.Hook) {
		h.Active, h.Events = new(false), []string{"issue_comment", "push"}
		h.Config.ContentType, h.Config.InsecureSSL, h.Config.URL = new("form"), new("1"), new(w.function.URL+"/github/")
	})
	changes := []string{"event + issues", "event + pull_request", "event + pull_request_review_comment", "event + workflow_run", "event - push",
		"switched on", "content type form → json", "certificates are checked", "address written " + w.function.URL + "/github"}
	if diff := cmp.Diff(changes, w.plan(want).Changes); diff != "" {
		t.Error(diff)
	}
	w.install(want)
	if plan := w.plan(want); len(plan.Changes) != 0 || plan.ID != w.hook {
		t.Errorf("after the update: %+v", plan)
	}
}

func TestTwoOfOneAddress(t *testing.T) {
	w := newWorld(t)
	first := w.hook
	w.change(func(h *github.Hook) { h.Config.URL = new(w.function.URL + "/elsewhere") })
	w.install(w.want("/github", secret))
	w.hook = first
	w.change(func(h *github.Hook) { h.Config.URL = new(w.function.URL + "/github/") })
	_, err := w.hooks.Plan(t.Context(), w.want("/github", secret))
	var trouble *setup.Trouble
	if !errors.As(err, &trouble) || !strings.Contains(trouble.Text, "2 webhooks with this address") || !strings.Contains(trouble.Remedy, "robot hook remove acme/widgets --id") {
		t.Errorf("error %v", err)
	}
	removed, err := w.hooks.Remove(t.Context(), nil, w.want("/github", secret).Address, true)
	if err != nil || len(removed) != 2 || len(w.list()) != 2 {
		t.Errorf("dry: would remove %v, %v", removed, err)
	}
	for _, want := range []int{2, 0} {
		removed, err = w.hooks.Remove(t.Context(), nil, w.want("/github", secret).Address, false)
		if err != nil || len(removed) != want || len(w.list()) != 0 {
			t.Errorf("removed %v, %v; want %d", removed, err, want)
		}
	}
}

func TestAnotherPathOfTheFunction(t *testing.T) {
	w := newWorld(t)
	plan := w.plan(w.want("", secret))
	if plan.ID != 0 || len(plan.Notes) != 1 || !strings.Contains(plan.Notes[0], "gets everything twice") {
		t.Errorf("plan %+v, want a note about webhook %d", plan, w.hook)
	}
}

// troubles are GitHub's answers to who asks for webhooks.
func TestHookTroubles(t *testing.T) {
	w := newWorld(t)
	sso := issuetest.NotFound()
	sso.Status, sso.Header = 403, http.Header{"X-Github-Sso": {"required; url=https://github.com/x"}, "Content-Type": {"application/json"}}
	for name, test := range map[string]struct {
		fault        wire.Fault
		text, remedy string
	}{
		"not shown":       {issuetest.NotFound(), "no webhooks of acme/widgets (404)", "admin:repo_hook"},
		"rate limit":      {issuetest.RateLimited(time.Now().Add(time.Hour)), "rate limit", "wait until"},
		"secondary limit": {issuetest.SecondaryLimited(time.Minute), "rate limit", "wait until"},
		"revoked":         {issuetest.BadCredentials(), "does not accept GITHUB_TOKEN (401)", "settings/tokens"},
		"down":            {issuetest.BadGateway(), "trouble of its own (502)", "try again"},
		"single sign-on":  {sso, "single sign-on", "Configure SSO"},
		"cut":             {wire.Fault{Cut: true}, "cannot be reached", "proxy"},
		"not GitHub":      {wire.Fault{Status: 200, Body: "<html>"}, "cannot be read", "address"},
	} {
		w.gh.Mend()
		w.gh.Break(test.fault)
		_, err := w.hooks.List(t.Context(), nil)
		var trouble *setup.Trouble
		if !errors.As(err, &trouble) || !strings.Contains(trouble.Text, test.text) || !strings.Contains(trouble.Remedy, test.remedy) {
			t.Errorf("%s: %v, want %q and %q", name, err, test.text, test.remedy)
		}
	}
}

// GitHub does not take every address; its words are shown.
func TestRefusedAddress(t *testing.T) {
	w := newWorld(t)
	w.gh.Break(wire.Fault{Method: "POST", Path: "/hooks$", Status: 422, Header: http.Header{"Content-Type": {"application/json"}},
		Body: `{"message":"Validation Failed","errors":[{"resource":"Hook","code":"custom","message":"url is not supported because it isn't reachable over the public Internet (localhost)"}]}`})
	want := w.want("/elsewhere", secret)
	_, err := w.hooks.Do(t.Context(), w.plan(want), want)
	if err == nil || !strings.Contains(err.Error(), "url is not supported because") {
		t.Errorf("error %v", err)
	}
}

// pinged installs the webhook as it is wanted, and returns how the ping ended.
func (w *world) pinged(want setup.Want) setup.Ping {
	w.t.Helper()
	plan := w.plan(want)
	known, err := w.hooks.Pings(w.t.Context(), plan.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	if w.hook, err = w.hooks.Do(w.t.Context(), plan, want); err == nil && plan.ID != 0 {
		err = w.hooks.Ask(w.t.Context(), plan.ID)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	ping, err := w.hooks.Ping(w.t.Context(), w.hook, known)
	if err != nil {
		w.t.Fatal(err)
	}
	return ping
}

func TestPing(t *testing.T) {
	w := newWorld(t)
	if p := w.pinged(w.want("/github", secret)); !p.Good() || !strings.HasPrefix(p.Said, `{"delivery":"`) || p.Remedy != "" {
		t.Errorf("update: %+v", p)
	}
	if p := w.pinged(w.want("", secret)); !p.Good() {
		t.Errorf("creation: %+v", p)
	}
	if p := w.pinged(w.want("", "another secret")); p.Status != 401 || p.Said == "" || !strings.Contains(p.Remedy, "another secret") {
		t.Errorf("another secret: %+v", p)
	}
	if p := w.pinged(w.want("/elsewhere", secret)); p.Status != 404 || !strings.Contains(p.Remedy, "path is wrong") {
		t.Errorf("another path: %+v", p)
	}
	nobody := w.want("", secret)
	nobody.Address = address(t, gone())
	if p := w.pinged(nobody); p.Good() || !strings.Contains(p.Outcome, "no answer") || !strings.Contains(p.Remedy, "not reachable from GitHub") {
		t.Errorf("nobody there: %+v", p)
	}
}

func TestRemedies(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		status int
		word   string
		want   string
	}{
		{301, "Invalid HTTP Response: 301", "leads elsewhere"}, {403, "", "anonymous"}, {405, "", "path is wrong"}, {415, "", "something else"},
		{500, "", "the function failed"}, {502, "Invalid HTTP Response: 502", "did not start"}, {502, "failed to connect to host", "not reachable"},
		{504, "timed out", "waits 10 s"}, {0, "", "not reachable"},
	} {
		w.gh.Mend()
		w.gh.Break(deliveries(map[string]any{"id": 1, "event": "ping", "status": test.word, "status_code": test.status, "duration": 1.5}))
		p, err := w.hooks.Ping(t.Context(), w.hook, nil)
		if err != nil || p.Good() || !strings.Contains(p.Remedy, test.want) {
			t.Errorf("%d %s: %+v, %v; want %q", test.status, test.word, p, err, test.want)
		}
	}
}

func TestNoPing(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	known, err := w.hooks.Pings(t.Context(), w.hook)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.hooks.Ping(ctx, w.hook, known); err == nil || !strings.Contains(err.Error(), "Recent deliveries") {
		t.Errorf("error %v", err)
	}
}

func TestWeakSecrets(t *testing.T) {
	for secret, want := range map[string]setup.State{
		"c5f2a8d91be04736a1c0f79e5b8d2364":           setup.Fine,
		"correct horse battery staple and then some": setup.Fine,
		"m3K!":                       setup.Fail,
		"changeme":                   setup.Fail,
		"ChangeMe-123456":            setup.Fail,
		"password1":                  setup.Fail,
		"It's a Secret to Everybody": setup.Fail,
		"my-webhook-secret":          setup.Fail,
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":                           setup.Fail,
		"7h3k7h3k7h3k7h3k7h3k7h3k7h3k7h3k7h3k7h3k":                           setup.Fail,
		"0101101001011100010110100101110001011010010111011":                  setup.Fail,
		"yXxK2-qLmN5pRtVwZ8aBcDeFgHjKmNpQ, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": setup.Fail,
	} {
		w := newWorld(t)
		w.with(map[string]string{"GITHUB_WEBHOOK_SECRET": secret, "DRONE_SERVER": "", "DRONE_TOKEN": "", "DRONE_WEBHOOK_SECRET": ""})
		w.repos, w.address = nil, ""
		found := w.checkup()
		worst := setup.Fine
		for _, f := range found {
			if f.Check == "secret" && f.State != setup.Fine {
				worst = f.State
			}
		}
		if worst != want || slices.ContainsFunc(found, func(f setup.Finding) bool { return f.Check != "secret" && f.State == setup.Warn }) {
			t.Errorf("%q: want %s, found\n%s", secret, want, show(found))
		}
	}
}
