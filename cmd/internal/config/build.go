package config

import (
	"context"
	"fmt"
	"net/http"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/compose"
	"github.com/fanux/robot/processors/dispatch"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/workflow"
)

// World is what the commands of a file work with.
type World struct {
	Drone  drone_promote.Options
	HTTP   http.RoundTripper                         // what carries the calls of http; nil means its own
	Around func(http.RoundTripper) http.RoundTripper // what makes of that what carries them; nil: nothing
	Getenv func(name string) string                  // for the $NAME of headers and secrets
	All    *issue.Mux                                // the built-in commands, for those under another name
}

// builder makes the actions of the commands of a Mux.
type builder struct {
	World
	mux *issue.Mux
}

// act is the action of a command, and who follows the jobs that it starts; nil where it
// starts none. It fails where what the command needs is not there.
func (b *builder) act(c *Command) (action, issue.Follower, error) {
	switch c.Uses {
	case "drone_promote", "drone_build", "drone_rollback":
		if b.Drone.Server == "" {
			return nil, nil, fmt.Errorf("%s: there is no Drone; set DRONE_SERVER and DRONE_TOKEN", c.Uses)
		}
		return b.drone(c.Uses)
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
		return say, nil, nil
	}
	return b.builtin(c.Uses)
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

// say is an order of a reply alone.
func say(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
	text, err := w.prose("text")
	if err != nil {
		return "", err
	}
	return compose.Compose{}.Do(ctx, event, compose.Order{Reply: text})
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
