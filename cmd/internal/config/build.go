package config

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
	"github.com/fanux/robot/processors/compose"
	"github.com/fanux/robot/processors/dispatch"
	"github.com/fanux/robot/processors/drone_build"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/drone_rollback"
	"github.com/fanux/robot/processors/workflow"
)

// World is what the commands of a file work with.
type World struct {
	Drone  drone_promote.Options
	HTTP   http.RoundTripper        // what carries the calls of http; nil means its own
	Getenv func(name string) string // for the $NAME of headers and secrets
	All    *issue.Mux               // the built-in commands, for those under another name
}

// builder makes the actions of commands.
type builder struct{ World }

// act is the action of a command. It fails where what the command needs is not there.
func (b *builder) act(c *Command) (action, issue.Listener, error) {
	switch c.Uses {
	case "drone_promote", "drone_build", "drone_rollback":
		if b.Drone.Server == "" {
			return nil, nil, fmt.Errorf("%s: there is no Drone; set DRONE_SERVER and DRONE_TOKEN", c.Uses)
		}
		act, err := b.drone(c.Uses)
		return act, nil, err
	case "workflow":
		return runWorkflow, workflow.Dispatch{}, nil
	case "dispatch":
		return sendDispatch, nil, nil
	case "http":
		act, err := b.call(c)
		return act, nil, err
	case "label":
		return change, nil, nil
	case "comment":
		return func(_ context.Context, _ issue.IssueEvent, w with) (string, error) { return w.prose("text") }, nil, nil
	}
	return b.builtin(c.Uses)
}

func (b *builder) drone(kind string) (action, error) {
	switch kind {
	case "drone_build":
		robot, err := drone_build.New(b.Drone)
		return func(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
			var o drone_build.Order
			err := w.fill(&o.Branch, "branch", &o.Commit, "commit", &o.Params, "params")
			if err != nil {
				return "", err
			}
			return robot.Do(ctx, event, o)
		}, err
	case "drone_rollback":
		robot, err := drone_rollback.New(b.Drone)
		return func(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
			var o drone_rollback.Order
			err := w.fill(&o.Build, "build", &o.Target, "target", &o.Params, "params")
			if err != nil {
				return "", err
			}
			return robot.Do(ctx, event, o)
		}, err
	}
	robot, err := drone_promote.New(b.Drone)
	return func(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
		o := drone_promote.Order{}
		err := w.fill(&o.Build, "build", &o.Target, "target", &o.Params, "params")
		if err != nil {
			return "", err
		}
		if get(w.node, "build") == nil {
			o.Build = "latest"
		}
		return robot.Do(ctx, event, o)
	}, err
}

// fill fills keys into where they belong: a *string, a *[]string or a *map[string]string
// before each name.
func (w with) fill(places ...any) (err error) {
	for i := 0; i+1 < len(places) && err == nil; i += 2 {
		name := places[i+1].(string)
		switch into := places[i].(type) {
		case *string:
			*into, err = w.text(name, "")
		case *[]string:
			*into, err = w.texts(name)
		case *map[string]string:
			*into, err = w.table(name)
		case *any:
			*into, err = w.any(name)
		}
	}
	return err
}

func runWorkflow(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
	var file string
	var inputs map[string]string
	if err := w.fill(&file, "file", &inputs, "inputs"); err != nil {
		return "", err
	}
	return workflow.Dispatch{}.Run(ctx, as(event, []string{file}, inputs))
}

func sendDispatch(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
	var o dispatch.Order
	var payload any
	if err := w.fill(&o.Event, "event", &payload, "payload"); err != nil {
		return "", err
	}
	if table, ok := payload.(map[string]any); ok {
		o.Payload = table
	}
	return dispatch.Dispatch{}.Do(ctx, event, o)
}

func change(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
	var o compose.Order
	err := w.fill(&o.AddLabels, "add", &o.RemoveLabels, "remove", &o.Assign, "assign", &o.Unassign, "unassign")
	if err != nil {
		return "", err
	}
	o.Close = textOf(get(w.node, "close"))
	if o.Reply, err = w.prose("reply"); err != nil {
		return "", err
	}
	return compose.Compose{}.Do(ctx, event, o)
}

// prose is Markdown of the operator's: what is filled in is shown as it is, and as nothing
// else.
func (w with) prose(name string) (string, error) {
	n := get(w.node, name)
	if n == nil {
		return "", nil
	}
	return parse(n.Value).fill(func(place string) (string, error) {
		value, err := w.s.value(place)
		switch {
		case err != nil:
			return "", err
		case place == "user":
			return "@" + value, nil // whom the reply may ping, and nobody else
		case place == "comment.url", place == "issue.number", place == "repo":
			return value, nil
		}
		return issue.Code(value), nil
	})
}

// as is the event with the words of a built-in command in the place of the commenter's.
func as(event issue.IssueEvent, args []string, params map[string]string) issue.IssueEvent {
	command := *event.Command
	command.Args, command.Params = args, params
	command.Command = strings.Join(args, " ")
	for _, name := range slices.Sorted(maps.Keys(params)) {
		command.Command += " " + name + "=" + params[name]
	}
	event.Command = &command
	return event
}

// builtin is a built-in command under another name.
func (b *builder) builtin(name string) (action, issue.Listener, error) {
	if b.All == nil {
		return nil, nil, fmt.Errorf("%q is no kind that may be used here", name)
	}
	runner := b.All.Runner(name)
	if runner == nil {
		return nil, nil, fmt.Errorf("%s: it lacks what it needs; set DRONE_SERVER and DRONE_TOKEN", name)
	}
	listener, _ := runner.(issue.Listener)
	return func(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
		var args []string
		var params map[string]string
		if err := w.fill(&args, "args", &params, "params"); err != nil {
			return "", err
		}
		return runner.Run(ctx, as(event, args, params))
	}, listener, nil
}

// builtinHelp is what a built-in command declares.
func builtinHelp(name string) (issue.Help, bool) {
	h, ok := builtins()[name]
	return h, ok
}

// builtins is what each built-in command declares.
var builtins = sync.OnceValue(func() map[string]issue.Help {
	helps := map[string]issue.Help{}
	if all, err := processors.All(); err == nil {
		for _, l := range all.Commands() {
			helps[strings.TrimPrefix(l.Name, "/")] = l.Help
		}
	}
	return helps
})
