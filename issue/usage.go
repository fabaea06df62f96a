package issue

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// usage is what a Help's Usage says, as numbers:
//
//	<build>            a word that must be there
//	[suite]            a word that may be; [suite=smoke] names what it is otherwise
//	<a|b>              the same; the choices are for the reader and for the Robot
//	<text…>  [user …]  as many words as one likes, at least one or none
//	[KEY=value …]      key=value words; without this they are refused
//
// Where a word that may be left out stands before one that must be there, as in
// "[build] <target>", the Robot tells them apart.
type usage struct {
	text   string
	words  []string // the names, in order
	must   []string // those that have to be there
	rest   bool
	params bool
}

var usageItem = regexp.MustCompile(`^\s*(?:<([^<>]+)>|\[([^][]+)\])`)

func parseUsage(text string) (usage, error) {
	u := usage{text: text}
	for left := text; strings.TrimSpace(left) != ""; {
		m := usageItem.FindStringSubmatch(left)
		if m == nil {
			return u, fmt.Errorf("usage %q: want <word> or [word] at %q", text, strings.TrimSpace(left))
		}
		left = left[len(m[0]):]
		if err := u.add(m[1], m[2]); err != nil {
			return u, fmt.Errorf("usage %q: %w", text, err)
		}
	}
	return u, nil
}

func (u *usage) add(required, optional string) error {
	name, rest := strings.CutSuffix(required+optional, "…")
	name = strings.TrimSpace(name)
	switch {
	case rest && name == "KEY=value":
		u.params = true
		return nil
	case u.rest:
		return fmt.Errorf("nothing can follow a word with …")
	}
	u.words = append(u.words, name)
	u.rest = rest
	if required != "" {
		u.must = append(u.must, name)
	}
	return nil
}

// check is a usage error where the command does not have the words that the usage asks for.
func (u usage) check(c *Command) error {
	switch {
	case len(c.Args) < len(u.must):
		return Usagef("%s is missing.", Code("<"+u.must[len(c.Args)]+">"))
	case len(c.Args) > len(u.words) && !u.rest:
		return Usagef("%s is more than %s takes.", Code(c.Args[len(u.words)]), Code(c.Type))
	case len(c.Params) > 0 && !u.params:
		return Usagef("%s takes no %s.", Code(c.Type), Code("key=value"))
	}
	return nil
}

// Check reports the examples of all commands that would not run as they are written.
func (m *Mux) Check() error {
	var errs []error
	for _, l := range m.Commands() {
		for _, example := range l.Help.Examples {
			lines := m.find(example)
			if len(lines) != 1 || lines[0].known == nil || !lines[0].refusal.empty() || "/"+lines[0].known.name != l.Name {
				errs = append(errs, fmt.Errorf("%s: its example %q does not run", l.Name, example))
			} else if u := lines[0].known.usage; u != nil && u.check(lines[0].command) != nil {
				errs = append(errs, fmt.Errorf("%s: its example %q does not fit its usage", l.Name, example))
			}
		}
	}
	return errors.Join(errs...)
}
