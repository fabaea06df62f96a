package config

import (
	"go.yaml.in/yaml/v4"
)

// filled is with after its places were filled in: texts, lists and tables of them, and the
// numbers and booleans that the file has. What is taken as it is written stays out of it.
func (s *scope) filled(n *yaml.Node, value func(string) (string, error)) (any, error) {
	switch n.Kind {
	case yaml.MappingNode:
		all := map[string]any{}
		for at, v := range pairs(n) {
			one, err := s.filled(v, value)
			if err != nil {
				return nil, err
			}
			all[at.Value] = one
		}
		return all, nil
	case yaml.SequenceNode:
		all := []any{}
		for _, v := range n.Content {
			one, err := s.filled(v, value)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		return all, nil
	}
	return scalar(n, value)
}

// scalar is a value of JSON: a text is filled in, a number or a boolean is one.
func scalar(n *yaml.Node, value func(string) (string, error)) (any, error) {
	switch n.ShortTag() {
	case "!!null":
		return nil, nil
	case "!!bool", "!!int", "!!float":
		var v any
		if err := n.Decode(&v); err == nil {
			return v, nil
		}
	}
	return parse(n.Value).fill(value)
}

// with is what a kind is handed, filled in.
type with struct {
	s    *scope
	node *yaml.Node
}

// text is a key's text, or otherwise where it is left out.
func (w with) text(name, otherwise string) (string, error) {
	n := get(w.node, name)
	if n == nil {
		return otherwise, nil
	}
	return parse(n.Value).fill(w.s.value)
}

// texts is a key's list. A value that was filled in is one text, whatever it holds.
func (w with) texts(name string) (all []string, err error) {
	for _, text := range textsOf(get(w.node, name)) {
		value, err := parse(text).fill(w.s.value)
		if err != nil {
			return nil, err
		}
		all = append(all, value)
	}
	return all, nil
}

// table is a key's names and values.
func (w with) table(name string) (map[string]string, error) {
	all := map[string]string{}
	for at, value := range pairs(get(w.node, name)) {
		text, err := parse(value.Value).fill(w.s.value)
		if err != nil {
			return nil, err
		}
		all[at.Value] = text
	}
	return all, nil
}

// any is a key's value, whatever it is; nil where it is left out.
func (w with) any(name string) (any, error) {
	n := get(w.node, name)
	if n == nil {
		return nil, nil
	}
	return w.s.filled(n, w.s.value)
}
