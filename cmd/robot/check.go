package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/fanux/robot/cmd/internal/config"
)

type check struct {
	File       string `arg:"" optional:"" help:"The file; - is standard input. By default ROBOT_CONFIG, or robot.yml here."`
	Repository bool   `help:"It is a repository's own file, by default .github/robot.yml, held to what the robot's own one lets repositories do."`
	Central    string `placeholder:"FILE" help:"The robot's own file, for --repository. By default ROBOT_CONFIG, or robot.yml here."`
	Env        bool   `help:"What the file takes from the environment has to be set."`
	JSON       bool   `name:"json" help:"Print the mistakes as JSON."`
}

// Run prints every mistake, and fails where there is one.
func (c check) Run(w *world) error {
	f, problems, err := c.read(w)
	if err != nil {
		return err
	}
	if c.JSON {
		if problems == nil {
			problems = config.Problems{}
		}
		if err := printJSON(w.out, problems); err != nil {
			return err
		}
		return ended(len(problems) > 0 || c.Env && len(unset(w, f)) > 0)
	}
	for _, p := range problems {
		fmt.Fprintln(w.out, plain(p.String()))
	}
	if len(problems) > 0 {
		return ended(true)
	}
	if _, err := f.Reference(); err != nil && !c.Repository { // all that a start takes, but for its environment
		return err
	}
	fmt.Fprintf(w.out, "%s: %s, no mistakes\n", f.Name, count(len(f.Commands), "command"))
	names := unset(w, f)
	if len(names) > 0 {
		fmt.Fprintf(w.out, "%s: it takes %s from the environment: not set here\n", f.Name, strings.Join(names, ", "))
	}
	return ended(c.Env && len(names) > 0)
}

// read reads the file, and for a repository's the robot's own one before.
func (c check) read(w *world) (*config.File, config.Problems, error) {
	if !c.Repository {
		if c.Central != "" {
			return nil, nil, errors.New("--central is for --repository")
		}
		return readConfig(w, cmp.Or(c.File, configName(w)))
	}
	central, problems, err := readConfig(w, cmp.Or(c.Central, configName(w)))
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("the robot's own file: %w", err)
	case problems != nil:
		return nil, nil, fmt.Errorf("the robot's own file has mistakes: robot check %s", central.Name)
	case central.InRepo == nil:
		return nil, nil, fmt.Errorf("%s has no in_repo: repositories cannot add commands", central.Name)
	}
	name, text, err := readFile(w, cmp.Or(c.File, central.InRepo.File))
	if err != nil {
		return nil, nil, err
	}
	f, problems := central.ReadRepository(name, text)
	return f, problems, nil
}

const defaultConfig = "robot.yml"

// configName is the robot's own file.
func configName(w *world) string { return cmp.Or(w.getenv("ROBOT_CONFIG"), defaultConfig) }

func readConfig(w *world, file string) (*config.File, config.Problems, error) {
	name, text, err := readFile(w, file)
	if err != nil {
		return nil, nil, err
	}
	f, problems := config.Read(name, text)
	if f == nil {
		f = &config.File{Name: name}
	}
	return f, problems, nil
}

func readFile(w *world, file string) (name string, text []byte, err error) {
	if file == "-" {
		text, err = io.ReadAll(w.in)
		return "standard input", text, err
	}
	text, err = os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && file == defaultConfig:
		err = fmt.Errorf("there is no %s here: name a file, or set ROBOT_CONFIG", file)
	case errors.Is(err, fs.ErrNotExist):
		err = fmt.Errorf("%s: no such file", file)
	}
	return file, text, err
}

// unset are the variables that the file takes from the environment, and are not set here.
func unset(w *world, f *config.File) (names []string) {
	if f == nil {
		return nil
	}
	for _, name := range f.Takes() {
		if w.getenv(name) == "" {
			names = append(names, "$"+name)
		}
	}
	return names
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
