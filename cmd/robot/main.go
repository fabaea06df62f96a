// Command robot is the operator's tool.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/fanux/robot/cmd/internal/function"
)

// world is what the commands reach of it, so that tests can be one.
type world struct {
	ctx       context.Context
	getenv    func(string) string
	in        io.Reader
	out, errs io.Writer
}

// tool is the command line. Its help texts are the tool's reference.
type tool struct {
	Version kong.VersionFlag `help:"Print the version."`

	Serve    serve    `cmd:"" help:"Run the function here: the same as bootstrap."`
	Watch    watch    `cmd:"" help:"Answer without a webhook: ask GitHub every few seconds what is new."`
	Parse    parse    `cmd:"" help:"Say of each line that looks like a command whether it would run, and why not."`
	Check    check    `cmd:"" help:"Print every mistake of a robot.yml, with its line and column."`
	Help     help     `cmd:"" help:"Print the reference of all commands that a robot.yml turns on, for people or a handbook."`
	Simulate simulate `cmd:"" help:"Sign a webhook's payload, post it and print the answer."`
	Say      say      `cmd:"" help:"Comment in a running sandbox (make run), and print the reply."`
	Hook     hook     `cmd:"" help:"Create, show and remove the webhook that calls the function."`
	Sweep    sweep    `cmd:"" help:"Make up for what was lost: redeliver what failed, run what nobody took, end what was broken off, bring replies up to date."`
	App      app      `cmd:"" help:"Print what registers a GitHub App for the robot."`
	Render   render   `cmd:"" help:"Put the environment into the template that fun deploys, or check what s would deploy."`
	Doctor   doctor   `cmd:"" help:"Look whether everything stands that a comment needs to become a command, and say what to do."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	os.Exit(run(os.Args[1:], &world{ctx, os.Getenv, os.Stdin, os.Stdout, os.Stderr}))
}

// status is an exit status that was explained already.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

func run(args []string, w *world) int {
	exited := -1
	parser, err := kong.New(&tool{}, kong.Name("robot"), kong.Writers(w.out, w.errs), kong.Vars{"version": "robot " + function.Version()}, kong.Exit(func(code int) { exited = code }),
		kong.Description("The operator's tool of the robot that answers on GitHub issues. It reads the same environment as the function."), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(w.errs, err)
		return function.Wrong
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help, --version
		return exited
	}
	if err != nil {
		fmt.Fprintf(w.errs, "robot: %v; robot --help says more\n", err)
		return function.Usage
	}
	err = command.Run(w)
	var code status
	switch {
	case errors.As(err, &code):
		return int(code)
	case err != nil:
		fmt.Fprintln(w.errs, "robot:", err)
		return function.Wrong
	}
	return function.Fine
}

type serve struct{}

func (serve) Run(w *world) error {
	if code := function.Main(w.ctx, w.getenv, w.out, w.errs); code != function.Fine {
		return status(code)
	}
	return nil
}
