package deploy

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// bootstrap is the function, as make package builds it.
func bootstrap(t *testing.T) []byte {
	t.Helper()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return binary
}

var built = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "robot-deploy")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	build := exec.Command("make", "-s", "--no-print-directory", "-C", "..", "package", "DIST="+dir, "ROBOT_CONFIG=", "VERSION=v9.9.9-test")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "bootstrap"))
})

func put(t *testing.T, name string, mode os.FileMode, content []byte) {
	t.Helper()
	if err := os.WriteFile(name, content, mode); err != nil {
		t.Fatal(err)
	}
}

// readOnly is what a container's engine does with an image.
const readOnly = `mount --bind "$0" "$0" && mount -t proc proc "$0/proc" && mount -o remount,ro,bind "$0" &&
	! touch "$0/tmp" 2>/dev/null && exec chroot --userspec=65532:65532 "$0" "$1"`

// function is one that is to be run by a user who is nobody.
type function struct {
	root string // what the function sees of the world; "" is all of it
	dir  string // what there is to look at, where root is all of it
	name string
	env  []string
	at   string // where it listens then
}

// page starts it, and returns its page when it is there. It ends in time when it is told to.
func (f function) page(t *testing.T) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can become nobody in another root")
	}
	for dir := max(f.root, f.dir); len(dir) > len(os.TempDir()); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil { // t.TempDir is its owner's alone
			t.Fatal(err)
		}
	}
	before := listed(t, max(f.root, f.dir))
	var out bytes.Buffer
	run := exec.Command("chroot", "--userspec=65532:65532", "/", f.name)
	if f.root != "" {
		if err := exec.Command("unshare", "-m", "true").Run(); err != nil {
			t.Skip("no mounts of one's own here:", err)
		}
		run = exec.Command("unshare", "-m", "sh", "-c", readOnly, f.root, f.name)
	}
	run.Stdout, run.Stderr = &out, &out
	host, _, _ := strings.Cut(f.at, ":")
	run.Env = append([]string{"PATH=" + os.Getenv("PATH"), "GITHUB_WEBHOOK_SECRET=a-secret-of-thirty-two-characters", "GITHUB_TOKEN=t", "ROBOT_HOST=" + host}, f.env...)
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	defer run.Process.Kill()
	page := fetched(t, "http://"+f.at+"/")
	run.Process.Signal(syscall.SIGTERM)
	if err := run.Wait(); err != nil {
		t.Errorf("%v; it said:\n%s", err, &out)
	}
	if after := listed(t, max(f.root, f.dir)); after != before {
		t.Errorf("it left\n%s, there was\n%s", after, before)
	}
	return page
}

// fetched is the page's data, as soon as there is some.
func fetched(t *testing.T, url string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "application/json")
	for range 200 {
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != 200 {
			t.Errorf("%s, %v: %s", answer.Status, err, text)
		}
		return string(text)
	}
	t.Error("it does not answer")
	return ""
}

func listed(t *testing.T, dir string) string {
	t.Helper()
	list, err := exec.Command("find", dir, "-printf", `%P %s %m\n`).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(list)
}
