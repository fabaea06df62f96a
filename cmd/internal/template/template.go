// Package template brings together a template and the environment of whoever deploys.
//
// fun puts nothing into a template by itself, so the committed template.yml holds
// ${NAME} where a secret or a setting belongs, and what fun deploys is a rendered copy.
// s fills s.yaml while it deploys, so there the environment is checked beforehand:
//
//	template.yml + environment ─Render→ template.rendered.yml ─fun deploy→ the function
//	s.yaml       + environment ─Check→  fine ─s deploy→ the function
package template

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

const notice = "# Rendered from template.yml and holds secrets: keep it off the repository.\n"

// Render returns src with each ${NAME} that stands as the value of NAME in a function's
// EnvironmentVariables replaced by getenv(NAME), whatever characters that has, and without
// the settings for which getenv returns nothing; so, too, the service's Role and LogConfig.
// What only has a meaning with a setting that is not set is left out. Comments stay.
//
// When settings that the function cannot start without are unset, Render names all of them
// in missing and returns no output. It fails when src is not a template, when a placeholder
// stands where nothing would fill it, when settings contradict each other or exceed what
// Function Compute takes, and when check, if it is not nil, refuses the environment that
// a function would see. No error of its own tells what getenv returned.
func Render(src []byte, getenv func(string) string, check func(getenv func(string) string) error) (out []byte, missing []string, err error) {
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		return nil, nil, err
	}
	own := func(name, value string) bool { return value == "${"+name+"}" }
	if err := fill(&doc, getenv, own); err != nil {
		return nil, nil, err
	}
	prune(&doc)
	// A value is one line, however long: a folded one is right too, but hard to compare.
	text, err := yaml.Dump(&doc, yaml.WithLineWidth(-1))
	if err != nil {
		return nil, nil, err
	}
	out = append([]byte(notice), text...)

	// What counts is what fun will read, not what was meant to be written.
	var rendered yaml.Node
	if err := yaml.Load(out, &rendered); err != nil {
		return nil, nil, err
	}
	if missing, err = judge(&rendered, funAdds, check); err != nil || len(missing) > 0 {
		return nil, missing, err
	}
	return out, nil, nil
}

// judge names what the functions of a filled template lack, and asks check about the rest.
func judge(doc *yaml.Node, added int, check func(getenv func(string) string) error) (missing []string, err error) {
	missing = logs(doc)
	var refused []error
	for _, f := range functions(doc) {
		env := f.values()
		absent, err := settings(env, added)
		missing = union(missing, absent)
		if err == nil && len(absent) == 0 && check != nil {
			err = check(func(name string) string { return env[name] })
		}
		if err != nil {
			refused = append(refused, fmt.Errorf("function %s: %w", f.name, err))
		}
	}
	return missing, errors.Join(refused...)
}

// fill replaces the placeholders of doc in place; placeholder reports whether value is
// the one for name.
func fill(doc *yaml.Node, getenv func(string) string, placeholder func(name, value string) bool) error {
	found := functions(doc)
	if len(found) == 0 {
		return errors.New("no function with EnvironmentVariables")
	}
	places := surroundings(doc)
	for _, f := range found {
		places = append(places, place{f.env, nil})
	}
	own := make(map[*yaml.Node]string) // the values that are placeholders, and of what
	for _, p := range places {
		for key, value := range pairs(p.n) {
			if name := p.variable(key.Value); name != "" && placeholder(name, value.Value) {
				own[value] = name
			}
		}
	}
	if err := stray(doc, own); err != nil {
		return err
	}
	for _, p := range places {
		var kept []*yaml.Node
		for key, value := range pairs(p.n) {
			if name := own[value]; name != "" {
				text := getenv(name)
				if text == "" {
					continue
				}
				if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
					return fmt.Errorf("%s: not text: it has a byte that is not UTF-8, or a zero", name)
				}
				// Quoted, or fun would read some tokens as numbers, dates or null.
				value.Value, value.Tag, value.Style = text, "!!str", yaml.DoubleQuotedStyle
			}
			kept = append(kept, key, value)
		}
		p.n.Content = kept
	}
	return nil
}

// stray reports the first placeholder that is in none of the places Render fills.
func stray(n *yaml.Node, own map[*yaml.Node]string) error {
	if strings.Contains(n.Value, "${") && own[n] == "" {
		return fmt.Errorf("line %d: %s: a placeholder is the whole value of its own name in EnvironmentVariables, of Role, Project or Logstore, nothing else", n.Line, n.Value)
	}
	for _, child := range n.Content {
		if err := stray(child, own); err != nil {
			return err
		}
	}
	return nil
}
