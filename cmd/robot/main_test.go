package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// played is what a command printed and how it ended.
type played struct {
	code      int
	out, errs string
}

func play(t *testing.T, env map[string]string, in string, args ...string) played {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(args, &world{t.Context(), func(name string) string { return env[name] }, strings.NewReader(in), &out, &errs})
	return played{code, out.String(), errs.String()}
}

func TestUsage(t *testing.T) {
	for _, row := range []struct {
		args string
		code int
		want string
	}{
		{"--help", 0, "serve"},
		{"", 2, "robot --help"},
		{"sing", 2, "robot --help"},
		{"simulate", 2, "--event"},
		{"say", 2, "<text>"},
		{"serve", 2, "GITHUB_WEBHOOK_SECRET"},
		{"parse /no/such/file", 1, "no such file"},
	} {
		got := play(t, nil, "", strings.Fields(row.args)...)
		if got.code != row.code || !strings.Contains(got.out+got.errs, row.want) {
			t.Errorf("robot %s: %+v, want %d and %q", row.args, got, row.code, row.want)
		}
	}
}

const comment = "Well then:\r\n/promote 42 dev A=b\r\n```\n/promote 42 dev\n```\n/promot 1 dev\n/lgtm\n"

func TestParse(t *testing.T) {
	file := filepath.Join(t.TempDir(), "comment.md")
	if err := os.WriteFile(file, []byte(comment), 0o644); err != nil {
		t.Fatal(err)
	}
	want := `line 2: /promote 42 dev A=b: runs as /promote: 42, dev, A=b
line 4: /promote 42 dev: inside a code fence
line 6: /promot 1 dev: not a command of ours; did you mean /promote?
line 7: /lgtm: not a command of ours
`
	for _, got := range []played{play(t, nil, "", "parse", file), play(t, nil, comment, "parse"), play(t, nil, comment, "parse", "-")} {
		if got.code != 0 || got.out != want {
			t.Errorf("%+v, want\n%s", got, want)
		}
	}
	if got := play(t, nil, comment, "parse", "--json"); !strings.Contains(got.out, `{"line":2,"text":"/promote 42 dev A=b","runs":true,`) {
		t.Errorf("%+v", got)
	}
}

func TestSimulate(t *testing.T) {
	const secret = "a webhook secret that is long enough"
	webhook, err := issue.NewWebhook(&issue.Config{Token: "t", Secrets: []string{secret}}, issue.NewMux())
	if err != nil {
		t.Fatal(err)
	}
	var deliveries []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		deliveries = append(deliveries, r.Header.Get("X-GitHub-Delivery"))
		webhook.ServeHTTP(w, r)
	}))
	defer server.Close()
	env := map[string]string{"GITHUB_WEBHOOK_SECRET": secret + ", an old one"}
	ping := string(issuetest.New().Repo("acme/widgets").Ping().Payload)

	if got := play(t, env, ping, "simulate", "--event", "ping", "--url", server.URL, "-"); got.code != 0 || !strings.Contains(got.out, "200 OK\n{\"delivery\":") {
		t.Errorf("a ping: %+v", got)
	}
	if got := play(t, env, "{}", "simulate", "--event", "push", "--url", server.URL, "--delivery", "again", "-"); got.code != 0 || !strings.HasPrefix(got.out, "202") {
		t.Errorf("a push: %+v", got)
	}
	if got := play(t, env, "no JSON", "simulate", "--event", "push", "--url", server.URL, "-"); got.code != 1 || !strings.Contains(got.out, "not JSON") {
		t.Errorf("no JSON: %+v", got)
	}
	env["GITHUB_WEBHOOK_SECRET"] = "another"
	if got := play(t, env, ping, "simulate", "--event", "ping", "--url", server.URL, "-"); got.code != 1 || !strings.Contains(got.out, "401") {
		t.Errorf("with another secret: %+v", got)
	}
	if got := play(t, nil, ping, "simulate", "--event", "ping", "--url", server.URL, "-"); got.code != 2 || !strings.Contains(got.errs, "GITHUB_WEBHOOK_SECRET") {
		t.Errorf("without a secret: %+v", got)
	}
	if got := play(t, env, ping, "simulate", "--event", "ping", "--url", "http://127.0.0.1:1/", "-"); got.code != 1 || !strings.Contains(got.errs, "is the function running") {
		t.Errorf("nobody there: %+v", got)
	}
	if len(deliveries) != 4 || len(deliveries[0]) != 36 || deliveries[1] != "again" {
		t.Errorf("deliveries %q", deliveries)
	}
}
