package deploy

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// stage is a Dockerfile's last one, as BuildKit reads it. Its linter's complaints are told.
func stage(t *testing.T, text []byte) (last instructions.Stage, complaints []string) {
	t.Helper()
	file, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range file.Warnings {
		complaints = append(complaints, w.Short)
	}
	warn := func(rule, _, _, message string, _ []parser.Range) { complaints = append(complaints, rule+": "+message) }
	stages, _, err := instructions.Parse(file.AST, linter.New(&linter.Config{Warn: warn}))
	if err != nil {
		t.Fatal(err)
	}
	return stages[len(stages)-1], complaints
}

// TestDockerfile: BuildKit has nothing to say against it, and the image is what it has to be.
func TestDockerfile(t *testing.T) {
	text, err := os.ReadFile("container/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	last, complaints := stage(t, text)
	if len(complaints) > 0 || last.BaseName != "scratch" {
		t.Errorf("FROM %s; %q", last.BaseName, complaints)
	}
	var got []string
	for _, command := range last.Commands {
		got = append(got, fmt.Sprint(command))
	}
	want := []string{
		"COPY --from=certificates /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt",
		"COPY bootstrap robot.yml* /", "USER 65532:65532", "EXPOSE 9000", `ENTRYPOINT ["/bootstrap"]`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q, want %q", got, want)
	}

	// The linter is awake.
	if _, complaints := stage(t, []byte("from scratch AS Up\nCMD sing\n")); len(complaints) == 0 {
		t.Error("no word against a bad one")
	}
}

// TestContainer runs the function in what the image holds: its certificates, itself, a
// robot.yml, and nothing else, as a user who may write nowhere.
func TestContainer(t *testing.T) {
	root := t.TempDir()
	certificates := filepath.Join(root, "etc/ssl/certs")
	for _, dir := range []string{certificates, filepath.Join(root, "proc")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	bundle, err := os.ReadFile("/etc/ssl/certs/ca-certificates.crt")
	if err != nil {
		t.Skip(err)
	}
	put(t, filepath.Join(certificates, "ca-certificates.crt"), 0o644, bundle)
	put(t, filepath.Join(root, "bootstrap"), 0o755, bootstrap(t))
	put(t, filepath.Join(root, "robot.yml"), 0o644, []byte("use: help\n"))
	run := function{root: root, name: "/bootstrap", env: []string{"PORT=8080"}, at: "127.0.8.1:8080"}
	page := run.page(t)
	if !strings.Contains(page, `"/help"`) || strings.Contains(page, `"/run"`) {
		t.Errorf("its robot.yml says /help alone: %s", page)
	}
	if !strings.Contains(page, `"version":"v9.9.9-test"`) {
		t.Errorf("no version: %s", page)
	}
}
