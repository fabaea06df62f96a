package workflow

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// declaration is what a workflow's file says of how it is started.
type declaration struct {
	name     string   // of the workflow, where it has one
	runName  string   // what becomes the display title of its runs
	events   []string // that start it
	dispatch bool     // workflow_dispatch is among them
	inputs   []input
}

// input is a declared input of workflow_dispatch.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs
type input struct {
	name     string
	kind     string // string, boolean, number, choice or environment; "" is a string
	required bool
	fallback string // its default
	options  []string
}

const byHand = "workflow_dispatch"

var errNoWorkflow = errors.New("it holds no workflow")

// declaration reads the file, which must be there to be started by hand.
func (f file) declaration() (declaration, error) {
	d, err := declare(f.text)
	switch {
	case errors.Is(err, errNoWorkflow):
		return d, issue.Refusef("%s holds no workflow: it is no YAML mapping with an `on:`. Correct it on %s, then comment again.", f.cite(), issue.Code(f.site.branch))
	case err != nil:
		return d, issue.Refusef("%s is not YAML: %s. Correct it on %s, then comment again.", f.cite(), params.Show(strings.TrimPrefix(err.Error(), "yaml: ")), issue.Code(f.site.branch))
	case !d.dispatch:
		has := issue.Textf("nothing")
		if d.events != nil {
			has = and(spans(d.events))
		}
		return d, issue.Refusef("%s cannot be started by hand: its `on:` has %s, but no `workflow_dispatch`. Add that on %s; `/run` alone lists what can be run.",
			f.cite(), has, issue.Code(f.site.branch))
	}
	return d, nil
}

// declare reads the text of a workflow's file. Nodes are looked at as they are written:
// YAML 1.1 takes the key on for a boolean, and an alias of aliases would grow without end
// where it is decoded.
func declare(text string) (declaration, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return declaration{}, err
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode || value(doc.Content[0], "on") == nil {
		return declaration{}, errNoWorkflow
	}
	root := doc.Content[0]
	d := declaration{name: scalar(value(root, "name")), runName: scalar(value(root, "run-name"))}
	on := value(root, "on")
	switch on.Kind {
	case yaml.ScalarNode:
		if event := scalar(on); event != "" {
			d.events = []string{event}
		}
	case yaml.SequenceNode:
		d.events = scalars(on)
	default:
		each(on, func(event string, v *yaml.Node) {
			d.events = append(d.events, event)
			if event == byHand {
				d.inputs = inputsOf(value(v, "inputs"))
			}
		})
	}
	for _, event := range d.events {
		d.dispatch = d.dispatch || event == byHand
	}
	return d, nil
}

func inputsOf(n *yaml.Node) (list []input) {
	each(n, func(name string, v *yaml.Node) {
		list = append(list, input{
			name: name, kind: scalar(value(v, "type")), required: strings.EqualFold(scalar(value(v, "required")), "true"),
			fallback: scalar(value(v, "default")), options: scalars(value(v, "options")),
		})
	})
	return list
}

// each calls f for every key of a mapping; any other node, or none, has no keys.
func each(n *yaml.Node, f func(key string, v *yaml.Node)) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		f(scalar(real(n.Content[i])), real(n.Content[i+1]))
	}
}

func value(n *yaml.Node, key string) (found *yaml.Node) {
	each(n, func(k string, v *yaml.Node) {
		if k == key && found == nil {
			found = v
		}
	})
	return found
}

// scalar is the text of a node as it is written; nothing for null, and for what is no text.
func scalar(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" {
		return ""
	}
	return n.Value
}

func scalars(n *yaml.Node) (list []string) {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	for _, item := range n.Content {
		list = append(list, scalar(real(item)))
	}
	return list
}

// real is what an alias stands for.
func real(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}
