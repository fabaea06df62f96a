package browser

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// playground is the program, running.
type playground struct {
	github, drone string // where its two listen: "http://127.0.0.1:…"
	began         time.Time
	ready         time.Duration // what it took until the first page was there
	end           func()        // stops it, as Ctrl-C does

	sync.Mutex
	said strings.Builder
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// pace is what a step of a build takes: long enough to be seen going on.
const pace = "150ms"

// play starts a playground on free ports, which ends with the test.
func play(t *testing.T, args ...string) *playground {
	t.Helper()
	return playAt(t, "0", args...)
}

// playAt starts it at a port and at the next one.
func playAt(t *testing.T, port string, args ...string) *playground {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	p := &playground{began: time.Now()}
	cmd := exec.Command(path, append([]string{"--pace", pace}, args...)...)
	cmd.Env = []string{"PORT=" + port, "HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH")}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	greeted, over := make(chan struct{}), make(chan struct{})
	go p.listen(out, greeted, over)
	p.end = sync.OnceFunc(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		kill := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
		defer kill.Stop()
		<-over
		if err := cmd.Wait(); err != nil || t.Failed() {
			t.Logf("the playground ended with %v and said:\n%s", err, p.words())
		}
	})
	t.Cleanup(p.end)
	select {
	case <-greeted:
	case <-over:
		t.Fatalf("the playground ended before it said where it listens:\n%s", p.words())
	case <-time.After(patience):
		t.Fatalf("the playground does not say where it listens:\n%s", p.words())
	}
	p.firstPage(t)
	return p
}

// listen keeps what the program says; its first two addresses are GitHub's and Drone's.
func (p *playground) listen(out io.Reader, greeted, over chan<- struct{}) {
	defer close(over)
	var found []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		p.Lock()
		fmt.Fprintln(&p.said, lines.Text())
		p.Unlock()
		for _, one := range address.FindAllString(lines.Text(), -1) {
			if len(found) == 2 || len(found) == 1 && found[0] == one {
				continue
			}
			if found = append(found, one); len(found) == 2 {
				p.github, p.drone = found[0], found[1]
				close(greeted)
			}
		}
	}
}

func (p *playground) words() string {
	p.Lock()
	defer p.Unlock()
	return p.said.String()
}

func (p *playground) firstPage(t *testing.T) {
	t.Helper()
	res, err := http.Get(p.github + "/")
	if err != nil {
		t.Fatalf("the first page: %v", err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("the first page: %s, %v\n%s", res.Status, err, body)
	}
	p.ready = time.Since(p.began)
}
