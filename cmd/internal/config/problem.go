package config

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Problem is a mistake in a file.
type Problem struct {
	File    string `json:"file"`
	Line    int    `json:"line"`   // from 1; 0 where the mistake has no place
	Column  int    `json:"column"` // from 1
	Text    string `json:"text"`
	Command string `json:"command,omitempty"` // the command that it is in; "" where it concerns the whole file
}

// String is the problem as compilers say it: "robot.yml:7:5: …".
func (p Problem) String() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.Text)
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text)
}

// Problems are all mistakes of a file, in its order.
type Problems []Problem

func (p Problems) Error() string {
	var lines []string
	for _, one := range p {
		lines = append(lines, one.String())
	}
	return strings.Join(lines, "\n")
}

// reader collects the problems of one file.
type reader struct {
	file    string
	command string // that is being read
	found   Problems
	forms   map[string]*regexp.Regexp // the checks that were read, as they are written
}

func newReader(file string) *reader { return &reader{file: file, forms: map[string]*regexp.Regexp{}} }

func (r *reader) wrong(n *yaml.Node, format string, args ...any) {
	p := Problem{File: r.file, Text: fmt.Sprintf(format, args...), Command: r.command}
	if n != nil {
		p.Line, p.Column = n.Line, n.Column
	}
	r.found = append(r.found, p)
}

func (r *reader) problems() Problems {
	slices.SortStableFunc(r.found, func(a, b Problem) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return slices.Compact(r.found)
}

var atLine = regexp.MustCompile(`line (\d+)(?:, column (\d+))?:? ?`)

// unread is the problem of a text that is no YAML.
func unread(file string, err error) Problem {
	p := Problem{File: file, Text: strings.TrimPrefix(err.Error(), "yaml: ")}
	var broken *yaml.LoadError
	if errors.As(err, &broken) {
		p.Line, p.Column, p.Text = broken.Mark.Line, broken.Mark.Column, broken.Message
	} else if m := atLine.FindStringSubmatch(p.Text); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
		p.Column, _ = strconv.Atoi(m[2])
	}
	p.Line, p.Column = max(p.Line, 1), max(p.Column, 1)
	return p
}
