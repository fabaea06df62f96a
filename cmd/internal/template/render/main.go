// Render writes the template that fun deploys, or checks the one that s fills and deploys:
//
//	go run ./cmd/internal/template/render template.yml template.rendered.yml
//	go run ./cmd/internal/template/render -check s.yaml
//
// It exits with status 2, and a line for each setting that is missing, when the
// function could not start with what would be deployed.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/template"
)

// check asks the function itself whether it would start; nil, in a test, asks nobody.
var check = func(getenv func(string) string) error {
	_, err := function.Configure(getenv)
	return err
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: render template.yml template.rendered.yml, or render -check s.yaml")
		os.Exit(2)
	}
	var missing []string
	var err error
	if os.Args[1] == "-check" {
		missing, err = filledByS(os.Args[2])
	} else {
		missing, err = render(os.Args[1], os.Args[2])
	}
	for _, name := range missing {
		fmt.Fprintln(os.Stderr, "missing:", name)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
	}
	if err != nil || len(missing) > 0 {
		os.Exit(2)
	}
}

// render writes dst anew, readable by its owner alone, or not at all.
func render(src, dst string) (missing []string, err error) {
	// What an earlier run left would keep its mode, and must not be deployed when this one fails.
	if err := os.Remove(dst); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	text, err := os.ReadFile(src)
	if err != nil {
		return nil, err
	}
	out, missing, err := template.Render(text, getenv, check)
	if err != nil || len(missing) > 0 {
		return missing, err
	}
	return nil, os.WriteFile(dst, out, 0o600)
}

// filledByS checks the environment that s will put into src.
func filledByS(src string) (missing []string, err error) {
	text, err := os.ReadFile(src)
	if err != nil {
		return nil, err
	}
	missing, err = template.Check(text, os.Getenv, check)
	if exists(os.Getenv("GITHUB_APP_PRIVATE_KEY")) {
		err = errors.Join(err, errors.New(`GITHUB_APP_PRIVATE_KEY: a file that the function would not have; set it to what the file holds: "$(cat …)"`))
	}
	// From there s takes what is unset in the environment, and here nobody would know.
	if dotenv := filepath.Join(filepath.Dir(src), ".env"); exists(dotenv) {
		err = errors.Join(err, fmt.Errorf("%s: s reads settings from it; export them instead, and move it away", dotenv))
	}
	return missing, err
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// getenv is os.Getenv, but for a private key that is given as a file: the file is on this
// machine and not on the function's, so what it holds is deployed.
func getenv(name string) string {
	value := os.Getenv(name)
	if name == "GITHUB_APP_PRIVATE_KEY" {
		if key, err := os.ReadFile(value); err == nil {
			return string(key)
		}
	}
	return value
}
