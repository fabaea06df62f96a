package setup_test

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

const (
	secret      = "0f6c2a9be8d14735a1c0f79e5b8d2364"
	droneToken  = "drone-token-0123456789"
	droneSecret = "b5e0c2a9be8d14735a1c0f79e5b8d236"
	public      = "https://robot.example.com" // the function's address, to the world
)

var widgets = setup.Repo{Owner: "acme", Name: "widgets"}

// world is where everything is as it should be: a repository with a workflow, a robot that
// may administer it, its webhook, its function, and a Drone. A test makes one thing wrong.
type world struct {
	t        *testing.T
	gh       *issuetest.GitHub
	ci       *dronetest.Server
	repo     *issuetest.Repo
	token    string
	env      map[string]string
	function *httptest.Server
	hooks    *setup.Hooks
	hook     int64

	address   string
	repos     []setup.Repo
	late      atomic.Int64             // by how much this machine's clock is wrong
	slow      time.Duration            // what each call to GitHub takes by that clock
	rewrite   map[string]string        // in what is answered
	names     map[string]string        // the addresses of names; the function's is a public one
	dates     map[string]time.Duration // by how much clocks are wrong, by the servers' addresses
	installed int64                    // the App's installation
	away      error                    // of calls to the function
	lost      error                    // of calls to Drone

	rewriteAuth string // the token that GitHub knows the robot's as; "": the same
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, gh: issuetest.Start(t), ci: dronetest.Start(t), address: public, repos: []setup.Repo{widgets}}
	w.token = w.gh.SignIn("sealrobot")
	w.gh.Scopes(w.token, "repo")
	w.repo = w.gh.Repo(widgets.String()).Grant("sealrobot", "admin")
	w.repo.Workflow("deploy.yml", "")
	w.repo.Open(17, "alice", "Widgets wobble", "They do.")
	w.ci.AddUser(dronetest.User{Login: "sealrobot", Token: droneToken})
	w.ci.AddRepo(dronetest.Repo{Slug: widgets.String()})
	w.env = map[string]string{
		"GITHUB_WEBHOOK_SECRET": secret, "GITHUB_TOKEN": w.token, "GITHUB_API_URL": w.gh.URL,
		"DRONE_SERVER": w.ci.URL, "DRONE_TOKEN": droneToken, "DRONE_WEBHOOK_SECRET": droneSecret, "ROBOT_LOG_LEVEL": "error",
	}
	s, _ := w.settings(w.env)
	handler, err := function.Handler(s, function.Logger(s, io.Discard), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	w.function = httptest.NewServer(handler)
	t.Cleanup(w.function.Close)
	w.rewrite = map[string]string{w.function.URL: public}
	w.names, w.dates = map[string]string{"robot.example.com": "8.8.8.8"}, map[string]time.Duration{}
	w.hooks = w.hooksOf(w.env)
	w.install(w.want("/github", secret))
	return w
}

func (w *world) settings(env map[string]string) (*function.Settings, error) {
	return function.Configure(func(name string) string { return env[name] })
}

func (w *world) hooksOf(env map[string]string) *setup.Hooks {
	w.t.Helper()
	s, _ := w.settings(env)
	hooks, err := setup.NewHooks(w.t.Context(), s.GitHub, widgets)
	if err != nil {
		w.t.Fatal(err)
	}
	return hooks
}

func (w *world) want(path, secret string) setup.Want {
	w.t.Helper()
	s, _ := w.settings(w.env)
	return setup.Want{Address: address(w.t, w.function.URL+path), Secret: secret, Events: setup.Events(s)}
}

func address(t *testing.T, text string) (a setup.Address) {
	t.Helper()
	if err := a.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return a
}

// install installs the webhook, and waits until it is pinged.
func (w *world) install(want setup.Want) {
	w.t.Helper()
	plan, err := w.hooks.Plan(w.t.Context(), want)
	if err == nil {
		w.hook, err = w.hooks.Do(w.t.Context(), plan, want)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.gh.Wait()
}

// change changes the webhook behind the robot's back.
func (w *world) change(change func(*github.Hook)) {
	w.t.Helper()
	api := w.gh.URL + "/"
	client, err := github.NewClient(github.WithURLs(&api, &api), github.WithAuthToken(w.token))
	if err != nil {
		w.t.Fatal(err)
	}
	want := w.want("/github", secret)
	hook := &github.Hook{Active: new(true), Events: want.Events, Config: &github.HookConfig{
		URL: new(want.Address.String()), ContentType: new("json"), InsecureSSL: new("0"), Secret: new(secret),
	}}
	change(hook)
	if _, _, err := client.Repositories.EditHook(w.t.Context(), "acme", "widgets", w.hook, hook); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) ping() {
	w.t.Helper()
	if err := w.hooks.Ask(w.t.Context(), w.hook); err != nil {
		w.t.Fatal(err)
	}
	w.gh.Wait()
}

// checkup is robot doctor, here.
func (w *world) checkup() []setup.Finding {
	w.t.Helper()
	s, wrong := w.settings(w.env)
	s.GitHub.Transport = outside{w}
	c := &setup.Checkup{Settings: s, Wrong: wrong, Repos: w.repos, Config: w.env["ROBOT_CONFIG"], Lookup: w.lookup,
		Now: func() time.Time { return time.Now().Add(time.Duration(w.late.Load())) }}
	if w.address != "" {
		c.Address = new(address(w.t, w.address))
	}
	w.gh.Forget()
	w.ci.Forget()
	found := c.Run(w.t.Context())
	w.changedNothing()
	w.keptSecrets(found)
	return found
}

// changedNothing: only what cannot change anything was asked.
func (w *world) changedNothing() {
	w.t.Helper()
	for _, call := range append(w.gh.Calls(), w.ci.Calls()...) {
		harmless := call.Method == "GET" || strings.HasSuffix(call.Path, "/access_tokens") || strings.Contains(call.Path, "/builds/0/promote?target=")
		if !harmless {
			w.t.Errorf("the check-up made the call %s", call)
		}
	}
	if n := len(w.ci.Builds(widgets.String())); n != 0 {
		w.t.Errorf("the check-up left %d builds in Drone", n)
	}
}

func (w *world) keptSecrets(found []setup.Finding) {
	w.t.Helper()
	for _, f := range found {
		for _, s := range []string{secret, droneToken, w.token, w.env["GITHUB_WEBHOOK_SECRET"]} {
			if s != "" && len(s) > 8 && strings.Contains(f.Text+f.Remedy, s) {
				w.t.Errorf("a secret is shown: %+v", f)
			}
		}
	}
}

func (w *world) lookup(_ context.Context, _, host string) ([]netip.Addr, error) {
	if w.names[host] == "" {
		return nil, &net.DNSError{Err: "no such host", IsNotFound: true}
	}
	return []netip.Addr{netip.MustParseAddr(w.names[host])}, nil
}

// outside is the network: it knows the function's address, which the fake GitHub does not.
type outside struct{ *world }

func (o outside) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	if r.URL.Host == "robot.example.com" || strings.HasSuffix(r.URL.Host, ".fcapp.run") {
		if o.away != nil {
			return nil, o.away
		}
		to, _ := url.Parse(o.function.URL)
		r.URL.Scheme, r.URL.Host = to.Scheme, to.Host
	}
	if o.rewriteAuth != "" && strings.HasPrefix(r.URL.String(), o.gh.URL) {
		r.Header.Set("Authorization", "Bearer "+o.rewriteAuth)
	}
	if strings.HasPrefix(r.URL.String(), o.gh.URL) {
		o.late.Add(int64(o.slow))
	}
	if o.lost != nil && strings.HasPrefix(r.URL.String(), o.ci.URL) {
		return nil, o.lost
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if date, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		answer.Header.Set("Date", date.Add(o.dates[r.URL.Scheme+"://"+r.URL.Host]).Format(http.TimeFormat))
	}
	body, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	for from, to := range o.rewrite {
		body = bytes.ReplaceAll(body, []byte(from), []byte(to))
	}
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), -1
	return answer, err
}

// with is the environment with more settings.
func (w *world) with(settings map[string]string) { maps.Copy(w.env, settings) }

// configure gives the robot a file of its own, of this text.
func (w *world) configure(text string) {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), "robot.yml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
	w.env["ROBOT_CONFIG"] = file
}

// tells makes the page's data say this of GitHub.
func (w *world) tells(gitHub string) {
	was := w.function.Config.Handler
	w.function.Config.Handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.URL.Path == "/" {
			io.WriteString(rw, `{"commands":[]`+gitHub+`}`)
			return
		}
		was.ServeHTTP(rw, r)
	})
}
