// Package dryrun deploys by the real fun, with `make deploy`, to stand-ins on this machine,
// and holds what fun has asked for against testdata. It needs what `make verify` installs.
package dryrun

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const account = "1234567890123456"

var update = flag.Bool("update", false, "write testdata anew")

// added are what fun puts into every environment, of 707 bytes: cmd/internal/template counts on it.
var added = []string{"LD_LIBRARY_PATH", "NODE_PATH", "PATH", "PYTHONUSERBASE"}

// odd is what YAML, a shell and fun might each take for something else.
const odd = `a: "b" #'c' ${HOME} $(id) \n {{d}} – 漢`

func TestDeploy(t *testing.T) {
	for _, test := range []struct {
		file     string
		settings []string
	}{
		{"least", []string{"GITHUB_TOKEN=hush-token"}},
		{"logs", []string{"GITHUB_TOKEN=hush-token", "LOG_PROJECT=my-project", "LOG_STORE=my-store"}},
		// Nothing of RAM, and nothing of the queue's: see template.yml.
		{"async", []string{"GITHUB_TOKEN=hush-token", "ROBOT_ASYNC=fc", "ROBOT_URL=https://robot.example.com"}},
		{"everything", []string{
			"GITHUB_APP_ID=7", "GITHUB_APP_PRIVATE_KEY=" + key(t), "GITHUB_API_URL=https://github.example.com/api/v3",
			"DRONE_SERVER=https://drone.example.com", "DRONE_TOKEN=hush-drone", "DRONE_PUBLIC_URL=https://ci.example.com",
			"DRONE_WEBHOOK_SECRET=hush-signature", "ROBOT_ASYNC=fc", "ROBOT_URL=https://robot.example.com", "ROBOT_LOG_LEVEL=debug",
			"LOG_PROJECT=my-project", "LOG_STORE=my-store", "ROLE_ARN=acs:ram::" + account + ":role/nothing",
		}},
	} {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			settings := append(test.settings, "GITHUB_WEBHOOK_SECRET="+odd)
			aliyun := newStandIn(t)
			out := deploy(t, aliyun.URL, settings)
			compare(t, "testdata/"+test.file+".txt", strings.Join(aliyun.calls, "\n"), out)
			for _, name := range []string{"robot", "sweep"} {
				environment(t, name, aliyun.env[name], settings, out)
			}
		})
	}
}

// TestNeedlessRights is why AsyncConfiguration stands in template.yml with a Role alone: what
// fun asks of RAM where there is none.
func TestNeedlessRights(t *testing.T) {
	t.Parallel()
	dir, aliyun := t.TempDir(), newStandIn(t)
	src, err := os.ReadFile("../../cmd/internal/template/testdata/async-without-role.yml")
	if err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{"template.yml": string(src), "dist/code.zip": "no zip"} {
		file = filepath.Join(dir, file)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	out := run(t, aliyun.URL, dir, nil, "fun", "deploy", "-y", "-t", filepath.Join(dir, "template.yml"))
	var rights []string
	for _, call := range aliyun.calls {
		if strings.HasPrefix(call, "RAM ") {
			rights = append(rights, call)
		}
	}
	compare(t, "testdata/needless-rights.txt", strings.Join(rights, "\n"), out)
}

// deploy runs `make deploy`.
func deploy(t *testing.T, url string, settings []string) (out string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOSUMDB", "GOTOOLCHAIN"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		settings = append(settings, name+"="+strings.TrimSpace(string(value)))
	}
	return run(t, url, dir, settings, "make", "-s", "--no-print-directory", "-C", "../..", "deploy", "ROBOT_CONFIG=",
		"DIST="+filepath.Join(dir, "dist"), "RENDERED="+filepath.Join(dir, "template.rendered.yml"))
}

// run runs a command with fun in its path, and nothing of this machine's but what is in settings.
func run(t *testing.T, url, home string, settings []string, command ...string) (out string) {
	t.Helper()
	fun, err := filepath.Abs("../fun")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("env", append([]string{"PATH=" + fun + "/node_modules/.bin:" + os.Getenv("PATH")}, command...)...)
	cmd.Env = append([]string{
		"HOME=" + home, "ACCOUNT_ID=" + account, "REGION=cn-hongkong", "ACCESS_KEY_ID=id", "ACCESS_KEY_SECRET=hush-key",
		"FC_ENDPOINT=" + url, "POP_ENDPOINT=" + url + "/pop", "NODE_OPTIONS=--require " + fun + "/loopback.js",
	}, settings...)
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return string(text)
}

func compare(t *testing.T, file, got, out string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the calls differ from %s; fun said:\n%s\ngot\n%s", file, out, got)
	}
}

// environment looks at what a function was given: each value as it was set, those that fun
// adds, and nothing that is secret in what was printed.
func environment(t *testing.T, function string, got map[string]string, settings []string, out string) {
	t.Helper()
	size := 0
	for name, value := range got {
		switch {
		case slices.Contains(added, name):
			size += len(name) + len(value)
		case name != "ROBOT_MODE" && !slices.Contains(settings, name+"="+value):
			t.Errorf("%s: %s is %q, not as it was set", function, name, value)
		}
	}
	if size != 707 {
		t.Errorf("%s: fun adds %d bytes, and cmd/internal/template counts on 707", function, size)
	}
	for _, secret := range []string{"hush", odd, "PRIVATE KEY"} {
		if strings.Contains(out, secret) {
			t.Errorf("%s: what was printed has %q:\n%s", function, secret, out)
		}
	}
}
