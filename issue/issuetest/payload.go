package issuetest

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
	"sync"

	"github.com/fanux/robot/issue/issuetest/octokit"
)

type object = map[string]any

// payload is a webhook's body: a real one of GitHub's, with what happened here patched in.
// What we set is set; the rest stays as GitHub had it, but speaks of our repository.
func (r *Repo) payload(event, action string, sender *user, set object) json.RawMessage {
	p := r.patch(example(event, action)).(object)
	if r.owner.kind != "Organization" {
		delete(p, "organization")
	}
	delete(p, "installation")
	if action == "opened" {
		delete(p, "changes") // the example is of an issue that was moved, which has its old one here
	}
	if hook, ok := p["hook"].(object); ok {
		delete(hook, "app_id") // the example is of a ping to an App
	}
	if app := r.gh.appIn(r); app != nil {
		p["installation"] = object{"id": app.InstallationID, "node_id": node("Integration", app.InstallationID)}
	}
	for k, v := range set {
		p[k] = overlay(p[k], v)
	}
	p["sender"] = sender.json()
	data, err := json.Marshal(p)
	if err != nil {
		panic(err) // it was decoded from JSON
	}
	return data
}

// json is the repository as webhooks and GET /repos/… have it.
func (r *Repo) json() object {
	p := r.patch(example("issue_comment", "created")).(object)
	return p["repository"].(object)
}

// example returns the last of the examples of that action: it has an organization, where
// there is one that does. Nobody may change it: it is kept.
func example(event, action string) object {
	key := event + "." + action
	if found, ok := kept.Load(key); ok {
		return found.(object)
	}
	var found, other object
	for _, data := range examples()[event] {
		var e object
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		if err := decoder.Decode(&e); err != nil {
			panic(err) // octokit decoded it
		}
		if does, _ := e["action"].(string); does == action && e["repository"] != nil {
			found = e
		} else if found == nil && e["repository"] != nil {
			other = e
		}
	}
	if found == nil {
		found = maps.Clone(other) // of another action: GitHub's payloads of one event are much alike
		found["action"] = action
	}
	kept.Store(key, found)
	return found
}

var kept sync.Map // event.action → object

var examples = sync.OnceValue(octokit.Examples)

// patch copies v and makes it speak of this repository and of its owner.
func (r *Repo) patch(v any) any {
	switch v := v.(type) {
	case string:
		for _, theirs := range []string{"Codertocat/Hello-World", "Octocoders/Hello-World", "octo-org/octo-repo"} {
			v = strings.ReplaceAll(v, theirs, r.FullName())
		}
		return strings.Replace(v, "Codertocat:", r.owner.login+":", 1) // the label of a branch
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = r.patch(e)
		}
		return out
	case object:
		out := object{}
		for k, e := range v {
			out[k] = r.patch(e)
		}
		_, account := v["gravatar_id"]
		_, organization := v["members_url"]
		_, repository := v["full_name"]
		switch {
		case account:
			return overlay(out, r.owner.json())
		case organization:
			return overlay(out, r.organization())
		case repository:
			return overlay(out, r.facts())
		}
		return out
	}
	return v
}

// facts is what is particular to this repository, and the fields that are younger than
// the examples.
func (r *Repo) facts() object {
	return object{
		"id": r.id, "node_id": node("Repository", r.id), "name": r.name, "full_name": r.FullName(), "owner": r.owner.json(),
		"private": r.private, "visibility": map[bool]string{true: "private", false: "public"}[r.private],
		"archived": r.archived, "default_branch": r.branch, "has_discussions": false, "is_template": false, "topics": []any{},
		"allow_forking": true, "web_commit_signoff_required": false,
	}
}

func (r *Repo) organization() object {
	api := apiURL + "/orgs/" + r.owner.login
	return object{
		"login": r.owner.login, "id": r.owner.id, "node_id": node("Organization", r.owner.id), "url": api, "repos_url": api + "/repos",
		"events_url": api + "/events", "hooks_url": api + "/hooks", "issues_url": api + "/issues",
		"members_url": api + "/members{/member}", "public_members_url": api + "/public_members{/member}",
	}
}

// overlay puts the fields of top over those of base.
func overlay(base, top any) any {
	b, ok := base.(object)
	t, both := top.(object)
	if !ok || !both {
		return top
	}
	out := maps.Clone(b)
	maps.Copy(out, t)
	return out
}
