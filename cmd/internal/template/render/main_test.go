package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const src = "../../../../template.yml"

func TestRender(t *testing.T) {
	dir := t.TempDir()
	dst, key := filepath.Join(dir, "template.rendered.yml"), filepath.Join(dir, "key.pem")
	for file, text := range map[string]string{dst: "of an earlier run", key: "what the file holds"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	unset(t)
	t.Setenv("GITHUB_APP_ID", "1")
	t.Setenv("GITHUB_APP_PRIVATE_KEY", key)
	defer func(old func(func(string) string) error) { check = old }(check)
	check = nil // the key is not one

	missing, err := render(src, dst)
	if want := []string{"GITHUB_WEBHOOK_SECRET"}; err != nil || !slices.Equal(missing, want) {
		t.Errorf("missing %q, %v; want %q", missing, err, want)
	}
	if _, err := os.Stat(dst); !os.IsNotExist(err) {
		t.Errorf("what an earlier run left is still there (%v)", err)
	}

	t.Setenv("GITHUB_WEBHOOK_SECRET", "s")
	if missing, err := render(src, dst); err != nil || missing != nil {
		t.Fatalf("missing %q, %v", missing, err)
	}
	info, err := os.Stat(dst)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v; want mode -rw-------", info, err)
	}
	out, err := os.ReadFile(dst)
	if err != nil || !strings.Contains(string(out), `GITHUB_APP_PRIVATE_KEY: "what the file holds"`) {
		t.Errorf("%v: the key is not in\n%s", err, out)
	}
}

// TestFilledByS shows that s.yaml is checked by the function itself, that an empty
// setting is an unset one to it, and that what s would do differently is refused.
func TestFilledByS(t *testing.T) {
	dir := t.TempDir()
	file, dotenv := filepath.Join(dir, "s.yaml"), filepath.Join(dir, ".env")
	text, err := os.ReadFile("../../../../s.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name     string
		settings []string
		missing  []string
		want     string // of the error; "" is none
	}{
		{"nothing", nil, []string{"GITHUB_WEBHOOK_SECRET", "GITHUB_TOKEN (or GITHUB_USER and GITHUB_PASSWD, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY)"}, ""},
		{"enough", []string{"GITHUB_WEBHOOK_SECRET=s", "GITHUB_TOKEN=t"}, nil, ""},
		{"half a Drone", []string{"GITHUB_WEBHOOK_SECRET=s", "GITHUB_TOKEN=t", "DRONE_TOKEN=d"}, []string{"DRONE_SERVER"}, ""},
		{"no secret after all", []string{"GITHUB_WEBHOOK_SECRET= ,", "GITHUB_TOKEN=t"}, nil, "GITHUB_WEBHOOK_SECRET: set it"},
		{"no address", []string{"GITHUB_WEBHOOK_SECRET=s", "GITHUB_TOKEN=t", "DRONE_SERVER=d", "DRONE_TOKEN=d"}, nil, "DRONE_SERVER: want an address"},
		{"no level", []string{"GITHUB_WEBHOOK_SECRET=s", "GITHUB_TOKEN=t", "ROBOT_LOG_LEVEL=loud"}, nil, "ROBOT_LOG_LEVEL"},
		{"two identities", []string{"GITHUB_WEBHOOK_SECRET=s", "GITHUB_TOKEN=t", "GITHUB_USER=u", "GITHUB_PASSWD=p"}, nil, "only one"},
		{"filled again", []string{"GITHUB_WEBHOOK_SECRET=${env('HOME')}", "GITHUB_TOKEN=t"}, nil, "GITHUB_WEBHOOK_SECRET: it holds ${"},
		{"a file", []string{"GITHUB_WEBHOOK_SECRET=s", "GITHUB_APP_ID=1", "GITHUB_APP_PRIVATE_KEY=" + file}, nil, "GITHUB_APP_PRIVATE_KEY: a file"},
		{".env", []string{"GITHUB_WEBHOOK_SECRET=s", "GITHUB_TOKEN=t"}, nil, ".env: s reads"},
	} {
		t.Run(test.name, func(t *testing.T) {
			unset(t)
			for _, setting := range test.settings {
				name, value, _ := strings.Cut(setting, "=")
				t.Setenv(name, value)
			}
			if test.name == ".env" {
				if err := os.WriteFile(dotenv, nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			missing, err := filledByS(file)
			if !slices.Equal(missing, test.missing) {
				t.Errorf("missing %q, want %q", missing, test.missing)
			}
			if (err != nil) != (test.want != "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

// unset empties the settings that the tester's own environment may have.
func unset(t *testing.T) {
	t.Helper()
	for _, name := range strings.Fields("GITHUB_WEBHOOK_SECRET GITHUB_TOKEN GITHUB_USER GITHUB_PASSWD GITHUB_APP_ID GITHUB_APP_PRIVATE_KEY GITHUB_API_URL DRONE_SERVER DRONE_TOKEN DRONE_PUBLIC_URL ROBOT_LOG_LEVEL") {
		t.Setenv(name, "")
	}
}
