package issuetest

import (
	"bytes"
	"encoding/json"
	"slices"
)

// edits is what POST and PATCH of an issue take.
type edits struct {
	Title       *string
	Body        *string
	State       string
	StateReason string          `json:"state_reason"`
	Duplicate   int64           `json:"duplicate_issue_id"`
	Labels      *[]named        // of a triager, and else silently dropped
	Assignees   *[]named        // the same
	Milestone   json.RawMessage // the same: a number, or null
	Type        json.RawMessage // of who may write: a name, or null
}

func createIssue(c *call) answer {
	var body edits
	if !c.decode(&body) {
		return badJSON
	}
	if body.Title == nil {
		return invalid("Issue", "title", "missing_field", "")
	}
	i := c.repo.open(0, c.as, *body.Title, "", false)
	if wrong := c.edit(i, body); wrong.status != 0 {
		delete(c.repo.issues, i.number)
		return wrong
	}
	c.gh.tellOf(func() Event { return c.repo.opened(i) })
	return created(i.json())
}

// updateIssue is for who opened the issue and for who may write; a triager may change all
// but the text and the type.
func updateIssue(c *call) answer {
	var body edits
	if !c.decode(&body) {
		return badJSON
	}
	text := body.Title != nil || body.Body != nil
	if c.as != c.issue.author && !c.has(write) && (text || !c.has(triage)) {
		return notAdmin
	}
	changes := body.changes(c.issue)
	if wrong := c.edit(c.issue, body); wrong.status != 0 {
		return wrong
	}
	if len(changes) > 0 {
		c.gh.tellOf(func() Event { return c.repo.happened(c.issue, "edited", c.as, object{"changes": changes}) })
	}
	return ok(c.issue.json())
}

// changes is what the title and the text were that are about to be changed.
// https://docs.github.com/webhooks/webhook-events-and-payloads#issues
func (e edits) changes(i *issue) object {
	changes := object{}
	if e.Title != nil && *e.Title != i.title {
		changes["title"] = object{"from": i.title}
	}
	if e.Body != nil && *e.Body != i.body {
		changes["body"] = object{"from": i.body}
	}
	return changes
}

// edit makes all changes or none. What the caller may not set is dropped. GitHub says that
// this takes push access; a triager may apply labels and milestones, and assign.
// https://docs.github.com/rest/issues/issues#update-an-issue
// https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization
func (c *call) edit(i *issue, e edits) answer {
	if !c.has(triage) {
		e.Labels, e.Assignees, e.Milestone = nil, nil, nil
	}
	if !c.has(write) {
		e.Type = nil
	}
	if wrong := e.check(i); wrong.status != 0 {
		return wrong
	}
	e.apply(c.as, i)
	return answer{}
}

// apply changes what is asked for. A reason without a change of the state is ignored.
func (e edits) apply(by *user, i *issue) {
	if e.Title != nil {
		i.rename(by, *e.Title)
	}
	if e.Body != nil {
		i.body, i.edited = *e.Body, true
	}
	switch e.State {
	case "closed":
		if i.close(by, e.StateReason) && e.StateReason == "duplicate" {
			i.duplicate = i.related(e.Duplicate)
		}
	case "open":
		i.reopen(by)
	}
	if e.Labels != nil {
		i.relabel(by, texts(*e.Labels)...)
	}
	if e.Assignees != nil {
		people := i.repo.gh.people(*e.Assignees)
		i.unassign(by, slices.DeleteFunc(slices.Clone(i.assignees), func(u *user) bool { return slices.Contains(people, u) })...)
		i.assign(by, people...)
	}
	if given(e.Milestone) {
		m, _ := i.repo.plan(e.Milestone)
		i.schedule(by, m)
	}
	if given(e.Type) {
		k, _ := i.repo.kind(e.Type)
		i.classify(by, k)
	}
	i.touch()
}

// given reports whether a field that may be null is there.
func given(field json.RawMessage) bool { return len(field) > 0 }

func isNull(field json.RawMessage) bool { return !given(field) || bytes.Equal(field, []byte("null")) }
