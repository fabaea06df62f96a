package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/template"
)

// render is what a deployment needs beside the vendor's tool, which tells of no setting that
// is missing.
type render struct {
	Template string `arg:"" help:"The template: template.yml for fun; with --check, s.yaml for s."`
	Output   string `arg:"" optional:"" default:"template.rendered.yml" help:"What is written for fun. It holds secrets: keep it off the repository."`
	Check    bool   `help:"Write nothing: look whether the function could start with what s would put in."`
}

// started asks the function itself whether it would start.
func started(getenv func(string) string) error {
	_, err := function.Configure(getenv)
	return err
}

// Run fails, with a line for each setting that is missing, where the function could not start
// with what would be deployed.
func (r render) Run(w *world) error { return r.run(w, started) }

func (r render) run(w *world, check func(getenv func(string) string) error) error {
	text, err := os.ReadFile(r.Template)
	if err != nil {
		return err
	}
	var missing []string
	if r.Check {
		missing, err = r.filledByS(w, text, check)
	} else {
		missing, err = r.write(w, text, check)
	}
	for _, name := range missing {
		fmt.Fprintln(w.errs, "missing:", name)
	}
	if err == nil && len(missing) > 0 {
		return status(function.Usage)
	}
	return err
}

// write writes the output anew, readable by its owner alone, or not at all.
func (r render) write(w *world, text []byte, check func(func(string) string) error) (missing []string, err error) {
	// What an earlier run left would keep its mode, and must not be deployed when this one fails.
	if err := os.Remove(r.Output); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	out, missing, err := template.Render(text, keyed(w.getenv), check)
	if err != nil || len(missing) > 0 {
		return missing, err
	}
	return nil, os.WriteFile(r.Output, out, 0o600)
}

// filledByS checks the environment that s will put into the template.
func (r render) filledByS(w *world, text []byte, check func(func(string) string) error) (missing []string, err error) {
	missing, err = template.Check(text, w.getenv, check)
	if there(w.getenv("GITHUB_APP_PRIVATE_KEY")) {
		err = errors.Join(err, errors.New(`GITHUB_APP_PRIVATE_KEY: a file that the function would not have; set it to what the file holds: "$(cat …)"`))
	}
	// From there s takes what is unset in the environment, and here nobody would know.
	if dotenv := filepath.Join(filepath.Dir(r.Template), ".env"); there(dotenv) {
		err = errors.Join(err, fmt.Errorf("%s: s reads settings from it; export them instead, and move it away", dotenv))
	}
	return missing, err
}

func there(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// keyed is getenv, but for a private key that is given as a file: the file is on this machine
// and not on the function's, so what it holds is deployed.
func keyed(getenv func(string) string) func(string) string {
	return func(name string) string {
		value := getenv(name)
		if name == "GITHUB_APP_PRIVATE_KEY" {
			if key, err := os.ReadFile(value); err == nil {
				return string(key)
			}
		}
		return value
	}
}
