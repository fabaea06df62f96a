package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
	"github.com/fanux/robot/processors/drone_promote"
)

func readGood(t *testing.T, text string) *File {
	t.Helper()
	f, problems := Read("robot.yml", []byte(text))
	if problems != nil {
		t.Fatal(problems)
	}
	return f
}

// TestRules: what the file says of targets reaches the robots for Drone.
func TestRules(t *testing.T) {
	f := readGood(t, "targets: {a: {needs: [admin, author], branches: main}, b: {confirm: true}, c: {four_eyes: True}, d: {confirm: false, four_eyes: false}, e: {four_eyes: true, confirm: true}}\n")
	want := map[string]drone_promote.Rule{
		"a": {Needs: "admin, author", Branches: []string{"main"}}, "b": {Confirm: true}, "c": {Confirm: true, FourEyes: true}, "d": {}, "e": {Confirm: true, FourEyes: true},
	}
	if diff := cmp.Diff(want, f.rules()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if rules := readGood(t, "lang: en\n").rules(); rules != nil {
		t.Errorf("%v", rules)
	}
}

// TestWhereThereIsConfirm: it is there for bots, for what is used, and for targets where
// there is a Drone.
func TestWhereThereIsConfirm(t *testing.T) {
	const bot = "commands: {r: {uses: workflow, with: {file: a}, bots: ['x[bot]']}}\n"
	for _, test := range []struct {
		text        string
		with, alone bool // a Drone, and without
	}{
		{"use: help\n", false, false}, {"use: [help, confirm]\n", true, true}, {bot, true, true}, {bot + "use: [confirm]\n", true, true},
		{"targets: {prod: {needs: admin}, qa: {confirm: false}}\n", false, false},
		{"targets: {prod: {confirm: true}}\n", true, false}, {"use: help\ntargets: {prod: {four_eyes: true}}\n", true, false},
	} {
		for _, there := range []bool{true, false} {
			var world World
			want := test.alone
			if there {
				world.Drone, want = nowhere, test.with
			}
			mux, err := readGood(t, test.text).Mux(world)
			if err != nil || (mux.Runner("confirm") != nil) != want {
				t.Errorf("%s, Drone %v: %v, want /confirm %v", test.text, there, err, want)
			}
		}
	}
	mux, err := readGood(t, "targets: {prod: {confirm: true}}\nneeds: {confirm: maintain}\n").Mux(World{Drone: nowhere})
	if err != nil || !slices.ContainsFunc(mux.Commands(), func(l issue.Listing) bool { return l.Name == "/confirm" && l.Help.Needs == issue.Maintain }) {
		t.Errorf("%v: its needs are not what the file says", err)
	}
}

// TestTakes: what a file needs of the environment, for Drone as the built-in commands say it.
func TestTakes(t *testing.T) {
	drone, none := []string{"DRONE_SERVER", "DRONE_TOKEN"}, []string(nil)
	for text, want := range map[string][]string{
		"use: [help, run, confirm]\n": none, "use: [drone]\n": drone, "use: [triage]\n": none, "use: promote\n": drone, "targets: {prod: {confirm: true}}\n": none,
		"commands: {r: {uses: drone_build}}\n": drone, "commands: {r: {uses: run, with: {args: a}}}\n": none, "commands: {r: {uses: comment, with: {text: a}}}\n": none,
		"commands: {r: {uses: http, with: {url: 'https://x/', secret: $B, headers: {A: $A}}}}\n": {"A", "B"},
	} {
		if got := readGood(t, text).Takes(); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	for _, name := range processors.Names() {
		needs := processors.NeedsDrone(name)
		for _, text := range []string{"use: [" + name + "]\n", "use: []\ncommands: {r: {uses: " + name + "}}\n"} {
			f := readGood(t, text)
			if got := f.Takes(); (len(got) == 2) != needs {
				t.Errorf("%s: %q", text, got)
			}
			if _, err := f.Mux(World{}); (err != nil) != needs {
				t.Errorf("%s: without a Drone: %v", text, err)
			}
		}
	}
}

// TestReferenceOfTargets: a handbook says what each target takes.
func TestReferenceOfTargets(t *testing.T) {
	text, err := readGood(t, "use: help\ntargets: {prod: {needs: [admin, author], branches: [main, 'release-*'], four_eyes: true}, dev: {}, qa-*: {confirm: true}}\n").Reference()
	const want = "\n\n| target | who may | builds of | confirmed by |\n|---|---|---|---|\n" +
		"| `dev` | who may run the command | any branch | nobody |\n" +
		"| `prod` | admin or author | `main`, `release-*` | somebody else, with `/confirm` |\n" +
		"| `qa-*` | who may run the command | any branch | a person, with `/confirm` |\n\n## `/confirm`\n"
	if err != nil || !strings.Contains(text, want) {
		t.Errorf("%v\n%s\nwant %s", err, text, want)
	}
	if text, _ := readGood(t, "use: help\n").Reference(); strings.Contains(text, "| target |") {
		t.Errorf("a table of no targets:\n%s", text)
	}
}
