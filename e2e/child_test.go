package e2e

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

// child is a program that runs beside the tests.
type child struct {
	name string
	log  *issuetest.Log
	cmd  *exec.Cmd
	done chan struct{}
}

// spawn starts a program with nothing but the given environment. It does not outlive the
// tests, whatever ends them, where the system can promise that.
func spawn(name, dir string, env []string, path string, args ...string) (*child, error) {
	c := &child{name: name, log: new(issuetest.Log), cmd: exec.Command(path, args...), done: make(chan struct{})}
	c.cmd.Dir, c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr = dir, env, c.log, c.log
	c.cmd.SysProcAttr = tied()
	if err := start(c.cmd); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	go func() {
		c.cmd.Wait()
		close(c.done)
	}()
	return c, nil
}

// stop asks the program to end, and makes it where it did not within a second: the runner
// would wait for its long poll.
func (c *child) stop() {
	if c == nil {
		return
	}
	c.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-c.done:
	case <-time.After(time.Second):
		c.cmd.Process.Kill()
		<-c.done
	}
}

// patience is how long anything here may take.
const patience = 30 * time.Second

// answers waits until the address answers 200.
func (c *child) answers(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		if answer, err := http.DefaultClient.Do(r); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-c.done:
			return fmt.Errorf("%s ended at once:\n%s", c.name, c.log)
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer:\n%s", c.name, c.log)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// tail is the last of what the program printed about something.
func (c *child) tail(lines int, about string) string {
	all := slices.DeleteFunc(strings.Split(strings.TrimSpace(c.log.String()), "\n"), func(line string) bool {
		return !strings.Contains(line, about)
	})
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// free is an address on the loopback interface where nobody listens.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
