package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// child is a server that runs in a process of its own.
type child struct {
	process *exec.Cmd
	address string // http://127.0.0.1:PORT
}

// start runs a program until it says on which address it listens, in the line of JSON
// that the function writes then.
func start(ctx context.Context, env []string, program string, args ...string) (*child, error) {
	return startWith(ctx, func(*os.Process) {}, env, program, args...)
}

// startWith is start, with somebody who is told of the process before it is waited for.
func startWith(ctx context.Context, began func(*os.Process), env []string, program string, args ...string) (*child, error) {
	port, err := free()
	if err != nil {
		return nil, err
	}
	c := &child{process: exec.CommandContext(ctx, program, args...)}
	c.process.Env = append([]string{"ROBOT_HOST=127.0.0.1", "PORT=" + port}, env...)
	c.process.Stderr = os.Stderr
	out, err := c.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.process.Start(); err != nil {
		return nil, err
	}
	began(c.process.Process)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var line struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
			c.address = "http://" + line.Address
			go io.Copy(io.Discard, out) // its log, until it ends
			return c, nil
		}
	}
	c.end()
	return nil, fmt.Errorf("%s did not begin to listen: %s", program, c.process.ProcessState)
}

// free is a port that nobody listens on.
func free() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

func (c *child) end() {
	c.process.Process.Kill()
	c.process.Wait()
}

// tick is the unit of CPU time in /proc. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
const tick = 10 * time.Millisecond

// cpu is the CPU time that the process has used, its own and the kernel's for it.
func (c *child) cpu() (time.Duration, error) {
	text, err := c.proc("stat")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(text, ") ") // the program's name may hold anything
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, fmt.Errorf("/proc has no times: %q", text)
	}
	user, err := strconv.ParseInt(fields[11], 10, 64)
	if err != nil {
		return 0, err
	}
	system, err := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * tick, err
}

// memory is a size from /proc, in bytes: VmRSS is what is resident, VmHWM the most that was.
func (c *child) memory(name string) (int64, error) {
	text, err := c.proc("status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(text, name+":")
	var kB int64
	if _, err := fmt.Sscanf(rest, "%d kB", &kB); err != nil {
		return 0, fmt.Errorf("/proc has no %s: %w", name, err)
	}
	return kB << 10, nil
}

func (c *child) proc(name string) (string, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", c.process.Process.Pid, name))
	return string(text), err
}
