package main

import (
	"fmt"
	"strings"

	"github.com/fanux/robot/cmd/internal/config"
	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/processors/drone_promote"
)

// app sets up the GitHub App that the robot is.
type app struct {
	Manifest appManifest `cmd:"" help:"Print the manifest of an App that may do what the commands need, and no more."`
}

type appManifest struct {
	URL    *setup.Address `name:"url" help:"The function's address, for the App's webhook."`
	Name   string         `help:"The App's name; GitHub asks for it otherwise."`
	Locks  bool           `help:"Ask for Contents: read and write, too, so that promotions, and instances at one /run, can be kept apart. It lets the robot write code as well."`
	Link   bool           `help:"Print the address of GitHub's form instead, with all of it filled in."`
	Org    string         `placeholder:"ORGANIZATION" help:"With --link: who the App is to belong to, if not you."`
	Config string         `placeholder:"FILE" help:"The robot's own file. By default ROBOT_CONFIG, or robot.yml here; without any, the built-in commands."`
}

// Help is the rest of its help text.
func (appManifest) Help() string {
	return "GitHub takes a manifest from a web page: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest. Without one, open what --link prints. " +
		"Then give the App GITHUB_WEBHOOK_SECRET as its webhook's secret, make a private key there, install the App, and set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY. " +
		"It reads robot.yml and DRONE_SERVER, and calls nobody."
}

// Run prints it.
func (a appManifest) Run(w *world) error {
	f, err := turnedOn(w, a.Config)
	if err != nil {
		return err
	}
	mux, err := f.Mux(config.World{Drone: a.drone(w, f), Getenv: func(string) string { return "none" }})
	if err != nil {
		return err
	}
	needs := setup.AccessOf(f, mux)
	locks, better := needs.Better["contents"]
	switch {
	case a.Locks && better:
		needs.Permissions["contents"] = locks
	case needs.Permissions["contents"] == "write":
		fmt.Fprintf(w.errs, "robot: it asks for Contents: read and write, with which the robot could write code: %s needs it\n", strings.Join(setup.Writers(f, mux), ", "))
	case better:
		fmt.Fprintln(w.errs, "robot: it does not ask for Contents: read and write; with --locks it does, and promotions that come at once, and instances that are at one /run, are kept apart before they start")
	}
	m := setup.NewManifest(a.Name, a.URL, needs)
	if a.Link {
		fmt.Fprintln(w.out, m.Link(strings.TrimSpace(w.getenv("GITHUB_API_URL")), a.Org))
		return nil
	}
	return printJSON(w.out, m)
}

// drone is one that is not called: the one of the environment, and where a file says what is
// on, any.
func (appManifest) drone(w *world, f *config.File) drone_promote.Options {
	written := f.Use != nil || len(f.Commands) > 0
	if !written && strings.TrimSpace(w.getenv("DRONE_SERVER")) == "" {
		return drone_promote.Options{}
	}
	return drone_promote.Options{Server: "https://drone.invalid", Token: "none"}
}
