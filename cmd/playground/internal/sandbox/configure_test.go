package sandbox_test

import (
	"strings"
	"testing"
)

// configured are the commands in force that are among those.
func (w *world) configured(names ...string) string {
	var found []string
	for _, c := range w.Commands() {
		for _, name := range names {
			if c.Name == name {
				found = append(found, name)
			}
		}
	}
	return strings.Join(found, " ")
}

const shipping = "use: [help, promote]\ncommands:\n  ship:\n    args: <build>\n    uses: drone_promote\n    with: { build: '{build}', target: prod }\n"

// TestConfigure: a robot.yml is in force with the next comment; a broken one never is.
func TestConfigure(t *testing.T) {
	w := start(t)
	if got := w.configured("/ship", "/retitle", "/promote"); got != "/promote /retitle" {
		t.Errorf("without a robot.yml: %s", got)
	}
	if problems := w.Configure(shipping); problems != nil {
		t.Fatal(problems)
	}
	if got := w.configured("/ship", "/retitle", "/promote"); got != "/promote /ship" || w.Configuration() != shipping {
		t.Errorf("with one: %s", got)
	}
	if lines := w.Parse(home, "/ship 42\n/retitle x"); !lines[0].Runs || lines[1].Runs {
		t.Errorf("%+v", lines)
	}
	w.say("alice", "/ship 42")
	if d := w.last(); w.builds() != 2 || d.Instance != 2 {
		t.Errorf("%d builds, instance %d: %s", w.builds(), d.Instance, d.Answer)
	}
	for _, row := range []struct {
		text, want string
		line       int
	}{
		{"use: [help", "", 2},
		{"commands:\n  ship:\n    uses: magic\n", "magic", 3},
		{"use: [nothing]", "nothing", 1},
		{"commands:\n  call:\n    uses: http\n    with: { url: 'https://example.com', headers: { X: $NOT_SET } }\n", "$NOT_SET is not set", 2},
	} {
		commands, checked := w.Check(row.text)
		problems := w.Configure(row.text)
		if len(checked) == 0 || len(problems) != len(checked) || commands != nil || checked[0].Line != row.line || !strings.Contains(checked[0].Text, row.want) {
			t.Errorf("%q: %+v, %+v", row.text, checked, problems)
		}
	}
	if w.Configuration() != shipping {
		t.Errorf("in force is %q", w.Configuration())
	}
	if commands, problems := w.Check("use: [help]"); len(commands) != 1 || problems != nil {
		t.Errorf("%v %v", commands, problems)
	}
	if problems := w.Configure(" \n"); problems != nil || w.Configuration() != "" || w.configured("/retitle") == "" {
		t.Errorf("%v, in force is %q", problems, w.Configuration())
	}
}

// TestReposConfigured: a repository that robot.yml does not name is none of the robot's.
func TestReposConfigured(t *testing.T) {
	w := start(t)
	if problems := w.Configure("repos: [acme/gadgets]\n"); problems != nil {
		t.Fatal(problems)
	}
	for repo, runs := range map[string]bool{home: false, "acme/gadgets": true} {
		if lines := w.Parse(repo, "/help"); w.Serves(repo) != runs || lines[0].Runs != runs {
			t.Errorf("%s is served: %t, want %t: %+v", repo, !runs, runs, lines)
		}
	}
	w.say("alice", "/help")
	if d := w.last(); d.Status != 202 || d.Lines[0].Verdict != "in a repository that robot.yml does not name" {
		t.Errorf("%d %+v", d.Status, d.Lines)
	}
	if _, err := w.Sweep(t.Context()); err == nil {
		t.Error("there is something to sweep")
	}
	w.Add("acme/gadgets")
	if _, err := w.Sweep(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestOwn: the commands of robot.yml come in its order; without one there are none.
func TestOwn(t *testing.T) {
	w := start(t)
	own := func() (names string) {
		for _, c := range w.Own() {
			names += c.Name + " "
		}
		return names
	}
	if got := own(); got != "" {
		t.Errorf("without a robot.yml: %s", got)
	}
	if problems := w.Configure(shipping + "  ask: { uses: comment, with: { text: What? } }\nlabels: { prefixes: [os] }\naliases: { go: promote, done: ask }\n"); problems != nil {
		t.Fatal(problems)
	}
	if got, want := own(), "/ship /ask /os /done /go "; got != want {
		t.Errorf("of its own are %q, want %q", got, want)
	}
}
