package issuetest

import (
	"slices"
	"strings"
)

func (i *issue) assign(users ...*user) {
	for _, u := range users {
		if !slices.Contains(i.assignees, u) {
			i.assignees = append(i.assignees, u)
			i.touch()
		}
	}
}

// assignable drops, silently as GitHub does, who has no role in the repository and never
// wrote on the issue.
func (c *call) assignable(logins []string) (list []*user) {
	for _, login := range logins {
		u := c.gh.users[strings.ToLower(login)]
		wrote := c.issue != nil && (c.issue.author == u || slices.ContainsFunc(c.issue.comments, func(o *comment) bool { return o.author == u }))
		if u != nil && (wrote || c.repo.collaborates(u)) {
			list = append(list, u)
		}
	}
	return list
}

func addAssignees(c *call) answer {
	var body struct{ Assignees []string }
	if !c.decode(&body) {
		return badJSON
	}
	c.issue.assign(c.assignable(body.Assignees)...)
	return created(c.issue.json())
}

func removeAssignees(c *call) answer {
	var body struct{ Assignees []string }
	if !c.decode(&body) {
		return badJSON
	}
	c.issue.assignees = slices.DeleteFunc(c.issue.assignees, func(u *user) bool {
		return slices.ContainsFunc(body.Assignees, func(login string) bool { return strings.EqualFold(login, u.login) })
	})
	c.issue.touch()
	return ok(c.issue.json())
}
