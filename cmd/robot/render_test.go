package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/internal/function"
)

func TestVersion(t *testing.T) {
	if got := play(t, nil, "", "--version"); got.code != 0 || got.out != "robot "+function.Version()+"\n" {
		t.Errorf("%+v", got)
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestRender shows that what an earlier run left does not survive, and that a key is deployed
// and not the name of its file.
func TestRender(t *testing.T) {
	dir := t.TempDir()
	dst, key := write(t, filepath.Join(dir, "template.rendered.yml"), "of an earlier run"), write(t, filepath.Join(dir, "key.pem"), "what the file holds")
	env := map[string]string{"GITHUB_APP_ID": "1", "GITHUB_APP_PRIVATE_KEY": key}

	got := play(t, env, "", "render", "../../template.yml", dst)
	if got.code != 2 || got.errs != "missing: GITHUB_WEBHOOK_SECRET\n" || there(dst) {
		t.Errorf("%+v; the output is there: %v", got, there(dst))
	}

	env["GITHUB_WEBHOOK_SECRET"] = "s"
	if got := play(t, env, "", "render", "../../template.yml", dst); got.code != 1 || there(dst) {
		t.Errorf("no key: %+v; the output is there: %v", got, there(dst)) // the function refuses it
	}
	w := &world{getenv: func(name string) string { return env[name] }}
	if err := (render{Template: "../../template.yml", Output: dst}).run(w, nil); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(dst)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v; want mode -rw-------", info, err)
	}
	if out, err := os.ReadFile(dst); err != nil || !strings.Contains(string(out), `GITHUB_APP_PRIVATE_KEY: "what the file holds"`) {
		t.Errorf("%v: the key is not in\n%s", err, out)
	}
}

// TestRenderChecks shows that s.yaml is checked by the function itself, that an empty setting
// is an unset one to it, and that what s would do differently is refused.
func TestRenderChecks(t *testing.T) {
	text, err := os.ReadFile("../../s.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := write(t, filepath.Join(dir, "s.yaml"), string(text))
	const who = "GITHUB_TOKEN (or GITHUB_USER and GITHUB_PASSWD, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY)"
	for _, row := range []struct {
		settings string
		code     int
		want     string
	}{
		{"", 2, "missing: GITHUB_WEBHOOK_SECRET\nmissing: " + who + "\n"},
		{"GITHUB_WEBHOOK_SECRET=s GITHUB_TOKEN=t", 0, ""},
		{"GITHUB_WEBHOOK_SECRET=s GITHUB_TOKEN=t DRONE_TOKEN=d", 2, "missing: DRONE_SERVER\n"},
		{"GITHUB_WEBHOOK_SECRET=, GITHUB_TOKEN=t", 1, "GITHUB_WEBHOOK_SECRET: set it"},
		{"GITHUB_WEBHOOK_SECRET=s GITHUB_TOKEN=t DRONE_SERVER=d DRONE_TOKEN=d", 1, "DRONE_SERVER: want an address"},
		{"GITHUB_WEBHOOK_SECRET=s GITHUB_TOKEN=t ROBOT_LOG_LEVEL=loud", 1, "ROBOT_LOG_LEVEL"},
		{"GITHUB_WEBHOOK_SECRET=s GITHUB_TOKEN=t GITHUB_USER=u GITHUB_PASSWD=p", 1, "only one"},
		{"GITHUB_WEBHOOK_SECRET=${env('HOME')} GITHUB_TOKEN=t", 1, "GITHUB_WEBHOOK_SECRET: it holds ${"},
		{"GITHUB_WEBHOOK_SECRET=s GITHUB_APP_ID=1 GITHUB_APP_PRIVATE_KEY=" + file, 1, "GITHUB_APP_PRIVATE_KEY: a file"},
	} {
		env := map[string]string{}
		for setting := range strings.FieldsSeq(row.settings) {
			name, value, _ := strings.Cut(setting, "=")
			env[name] = value
		}
		got := play(t, env, "", "render", "--check", file)
		if got.code != row.code || !strings.Contains(got.errs, row.want) || got.out != "" {
			t.Errorf("%s: %+v, want %d and %q", row.settings, got, row.code, row.want)
		}
	}
	write(t, filepath.Join(dir, ".env"), "")
	if got := play(t, map[string]string{"GITHUB_WEBHOOK_SECRET": "s", "GITHUB_TOKEN": "t"}, "", "render", "--check", file); got.code != 1 || !strings.Contains(got.errs, ".env: s reads") {
		t.Errorf("%+v", got)
	}
}
