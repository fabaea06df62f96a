package workflow

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDeclare(t *testing.T) {
	type d = declaration
	for text, want := range map[string]d{
		"on: workflow_dispatch":                         {events: []string{"workflow_dispatch"}, dispatch: true},
		"'on': [push, workflow_dispatch]":               {events: []string{"push", "workflow_dispatch"}, dispatch: true},
		"\"on\":\n  workflow_dispatch:":                 {events: []string{"workflow_dispatch"}, dispatch: true},
		"\ufeffon:\r\n  workflow_dispatch: ~\r\n":       {events: []string{"workflow_dispatch"}, dispatch: true},
		"{on: {workflow_dispatch: {inputs: [a]}}}":      {events: []string{"workflow_dispatch"}, dispatch: true},
		"name: 7\nrun-name: [x]\non: [[push], push]":    {name: "7", events: []string{"", "push"}},
		"x: &e [workflow_dispatch]\non: *e":             {events: []string{"workflow_dispatch"}, dispatch: true},
		"on: {push: &p {a: *p}, workflow_dispatch: *p}": {events: []string{"push", "workflow_dispatch"}, dispatch: true},
		"on: {workflow_dispatch: {inputs: {a: , b: {type: choice, required: TRUE, default: no, options: [no, 1.0, ~]}, c: {required: 'false', default: }}}}": {
			events: []string{"workflow_dispatch"}, dispatch: true,
			inputs: []input{{name: "a"}, {name: "b", kind: "choice", required: true, fallback: "no", options: []string{"no", "1.0", ""}}, {name: "c"}},
		},
	} {
		got, err := declare(text)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(d{}, input{})); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", text, err, diff)
		}
	}
}

// Whoever may push chooses the file, and a comment has six seconds.
func TestDeclareIsCheap(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'z'; c++ {
		bomb += string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+",", 9) + "]\n"
	}
	for name, text := range map[string]string{
		"aliases":  bomb + "on: *z",
		"flow":     "on: " + strings.Repeat("[", maxFile-10),
		"mapping":  "on: " + strings.Repeat("{a: ", maxFile/4-10),
		"indents":  "on:\n" + strings.Repeat("- ", maxFile/2-10),
		"keys":     "on:\n" + strings.Repeat(" a: b\n", maxFile/6-10),
		"anchors":  "on: [" + strings.Repeat("&a a,", maxFile/5-10) + "]",
		"comments": "on: a\n" + strings.Repeat("#\n", maxFile/2-10),
		"question": strings.Repeat("? ", maxFile/2-10),
	} {
		began := time.Now()
		_, err := declare(text)
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("%s: %v (%v)", name, took, err)
		} else {
			t.Logf("%s: %v (%.60v)", name, took, err)
		}
	}
}

func FuzzDeclare(f *testing.F) {
	for _, seed := range []string{
		"on: workflow_dispatch", "on: [push, workflow_dispatch]", "on:\n  workflow_dispatch:\n    inputs:\n      a: {type: choice, options: [x, y], required: true}",
		"on: &a {b: *a}", "on: *a", "\tx", "? [a]\n: b", "on: !!binary x", "---\non: push\n---\non: workflow_dispatch", "%YAML 1.1\n---\non: yes", "<<: {on: push}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		began := time.Now()
		d, err := declare(text)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%q took %v", text, took)
		}
		if err != nil && (d.dispatch || d.events != nil) {
			t.Errorf("%q: an error and %+v", text, d)
		}
		if d.dispatch && !strings.Contains(text, "workflow") && !strings.ContainsAny(text, `\%`) {
			t.Errorf("%q can be started by hand", text)
		}
		if d.inputs != nil && !d.dispatch {
			t.Errorf("%q has inputs and nothing that takes them", text)
		}
		site := site{branch: "main"}
		file := file{name: "a.yml", text: text, site: site}
		if err := file.accepts(d, map[string]string{"a": "b"}); err != nil && strings.ContainsAny(err.Error(), "\r\n") {
			t.Errorf("%q: %q is not one line", text, err)
		}
		_ = file.entry(d)
	})
}
