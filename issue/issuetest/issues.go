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
				wanted = wanted && i.has(label)
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
