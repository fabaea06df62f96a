package workflow

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// order is what a command asks for.
type order struct {
	files  []string // the names that the workflow's file may have; nil: list what there is
	inputs map[string]string
}

var (
	// It is a name in one folder and never a path.
	fileName  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
	inputName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)
)

const (
	maxFileName  = 128
	maxInputName = 64
	maxInputs    = 25 // GitHub's
)

// read takes a command apart and checks every word of it. Which inputs there are stands in
// the workflow's file.
func read(c *issue.Command) (order, error) {
	switch {
	case c == nil || len(c.Args) == 0 && len(c.Params) == 0:
		return order{}, nil
	case len(c.Args) == 0:
		return order{}, issue.Usagef("Which workflow? Name it before its inputs; `/run` alone lists what there is.")
	case len(c.Args) > 1:
		return order{}, issue.Usagef("%s is one word too many: name one workflow, and write its inputs as `KEY=value`.", params.Show(c.Args[1]))
	}
	name := c.Args[0]
	if len(name) > maxFileName || !fileName.MatchString(name) {
		return order{}, issue.Usagef("%s is not the name of a workflow's file; write it as in `.github/workflows`, with or without `.yml`.", params.Show(name))
	}
	files := []string{name}
	if !strings.HasSuffix(name, ".yml") && !strings.HasSuffix(name, ".yaml") {
		files = []string{name + ".yml", name + ".yaml"}
	}
	return order{files, c.Params}, allow(c.Params)
}

// allow holds the inputs to the rules of /promote. An input becomes an environment variable
// only where its file makes one of it, mostly under its own name: what is written as one and
// steers a shell is refused, python_version and target are not. Nor are the robot's own names
// taken from a comment.
func allow(inputs map[string]string) error {
	if len(inputs) > maxInputs {
		return issue.Usagef("%d inputs are too many; a workflow takes at most %d.", len(inputs), maxInputs)
	}
	if err := params.Values(inputs); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		if len(name) > maxInputName || !inputName.MatchString(name) {
			return issue.Usagef("%s is not the name of an input; use letters, digits, `_` and `-`, a letter or `_` first, at most %d.", params.Show(name), maxInputName)
		}
		if reserved(name) {
			return issue.Refusef("%s cannot be set from a comment: what begins with `robot_` the robot fills in itself. Leave it out.", params.Show(name))
		}
		if name == strings.ToUpper(name) && params.Denied(name) {
			return issue.Refusef("%s cannot be set from a comment, because as an environment variable it steers the job itself. Give the input another name.", params.Show(name))
		}
	}
	return nil
}

// reserved reports whether an input is the robot's, in any spelling.
func reserved(name string) bool { return strings.HasPrefix(plain(name), "robot_") }

func plain(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "_") }
