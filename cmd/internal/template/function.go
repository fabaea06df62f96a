package template

import (
	"iter"

	"go.yaml.in/yaml/v4"
)

// function is a function of the template that has an environment.
type function struct {
	name string     // its key
	env  *yaml.Node // its environment, a mapping
}

// functions returns the functions of a template in its order. In template.yml a function
// is a key of its service, beside the service's own Type and Properties; in s.yaml it is
// a resource.
func functions(doc *yaml.Node) []function {
	doc = top(doc)
	var found []function
	for _, service := range pairs(at(doc, "Resources")) {
		for name, f := range pairs(service) {
			if env := at(f, "Properties", "EnvironmentVariables"); env != nil {
				found = append(found, function{name.Value, env})
			}
		}
	}
	for name, f := range pairs(at(doc, "resources")) {
		if env := at(f, "props", "environmentVariables"); env != nil {
			found = append(found, function{name.Value, env})
		}
	}
	return found
}

// top returns what a document holds.
func top(doc *yaml.Node) *yaml.Node {
	if doc != nil && doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		return doc.Content[0]
	}
	return doc
}

// values returns the environment as the function sees it.
func (f function) values() map[string]string {
	env := make(map[string]string)
	for name, value := range pairs(f.env) {
		env[name.Value] = value.Value
	}
	return env
}

// at returns what stands under keys, one inside the other, or nil.
func at(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		var next *yaml.Node
		for name, value := range pairs(n) {
			if name.Value == key {
				next = value
			}
		}
		n = next
	}
	return n
}

// pairs yields the keys and values of a mapping, and nothing for any other node.
func pairs(n *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(key, value *yaml.Node) bool) {
		if n == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}
