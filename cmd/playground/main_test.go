package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/story"
)

func reads(args string, env ...string) (options, string, error) {
	var out bytes.Buffer
	o, err := read(strings.Fields(args), func(name string) string {
		for _, setting := range env {
			if value, is := strings.CutPrefix(setting, name+"="); is {
				return value
			}
		}
		return ""
	}, &out)
	return o, out.String(), err
}

func TestRead(t *testing.T) {
	o, _, err := reads("")
	if err != nil || o.port != "9000" || len(o.secret) != 64 || o.pace != 600*time.Millisecond || o.scenario != nil {
		t.Errorf("%+v, %v", o, err)
	}
	file := filepath.Join(t.TempDir(), "story.txtar")
	o, _, err = reads("--robot=http://127.0.0.1:9010/ --pace 0s --scenario triage --record "+file, "PORT=9500", "GITHUB_WEBHOOK_SECRET= one, two")
	if err != nil || o.port != "9500" || o.secret != "one" || o.robot != "http://127.0.0.1:9010" || o.pace != 0 || o.scenario == nil || o.record != file {
		t.Errorf("%+v, %v", o, err)
	}
	for args, want := range map[string]string{
		"--scenario=nothing":        `there is no story "nothing"; there is promotion, release, triage`,
		"--scenario=nothing.txtar":  "no such file",
		"--scenario=main_test.go":   "there is no story",
		"--robot=9010":              "want an address like http://",
		"--record=no/such/folder":   "no such file or directory",
		"--pace=-1s":                "time does not go back",
		"--colour":                  "-colour; --help says more",
		"triage":                    `what is "triage"? --help says more`,
		"--pace=fast --record=file": "invalid value",
	} {
		if _, _, err := reads(args); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", args, err, want)
		}
	}
}

func TestHelp(t *testing.T) {
	_, printed, err := reads("--help")
	if !errors.Is(err, flag.ErrHelp) {
		t.Error(err)
	}
	for _, want := range append(story.Names(), "-robot URL", "-record FILE", "-pace", "PORT", "GITHUB_WEBHOOK_SECRET") {
		if !strings.Contains(printed, want) {
			t.Errorf("the help does not have %q:\n%s", want, printed)
		}
	}
}

// TestPorts: Drone has the next port, or any where that is taken; both are this machine's alone.
func TestPorts(t *testing.T) {
	front, ci, err := listen("0")
	if err != nil {
		t.Fatal(err)
	}
	defer ci.Close()
	_, port, _ := strings.Cut(front.Addr().String(), "127.0.0.1:")
	if _, _, err := listen(port); err == nil || !strings.Contains(err.Error(), "PORT=") {
		t.Errorf("a port that is taken: %v", err)
	}
	front.Close()
	again, next, err := listen(port)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
	third, other, err := listen(port) // the next one is taken
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []io.Closer{next, third, other} {
		l.Close()
	}
	if !strings.HasPrefix(other.Addr().String(), "127.0.0.1:") || other.Addr().String() == next.Addr().String() {
		t.Errorf("Drone at %s, and at %s", next.Addr(), other.Addr())
	}
}

// starts is a playground that was started with some flags, at any port.
func starts(t *testing.T, flags string) (out *said, end func()) {
	t.Helper()
	o, _, err := reads(flags)
	if err != nil {
		t.Fatal(err)
	}
	o.port = "0"
	out = new(said)
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { ended <- run(ctx, o, out) }()
	return out, func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// TestScenario: who plays a story is told whether it has ended as it says.
func TestScenario(t *testing.T) {
	file := filepath.Join(t.TempDir(), "story.txtar")
	if err := os.WriteFile(file, []byte("-- script --\nalice on 17: /help close\n-- issue 18 --\nopen: Fix the wobble\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"promotion": `(has ended as it says)`, file: `(?s)went otherwise:\n.*(nothing has happened to issue 18)`} {
		out, end := starts(t, "--pace=0s --scenario="+name)
		out.finds(t, want)
		end()
	}
}
