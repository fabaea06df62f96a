package template

import (
	"fmt"
	"slices"
	"strings"
)

const (
	// environmentLimit is what Function Compute takes, names and values together.
	environmentLimit = 4096
	// funAdds is what fun 3.6.24 adds of its own: PATH, LD_LIBRARY_PATH, NODE_PATH
	// and PYTHONUSERBASE.
	funAdds = 707
)

// ways are the three ways to say who the robot is on GitHub.
var ways = [][]string{
	{"GITHUB_TOKEN"},
	{"GITHUB_USER", "GITHUB_PASSWD"},
	{"GITHUB_APP_ID", "GITHUB_APP_PRIVATE_KEY"},
}

// settings names the variables that a function with this environment lacks, and
// fails when what it has, with the bytes that the tool adds, cannot be deployed.
func settings(env map[string]string, added int) (missing []string, err error) {
	missing = unset(env, "GITHUB_WEBHOOK_SECRET")

	var begun, complete []string // ways, in words
	var rest []string            // of a way that was begun
	for _, way := range ways {
		switch absent := unset(env, way...); len(absent) {
		case 0:
			complete = append(complete, strings.Join(way, " and "))
		case len(way):
		default:
			begun = append(begun, strings.Join(way, " and "))
			rest = append(rest, absent...)
		}
	}
	switch {
	case len(complete) > 1:
		return missing, fmt.Errorf("%s: the robot can be only one of them, unset the rest", strings.Join(complete, "; "))
	case len(complete) == 0 && len(begun) == 1:
		missing = append(missing, rest...)
	case len(complete) == 0:
		missing = append(missing, "GITHUB_TOKEN (or GITHUB_USER and GITHUB_PASSWD, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY)")
	}

	if drone := unset(env, "DRONE_SERVER", "DRONE_TOKEN"); len(drone) == 1 {
		missing = append(missing, drone...)
	}

	size := added
	for name, value := range env {
		size += len(name) + len(value)
	}
	if size > environmentLimit {
		return missing, fmt.Errorf("the environment has %d bytes, %d of them the tool's own; Function Compute takes %d", size, added, environmentLimit)
	}
	return missing, nil
}

// unset returns those of names that env has no value for.
func unset(env map[string]string, names ...string) []string {
	var absent []string
	for _, name := range names {
		if env[name] == "" {
			absent = append(absent, name)
		}
	}
	return absent
}

// union returns a with what b has beyond it.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}
