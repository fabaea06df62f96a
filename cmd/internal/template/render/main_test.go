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
	for _, name := range strings.Fields("GITHUB_WEBHOOK_SECRET GITHUB_TOKEN GITHUB_USER GITHUB_PASSWD GITHUB_API_URL DRONE_SERVER DRONE_TOKEN DRONE_PUBLIC_URL ROBOT_LOG_LEVEL") {
		t.Setenv(name, "")
	}
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
