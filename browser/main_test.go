package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// What all tests share: a browser, a folder, and the program whose pages they look at, which
// is built when the first of them asks for it.
var (
	chromium context.Context
	folder   string
	program  = sync.OnceValues(build)
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "test-browser:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	path, err := findChromium()
	if err != nil {
		return 0, err
	}
	if folder, err = os.MkdirTemp("", "robot-browser-"); err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	ctx, end, err := startChromium(path)
	if err != nil {
		return 0, err
	}
	defer end()
	chromium = ctx
	code = m.Run()
	figures.print()
	return code, nil
}

func build() (string, error) {
	path := filepath.Join(folder, "playground")
	command := exec.Command("go", "build", "-o", path, "./cmd/playground")
	command.Dir = ".."
	if said, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the playground: %w\n%s", err, said)
	}
	return path, nil
}

// figures are what the tests measured: printed, never judged by a clock, which on another
// machine is another.
var figures measures

type measures struct {
	sync.Mutex
	lines []string
}

func (f *measures) add(format string, args ...any) {
	f.Lock()
	defer f.Unlock()
	f.lines = append(f.lines, fmt.Sprintf(format, args...))
}

func (f *measures) print() {
	slices.Sort(f.lines)
	for _, line := range f.lines {
		fmt.Println("figure:", line)
	}
}
