package deploy

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const s = "../tools/s/node_modules/.bin/s"

// TestApplication: s itself finds what is to be published in order, and sets up what its
// users get. What is published goes to nobody: the registry is an address where none is.
func TestApplication(t *testing.T) {
	tool, err := filepath.Abs(s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(tool); errors.Is(err, fs.ErrNotExist) || testing.Short() {
		t.Skip("s is not here (make verify installs it), or it takes too long:", err)
	}
	home, dir, out := t.TempDir(), t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		".s/set-config.yml":              "analysis: disable\nregistry: http://127.0.0.1:1\n",
		".s/config/update-notifier.json": `{"lastUpdateCheck": 9000000000000000}`,
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(home, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(home, name), 0o644, []byte(text))
	}
	run := func(in string, args ...string) string {
		t.Helper()
		c := exec.Command(tool, args...)
		c.Dir, c.Env = in, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "serverless_devs_registry_token=none",
			"GITHUB_WEBHOOK_SECRET=of-the-environment", "GITHUB_TOKEN=of-the-environment-too"}
		text, _ := c.CombinedOutput() // s is as likely to fail with 0
		return string(text)
	}

	release := exec.Command("go", "run", "./cmd/internal/release", "-version", "v9.9.9-test", "-out", out, "-platforms", "linux/amd64")
	release.Dir, release.Env = "..", append(os.Environ(), "GOFLAGS=")
	if text, err := release.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	archive := filepath.Join(out, "robot-v9.9.9-test-application.zip")
	if text, err := exec.Command("unzip", "-q", archive, "-d", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if told := run(dir, "registry", "publish"); !strings.Contains(told, "ECONNREFUSED") || strings.Contains(told, "illegal") || strings.Contains(told, "Duplicate") {
		t.Errorf("s publishes: %s", told)
	}

	app := filepath.Join(t.TempDir(), "app")
	run(t.TempDir(), "init", "--uri", archive, "-d", app, "--parameters", `{"region":"ap-southeast-1"}`, "-a", "mine")
	var preview struct {
		Access    string
		Resources map[string]struct{ Props map[string]any }
	}
	told := run(app, "preview", "-o", "json")
	if err := json.Unmarshal([]byte(told[max(0, strings.Index(told, "{")):]), &preview); err != nil {
		t.Fatalf("%v: %s", err, told)
	}
	for _, name := range []string{"robot", "sweep"} {
		props := preview.Resources[name].Props
		environment, _ := props["environmentVariables"].(map[string]any)
		if preview.Access != "mine" || props["region"] != "ap-southeast-1" || environment["GITHUB_WEBHOOK_SECRET"] != "of-the-environment" {
			t.Errorf("%s: %s", name, told)
		}
	}
	if _, err := os.Stat(filepath.Join(app, "dist/code.zip")); err != nil {
		t.Error(err)
	}

	publish := filepath.Join(dir, "publish.yaml")
	text, err := os.ReadFile(publish)
	if err != nil {
		t.Fatal(err)
	}
	put(t, publish, 0o644, []byte(strings.Replace(string(text), "Effective: Public", "Effective: Everybody", 1)))
	if told := run(dir, "registry", "publish"); !strings.Contains(told, "Publish.yaml illegal") {
		t.Errorf("s publishes what is wrong: %s", told)
	}
}
