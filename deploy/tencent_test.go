package deploy

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTencent: the file's form is what Tencent asks for, and what it starts listens on 9000,
// whatever else is set.
func TestTencent(t *testing.T) {
	const name = "tencent/scf_bootstrap"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil || info.Mode() != 0o755 || !bytes.HasPrefix(text, []byte("#!/bin/bash\n")) || bytes.ContainsRune(text, '\r') {
		t.Errorf("%v, %v; want mode -rwxr-xr-x, a #! of bash and LF:\n%q", info, err, text)
	}
	if checker, err := exec.LookPath("shellcheck"); err == nil {
		if out, err := exec.Command(checker, name).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	} else {
		t.Log("shellcheck is not here: bash -n alone")
	}
	if out, err := exec.Command("bash", "-n", name).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}

	dir := t.TempDir()
	put(t, filepath.Join(dir, "scf_bootstrap"), 0o755, text)
	put(t, filepath.Join(dir, "bootstrap"), 0o755, bootstrap(t))
	page := function{dir: dir, name: filepath.Join(dir, "scf_bootstrap"), env: []string{"PORT=1", "AWS_LWA_PORT=2"}, at: "127.0.9.1:9000"}.page(t)
	if !strings.Contains(page, `"/help"`) {
		t.Errorf("%s", page)
	}
}
