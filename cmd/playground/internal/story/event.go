package story

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// event is a sentence about what happens that nobody does on GitHub.
type event struct {
	form form
	is   func(ctx context.Context, r *room, filled []string) error
}

// events are all there are.
var events = []event{
	{"in REPOSITORY", func(_ context.Context, r *room, f []string) error { // from here on
		r.name = f[0]
		return nil
	}},
	{"wait", func(ctx context.Context, r *room, _ []string) error { return r.s.Wait(ctx) }},                    // until everything has ended
	{"wait for the robot", func(ctx context.Context, r *room, _ []string) error { return r.s.WaitRobot(ctx) }}, // until it has answered; builds and runs stand still
	{"wait a moment", func(ctx context.Context, r *room, _ []string) error { return r.s.Step(ctx) }},           // until a build or run has gone on by one step
	{"turn SWITCH STATE", turning}, // see sandbox.Switches
	{"sweep", func(ctx context.Context, r *room, _ []string) error { _, err := r.s.Sweep(ctx); return err }},        // three minutes later
	{"configure" + form(below), func(_ context.Context, r *room, f []string) error { return configure(r.s, f[0]) }}, // with a robot.yml, or none
}

func turning(_ context.Context, r *room, f []string) error {
	if !slices.Contains(sandbox.Switches(), sandbox.Switch(f[0])) {
		return fmt.Errorf("there is no switch %s; there is %q", f[0], sandbox.Switches())
	}
	r.s.Turn(sandbox.Switch(f[0]), f[1] == "on")
	return nil
}

func configure(s *sandbox.Sandbox, text string) error {
	if problems := s.Configure(text); len(problems) > 0 {
		return fmt.Errorf("the robot.yml is wrong: %w", problems)
	}
	return nil
}

// make does on GitHub what a call says.
func (r room) make(ctx context.Context, c call) error {
	path := "repos/" + r.name + "/" + c.path
	if root, is := strings.CutPrefix(c.path, "/"); is {
		path = root
	}
	var body any
	if c.body != "" {
		body = json.RawMessage(c.body)
	}
	client := r.s.As(c.by)
	request, err := client.NewRequest(ctx, c.method, path, body)
	if err != nil {
		return err
	}
	var answer struct{ Number int }
	var raw json.RawMessage
	if _, err = client.Do(request, &raw); err != nil {
		return refused(err)
	}
	if _ = json.Unmarshal(raw, &answer); c.made != 0 && answer.Number != c.made { // a list has no number
		return fmt.Errorf("GitHub gave it the number %d", answer.Number)
	}
	return nil
}

// refused is what GitHub says to somebody who may not, or cannot.
func refused(err error) error {
	if answer, is := errors.AsType[*github.ErrorResponse](err); is {
		return fmt.Errorf("GitHub answers %d: %s", answer.Response.StatusCode, answer.Message)
	}
	return err
}
