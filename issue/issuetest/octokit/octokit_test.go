package octokit

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

var update = flag.Bool("update", false, "write derived/*.json anew")

func TestExamples(t *testing.T) {
	have := map[string]int{}
	for event, list := range Examples() {
		have[event] = len(list)
		for i, payload := range list {
			if _, err := github.ParseWebHook(event, payload); err != nil {
				t.Errorf("%s %d: %v", event, i, err)
			}
		}
	}
	want := map[string]int{"issue_comment": 9, "issues": 29, "ping": 4, "pull_request": 29, "pull_request_review": 4, "pull_request_review_comment": 5, "workflow_run": 5}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("examples (-want +have):\n%s", diff)
	}
}

// TestDerived is also what writes the derived payloads:
//
//	go test ./issue/issuetest/octokit -run TestDerived -update
func TestDerived(t *testing.T) {
	have := Derived()
	for name, payload := range derive() {
		if *update {
			if err := os.WriteFile(filepath.Join("derived", name+".json"), payload, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if !bytes.Equal(payload, have[name]) {
			t.Errorf("derived/%s.json is not what derive makes: run this test with -update", name)
		}
		delete(have, name)
	}
	for name := range have {
		if !*update {
			t.Errorf("derived/%s.json is not made by derive", name)
		}
	}
}

type object = map[string]any

// derive patches the first of the created comments whose owner is an organization.
func derive() map[string][]byte {
	command := "/promote 42 production"
	bot := user("dependabot[bot]", 49699333, "Bot")
	app := object{
		"id": 29110, "slug": "dependabot", "node_id": "MDM6QXBwMjkxMTA=", "owner": user("github", 9919, "Organization"),
		"name": "Dependabot", "description": "", "external_url": "https://dependabot-api.githubapp.com",
		"html_url":   "https://github.com/apps/dependabot",
		"created_at": "2019-04-16T22:34:25Z", "updated_at": "2023-10-12T13:35:14Z",
		"permissions": object{"issues": "write", "metadata": "read"}, "events": []any{},
	}
	pull := func(p object) {
		issue, html := p["issue"].(object), "https://github.com/Codertocat/Hello-World/pull/1"
		issue["draft"] = false
		issue["html_url"] = html
		issue["pull_request"] = object{
			"url":      "https://api.github.com/repos/Codertocat/Hello-World/pulls/1",
			"html_url": html, "diff_url": html + ".diff", "patch_url": html + ".patch", "merged_at": nil,
		}
		p["comment"].(object)["html_url"] = html + "#issuecomment-492700400"
	}
	return map[string][]byte{
		"with-command": derived(func(p object) {
			p["comment"].(object)["body"] = command
		}),
		"on-pull-request": derived(pull, func(p object) {
			p["comment"].(object)["body"] = command
		}),
		"by-bot": derived(func(p object) {
			c := p["comment"].(object)
			c["body"], c["user"], c["author_association"], p["sender"] = command, bot, "NONE", bot
		}),
		"via-app": derived(func(p object) {
			c := p["comment"].(object)
			c["body"], c["performed_via_github_app"] = command, app
		}),
	}
}

func derived(patches ...func(object)) []byte {
	var p object
	decoder := json.NewDecoder(bytes.NewReader(Examples()["issue_comment"][4]))
	decoder.UseNumber()
	if err := decoder.Decode(&p); err != nil {
		panic(err)
	}
	for _, patch := range patches {
		patch(p)
	}
	data, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		panic(err)
	}
	return append(data, '\n')
}

func user(login string, id int, kind string) object {
	u := object{"login": login, "id": id, "node_id": "", "gravatar_id": "", "type": kind, "site_admin": false,
		"avatar_url": fmt.Sprintf("https://avatars.githubusercontent.com/u/%d?v=4", id), "html_url": "https://github.com/" + login}
	api := "https://api.github.com/users/" + login
	for field, path := range map[string]string{
		"url": "", "followers_url": "/followers", "following_url": "/following{/other_user}", "gists_url": "/gists{/gist_id}",
		"starred_url": "/starred{/owner}{/repo}", "subscriptions_url": "/subscriptions", "organizations_url": "/orgs",
		"repos_url": "/repos", "events_url": "/events{/privacy}", "received_events_url": "/received_events",
	} {
		u[field] = api + path
	}
	return u
}
