// Release makes all that a version consists of, in a folder of its own:
//
//	go run ./cmd/internal/release -version v0.1.0 [-out dist/release/v0.1.0] [-platforms linux/amd64,…]
//
//	robot-V-fc.zip           what Function Compute runs: what make package makes, without a robot.yml
//	robot-V-scf.zip          the same for Tencent's web function
//	robot-V-application.zip  for Serverless Devs' application centre
//	robot-V-OS-ARCH…         the operator's tool
//	s.yaml template.yml Dockerfile service.yaml   what deploys them
//	robot-V.cdx.json         the modules that are linked in (CycloneDX)
//	NOTES.md SHA256SUMS
//
// Two runs of one commit, by one version of Go, make the same files.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// usual are the platforms that operators sit at.
const usual = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"

// release is one that is being made.
type release struct {
	ctx       context.Context
	root      string // of the repository
	version   string
	out, temp string
	platforms []string // os/arch
	at        time.Time
	linked    linked
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	version := flag.String("version", "", "what this is a version of")
	out := flag.String("out", "", "the folder, which is made anew; dist/release/VERSION by default")
	platforms := flag.String("platforms", usual, "those of the operator's tool")
	flag.Parse()
	r := &release{ctx: ctx, root: ".", version: *version, out: *out, platforms: strings.Split(*platforms, ",")}
	if r.out == "" {
		r.out = filepath.Join("dist", "release", *version)
	}
	if err := r.make(); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// named is what goes into names of files, and into a program.
var named = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+-]*$`)

func (r *release) make() (err error) {
	switch {
	case !named.MatchString(r.version):
		return fmt.Errorf("%q is no version; git tag one, or say VERSION=…", r.version)
	case strings.HasSuffix(r.version, "-dirty"):
		return fmt.Errorf("%s: nobody could make it again; commit first, or say VERSION=…", r.version)
	}
	if r.temp, err = os.MkdirTemp("", "robot-release"); err != nil {
		return err
	}
	defer os.RemoveAll(r.temp)
	if r.at, err = r.committed(); err != nil {
		return err
	}
	if err := os.RemoveAll(r.out); err != nil {
		return err
	}
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	for _, step := range []func() error{r.function, r.tools, r.application, r.files, r.bill, r.notes, r.sums} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// run starts a program in the repository, and returns what it printed.
func (r *release) run(env []string, name string, args ...string) (string, error) {
	command := exec.CommandContext(r.ctx, name, args...)
	command.Dir = r.root
	command.Env = append(os.Environ(), append([]string{"GOFLAGS=", "GOWORK=off", "LC_ALL=C"}, env...)...)
	out, err := command.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, exit.Stderr)
	}
	return strings.TrimSpace(string(out)), err
}

func (r *release) git(args ...string) (string, error) { return r.run(nil, "git", args...) }

// committed is when: the only time that a release knows.
func (r *release) committed() (time.Time, error) {
	text, err := r.git("log", "-1", "--format=%cI")
	if err != nil {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339, text)
	return at.UTC(), err
}

func (r *release) write(name string, content []byte) error {
	return os.WriteFile(filepath.Join(r.out, name), content, 0o644)
}

func (r *release) read(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(r.root, filepath.FromSlash(name)))
}
