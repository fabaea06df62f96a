package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	startTime   = 120 * time.Second // that the platform waits for the port
	concurrency = 10                // InstanceConcurrency of the templates
)

// instance is a process of a function. It stands still while it has nothing to answer.
type instance struct {
	process *exec.Cmd
	address string
	log     string // the file that it writes to
	client  *http.Transport
	busy    int // calls that it has not answered
	gone    bool
}

// begin starts bootstrap in its directory, and waits for the port. It is called from another
// address than the instance's own: one that listens on 127.0.0.1 alone is never reached.
func begin(dir, log string, env []string, portName string) (*instance, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer out.Close() // the process has its own
	in := &instance{address: net.JoinHostPort("127.0.0.2", port), log: log, client: &http.Transport{MaxIdleConnsPerHost: concurrency}}
	in.process = exec.Command(filepath.Join(dir, "bootstrap"))
	in.process.Dir, in.process.Env = dir, append([]string{portName + "=" + port}, env...)
	in.process.Stdout, in.process.Stderr = out, out
	if err := in.process.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- in.process.Wait() }()
	late, poll := time.After(startTime), time.NewTicker(time.Millisecond)
	defer poll.Stop()
	for {
		if c, err := net.Dial("tcp", in.address); err == nil {
			c.Close()
			return in, nil
		}
		select {
		case err := <-ended:
			text, _ := os.ReadFile(log)
			return nil, fmt.Errorf("FunctionNotStarted: %v: %s", err, text)
		case <-late:
			in.kill()
			return nil, fmt.Errorf("FunctionNotStarted: %s is not open after %s", in.address, startTime)
		case <-poll.C:
		}
	}
}

var tried atomic.Int32

// freePort is one below those that systems give to whoever does not ask for one, so that nobody
// takes it before the instance does.
func freePort() (string, error) {
	for range 1000 {
		port := fmt.Sprint(10000 + os.Getpid()%20000 + int(tried.Add(1)))
		if l, err := net.Listen("tcp", ":"+port); err == nil {
			return port, l.Close()
		}
	}
	return "", errors.New("no port is free")
}

// freeze stops the process, and returns when it stands still.
func (in *instance) freeze() {
	if in.process.Process.Signal(syscall.SIGSTOP) != nil {
		return // it is no more
	}
	for !strings.ContainsAny(in.state(), "TZX") {
		time.Sleep(100 * time.Microsecond)
	}
}

// state is that of the process: T where it stands still, Z and X where it has ended.
func (in *instance) state() string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", in.process.Process.Pid))
	if err != nil {
		return "X"
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	return rest[:1]
}

func (in *instance) thaw() { in.process.Process.Signal(syscall.SIGCONT) }

// kill takes the instance away, as it is: frozen.
func (in *instance) kill() {
	in.process.Process.Signal(syscall.SIGKILL)
	in.client.CloseIdleConnections()
}

// answer is what an instance has answered, to its end.
type answer struct {
	status int
	header http.Header
	body   string
}

// call makes a call over a connection that is kept. It ends with ctx, and so does the
// connection then.
func (in *instance) call(ctx context.Context, method, path string, header http.Header, body string) (*answer, error) {
	r, err := http.NewRequestWithContext(ctx, method, "http://"+in.address+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header = header
	response, err := in.client.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return &answer{response.StatusCode, response.Header, string(text)}, err
}
