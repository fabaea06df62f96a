package config

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
)

// atOnce is how many examples are read as one comment, which may hold twenty commands.
const atOnce = 20

// checkExamples holds the examples of the commands that have no problem to their arguments.
func (f *File) checkExamples(r *reader) {
	wrong := map[string]bool{}
	for _, p := range r.found {
		wrong[p.Command] = true
	}
	var all []example
	for _, c := range f.Commands {
		if wrong[c.Name] {
			continue
		}
		n := get(c.node, "examples")
		for i, text := range c.Examples {
			at := n
			if n.Kind == yaml.SequenceNode {
				at = n.Content[i]
			}
			all = append(all, example{c, text, at})
		}
	}
	for some := range slices.Chunk(all, atOnce) {
		if runAll(some) {
			continue
		}
		for _, e := range some {
			if runAll([]example{e}) {
				continue
			}
			r.command = e.command.Name
			r.wrong(e.at, "the example %q does not run: %s", e.text, e.why())
			r.command = ""
		}
	}
}

// example is a command as somebody may write it.
type example struct {
	command *Command
	text    string
	at      *yaml.Node
}

// runAll reports whether every one of the examples runs. They are read as one comment, each
// a paragraph: that is quicker than one by one, and what one of them opens is its own fault.
func runAll(examples []example) bool {
	mux := issue.NewMux()
	var text strings.Builder
	for _, e := range examples {
		if strings.ContainsAny(e.text, "\r\n") {
			return false
		}
		if mux.Runner(e.command.Name) == nil {
			mux.Handle(e.command.Name, &robot{command: e.command})
		}
		text.WriteString(e.text + "\n\n")
	}
	lines := mux.Parse(text.String())
	if len(lines) != len(examples) {
		return false
	}
	for i, line := range lines {
		e := examples[i]
		if !line.Runs || line.Number != 2*i+1 || !strings.EqualFold(nameIn(e.text), e.command.Name) {
			return false
		}
		if _, err := e.bind(); err != nil {
			return false
		}
	}
	return true
}

// nameIn is the name of the command in an example.
func nameIn(text string) string {
	name, _, _ := strings.Cut(strings.TrimLeft(text, " "), " ")
	return strings.TrimPrefix(name, "/")
}

// bind gives an example's words to the arguments. It runs: its quotes are closed.
func (e example) bind() (map[string]string, error) {
	var args []string
	params := map[string]string{}
	_, rest, _ := strings.Cut(strings.TrimLeft(e.text, " "), " ")
	for _, m := range wordForm.FindAllStringSubmatch(rest, -1) {
		if value := m[2] + m[3] + m[4]; m[1] != "" {
			params[m[1]] = value
		} else {
			args = append(args, value)
		}
	}
	return e.command.bind(args, params)
}

var wordForm = regexp.MustCompile(`(?:([^\s="']+)=)?(?:"([^"]*)"|'([^']*)'|(\S+))`)

// why is what is wrong with an example that does not run.
func (e example) why() string {
	mux := issue.NewMux()
	mux.Handle(e.command.Name, &robot{command: e.command})
	lines := mux.Parse(e.text)
	switch {
	case len(lines) != 1:
		return "it is not one line that is a command"
	case !lines[0].Runs:
		return lines[0].Verdict
	}
	if _, err := e.bind(); err != nil {
		return err.Error()
	}
	return "it is no line that runs"
}
