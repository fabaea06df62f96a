package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/fanux/robot/cmd/internal/config"
)

type help struct {
	Config   string `placeholder:"FILE" help:"The robot's own file. By default ROBOT_CONFIG, or robot.yml here; without any, the built-in commands."`
	Markdown bool   `help:"Print Markdown, for a handbook."`
}

// Run prints the reference of the commands that a file turns on.
func (h help) Run(w *world) error {
	f, err := turnedOn(w, h.Config)
	if err != nil {
		return err
	}
	text, err := f.Reference()
	if err != nil {
		return err
	}
	if !h.Markdown {
		text = bare(text)
	}
	fmt.Fprint(w.out, text)
	return nil
}

// turnedOn is the robot's own file: the one that is asked for, or ROBOT_CONFIG, or robot.yml
// here; where there is none of these, it says nothing.
func turnedOn(w *world, asked string) (*config.File, error) {
	name := cmp.Or(asked, configName(w))
	if asked == "" && w.getenv("ROBOT_CONFIG") == "" {
		if _, missing := os.Stat(name); errors.Is(missing, fs.ErrNotExist) {
			return &config.File{Name: name}, nil
		}
	}
	f, problems, err := readConfig(w, name)
	switch {
	case err != nil:
		return nil, err
	case problems != nil:
		return nil, fmt.Errorf("%s has %s: robot check %[1]s", name, count(len(problems), "mistake"))
	}
	return f, nil
}

var (
	rule = regexp.MustCompile(`(?m)^(?:\|---)+\|\n`)
	span = regexp.MustCompile("(`+) ?(.+?) ?(?:`+)")
	cell = regexp.MustCompile(`(?m)^\| (.*) \|$`)
)

// bare is a reference without its Markdown, for a terminal.
func bare(text string) string {
	text = rule.ReplaceAllString(text, "")
	text = strings.ReplaceAll(text, "\n## ", "\n")
	text = cell.ReplaceAllStringFunc(text, func(line string) string {
		cells := strings.Split(strings.ReplaceAll(strings.Trim(line, "| "), `\|`, "\x00"), " | ")
		return "  " + strings.ReplaceAll(strings.Join(cells, "  ·  "), "\x00", "|")
	})
	return span.ReplaceAllString(text, "$2")
}
