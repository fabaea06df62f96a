package main

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// said is what a program prints.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{} // is closed when there is more
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.more != nil {
		close(s.more)
		s.more = nil
	}
	return s.text.Write(p)
}

func (s *said) now() (text string, more <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.more == nil {
		s.more = make(chan struct{})
	}
	return s.text.String(), s.more
}

// finds waits until something was said.
func (s *said) finds(t *testing.T, pattern string) string {
	t.Helper()
	late := time.After(2 * time.Minute) // go run builds
	for {
		text, more := s.now()
		if m := regexp.MustCompile(pattern).FindStringSubmatch(text); m != nil {
			return m[1]
		}
		select {
		case <-more:
		case <-late:
			t.Fatalf("nobody says %s:\n%s", pattern, text)
		}
	}
}

// TestElsewhere does what the greeting says: it starts the function's binary with that
// environment, in the place of the robot in here, and comments. The playground ends although
// somebody looks on, and leaves the story.
func TestElsewhere(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	robot := at(free)
	free.Close()
	file := filepath.Join(t.TempDir(), "story.txtar")
	out, end := starts(t, "--pace=10ms --robot="+robot+" --record="+file)

	shell(t, out.finds(t, `(?s)(GITHUB_API_URL=.*cmd/bootstrap)`)).finds(t, `("msg":"listening")`)
	say := shell(t, out.finds(t, `(go run ./cmd/robot say .*)`))
	say.finds(t, `(\*\*succeeded\*\*)`)
	curl := shell(t, out.finds(t, `(curl .*)`))
	curl.finds(t, `("body": ?"/help")`)

	front := out.finds(t, `Open (http://127\.0\.0\.1:\d+)/ `)
	for _, address := range []string{front, out.finds(t, `Drone is at (http://127\.0\.0\.1:\d+)/`)} {
		foreign(t, address)
	}
	live, err := http.Get(front + "/live")
	if err != nil {
		t.Fatal(err)
	}
	defer live.Body.Close()
	end()
	text, err := os.ReadFile(file)
	for _, want := range []string{"\nalice on 17: /promote 42 dev REVISION=abc\nwait\nalice on 17: /help\n", "🚀 Build [43](http://127.0.0.1/acme/widgets/43) **succeeded**."} {
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%v: the story does not have %q:\n%s", err, want, text)
		}
	}
	out.finds(t, `(The story is in `+regexp.QuoteMeta(file)+`)`)
}

// foreign fails where a page or an API is there under a name that is not this machine's: a
// page elsewhere could have its own name lead here.
func foreign(t *testing.T, address string) {
	t.Helper()
	for _, path := range []string{"/", "/acme/widgets", "/deliveries", "/live", "/assets/style.css", "/api/v3/user", "/healthz"} {
		r, err := http.NewRequest("GET", address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "evil.example.com"
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s%s as evil.example.com: %s", address, path, answer.Status)
		}
	}
}

// shell starts a command of the greeting, which ends with the test.
func shell(t *testing.T, command string) *said {
	t.Helper()
	out := new(said)
	c := exec.Command("bash", "-c", command)
	c.Dir, c.Stdout, c.Stderr = "../..", out, out
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // go run and what it runs end together
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
		c.Wait()
	})
	return out
}
