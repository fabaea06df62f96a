// Command playground is the robot on one machine without any account: the function,
// wired to a GitHub and a Drone that live in memory, and a page to use them. It is what make
// run starts.
package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/story"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGHUP, os.Interrupt)
	defer stop()
	o, err := read(os.Args[1:], os.Getenv, os.Stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "playground:", err)
		os.Exit(2)
	default:
		if err := run(ctx, o, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "playground:", err)
			os.Exit(1)
		}
	}
}

// options are what the playground is started with.
type options struct {
	port, secret string
	robot        string // the address of a robot elsewhere
	pace         time.Duration
	scenario     *story.Story
	record       string // the file to write
}

const usage = `The robot on one machine: a GitHub and a Drone in memory, and a page to use them.

    make run
    make run ARGS=--scenario=%s

PORT is the page's port, 9000 by default; Drone has the next one. PORT=0 is two free ones.
GITHUB_WEBHOOK_SECRET is the secret of the webhooks; without it, a random one.

`

// read reads the command line and the environment. It prints the help where that is asked for.
func read(args []string, getenv func(string) string, out io.Writer) (o options, err error) {
	names := story.Names()
	flags := flag.NewFlagSet("playground", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	scenario := flags.String("scenario", "", "the `NAME` of a story to begin with: "+strings.Join(names, ", ")+", or a file that was recorded")
	flags.StringVar(&o.record, "record", "", "write what happens into this `FILE`, as a story")
	flags.StringVar(&o.robot, "robot", "", "the `URL` of a robot that runs elsewhere, which gets the webhooks in the place of the one in here")
	flags.DurationVar(&o.pace, "pace", 600*time.Millisecond, "how long a step of a build takes")
	err = flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(out, usage, names[0])
		flags.SetOutput(out)
		flags.PrintDefaults()
		return o, err
	case err != nil:
		return o, fmt.Errorf("%w; --help says more", err)
	case flags.NArg() > 0:
		return o, fmt.Errorf("what is %q? --help says more", flags.Arg(0))
	case o.pace < 0:
		return o, fmt.Errorf("--pace %s: time does not go back", o.pace)
	}
	o.port, o.secret = cmp.Or(getenv("PORT"), "9000"), secret(getenv)
	if o.robot != "" {
		to, err := url.Parse(o.robot)
		if err != nil || to.Host == "" || to.Scheme != "http" && to.Scheme != "https" {
			return o, fmt.Errorf("--robot %s: want an address like http://127.0.0.1:9010", o.robot)
		}
		o.robot = strings.TrimSuffix(o.robot, "/")
	}
	if *scenario != "" {
		if o.scenario, err = load(*scenario); err != nil {
			return o, fmt.Errorf("--scenario: %w", err)
		}
	}
	if err := writable(o.record); err != nil {
		return o, fmt.Errorf("--record: %w", err)
	}
	return o, nil
}

// writable fails where nothing can be written to a file: who learns it in the end has lost all.
func writable(file string) error {
	if file == "" {
		return nil
	}
	_, missing := os.Stat(file)
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil || missing == nil {
		return err
	}
	return os.Remove(file) // there is nothing in it yet
}

// secret is the first of those of the environment, where there are several, or a random one.
func secret(getenv func(string) string) string {
	first, _, _ := strings.Cut(getenv("GITHUB_WEBHOOK_SECRET"), ",")
	if first = strings.TrimSpace(first); first != "" {
		return first
	}
	random := make([]byte, 32)
	rand.Read(random)
	return hex.EncodeToString(random)
}

// load is the story of a name, or of a file that was recorded.
func load(name string) (*story.Story, error) {
	if !strings.HasSuffix(name, ".txtar") {
		return story.Load(name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return story.Parse(name, text)
}
