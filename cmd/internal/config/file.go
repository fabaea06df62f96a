package config

import (
	"bytes"
	"errors"
	"io"

	"go.yaml.in/yaml/v4"
)

// File is a robot.yml, read and checked.
type File struct {
	Name     string
	Use      []string // nil: whatever is built in
	Commands []*Command
	Aliases  map[string]string   // other name → command
	Needs    map[string][]string // built-in command → who may
	Lang     string              // "" where it says nothing
	Targets  map[string]Target
	Labels   Labels
	Repos    []string // nil: all
	InRepo   *InRepo  // nil: repositories configure nothing

	at map[string]*yaml.Node // where a name of use, aliases, needs and targets stands
}

// InRepo is what repositories may configure themselves.
type InRepo struct {
	Allow []string
	File  string
}

// maxFile is far more than anybody writes by hand.
const maxFile = 512 << 10

// Read reads the central file. The File is nil where the problems leave none.
func Read(name string, text []byte) (*File, Problems) {
	r := newReader(name)
	root := r.document(text, top)
	if root == nil {
		return nil, r.problems()
	}
	f := &File{Name: name, Lang: textOf(get(root, "lang")), at: map[string]*yaml.Node{}}
	f.Use, f.Repos = textsOf(get(root, "use")), textsOf(get(root, "repos"))
	if u := get(root, "use"); u != nil && f.Use == nil {
		f.Use = []string{}
	}
	f.commands(r, root)
	f.Needs, f.Targets = map[string][]string{}, map[string]Target{}
	for at, value := range pairs(get(root, "needs")) {
		f.Needs[at.Value], f.at["needs "+at.Value] = textsOf(value), value
	}
	for at, value := range pairs(get(root, "targets")) {
		f.Targets[at.Value] = readTarget(value)
		f.at["target "+at.Value] = at
	}
	f.Labels = readLabels(get(root, "labels"))
	if n := get(root, "in_repo"); n != nil {
		f.InRepo = &InRepo{textsOf(get(n, "allow")), ".github/robot.yml"}
		if file := textOf(get(n, "file")); file != "" {
			f.InRepo.File = file
		}
	}
	f.check(r, root)
	return f, r.problems()
}

// document is the root of the one document in a text, held to a shape; nil where it is none.
func (r *reader) document(text []byte, s shape) *yaml.Node {
	if len(text) > maxFile {
		r.wrong(nil, "it has %d bytes, and at most %d are read", len(text), maxFile)
		return nil
	}
	if bytes.HasPrefix(text, []byte("\xfe\xff")) || bytes.HasPrefix(text, []byte("\xff\xfe")) { // YAML would take it
		r.wrong(&yaml.Node{Line: 1, Column: 1}, "it is UTF-16; save it as UTF-8")
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(text), yaml.WithUniqueKeys(false)) // with its place, it is found below
	if err != nil {
		r.wrong(nil, "%v", err)
		return nil
	}
	var doc, second yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1} // nothing is said, nothing is wrong
	case err != nil:
		r.found = append(r.found, unread(r.file, err))
		return nil
	}
	if loader.Load(&second) == nil {
		r.wrong(&second, "a second document begins here; there is one")
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.ShortTag() == "!!null" {
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	if root.Kind != yaml.MappingNode {
		r.wrong(root, "want keys like use and commands here")
		return nil
	}
	r.hold(root, s)
	return root
}

func (f *File) commands(r *reader, root *yaml.Node) {
	f.Aliases = map[string]string{}
	known := map[string]bool{}
	for at, value := range pairs(get(root, "commands")) {
		if commandName.MatchString(at.Value) && value.Kind == yaml.MappingNode && !known[at.Value] {
			known[at.Value], r.command = true, at.Value
			f.Commands = append(f.Commands, r.readCommand(at, value))
			r.command = ""
		}
	}
	for at, value := range pairs(get(root, "aliases")) {
		f.Aliases[at.Value], f.at["alias "+at.Value] = textOf(value), at
	}
}

// names are the commands of the file.
func (f *File) names() (names []string) {
	for _, c := range f.Commands {
		names = append(names, c.Name)
	}
	return names
}
