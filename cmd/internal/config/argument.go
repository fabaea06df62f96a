package config

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
)

// argument is one argument of a command.
type argument struct {
	name     string
	required bool
	rest     bool     // it takes all that follows
	fallback template // what it is where it is left out; nil: nothing
	form     *regexp.Regexp
	written  string // the form, as it is written
	choices  []string
}

var argItem = regexp.MustCompile(`^\s*(?:<([^<>]+)>|\[([^][]+)\])`)

// maxArgs is more than anybody can type after a command.
const maxArgs = 1000

// readArgs reads args: <needed> [optional] [optional=default] <all the rest…>.
func (r *reader) readArgs(n *yaml.Node) (list []argument) {
	text := textOf(n)
	if len(text) > maxArgs {
		r.wrong(n, "args: %d bytes are too many; take at most %d", len(text), maxArgs)
		return nil
	}
	for left := text; strings.TrimSpace(left) != ""; {
		m := argItem.FindStringSubmatch(left)
		if m == nil {
			r.wrong(n, "args: want <word> or [word] at %q", strings.TrimSpace(left))
			return list
		}
		left = left[len(m[0]):]
		a := argument{required: m[1] != ""}
		name, fallback, has := strings.Cut(m[1]+m[2], "=")
		a.name, a.rest = strings.CutSuffix(strings.TrimSpace(name), "…")
		if !a.rest {
			a.name, a.rest = strings.CutSuffix(a.name, "...")
		}
		if has {
			a.fallback = parse(strings.TrimSpace(fallback))
		}
		r.fits(n, list, a, has)
		list = append(list, a)
	}
	return list
}

// fits reports what is wrong with an argument behind others.
func (r *reader) fits(n *yaml.Node, before []argument, a argument, fallback bool) {
	switch {
	case !argName.MatchString(a.name):
		r.wrong(n, "args: want a name like version, not %q", a.name)
	case slices.ContainsFunc(before, func(b argument) bool { return b.name == a.name }):
		r.wrong(n, "args: %q stands there twice", a.name)
	case a.required && fallback:
		r.wrong(n, "args: <%s> has to be given, so it needs no default; write [%s=…]", a.name, a.name)
	case len(before) > 0 && before[len(before)-1].rest:
		r.wrong(n, "args: nothing can follow <%s…>", before[len(before)-1].name)
	case a.required && len(before) > 0 && !before[len(before)-1].required:
		r.wrong(n, "args: <%s> cannot follow [%s], which may be left out", a.name, before[len(before)-1].name)
	}
}

// readChecks reads check, and holds defaults to it.
func (r *reader) readChecks(n *yaml.Node, args []argument) {
	var names []string
	for _, a := range args {
		names = append(names, a.name)
	}
	for at, value := range pairs(n) {
		i := slices.Index(names, at.Value)
		switch {
		case i < 0:
			r.wrong(at, "check: %q is no argument%s", at.Value, meant(at.Value, names))
		case value.Kind == yaml.SequenceNode:
			args[i].choices = textsOf(value)
		case value.Kind == yaml.ScalarNode:
			form, err := r.form(value.Value)
			if err != nil {
				r.wrong(value, "check: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
				continue
			}
			args[i].form, args[i].written = form, value.Value
		}
	}
	for _, a := range args {
		if a.fallback != nil && len(a.fallback.places()) == 0 {
			if text, _ := a.fallback.fill(nil); a.takes(text) != nil {
				r.wrong(n, "check: the default %q of %s does not pass", text, a.name)
			}
		}
	}
}

// form is a regular expression for a whole argument. Many commands check the same.
func (r *reader) form(written string) (*regexp.Regexp, error) {
	if form, ok := r.forms[written]; ok {
		return form, nil
	}
	if _, err := syntax.Parse(written, syntax.Perl); err != nil { // alone: a) | (b would break out of the group
		return nil, err
	}
	form, err := regexp.Compile(`^(?:` + written + `)$`)
	if err == nil {
		r.forms[written] = form
	}
	return form, err
}

// takes is a usage error where the argument cannot have that value.
func (a argument) takes(value string) error {
	switch {
	case a.choices != nil && !slices.Contains(a.choices, value):
		return issue.Usagef("%s is not one of %s.", issue.Code(issue.Short(value, 80)), issue.Code(strings.Join(a.choices, ", ")))
	case a.form != nil && !a.form.MatchString(value):
		return issue.Usagef("%s is no %s: it has to look like %s.", issue.Code(issue.Short(value, 80)), issue.Code(a.name), issue.Code(a.written))
	}
	return nil
}

// usage is the arguments as Help has them.
func usage(args []argument) string {
	var items []string
	for _, a := range args {
		text := a.name
		if a.choices != nil && len(strings.Join(a.choices, "|")) <= 40 && !strings.ContainsAny(strings.Join(a.choices, ""), "<>[]…= ") {
			text = strings.Join(a.choices, "|")
		}
		if a.rest {
			text = a.name + "…"
		}
		if a.fallback != nil && len(a.fallback.places()) == 0 {
			value, _ := a.fallback.fill(nil)
			if !strings.ContainsAny(value, "[]<>…") {
				text += "=" + value
			}
		}
		if a.required {
			items = append(items, "<"+text+">")
		} else {
			items = append(items, "["+text+"]")
		}
	}
	return strings.Join(items, " ")
}
