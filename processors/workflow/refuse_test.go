package workflow_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
)

// What is wrong with the words is said without a call.
func TestUsage(t *testing.T) {
	const notName = " is not the name of a workflow's file; write it as in `.github/workflows`, with or without `.yml`."
	const notInput = " is not the name of an input; use letters, digits, `_` and `-`, a letter or `_` first, at most 64."
	const ours = " cannot be set from a comment: what begins with `robot_` the robot fills in itself. Leave it out."
	const steers = " cannot be set from a comment, because as an environment variable it steers the job itself. Give the input another name."
	many := []string{"deploy"}
	for i := range 26 {
		many = append(many, fmt.Sprintf("k%d=v", i))
	}
	for _, test := range []struct {
		words []string
		usage bool
		want  string
	}{
		{[]string{"target=dev"}, true, "Which workflow? Name it before its inputs; `/run` alone lists what there is."},
		{[]string{"deploy", "now"}, true, "`now` is one word too many: name one workflow, and write its inputs as `KEY=value`."},
		{[]string{"../deploy.yml"}, true, "`../deploy.yml`" + notName},
		{[]string{".hidden"}, true, "`.hidden`" + notName},
		{[]string{"a/b"}, true, "`a/b`" + notName},
		{[]string{"a%2fb"}, true, "`a%2fb`" + notName},
		{[]string{"a?ref"}, true, "`a?ref`" + notName},
		{[]string{"a#b"}, true, "`a#b`" + notName},
		{[]string{"`@bob`"}, true, "`` `@\u200bbob` ``" + notName},
		{[]string{""}, true, "`  `" + notName},
		{[]string{"dëploy"}, true, "`dëploy`" + notName},
		{[]string{strings.Repeat("a", 129)}, true, "`" + strings.Repeat("a", 80) + "…`" + notName},
		{many, true, "26 inputs are too many; a workflow takes at most 25."},
		{[]string{"deploy", "note=" + strings.Repeat("v", 1025)}, true, "The value of `note` has 1025 bytes; give at most 1,024."},
		{[]string{"deploy", "note=a\x00"}, true, "The value of `note` holds a control character; remove it."},
		{[]string{"deploy", "1x=a"}, true, "`1x`" + notInput},
		{[]string{"deploy", "a.b=a"}, true, "`a.b`" + notInput},
		{[]string{"deploy", strings.Repeat("n", 65) + "=a"}, true, "`" + strings.Repeat("n", 65) + "`" + notInput},
		{[]string{"deploy", "robot_ref=a"}, false, "`robot_ref`" + ours},
		{[]string{"deploy", "Robot-User=a"}, false, "`Robot-User`" + ours},
		{[]string{"deploy", "LD_PRELOAD=a"}, false, "`LD_PRELOAD`" + steers},
		{[]string{"deploy", "PATH=a"}, false, "`PATH`" + steers},
	} {
		s := start(t)
		_, err := s.run(t, test.words...)
		said(t, err, issue.Refused, test.usage, test.want)
		s.called(t)
	}
}

// What is wrong with the inputs is said after the file was read.
func TestInputs(t *testing.T) {
	const one = "`dev`, `prod` or `a b`"
	for _, test := range []struct{ words, want string }{
		{"tarket=dev", itsFile + " has no input `tarket`. It has `target`, `dry-run`, `count`, `where` and `note`."},
		{"Target=dev", itsFile + " has no input `Target`. It has `target`, `dry-run`, `count`, `where` and `note`."},
		{"note=x", itsFile + " needs `target` (" + one + "). Add `target=dev`."},
		{"target=staging", "The input `target` of " + itsFile + " is " + one + ", not `staging`."},
		{"target=DEV", "The input `target` of " + itsFile + " is " + one + ", not `DEV`."},
		{"target=", "The input `target` of " + itsFile + " is " + one + ", not `  `."},
		{"target=dev dry-run=yes", "The input `dry-run` of " + itsFile + " is `true` or `false`, not `yes`."},
		{"target=dev dry-run=True", "The input `dry-run` of " + itsFile + " is `true` or `false`, not `True`."},
		{"target=dev count=ten", "The input `count` of " + itsFile + " is a number, not `ten`."},
		{"target=dev count=0x10", "The input `count` of " + itsFile + " is a number, not `0x10`."},
		{"target=dev count=NaN", "The input `count` of " + itsFile + " is a number, not `NaN`."},
	} {
		s := start(t)
		_, err := s.run(t, strings.Fields("deploy "+test.words)...)
		said(t, err, issue.Refused, false, test.want)
		s.called(t, getFile)
	}
	for _, words := range []string{"count=-3", "count=0.5", "count=1e3", "dry-run=false", "where=anywhere", "note=", "target=prod"} {
		s := start(t)
		all := []string{"deploy", "target=dev", words}
		if _, err := s.run(t, all...); err != nil {
			t.Errorf("%q: %v", all, err)
		}
	}
}

func TestMissingOfEveryKind(t *testing.T) {
	s := start(t)
	s.repo.File(".github/workflows/deploy.yml", `on: {workflow_dispatch: {inputs: {
		a: {required: true, type: boolean}, b: {required: true, type: number}, c: {required: true, type: choice, options: [x y]},
		d: {required: true, type: environment}, e: {required: true, type: string}, f: {required: true, default: x}, g: {required: true, type: choice}}}}`)
	_, err := s.run(t, "deploy", "e=")
	said(t, err, issue.Refused, false, itsFile+" needs `a` (`true` or `false`), `b` (a number), `c` (`x y`), `d` (an environment), `e` (text) and `g` (a choice without options). "+
		"Add `a=true b=1 c=\"x y\" d=… e=… g=…`.")
}

// What is wrong with the file.
func TestFiles(t *testing.T) {
	const tail = " Correct it on `main`, then comment again."
	const noWorkflow = itsFile + " holds no workflow: it is no YAML mapping with an `on:`." + tail
	byHand := func(has string) string {
		return itsFile + " cannot be started by hand: its `on:` has " + has + ", but no `workflow_dispatch`. Add that on `main`; `/run` alone lists what can be run."
	}
	for _, test := range []struct{ text, want string }{
		{"on: push", byHand("`push`")},
		{"on: [push, pull_request]", byHand("`push` and `pull_request`")},
		{"on:\n  push:\n  schedule: [{cron: '0 0 * * *'}]", byHand("`push` and `schedule`")},
		{"on:", byHand("nothing")},
		{"on: {workflow_call: {inputs: {workflow_dispatch: {}}}}", byHand("`workflow_call`")},
		{"", noWorkflow},
		{"just text", noWorkflow},
		{"- on: workflow_dispatch", noWorkflow},
		{"true: workflow_dispatch", noWorkflow},
		{"jobs: {}", noWorkflow},
	} {
		s := start(t)
		s.repo.File(".github/workflows/deploy.yml", test.text)
		_, err := s.run(t, "deploy")
		said(t, err, issue.Refused, false, test.want)
		s.called(t, getFile)
	}
	s := start(t)
	s.repo.File(".github/workflows/deploy.yml", "on: push\n\tworkflow_dispatch: [")
	_, err := s.run(t, "deploy")
	if text := fmt.Sprint(err); !strings.HasPrefix(text, itsFile+" is not YAML: `") || !strings.Contains(text, "line 2") || !strings.HasSuffix(text, "`."+tail) {
		t.Errorf("not YAML: %q", text)
	}
	s.repo.File(".github/workflows/deploy.yml", "on: workflow_dispatch #"+strings.Repeat("x", 600_000))
	_, err = s.run(t, "deploy")
	said(t, err, issue.Refused, false, itsFile+" has 600023 bytes, and at most 524288 are read. Make it smaller.")
}

func TestNoSuchWorkflow(t *testing.T) {
	s := start(t)
	s.repo.Workflow("ci.yml", "ci").Workflow("old.yml", "old").Disable("old.yml")
	_, err := s.run(t, "deplyo")
	said(t, err, issue.Refused, false, "There is no workflow `deplyo.yml` on `main`. This repository has `deploy.yml` and `ci.yml`; `/run` alone says what can be run.")
	s.called(t, "GET contents/.github/workflows/deplyo.yml 404", "GET contents/.github/workflows/deplyo.yaml 404", "GET actions/workflows 200")

	s.Break(fault(404, `{"message":"Not Found"}`).On("GET", "/actions/workflows"))
	_, err = s.run(t, "deplyo.yaml")
	said(t, err, issue.Failed, false, "GitHub shows this robot no workflow `deplyo.yaml` on `main`, and no others: the name is wrong, "+
		"or the robot's operator has to give its token access (`contents: read`, `actions: write`).")

	s = start(t)
	s.Break(fault(200, `{"total_count":0,"workflows":[]}`).On("GET", "/actions/workflows"))
	_, err = s.run(t, "x")
	said(t, err, issue.Refused, false, "There is no workflow `x.yml` on `main`: this repository has none in `.github/workflows`. Add one that has `workflow_dispatch` in its `on:`.")
}
