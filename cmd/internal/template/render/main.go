// Render writes the template that fun deploys:
//
//	go run ./cmd/internal/template/render template.yml template.rendered.yml
//
// It exits with status 2, and a line for each setting that is missing, when the
// function could not start with what would be deployed.
package main

import (
	"fmt"
	"os"

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
		fmt.Fprintln(os.Stderr, "usage: render template.yml template.rendered.yml")
		os.Exit(2)
	}
	missing, err := render(os.Args[1], os.Args[2])
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
