package setup_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/cmd/internal/config"
	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/processors"
)

// TestOnlyWhatThereIsMaySomething: what the table names is a built-in command, or a kind.
func TestOnlyWhatThereIsMaySomething(t *testing.T) {
	kinds := kindsOf(t)
	for _, m := range regexp.MustCompile("`/?([a-z_-]+)`").FindAllStringSubmatch(firsts(processors.AccessTable(processors.Words{})), -1) {
		if !slices.Contains(kinds, m[1]) && !slices.Contains(processors.Names(), m[1]) {
			t.Errorf("rows of processors/access.go: %s is no kind and no command", m[1])
		}
	}
}

// firsts is the first column of a table.
func firsts(table string) (text string) {
	for line := range strings.Lines(table) {
		text += strings.Split(line, "|")[1] + "\n"
	}
	return text
}

func kindsOf(t *testing.T) []string {
	t.Helper()
	text, err := config.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties struct {
			Commands struct {
				AdditionalProperties struct {
					Properties struct{ Uses struct{ Enum []string } }
				}
			}
		}
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	kinds := schema.Properties.Commands.AdditionalProperties.Properties.Uses.Enum
	if len(kinds) < 15 {
		t.Fatalf("only %q", kinds)
	}
	return kinds
}

// access is what a robot.yml takes of GitHub.
func access(t *testing.T, text string) processors.Access {
	t.Helper()
	f, problems := config.Read("robot.yml", []byte(text))
	if problems != nil {
		t.Fatal(problems)
	}
	mux, err := f.Mux(config.World{Getenv: func(string) string { return "x" }})
	if err != nil {
		t.Fatal(err)
	}
	return setup.AccessOf(f, mux)
}

func TestAccessOfAFile(t *testing.T) {
	for text, want := range map[string]string{
		"use: [help]": "public_repo",
		"use: [run]":  "repo actions:write contents:read +workflow_run",
		"use: [help]\ncommands: { e2e: { about: test, uses: workflow, with: { file: e2e.yml } } }":                       "repo actions:write contents:read +workflow_run",
		"use: [help]\ncommands: { locks: { about: say, uses: comment, with: { text: well } } }\naliases: { run: locks }": "public_repo",
		"use: [help]\nin_repo: { allow: [label] }":                                                                       "public_repo contents:read",
		"use: [help]\nin_repo: { allow: [dispatch, workflow] }":                                                          "repo actions:write contents:write +workflow_run",
		"use: [help]\nneeds: { help: [\"team:acme/ops\"] }":                                                              "public_repo,read:org members:read",
		"use: [help]\ntargets: { prod: { needs: \"team:acme/ops\" } }":                                                   "public_repo,read:org members:read",
	} {
		a, got := access(t, text), ""
		base := processors.Base()
		got = strings.Join(a.Scopes, ",")
		for _, name := range []string{"actions", "contents", "members"} {
			if a.Permissions[name] != "" {
				got += " " + name + ":" + a.Permissions[name]
			}
		}
		for _, event := range a.Events {
			if !slices.Contains(base.Events, event) {
				got += " +" + event
			}
		}
		if got != want || a.Permissions["issues"] != "write" {
			t.Errorf("%s:\n%s, want %s", text, got, want)
		}
	}
}

// TestMoreThanItMust: a token or an App that can do more is warned about, one that lacks
// something fails where it must.
func TestMoreThanItMust(t *testing.T) {
	file := filepath.Join(t.TempDir(), "robot.yml")
	if err := os.WriteFile(file, []byte("use: [help]\nneeds: { help: [\"team:acme/ops\"] }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	reads := filepath.Join(t.TempDir(), "robot.yml")
	if err := os.WriteFile(reads, []byte("use: [help]\nin_repo: { allow: [label] }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		plant func(*world)
		want  []line
	}{
		"all scopes": {func(w *world) {
			w.gh.Scopes(w.token, "repo", "workflow", "admin:org", "admin:repo_hook", "repo:status")
		},
			[]line{{setup.Warn, "scopes", "this token can do more than it must: workflow (write workflow files), admin:org (manage organizations)", "remove workflow, admin:org on https://github.com/settings/tokens: it needs no more than repo"}}},
		"a team, and no scope for it": {func(w *world) { w.env["ROBOT_CONFIG"] = file; w.gh.Scopes(w.token, "public_repo") },
			[]line{{setup.Fail, "scopes", "read:org", "add read:org"}}},
		"a team, and too much of a scope": {func(w *world) { w.env["ROBOT_CONFIG"] = file; w.gh.Scopes(w.token, "repo", "admin:org") },
			[]line{{setup.Warn, "scopes", "than it must: admin:org (manage", "remove admin:org, and add read:org on https://github.com/settings/tokens: it needs no more than public_repo, read:org"}}},
		"a team, and its scope": {func(w *world) { w.env["ROBOT_CONFIG"] = file; w.gh.Scopes(w.token, "repo", "read:org") }, nil},
		"gh's token": {func(w *world) {
			w.env["GITHUB_TOKEN"] = "gho_" + strings.Repeat("x", 36)
			w.rewriteAuth = w.token
			w.gh.Scopes(w.token, "repo", "gist")
		}, nil},
		"an App": {func(w *world) {
			w.asApp(`{"issues":"write","pull_requests":"write","metadata":"read","actions":"write","contents":"write","administration":"read"}`, `"workflow_run"`)
		},
			[]line{{setup.Warn, "permissions", "this App can do more than it must: Administration: read-only", "remove Administration; robot app manifest"}}},
		"an App that writes code for nothing": {func(w *world) {
			w.env["ROBOT_CONFIG"] = reads
			w.asApp(`{"issues":"write","pull_requests":"write","metadata":"read","contents":"write"}`, `"workflow_run"`)
		},
			[]line{{setup.Warn, "permissions", "this App can do more than it must: Contents: read and write", "lower Contents to read-only; robot app manifest"}}},
		"an App for a team": {func(w *world) {
			w.env["ROBOT_CONFIG"] = file
			w.asApp(`{"issues":"write","pull_requests":"write","metadata":"read"}`, `"workflow_run"`)
		},
			[]line{{setup.Fail, "permissions", "does not see who is in it", "Members: read-only"}}},
		"an App without contents": {func(w *world) {
			w.asApp(`{"issues":"write","pull_requests":"write","metadata":"read","actions":"write"}`, `"workflow_run"`)
		},
			[]line{{setup.Warn, "permissions", "may not read the contents of a repository: /promote, /run will not work", "Contents: read-only"}}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			row.plant(w)
			found := w.checkup()
			wants(t, found, row.want...)
			if name == "gh's token" && !strings.Contains(show(found), "note scopes           this token can do more than it must: gist (write gists)\n       → for the function, make one with no more than repo") {
				t.Errorf("found\n%s", show(found))
			}
		})
	}
}

// asApp makes the robot an App with these permissions and events.
func (w *world) asApp(permissions, events string) {
	app := w.gh.Install("sealrobot", widgets.String())
	w.installed = app.InstallationID
	w.with(map[string]string{"GITHUB_TOKEN": "", "GITHUB_APP_ID": fmt.Sprint(app.ID), "GITHUB_APP_PRIVATE_KEY": string(app.PEM)})
	all := `"issue_comment","issues","pull_request","pull_request_review_comment",` + events
	w.rewrite[`"permissions":{"contents":"write","issues":"write","metadata":"read","pull_requests":"write"}`] = `"permissions":` + permissions
	w.rewrite[`"events":["issue_comment"]`] = `"events":[` + all + `]`
	w.gh.Break(deliveries(delivery(200, "OK", 1)).On("GET", "^/app/hook/deliveries"))
}

// TestManifestOfTriage: an App is asked for what its commands need and no more, of each command
// and of the two things that a robot.yml adds: who is in a team, and files of repositories.
func TestManifestOfTriage(t *testing.T) {
	known := appPermissions(t)
	var triage []string
	for _, name := range processors.Groups["triage"] {
		if name != "merge" && name != "triage" { // which is the group's name
			triage = append(triage, name)
		}
	}
	for text, want := range map[string]string{
		"use: [triage]": "contents:write",
		"use: [merge]":  "contents:write",
		"use: [" + strings.Join(triage, ", ") + "]":                                   "",
		"use: [lifecycle, close, reopen]":                                             "",
		"use: [label]\nlabels: { restrict: { cla: \"team:acme/legal\" } }":            "members:read",
		"use: [label]\nlabels: { restrict: { cla: maintain }, prefixes: [os] }":       "",
		"use: [triage]\nneeds: { merge: \"team:acme/ops\" }":                          "contents:write members:read",
		"use: [label]\naliases: { tag: label }\nin_repo: { allow: [comment, label] }": "contents:read",
	} {
		m := setup.NewManifest("", nil, access(t, text))
		var got []string
		for _, name := range slices.Sorted(maps.Keys(m.Permissions)) {
			level := m.Permissions[name]
			if !slices.Contains(known[name], level) {
				t.Errorf("%s: GitHub has no permission %s: %s", text, name, level)
			}
			if processors.Base().Permissions[name] != level {
				got = append(got, name+":"+level)
			}
		}
		if strings.Join(got, " ") != want || !slices.Equal(m.Events, processors.Base().Events) {
			t.Errorf("%s:\n%q with the events %q, want %q", text, got, m.Events, want)
		}
	}
}

// appPermissions are those that GitHub's own description of its API has, with their levels.
func appPermissions(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../../../issue/issuetest/openapi/github.json")
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
	all := map[string][]string{}
	for name, p := range description.Components.Schemas["app-permissions"].Properties {
		all[name] = p.Enum
	}
	return all
}

// documented are the fields of a manifest.
// https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest#github-app-manifest-parameters
var documented = []string{"name", "url", "hook_attributes", "redirect_url", "callback_urls", "setup_url", "description", "public", "default_events", "default_permissions", "request_oauth_on_install", "setup_on_update"}

// TestManifest: its fields are those that GitHub documents, the URL of its webhook and its own
// among them, and its link says the same.
func TestManifest(t *testing.T) {
	at := address(t, "https://robot.example.com/github?x=1&y=2")
	m := setup.NewManifest("seal robot", &at, access(t, "use: [help, run]"))
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	for name := range fields {
		if !slices.Contains(documented, name) {
			t.Errorf("GitHub knows no %s", name)
		}
	}
	want := map[string]any{
		"name": "seal robot", "url": "https://github.com/fanux/robot", "public": false,
		"hook_attributes":     map[string]any{"url": "https://robot.example.com/github?x=1&y=2", "active": true},
		"default_events":      []any{"issue_comment", "issues", "pull_request", "pull_request_review_comment", "workflow_run"},
		"default_permissions": map[string]any{"actions": "write", "contents": "read", "issues": "write", "metadata": "read", "pull_requests": "write"},
	}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Error(diff)
	}
	link, err := url.Parse(m.Link("https://ghe.example.com/api/v3", "ac/me"))
	if err != nil || link.Host != "ghe.example.com" || link.EscapedPath() != "/organizations/ac%2Fme/settings/apps/new" {
		t.Errorf("%s, %v", link, err)
	}
	query := link.Query()
	if query.Get("actions") != "write" || query.Get("webhook_url") != "https://robot.example.com/github?x=1&y=2" || query.Get("webhook_active") != "true" ||
		!slices.Equal(query["events[]"], m.Events) || query.Get("name") != "seal robot" || query.Get("public") != "false" {
		t.Errorf("%v", query)
	}
	bare := setup.NewManifest("", nil, processors.Base())
	if text, err := json.Marshal(bare); err != nil || strings.Contains(string(text), "hook") || strings.Contains(string(text), "name") || strings.Contains(bare.Link("", ""), "webhook") {
		t.Errorf("%s, %v, %s", text, err, bare.Link("", ""))
	}
}
