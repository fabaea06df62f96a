package issuetest

import (
	"cmp"
	"slices"
	"strings"
)

func getIssue(c *call) answer { return ok(c.issue.json()) }

// listIssues knows the parameters state, labels, creator, assignee, since, sort and
// direction: the newest first, unless they say otherwise.
// https://docs.github.com/rest/issues/issues#list-repository-issues
func listIssues(c *call) answer {
	q := c.URL.Query()
	var found []*issue
	for _, i := range c.repo.issues {
		wanted := !i.updated.Before(c.since())
		switch q.Get("state") {
		case "closed":
			wanted = wanted && i.closed
		case "", "open":
			wanted = wanted && !i.closed
		}
		if labels := q.Get("labels"); labels != "" {
			for _, label := range strings.Split(labels, ",") {
				wanted = wanted && slices.Contains(i.labels, label)
			}
		}
		if login := q.Get("creator"); login != "" {
			wanted = wanted && i.author.login == login
		}
		if login := q.Get("assignee"); login != "" {
			wanted = wanted && slices.Contains(i.assignees, c.gh.users[strings.ToLower(login)])
		}
		if wanted {
			found = append(found, i)
		}
	}
	slices.SortFunc(found, func(a, b *issue) int {
		order := cmp.Or(a.by(q.Get("sort"), b), cmp.Compare(a.number, b.number))
		if q.Get("direction") == "asc" {
			return order
		}
		return -order
	})
	var list []any
	for _, i := range found {
		list = append(list, i.json())
	}
	return page(c, list)
}

func (i *issue) by(sort string, o *issue) int {
	switch sort {
	case "updated":
		return i.updated.Compare(o.updated)
	case "comments":
		return cmp.Compare(len(i.comments), len(o.comments))
	}
	return i.created.Compare(o.created)
}

// edits is what POST and PATCH of an issue take.
type edits struct {
	Title       *string
	Body        *string
	State       string
	StateReason string    `json:"state_reason"`
	Labels      *[]string // of a triager, and else silently dropped
	Assignees   *[]string // the same
}

func createIssue(c *call) answer {
	var body edits
	if !c.decode(&body) {
		return badJSON
	}
	if body.Title == nil || *body.Title == "" {
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
// but the text.
func updateIssue(c *call) answer {
	var body edits
	if !c.decode(&body) {
		return badJSON
	}
	text := body.Title != nil || body.Body != nil
	if c.as != c.issue.author && !c.has(write) && (text || !c.has(triage)) {
		return notAdmin
	}
	if wrong := c.edit(c.issue, body); wrong.status != 0 {
		return wrong
	}
	return ok(c.issue.json())
}

func (c *call) edit(i *issue, body edits) answer {
	if body.Body != nil {
		if wrong := tooLong("Issue", *body.Body); wrong.status != 0 {
			return wrong
		}
		i.body, i.edited = *body.Body, true
	}
	if body.Title != nil {
		i.title = *body.Title
	}
	switch body.State {
	case "closed":
		i.close(body.StateReason)
	case "open":
		i.closed, i.reason = false, body.StateReason
	}
	if body.Labels != nil && c.has(triage) {
		i.labels = nil
		i.label(*body.Labels...)
	}
	if body.Assignees != nil && c.has(triage) {
		i.assignees = nil
		i.assign(c.assignable(*body.Assignees)...)
	}
	i.touch()
	return answer{}
}
