package setup_test

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// line is what is expected of a Finding that is not fine: parts of its texts.
type line struct {
	state        setup.State
	check        string
	text, remedy string
}

func (l line) fits(f setup.Finding) bool {
	return l.state == f.State && l.check == f.Check && strings.Contains(f.Text, l.text) && strings.Contains(f.Remedy, l.remedy) && f.Remedy != ""
}

// wants holds: these lines warn or fail, and no other.
func wants(t *testing.T, found []setup.Finding, want ...line) {
	t.Helper()
	bad := slices.DeleteFunc(slices.Clone(found), func(f setup.Finding) bool { return f.State == setup.Fine || f.State == setup.Note })
	ok := len(bad) == len(want)
	for i := 0; ok && i < len(want); i++ {
		ok = want[i].fits(bad[i])
	}
	if !ok {
		t.Errorf("found\n%swant\n%+v", show(found), want)
	}
}

func show(found []setup.Finding) string {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "  %-4s %-16s %s\n       → %s\n", f.State, f.Check, f.Text, f.Remedy)
	}
	return b.String()
}

func TestAllFine(t *testing.T) {
	w := newWorld(t)
	w.repo.Comment(17, "alice", "/help") // so that the function knows how far GitHub is
	w.gh.Wait()
	found := w.checkup()
	wants(t, found)
	for _, f := range found {
		if f.State != setup.Fine {
			t.Errorf("not fine: %+v", f)
		}
	}
	if len(found) < 20 {
		t.Errorf("only %d checks:\n%s", len(found), show(found))
	}
}

// rate is GitHub's answer about the limits, with so many calls left.
func rate(left int) wire.Fault {
	return wire.Fault{Status: 200, Header: http.Header{"Content-Type": {"application/json"}, "X-Oauth-Scopes": {"repo"}},
		Body: fmt.Sprintf(`{"resources":{"core":{"limit":5000,"remaining":%d,"reset":%d}}}`, left, time.Now().Add(time.Hour).Unix())}
}

// deliveries is GitHub's list of them, the newest first.
func deliveries(list ...any) wire.Fault {
	body, _ := json.Marshal(list)
	return wire.Fault{Method: "GET", Path: "/deliveries", Status: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: string(body)}
}

func delivery(status int, word string, seconds float64) any {
	return map[string]any{"id": 1, "event": "issue_comment", "status": word, "status_code": status, "duration": seconds, "delivered_at": "2026-11-22T10:00:00Z"}
}

// otherSecret is told where the function runs with another secret.
var otherSecret = line{setup.Fail, "function-secret", "answered 401 to a signed ping: it has another secret", "the same GITHUB_WEBHOOK_SECRET"}

// planted are the faults of which a check-up tells, each with the only lines that do.
var planted = map[string]struct {
	plant func(*world)
	want  []line
}{
	"no secret": {func(w *world) { w.env["GITHUB_WEBHOOK_SECRET"] = "" },
		[]line{{setup.Fail, "settings", "GITHUB_WEBHOOK_SECRET", "openssl rand -hex 32"}}},
	"two identities": {func(w *world) { w.with(map[string]string{"GITHUB_USER": "sealrobot", "GITHUB_PASSWD": "ghp_another"}) },
		[]line{{setup.Fail, "settings", "GITHUB_TOKEN and GITHUB_USER with GITHUB_PASSWD: set one", "mend it"}}},
	"half of Drone": {func(w *world) { w.env["DRONE_TOKEN"] = "" },
		[]line{{setup.Fail, "settings", "DRONE_TOKEN: set it too", "mend it"}}},
	"Drone's address is none": {func(w *world) { w.env["DRONE_SERVER"] = "drone.example.com" },
		[]line{{setup.Fail, "settings", "DRONE_SERVER: want an address", "mend it"}}},
	"well-known secret": {func(w *world) { w.env["GITHUB_WEBHOOK_SECRET"] = "changeme-webhook-secret-changeme-please"[:32] },
		[]line{{setup.Fail, "secret", "words that are tried first", "openssl"}, otherSecret}},
	"short secret": {func(w *world) { w.env["GITHUB_WEBHOOK_SECRET"] = "9f3k2jd81ms0" },
		[]line{{setup.Warn, "secret", "12 characters", "openssl"}, otherSecret}},
	"secret is the token": {func(w *world) { w.env["GITHUB_WEBHOOK_SECRET"] = w.token },
		[]line{{setup.Fail, "secret", "one of the tokens", "openssl"}, otherSecret}},

	"GitHub is down": {func(w *world) { w.gh.Break(wire.Fault{Cut: true}) },
		[]line{{setup.Fail, "github", "cannot be reached", "network"}}},
	"GitHub has a bad day": {func(w *world) { w.gh.Break(issuetest.BadGateway()) },
		[]line{{setup.Fail, "github", "trouble of its own (502)", "githubstatus.com"}}},
	"not GitHub": {func(w *world) {
		w.gh.Break(wire.Fault{Status: 200, Body: "<html>", Header: http.Header{"Content-Type": {"text/html"}}})
	},
		[]line{{setup.Fail, "github", "cannot be read", "address"}}},
	"slow GitHub": {func(w *world) { w.slow = 2500 * time.Millisecond },
		[]line{{setup.Warn, "github", "answers in 2.5", "mainland China"}}},
	"clocks apart": {func(w *world) { w.late.Store(int64(-7 * time.Minute)) },
		[]line{{setup.Warn, "clock", "behind GitHub's: from 5m0s on the function refuses what Drone signs", "NTP"}}},
	"clocks apart, and nothing is dated": {func(w *world) { w.env["DRONE_WEBHOOK_SECRET"] = ""; w.late.Store(int64(2 * time.Minute)) },
		[]line{{setup.Warn, "clock", "this machine's clock is 2m", "NTP"}}},
	"the function's clock": {func(w *world) { w.dates[w.function.URL] = -6 * time.Minute },
		[]line{{setup.Fail, "function-clock", "behind GitHub's: from 5m0s on the function refuses", "NTP"}}},
	"the function's clock, nearly": {func(w *world) { w.dates[w.function.URL] = -3 * time.Minute },
		[]line{{setup.Warn, "function-clock", "behind GitHub's: from 5m0s on", "NTP"}}},
	"Drone's clock": {func(w *world) { w.dates[w.ci.URL] = 9 * time.Minute },
		[]line{{setup.Fail, "drone-clock", "ahead of GitHub's: from 5m0s on", "NTP"}}},
	"GitHub's clock, that is ours and the function's": {func(w *world) { w.dates[w.gh.URL] = -40 * time.Second }, nil},
	"few calls left": {func(w *world) { w.gh.Break(rate(17).On("GET", "/rate_limit$")) },
		[]line{{setup.Warn, "rate", "17 of 5000", "what else uses"}}},
	"no calls left": {func(w *world) { w.gh.Break(issuetest.RateLimited(time.Now().Add(time.Hour)).On("", "/user$")) },
		[]line{{setup.Fail, "token", "rate limit for this token is used up", "wait until"}}},

	"revoked token": {func(w *world) { w.gh.Revoke(w.token) },
		[]line{{setup.Fail, "token", "does not accept GITHUB_TOKEN (401)", "settings/tokens"}}},
	"token ends soon": {func(w *world) { w.gh.Expire(w.token, time.Now().Add(75*time.Hour)) },
		[]line{{setup.Warn, "expiry", "in 3 days", "renew it"}}},
	"installation's token": {func(w *world) {
		w.gh.Break(wire.Fault{Path: "/user$", Status: 403, Body: `{"message":"Resource not accessible by integration"}`})
	},
		[]line{{setup.Warn, "token", "ends within the hour", "GITHUB_APP_ID"}}},
	"no such API": {func(w *world) { w.gh.Break(issuetest.NotFound()) },
		[]line{{setup.Fail, "token", "no GitHub there (404)", "https://host/api/v3"}}},
	"another's token": {func(w *world) {
		w.with(map[string]string{"GITHUB_TOKEN": "", "GITHUB_USER": "other", "GITHUB_PASSWD": w.token})
	},
		[]line{{setup.Warn, "token", "GITHUB_USER is other, but the token is sealrobot's", "goes with"}}},
	"no scope": {func(w *world) { w.gh.Scopes(w.token, "gist") },
		[]line{{setup.Fail, "scopes", "neither the scope repo nor public_repo", "settings/tokens"}, {setup.Warn, "scopes", "more than it must: gist (write gists)", "remove gist on https://github.com/settings/tokens: it needs no more than repo"}}},
	"scope for the public alone": {func(w *world) { w.gh.Scopes(w.token, "public_repo") },
		[]line{{setup.Warn, "scopes", "/run cannot start", "add repo"}}},

	"no such repository": {func(w *world) { w.repos = []setup.Repo{{Owner: "acme", Name: "wigdets"}} },
		[]line{{setup.Fail, "repository", "no such repository (404)", "is the name right"}, {setup.Fail, "drone-repository", "does not know it", "activate it"}}},
	"archived": {func(w *world) { w.repo.Archive() },
		[]line{{setup.Fail, "repository", "archived", "unarchive"}}},
	"renamed": {func(w *world) {
		w.rewrite[`"full_name":"acme/widgets"`] = `"full_name":"acme/gadgets"`
	},
		[]line{{setup.Warn, "repository", "called acme/gadgets now", "use that name"}}},
	"robot may read": {func(w *world) { w.repo.Grant("sealrobot", "triage") },
		[]line{{setup.Fail, "access", "role triage", "role Write"}}},
	"no issues": {func(w *world) { w.rewrite[`"has_issues":true`] = `"has_issues":false` },
		[]line{{setup.Warn, "issues", "turned off", "Features"}}},
	"no actions": {func(w *world) { w.gh.Break(issuetest.NotFound().On("GET", "/actions/workflows")) },
		[]line{{setup.Warn, "actions", "/run will not work", "Actions: read and write"}}},

	"actions fail": {func(w *world) { w.gh.Break(issuetest.BadGateway().On("GET", "/actions/workflows")) },
		[]line{{setup.Warn, "actions", "trouble of its own (502)", "try again"}}},

	"no webhook": {func(w *world) { w.hooks.Remove(w.t.Context(), []int64{w.hook}, setup.Address{}, false) },
		[]line{{setup.Fail, "webhook", "no webhook", "robot hook install acme/widgets --url " + public}}},
	"webhook off": {func(w *world) { w.change(func(h *github.Hook) { h.Active = new(false) }) },
		[]line{{setup.Fail, "webhook", "switched off", "robot hook install acme/widgets"}}},
	"webhook without a secret": {func(w *world) { w.change(func(h *github.Hook) { h.Config.Secret = nil }) },
		[]line{{setup.Fail, "webhook", "no secret", "robot hook install"}}},
	"webhook trusts everybody": {func(w *world) { w.change(func(h *github.Hook) { h.Config.InsecureSSL = new("1") }) },
		[]line{{setup.Warn, "webhook", "certificate", "robot hook install"}}},
	"webhook in the clear": {func(w *world) { w.address, w.rewrite = w.function.URL, nil },
		[]line{{setup.Warn, "function", "does not reach", "robot watch needs none"}}},
	"function in the clear": {func(w *world) { w.address = "http://robot.example.com"; w.rewrite[w.function.URL] = w.address },
		[]line{{setup.Warn, "function", "robot.example.com: it is http", "public https address"}}},
	"webhook in the clear, seen without its address": {func(w *world) { w.address, w.rewrite = "", nil },
		[]line{{setup.Warn, "webhook", "it is http", "robot hook install"}, {setup.Warn, "webhook", "does not reach", "robot hook install"}}},
	"an event is missing": {func(w *world) {
		w.change(func(h *github.Hook) {
			h.Events = slices.DeleteFunc(h.Events, func(e string) bool { return e == "workflow_run" })
		})
	},
		[]line{{setup.Warn, "events", "workflow_run (the replies of /run", "robot hook install"}}},
	"comments are missing": {func(w *world) { w.change(func(h *github.Hook) { h.Events = []string{"issues"} }) },
		[]line{{setup.Fail, "events", "issue_comment (no command in a comment", "robot hook install"}}},
	"two webhooks": {func(w *world) { w.install(w.want("", secret)) },
		[]line{{setup.Warn, "webhook", "2 webhooks go to the same function", "robot hook remove acme/widgets --id "}}},
	"two webhooks, one with another secret": {func(w *world) { w.install(w.want("", "another secret")) },
		[]line{{setup.Warn, "webhook", "2 webhooks", "robot hook remove"}, {setup.Fail, "deliveries", ": 1 of the last 1 failed (1 × 401)", "another secret"}}},

	"webhook has another secret": {func(w *world) { w.install(w.want("/github", "another secret")); w.ping() },
		[]line{{setup.Fail, "deliveries", "1 × 401", "another secret"}}},
	"webhook had another secret": {func(w *world) {
		w.install(w.want("/github", "another secret"))
		w.ping()
		w.install(w.want("/github", secret))
		w.ping()
	},
		[]line{{setup.Warn, "deliveries", "1 of the last 3 failed (1 × 401); the newest worked", "redeliver"}}},
	"nobody there": {func(w *world) {
		w.gh.Break(deliveries(delivery(502, "failed to connect to host", 0.1), delivery(200, "OK", 1)))
	},
		[]line{{setup.Fail, "deliveries", "1 × failed to connect", "not reachable from GitHub"}}},
	"too slow for GitHub": {func(w *world) { w.gh.Break(deliveries(delivery(504, "timed out", 10))) },
		[]line{{setup.Fail, "deliveries", "1 × timed out", "GitHub waits 10 s"}}},
	"nearly too slow": {func(w *world) { w.gh.Break(deliveries(delivery(200, "OK", 9.1))) },
		[]line{{setup.Warn, "deliveries", "one took 9.1 s", "more memory"}}},

	"function is down": {func(w *world) { w.function.Close() },
		[]line{{setup.Fail, "function", "nothing listens", "start it"}}},
	"not the function": {func(w *world) { w.address = public + "/elsewhere" },
		[]line{{setup.Fail, "webhook", "no webhook", "robot hook install"}, {setup.Fail, "function", "answered 404", "correct --url"}}},

	"function fails": {func(w *world) { w.function.Config.Handler = status(500) },
		[]line{{setup.Fail, "function", "answered 500", "does not start"}}},
	"function wants a login": {func(w *world) { w.function.Config.Handler = status(403) },
		[]line{{setup.Fail, "function", "answered 403", "anonymous"}}},
	"function is elsewhere": {func(w *world) { w.function.Config.Handler = http.RedirectHandler("/x", http.StatusMovedPermanently) },
		[]line{{setup.Fail, "function", "s: it leads to http", "GitHub does not follow"}}},
	"function is a name at home": {func(w *world) { w.names["robot.example.com"] = "10.0.0.3" },
		[]line{{setup.Warn, "function", "the name robot.example.com stands for 10.0.0.3, an address of", "robot watch"}}},
	"function's certificate": {func(w *world) { w.away = x509.UnknownAuthorityError{} },
		[]line{{setup.Fail, "function", "certificate of robot.example.com is not trusted", "GitHub does not call it either"}}},
	"function's certificate is old": {func(w *world) { w.away = x509.CertificateInvalidError{Reason: x509.Expired} },
		[]line{{setup.Fail, "function", "has expired", "GitHub does not call it either"}}},
	"function's certificate is another's": {func(w *world) { w.away = x509.HostnameError{Certificate: &x509.Certificate{}, Host: "x"} },
		[]line{{setup.Fail, "function", "is for another name", "GitHub does not call it either"}}},
	"function has another secret": {func(w *world) { w.env["GITHUB_WEBHOOK_SECRET"] = "9f3k2jd81ms0qp4v7bxc5t6z1ah8ye2u" }, []line{otherSecret}},
	"function takes no webhooks": {func(w *world) { w.address = public + "/github/"; w.rewrite[`/github"`] = `/github/"` },
		[]line{{setup.Fail, "function-secret", "answered 404 to a signed ping: webhooks are not taken at this path", "correct --url"}}},
	"GitHub is far from the function": {func(w *world) { w.tells(`,"github":{"calls":12,"median_ms":700}`) },
		[]line{{setup.Warn, "function-github", "GitHub answers in 700 ms (the median of its latest calls, 12 in all): the 13 of a long command take 9.1 s, and there are 8", "Hong Kong"}}},
	"GitHub is out of the function's reach": {func(w *world) { w.tells(`,"github":{"calls":12,"unanswered":3,"median_ms":84}`) },
		[]line{{setup.Warn, "function-github", "did not answer 3 of 15 calls", "Hong Kong"}}},
	"function runs in the mainland": {func(w *world) {
		w.address = "https://robot-abc.cn-hangzhou.fcapp.run"
		w.rewrite[w.function.URL] = w.address
	},
		[]line{{setup.Warn, "function-github", "not known yet, but it runs in cn-hangzhou", "Hong Kong"}}},

	"Drone is down": {func(w *world) { w.env["DRONE_SERVER"] = gone() },
		[]line{{setup.Fail, "drone", "Drone is down or out of reach", "check DRONE_SERVER"}}},
	"Drone has no name": {func(w *world) { w.lost = &net.DNSError{Err: "no such host", IsNotFound: true} },
		[]line{{setup.Fail, "drone", "there is no host 127.0.0.1:", "correct the address"}}},
	"no names": {func(w *world) { w.lost = &net.DNSError{Err: "server misbehaving"} },
		[]line{{setup.Fail, "drone", "cannot be looked up", "HTTPS_PROXY"}}},
	"Drone is slow": {func(w *world) { w.lost = context.DeadlineExceeded },
		[]line{{setup.Fail, "drone", "did not answer in time", "firewall"}}},
	"interrupted": {func(w *world) { w.lost = context.Canceled },
		[]line{{setup.Fail, "drone", "interrupted", "run it again"}}},
	"Drone speaks no https": {func(w *world) { w.env["DRONE_SERVER"] = strings.Replace(w.ci.URL, "http:", "https:", 1) },
		[]line{{setup.Fail, "drone", "does not speak https", "use http://"}}},
	"Drone's certificate": {func(w *world) { w.env["DRONE_SERVER"] = untrusted(w.t) },
		[]line{{setup.Fail, "drone", "certificate of 127.0.0.1", "SSL_CERT_FILE"}}},
	"Drone's account fails": {func(w *world) { w.ci.Break(wire.Fault{Path: "/api/user", Status: 500}) },
		[]line{{setup.Fail, "drone-token", "answered 500", "log"}}},
	"Drone's repository fails": {func(w *world) { w.ci.Break(wire.Fault{Path: "/api/repos", Cut: true}) },
		[]line{{setup.Fail, "drone-repository", "cannot be reached", "network"}}},
	"Drone's promotions fail": {func(w *world) { w.ci.Break(wire.Fault{Path: "/promote", Status: 418}) },
		[]line{{setup.Fail, "drone-repository", "answered 418", "log"}}},
	"not Drone": {func(w *world) { w.env["DRONE_SERVER"] = w.function.URL },
		[]line{{setup.Fail, "drone", "is not Drone (404)", "correct DRONE_SERVER"}}},
	"Drone has a bad day": {func(w *world) { w.ci.Break(wire.Fault{Status: 503}) },
		[]line{{setup.Fail, "drone", "trouble (503)", "log"}}},
	"Drone's webhook has another secret": {func(w *world) { w.env["DRONE_WEBHOOK_SECRET"] = strings.Repeat("x", 32) },
		[]line{{setup.Fail, "drone-webhook", "answered 401 to an event of Drone's: it has another secret", "the same DRONE_WEBHOOK_SECRET"}}},
	"Drone token is wrong": {func(w *world) { w.env["DRONE_TOKEN"] = "another" },
		[]line{{setup.Fail, "drone-token", "does not accept DRONE_TOKEN (401)", "/account"}}},
	"Drone account is off": {func(w *world) {
		w.ci.AddUser(dronetest.User{Login: "sealrobot", Token: droneToken, Inactive: true})
	},
		[]line{{setup.Fail, "drone-token", "deactivated", "activate"}}},
	"Drone cannot promote": {func(w *world) { w.ci.OSS(true) },
		[]line{{setup.Fail, "drone-edition", "open-source edition", "without the tag oss"}}},
	"Drone account reads": {func(w *world) {
		w.ci.AddUser(dronetest.User{Login: "sealrobot", Token: droneToken, ReadOnly: true})
	},
		[]line{{setup.Fail, "drone-repository", "not write", "write access"}}},
	"not active in Drone": {func(w *world) { w.rewrite[`"active":true,"config_path"`] = `"active":false,"config_path"` },
		[]line{{setup.Fail, "drone-repository", "not active", "/acme/widgets/settings"}}},
}

func status(code int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
}

// untrusted is the address of a server whose certificate nobody signed.
func untrusted(t *testing.T) string {
	s := httptest.NewUnstartedServer(status(200))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL
}

// gone is the address of a server that was there.
func gone() string { return "http://127.0.0.1:1" }

func TestPlanted(t *testing.T) {
	for name, fault := range planted {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			fault.plant(w)
			wants(t, w.checkup(), fault.want...)
		})
	}
}

// A robot without rights to see webhooks is the rule: that is no fault.
func TestUnseenWebhooks(t *testing.T) {
	w := newWorld(t)
	w.repo.Grant("sealrobot", "write")
	found := w.checkup()
	wants(t, found)
	if i := slices.IndexFunc(found, func(f setup.Finding) bool { return f.Check == "webhook" }); i < 0 || found[i].State != setup.Note || !strings.Contains(found[i].Remedy, "as an administrator") {
		t.Errorf("found\n%s", show(found))
	}
}

// Without an address, the webhook is the one that tells of comments; of several, any can be.
func TestWithoutAddress(t *testing.T) {
	w := newWorld(t)
	w.address = ""
	found := w.checkup()
	wants(t, found)
	if !strings.Contains(show(found), "goes to "+public+"/github") {
		t.Errorf("found\n%s", show(found))
	}
	w.install(w.want("/elsewhere", secret))
	found = w.checkup()
	wants(t, found)
	if !strings.Contains(show(found), "2 webhooks tell of comments, and any can be the robot's") {
		t.Errorf("found\n%s", show(found))
	}
}

func TestFineGrained(t *testing.T) {
	w := newWorld(t)
	w.gh.FineGrained(w.token)
	found := w.checkup()
	wants(t, found, line{setup.Warn, "permissions", "this token can do more than it must: Webhooks", "remove Webhooks"})
	w.repo.Grant("sealrobot", "write")
	found = w.checkup()
	wants(t, found)
	if !strings.Contains(show(found), "fine-grained") {
		t.Errorf("found\n%s", show(found))
	}
}

// What the deadline cuts off is said.
func TestDeadline(t *testing.T) {
	w := newWorld(t)
	s, wrong := w.settings(w.env)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	found := (&setup.Checkup{Settings: s, Wrong: wrong, Repos: w.repos}).Run(ctx)
	if text := show(found); strings.Count(text, "not checked") != 3 {
		t.Errorf("found\n%s", text)
	}
}

func TestApp(t *testing.T) {
	w := newWorld(t)
	app := w.gh.Install("sealrobot", widgets.String())
	w.with(map[string]string{"GITHUB_TOKEN": "", "GITHUB_APP_ID": fmt.Sprint(app.ID), "GITHUB_APP_PRIVATE_KEY": string(app.PEM)})
	w.gh.Break(deliveries(delivery(200, "OK", 1)).On("GET", "^/app/hook/deliveries"))
	wants(t, w.checkup(),
		line{setup.Warn, "permissions", "may not start workflows", "Actions: read and write"},
		line{setup.Warn, "events", "pull_request", "Permissions & events"})

	w.repos = []setup.Repo{{Owner: "acme", Name: "gadgets"}}
	w.gh.Repo("acme/gadgets")
	w.ci.AddRepo(dronetest.Repo{Slug: "acme/gadgets"})
	wants(t, w.checkup(),
		line{setup.Warn, "permissions", "", ""}, line{setup.Warn, "events", "", ""},
		line{setup.Fail, "repository", "not installed", "https://github.com/apps/sealrobot/installations/new"})

	w.env["GITHUB_APP_ID"] = "7"
	wants(t, w.checkup(), line{setup.Fail, "token", "does not accept the App's key (401)", "GITHUB_APP_ID"})
}

// The App's token is dated: with a wrong clock GitHub refuses it, whatever the key is.
func TestAppsClock(t *testing.T) {
	w := newWorld(t)
	w.env["DRONE_WEBHOOK_SECRET"] = ""
	w.asApp(`{"issues":"write","pull_requests":"write","metadata":"read","actions":"write","contents":"read"}`, `"workflow_run"`)
	w.dates[w.function.URL] = 50 * time.Second
	wants(t, w.checkup(), line{setup.Fail, "function-clock", "ahead of GitHub's: from 30s on GitHub refuses the App's tokens", "NTP"})
	w.dates[w.function.URL] = -80 * time.Second
	wants(t, w.checkup(), line{setup.Warn, "function-clock", "behind GitHub's: from 1m30s on GitHub refuses the App's tokens", "NTP"})
	clear(w.dates)
	w.late.Store(int64(-3 * time.Minute))
	w.env["GITHUB_APP_ID"] = "7"
	wants(t, w.checkup(), line{setup.Warn, "clock", "behind GitHub's: from 1m30s on", "NTP"},
		line{setup.Fail, "token", "does not accept the App's token (401), as it would not with this clock", "set the clock first"})
}

// What the App asks for newly counts where it was accepted.
func TestInstallation(t *testing.T) {
	installed := func(fields string) wire.Fault {
		return wire.Fault{Method: "GET", Path: "/repos/acme/widgets/installation$", Status: 200, Header: http.Header{"Content-Type": {"application/json"}},
			Body: `{"id":ID,"html_url":"https://github.com/settings/installations/7",` + fields + `}`}
	}
	for _, row := range []struct {
		fields string
		want   []line
	}{
		{`"permissions":{"issues":"write","pull_requests":"write","metadata":"read","contents":"read"},"events":["issue_comment","issues","pull_request","pull_request_review_comment"]`,
			[]line{{setup.Fail, "installation", "has not accepted yet what the App asks for: Actions: read and write, the event workflow_run", "accept it: https://github.com/settings/installations/7"}}},
		{`"suspended_at":"2026-11-22T10:00:00Z"`,
			[]line{{setup.Fail, "installation", "suspended there", "unsuspend it: https://github.com/settings/installations/7"}}},
	} {
		w := newWorld(t)
		w.asApp(`{"issues":"write","pull_requests":"write","metadata":"read","actions":"write","contents":"read"}`, `"workflow_run"`)
		fault := installed(row.fields)
		fault.Body = strings.Replace(fault.Body, "ID", fmt.Sprint(w.installed), 1)
		w.gh.Break(fault)
		wants(t, w.checkup(), row.want...)
	}
}

// A server that repeats what it was told does not get it onto the screen.
func TestEcho(t *testing.T) {
	w := newWorld(t)
	body, _ := json.Marshal(map[string]string{"message": "no \x1b[31m" + w.token + "\n" + strings.Repeat("x", 1000)})
	w.gh.Break(wire.Fault{Method: "GET", Path: "/repos/acme/widgets$", Status: 403, Body: string(body), Header: http.Header{"Content-Type": {"application/json"}}})
	found := w.checkup()
	wants(t, found, line{setup.Fail, "repository", "GitHub answered 403: no ·[31m[redacted] xxx", "access"})
	for _, f := range found {
		if len(f.Text) > 700 || strings.ContainsAny(f.Text, "\n\x1b") {
			t.Errorf("not cut, or not harmless: %q", f.Text)
		}
	}
}
