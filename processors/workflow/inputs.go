package workflow

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// accepts holds what is given against what the file declares.
func (f file) accepts(d declaration, given map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := slices.IndexFunc(d.inputs, func(i input) bool { return i.name == name })
		if at < 0 {
			return issue.Refusef("%s has no input %s. It has %s.", f.cite(), params.Show(name), and(spans(offered(d.inputs))))
		}
		if i := d.inputs[at]; !i.takes(given[name]) {
			return issue.Refusef("The input %s of %s is %s, not %s.", issue.Code(name), f.cite(), i.kinds(), params.Show(given[name]))
		}
	}
	return f.complete(d, given)
}

// complete refuses where something is missing. GitHub takes an empty input for a missing one.
func (f file) complete(d declaration, given map[string]string) error {
	var missing []issue.Text
	var add []string
	for _, i := range d.inputs {
		if i.required && i.fallback == "" && given[i.name] == "" && !reserved(i.name) {
			missing = append(missing, issue.Textf("%s (%s)", params.Show(i.name), i.kinds()))
			add = append(add, i.name+"="+i.example())
		}
	}
	if missing == nil {
		return nil
	}
	return issue.Refusef("%s needs %s. Add %s.", f.cite(), and(missing), params.Show(strings.Join(add, " ")))
}

var numeral = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// takes reports whether a value is of the input's type.
func (i input) takes(value string) bool {
	switch i.kind {
	case "boolean":
		return value == "true" || value == "false"
	case "number":
		return numeral.MatchString(value)
	case "choice":
		return slices.Contains(i.options, value)
	}
	return true
}

// kinds is the input's type in words.
func (i input) kinds() issue.Text {
	switch {
	case i.kind == "boolean":
		return issue.Textf("`true` or `false`")
	case i.kind == "number":
		return issue.Textf("a number")
	case i.kind == "choice" && len(i.options) == 0:
		return issue.Textf("a choice without options")
	case i.kind == "choice":
		return or(spans(i.options))
	case i.kind == "environment":
		return issue.Textf("an environment")
	}
	return issue.Textf("text")
}

// example is a value that the input takes, or … where anything is one.
func (i input) example() string {
	switch {
	case i.kind == "boolean":
		return "true"
	case i.kind == "number":
		return "1"
	case i.kind == "choice" && len(i.options) > 0 && strings.ContainsAny(i.options[0], " \t"):
		return `"` + i.options[0] + `"`
	case i.kind == "choice" && len(i.options) > 0:
		return i.options[0]
	}
	return "…"
}

// offered are the names of the inputs that a comment may give.
func offered(inputs []input) (names []string) {
	for _, i := range inputs {
		if !reserved(i.name) {
			names = append(names, i.name)
		}
	}
	return names
}
