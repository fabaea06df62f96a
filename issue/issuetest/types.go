package issuetest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// issueType is one of an organization's kinds of issues.
type issueType struct {
	id      int64
	name    string
	created time.Time
}

// IssueTypes makes these the types of issues that an organization has, which begins to exist
// if need be. Without it, they are GitHub's: Task, Bug and Feature.
// https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/managing-issue-types-in-an-organization
func (gh *GitHub) IssueTypes(org string, names ...string) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	owner := gh.users[strings.ToLower(org)]
	if owner == nil {
		owner = gh.account(org, "Organization")
	}
	gh.types[strings.ToLower(owner.login)] = gh.newTypes(names)
}

// Classify gives an issue a type of its organization; "" takes it away. It panics where there
// is no such type.
func (r *Repo) Classify(number int, name string) *Repo {
	return r.change(func() {
		if name == "" {
			r.issue(number).classify(r.someone(), nil)
			return
		}
		all := r.gh.typesOf(r.owner)
		at := slices.IndexFunc(all, func(t *issueType) bool { return t.name == name })
		r.issue(number).classify(r.someone(), all[at])
	})
}

func (gh *GitHub) newTypes(names []string) []*issueType {
	list := []*issueType{}
	for _, name := range names {
		list = append(list, &issueType{id: gh.id(), name: name, created: gh.time()})
	}
	return list
}

// typesOf are the types that an account's issues can have. Only organizations have types.
func (gh *GitHub) typesOf(owner *user) []*issueType {
	if owner.kind != "Organization" {
		return nil
	}
	key := strings.ToLower(owner.login)
	if gh.types[key] == nil {
		gh.types[key] = gh.newTypes([]string{"Task", "Bug", "Feature"})
	}
	return gh.types[key]
}

// kind is the type that a call names, or nil for null; false where there is none.
func (r *Repo) kind(field json.RawMessage) (*issueType, bool) {
	var name named
	if isNull(field) || json.Unmarshal(field, &name) == nil && name == "" {
		return nil, true
	}
	all := r.gh.typesOf(r.owner)
	at := slices.IndexFunc(all, func(t *issueType) bool { return t.name == string(name) })
	if at < 0 {
		return nil, false
	}
	return all[at], true
}

func (i *issue) classify(by *user, to *issueType) {
	from := i.kind
	if i.kind = to; from == to {
		return
	}
	switch {
	case from == nil:
		i.note(by, "issue_type_added", object{"issue_type": to.json()})
	case to == nil:
		i.note(by, "issue_type_removed", object{"prev_issue_type": from.json()})
	default:
		i.note(by, "issue_type_changed", object{"issue_type": to.json(), "prev_issue_type": from.json()})
	}
}

// listIssueTypes answers everybody with a token; GitHub asks for read:org of classic ones, and
// answers 403 to others that lack the permission of the organization. Break does that.
// https://docs.github.com/rest/orgs/issue-types#list-issue-types-for-an-organization
func listIssueTypes(c *call) answer {
	org := c.gh.users[strings.ToLower(c.PathValue("org"))]
	switch {
	case c.as == nil:
		return anonymous
	case org == nil || org.kind != "Organization", !c.token.covers([]string{"read:org", "write:org", "admin:org"}):
		return notFound
	}
	list := []any{}
	for _, t := range c.gh.typesOf(org) {
		list = append(list, t.json())
	}
	return ok(list)
}

func (t *issueType) json() any {
	if t == nil {
		return nil
	}
	return object{
		"id": t.id, "node_id": node("IssueType", t.id), "name": t.name, "description": nil, "color": "gray", "is_enabled": true,
		"created_at": stamp(t.created), "updated_at": stamp(t.created),
	}
}
