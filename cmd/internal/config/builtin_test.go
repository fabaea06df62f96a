package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
)

// TestNamesThatAreFree: what is built in and not on is free, for a repository's commands too.
func TestNamesThatAreFree(t *testing.T) {
	const allow = "in_repo: {allow: comment}\n"
	for use, on := range map[string]bool{"[help]": false, "[]": false, "[help, drone]": true, "status": true} {
		f := readGood(t, "use: "+use+"\n"+allow)
		_, problems := f.ReadRepository("x.yml", []byte("commands: {status: {uses: comment, with: {text: a}}}\n"))
		if (problems != nil) != on {
			t.Errorf("use: %s: %v", use, problems)
		}
	}
	_, problems := readGood(t, "use: []\n"+allow).ReadRepository("x.yml", []byte("commands: {confirm: {uses: comment, with: {text: a}}}\naliases: {c: confirm}\n"))
	if problems == nil || !strings.HasPrefix(problems.Error(), "x.yml:1:12: \"confirm\" is a command of the robot already") {
		t.Errorf("%v", problems)
	}
}

// TestBuiltins: those that are on are those that there are in the Mux.
func TestBuiltins(t *testing.T) {
	for _, text := range []string{"", "use: []\n", "use: help\n", "use: [drone, run]\n", "use: locks\n", "use: [triage, confirm]\n"} {
		f := readGood(t, text)
		mux, err := f.Mux(World{Drone: nowhere})
		if err != nil {
			t.Fatal(err)
		}
		got := f.builtins()
		if len(got) != len(mux.Commands()) || slices.ContainsFunc(got, func(name string) bool { return mux.Runner(name) == nil }) {
			t.Errorf("%q: %q of %d", text, got, len(mux.Commands()))
		}
	}
	if names := usable(); !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) || len(names) < len(processors.Names()) {
		t.Errorf("%q", names)
	}
}

// TestFollowers: a command follows jobs as what it uses does, and hears of them where that
// does.
func TestFollowers(t *testing.T) {
	all, err := processors.All()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{"drone_promote": "promote", "drone_build": "promote", "drone_rollback": "promote", "workflow": "run"} // follows as …
	for _, name := range processors.Names() {
		kinds[name] = name
	}
	for _, name := range []string{"dispatch", "http", "label", "comment"} {
		kinds[name] = "help"
	}
	with := map[string]string{"drone_promote": "target: a", "drone_rollback": "target: a", "workflow": "file: a", "dispatch": "event: a", "http": "url: 'https://x/'", "comment": "text: a"}
	for name, as := range kinds {
		mux, err := readGood(t, "use: []\ncommands: {r: {uses: "+name+", with: {"+with[name]+"}}}\n").Mux(World{Drone: nowhere})
		if err != nil {
			t.Fatal(err)
		}
		_, follows := mux.Runner("r").(issue.Follower)
		_, want := all.Runner(as).(issue.Follower)
		_, listens := mux.Runner("r").(issue.Listener)
		_, wantListener := all.Runner(as).(issue.Listener)
		if follows != want || listens != wantListener {
			t.Errorf("%s: follows %v, want %v; listens %v, want %v", name, follows, want, listens, wantListener)
		}
		if listens != slices.Contains(mux.Events(), "workflow_run") {
			t.Errorf("%s: its webhook needs %q", name, mux.Events())
		}
		help := mux.Commands()[0].Help
		if _, family := familyOf(name); family && !help.Dry {
			t.Errorf("%s cannot be run dry", name)
		} else if builtin, _ := builtinHelp(name); !family && help.Dry != (builtin.Dry || builtin.Effect == issue.Reads) {
			t.Errorf("%s: dry %v, and /%[1]s %v", name, help.Dry, builtin.Dry)
		}
	}
	if _, ok := all.Runner("promote").(issue.Follower); !ok {
		t.Error("/promote follows nothing")
	}
}
