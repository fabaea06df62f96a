package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// shape is what may stand somewhere in the file. Reading, the schema that editors complete
// with, and the words about a mistake all come from it.
type shape struct {
	about   string
	kind    kind
	keys    []key          // of an object
	of      *shape         // what a list or a table holds
	choices []string       // of a word, where not any will do
	form    *regexp.Regexp // of a word, and of the names in a table
	empty   bool           // a list may have nothing in it
	want    string         // the form in words
}

// key is a key of an object.
type key struct {
	name     string
	required bool
	shape
}

type kind int

const (
	word     kind = iota // a string; a number or a boolean is taken as it is written
	words                // one or a list of them
	flag                 // true or false
	list                 // of anything else
	table                // names of the writer's choice, each with a value
	object               // the keys that are declared
	anything             // any value, such as a JSON body
)

var kinds = map[kind]string{word: "a text", words: "a text or a list of texts", flag: "true or false", list: "a list", table: "a table of names and values", object: "a table"}

// hold reports what of a node is not of the shape. Aliases are refused: a small file could
// be a large one with them.
func (r *reader) hold(n *yaml.Node, s shape) bool {
	before := len(r.found)
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.wrong(n, "anchors and aliases are not read; write it out")
	case s.kind == anything:
		r.holdAnything(n)
	case s.kind == object && n.Kind == yaml.MappingNode:
		r.holdObject(n, s)
	case s.kind == table && n.Kind == yaml.MappingNode:
		r.holdTable(n, s)
	case (s.kind == list || s.kind == words) && n.Kind == yaml.SequenceNode:
		if len(n.Content) == 0 && !s.empty {
			r.wrong(n, "an empty list says nothing; name something, or leave it out")
		}
		item := s
		if item.kind = word; s.kind == list {
			item = *s.of
		}
		for _, one := range n.Content {
			r.hold(one, item)
		}
	case (s.kind == word || s.kind == words || s.kind == flag) && n.Kind == yaml.ScalarNode && n.ShortTag() != "!!null":
		r.holdWord(n, s)
	default:
		r.wrong(n, "want %s here", s.says())
	}
	return len(r.found) == before
}

func (s shape) says() string {
	switch {
	case s.choices != nil:
		return "one of " + strings.Join(s.choices, ", ")
	case s.want != "" && s.kind != table:
		return s.want
	}
	return kinds[s.kind]
}

func (r *reader) holdWord(n *yaml.Node, s shape) {
	switch {
	case s.kind == flag && n.ShortTag() != "!!bool":
		r.wrong(n, "want true or false here, not %q", n.Value)
	case s.choices != nil && !slices.Contains(s.choices, n.Value):
		r.wrong(n, "want %s here, not %q%s", s.says(), n.Value, meant(n.Value, s.choices))
	case s.form != nil && !s.form.MatchString(n.Value):
		r.wrong(n, "want %s here, not %q", s.says(), n.Value)
	}
}

func (r *reader) holdObject(n *yaml.Node, s shape) {
	var names []string
	for _, k := range s.keys {
		names = append(names, k.name)
	}
	seen := map[string]bool{}
	for at, value := range pairs(n) {
		if !r.once(at, seen) {
			continue
		}
		i := slices.Index(names, at.Value)
		if i < 0 {
			r.wrong(at, "%q is not known here%s; there is %s", at.Value, meant(at.Value, names), strings.Join(names, ", "))
			continue
		}
		r.hold(value, s.keys[i].shape)
	}
	for _, k := range s.keys {
		if !k.required {
			continue
		}
		if value := get(n, k.name); !seen[k.name] || value.Kind == yaml.ScalarNode && value.Value == "" && value.ShortTag() != "!!null" {
			r.wrong(cmp.Or(value, n), "%s is missing: %s", k.name, k.about)
		}
	}
}

func (r *reader) holdTable(n *yaml.Node, s shape) {
	seen := map[string]bool{}
	for at, value := range pairs(n) {
		if !r.once(at, seen) {
			continue
		}
		if s.form != nil && !s.form.MatchString(at.Value) {
			r.wrong(at, "want %s here, not %q", s.want, at.Value)
		}
		if s.of == &command { // what is wrong in a command is wrong with it alone
			r.command = at.Value
		}
		r.hold(value, *s.of)
		r.command = ""
	}
}

func (r *reader) holdAnything(n *yaml.Node) {
	seen := map[string]bool{}
	switch n.Kind {
	case yaml.MappingNode:
		for at, value := range pairs(n) {
			if r.once(at, seen) {
				r.hold(value, shape{kind: anything})
			}
		}
	case yaml.SequenceNode:
		for _, one := range n.Content {
			r.hold(one, shape{kind: anything})
		}
	}
}

// once reports whether a key is a plain one, and stands there for the first time.
func (r *reader) once(at *yaml.Node, seen map[string]bool) bool {
	switch {
	case at.Kind != yaml.ScalarNode || at.Anchor != "" || at.Value == "<<":
		r.wrong(at, "a key is a plain word; nothing is merged")
		return false
	case seen[at.Value]:
		r.wrong(at, "%q stands here twice", at.Value)
		return false
	}
	seen[at.Value] = true
	return true
}

// pairs yields the keys and values of a mapping; nothing of any other node, or none.
func pairs(n *yaml.Node) func(yield func(at, value *yaml.Node) bool) {
	return func(yield func(at, value *yaml.Node) bool) {
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

// get is the value of a key, or nil.
func get(n *yaml.Node, name string) *yaml.Node {
	for at, value := range pairs(n) {
		if at.Value == name {
			return value
		}
	}
	return nil
}

// textOf is a word as it is written; "" where there is none.
func textOf(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}

// isTrue reports whether a flag is set, in any of the spellings that YAML has for it.
func isTrue(n *yaml.Node) (set bool) {
	return n != nil && n.Decode(&set) == nil && set
}

// textsOf are the words of one or a list of them.
func textsOf(n *yaml.Node) (all []string) {
	switch {
	case n == nil:
	case n.Kind == yaml.ScalarNode:
		all = []string{n.Value}
	default:
		for _, one := range n.Content {
			all = append(all, textOf(one))
		}
	}
	return all
}

// meant is the name that somebody probably meant, in words.
func meant(name string, names []string) string {
	best, distance := "", 3
	for _, known := range names {
		if d := apart(strings.ToLower(name), known); d < distance && d < len(known) {
			best, distance = known, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (%s?)", best)
}

// apart is how many letters have to be put in, left out or changed between two words.
func apart(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
