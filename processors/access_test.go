package processors

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
)

// TestCommandsSayWhatTheyNeed: each once at most, with the events that it really listens to.
func TestCommandsSayWhatTheyNeed(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Names() {
		said := 0
		for _, r := range rows {
			for _, n := range r.names {
				if n == name {
					said++
				}
			}
		}
		if said > 1 {
			t.Errorf("%s is in %d of the rows of access.go", name, said)
		}
		alone := issue.NewMux()
		alone.Handle(name, all.Runner(name))
		if events := Permissions(name).Events; !slices.Equal(events, alone.Events()) {
			t.Errorf("%s says it needs the events %q, and listens to %q", name, events, alone.Events())
		}
	}
}

// TestPermissionsAreGitHubs: their names and levels are those of GitHub's own description.
func TestPermissionsAreGitHubs(t *testing.T) {
	text, err := os.ReadFile("../issue/issuetest/openapi/github.json")
	if err != nil {
		t.Fatal(err)
	}
	var description struct {
		Components struct {
			Schemas map[string]struct {
				Properties map[string]struct{ Enum []string }
			}
		}
	}
	if err := json.Unmarshal(text, &description); err != nil {
		t.Fatal(err)
	}
	known := description.Components.Schemas["app-permissions"].Properties
	for _, a := range append([]Access{Base(), Teams(), Files()}, every()...) {
		for name, level := range higher(a.Permissions, a.Better) {
			if !slices.Contains(known[name].Enum, level) {
				t.Errorf("%s: %s, GitHub has %v", name, level, known[name].Enum)
			}
		}
	}
}

func every() (all []Access) {
	for _, r := range rows {
		all = append(all, r.Access)
	}
	return all
}

func TestAccessTogether(t *testing.T) {
	events := []string{"issue_comment", "issues", "pull_request", "pull_request_review_comment"}
	for names, want := range map[string]Access{
		"help": {map[string]string{"metadata": "read", "issues": "write", "pull_requests": "write"}, nil, []string{"public_repo"}, events},
		"help run promote": {map[string]string{"metadata": "read", "issues": "write", "pull_requests": "write", "actions": "write", "contents": "read"},
			map[string]string{"contents": "write"}, []string{"repo"}, append(slices.Clone(events), "workflow_run")},
		"promote lock-target locks": {map[string]string{"metadata": "read", "issues": "write", "pull_requests": "write", "contents": "write"},
			map[string]string{}, []string{"public_repo"}, events},
	} {
		if diff := cmp.Diff(want, Permissions(strings.Fields(names)...)); diff != "" {
			t.Errorf("%s:\n%s", names, diff)
		}
	}
	if a := Base().And(Teams()); a.Permissions["members"] != "read" || !slices.Equal(a.Scopes, []string{"public_repo", "read:org"}) {
		t.Errorf("with a team: %+v", a)
	}
	if maps.Equal(Base().Permissions, Base().And(Teams()).Permissions) {
		t.Error("And has changed what it was given")
	}
}
