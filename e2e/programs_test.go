package e2e

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
)

// programs is a folder with the binaries that a world is made of.
type programs string

func (p programs) path(name string) string { return filepath.Join(string(p), name) }

// Both are listed as tools in go.mod, which is what keeps their sums in go.sum.
const (
	serverPackage = "github.com/drone/drone/cmd/drone-server"
	runnerPackage = "github.com/drone-runners/drone-runner-exec"
)

// need fails where a command is missing, and says what to install.
func need(command string) error {
	if _, err := exec.LookPath(command); err != nil {
		return fmt.Errorf("%s is missing: install the package %[1]s, as with apt-get install %[1]s", command)
	}
	return nil
}

// drone builds the server and the runner, or takes those that an earlier run built of the
// same sources with the same Go.
func drone() (programs, error) {
	caches, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	sums, err := os.ReadFile("go.sum")
	if err != nil {
		return "", err
	}
	key := sha256.Sum256(slices.Concat(sums, []byte(runtime.Version()+runtime.GOOS+runtime.GOARCH)))
	built := filepath.Join(caches, "robot-e2e", fmt.Sprintf("%x", key[:8]))
	if _, err := os.Stat(built); err == nil {
		return programs(built), nil
	}
	return programs(built), buildAside(built, func(dir string) error {
		if err := need("gcc"); err != nil { // SQLite is in the server
			return err
		}
		// Without nolimit, and with oss, it would be an edition that cannot promote.
		return goBuild(".", dir, "-tags", "nolimit", serverPackage, runnerPackage)
	})
}

// buildAside builds in a folder beside dir, which it becomes when all of it is there.
func buildAside(dir string, build func(string) error) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	aside, err := os.MkdirTemp(filepath.Dir(dir), "building-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(aside)
	if err := build(aside); err != nil {
		return err
	}
	if err := os.Rename(aside, dir); err != nil {
		if _, there := os.Stat(dir); there == nil {
			return nil // somebody else was faster
		}
		return err
	}
	return nil
}

// robotBinary builds the function as it stands in the folder above.
func robotBinary(dir string) error { return goBuild("..", dir, "./cmd/bootstrap") }

func goBuild(in, to string, args ...string) error {
	fmt.Fprintln(os.Stderr, "e2e: building", args[len(args)-1])
	build := exec.Command("go", append([]string{"build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", to + "/"}, args...)...)
	build.Dir = in
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", args[len(args)-1], err, out)
	}
	return nil
}
