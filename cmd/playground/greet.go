package main

import (
	"fmt"
	"io"
	"net/url"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// greet says what one can do, in the order in which one wants to know.
func greet(out io.Writer, s *sandbox.Sandbox, o options) {
	flag, robot, more := "", "9010", ", with ARGS=--robot=http://127.0.0.1:9010"
	if s.GitHubURL() != "http://127.0.0.1:9000" {
		flag = " --url " + s.GitHubURL()
	}
	if to, err := url.Parse(o.robot); err == nil && to.Port() != "" {
		robot, more = to.Port(), ""
	}
	place, then := "/", ", and comment:\n    /promote 42 dev REVISION=abc"
	if o.scenario != nil {
		place, then = o.scenario.Place(), ", and look on."
	}
	fmt.Fprintf(out, greeting, s.GitHubURL(), flag, s.DroneURL(), o.secret, robot, more, place, then, s.DroneSecret())
}

const greeting = `Open %[1]s%[7]s in a browser (Drone is at %[3]s/)%[8]s

Without a browser, in another terminal:
    go run ./cmd/robot say%[2]s '/promote 42 dev REVISION=abc'

Over the wire, where everybody has a token like this one:
    curl -H 'Authorization: Bearer sandbox-alice' -d '{"body":"/help"}' %[1]s/api/v3/repos/acme/widgets/issues/17/comments
    GITHUB_WEBHOOK_SECRET=%[4]s go run ./cmd/robot simulate --url %[1]s/github --event issue_comment FILE

A robot of your own in the place of the one in here%[6]s:
    GITHUB_API_URL=%[1]s/api/v3 GITHUB_TOKEN=sandbox-sealrobot DRONE_SERVER=%[3]s DRONE_TOKEN=sandbox-drone \
    GITHUB_WEBHOOK_SECRET=%[4]s DRONE_WEBHOOK_SECRET=%[9]s \
    PORT=%[5]s go run ./cmd/bootstrap

The robot's calls follow. Ctrl-C ends it.

`
