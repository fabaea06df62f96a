package issuetest

import (
	"slices"
	"strings"
)

// maxAssignees is how many an issue can have. Who is one too many is not assigned, silently.
// https://docs.github.com/rest/issues/assignees#add-assignees-to-an-issue
// https://github.com/kubernetes/test-infra/issues/10391
const maxAssignees = 10

func (i *issue) assign(by *user, users ...*user) {
	for _, u := range users {
		if len(i.assignees) < maxAssignees && !slices.Contains(i.assignees, u) {
			i.assignees = append(i.assignees, u)
			i.note(by, "assigned", object{"assignee": u.json(), "assigner": by.json()})
		}
	}
}

func (i *issue) unassign(by *user, users ...*user) {
	for _, u := range users {
		if at := slices.Index(i.assignees, u); at >= 0 {
			i.assignees = slices.Delete(i.assignees, at, at+1)
			i.note(by, "unassigned", object{"assignee": u.json(), "assigner": by.json()})
		}
	}
}

// assignable reports whether u can be assigned to the issue: who takes part in the
// repository can, and who wrote on the issue.
// https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/assigning-issues-and-pull-requests-to-other-github-users
func (i *issue) assignable(u *user) bool {
	wrote := i.author == u || slices.ContainsFunc(i.comments, func(c *comment) bool { return c.author == u })
	return u != nil && u.kind == "User" && (wrote || i.repo.takes(u))
}

// people are the users of those names who exist.
func (gh *GitHub) people(logins []named) (list []*user) {
	for _, login := range logins {
		if u := gh.users[strings.ToLower(string(login))]; u != nil {
			list = append(list, u)
		}
	}
	return list
}

// addAssignees drops silently, as GitHub does, whom it does not take; and everybody, where
// the caller may not assign.
// https://docs.github.com/rest/issues/assignees#add-assignees-to-an-issue
func addAssignees(c *call) answer {
	var body struct{ Assignees []named }
	if !c.decode(&body) {
		return badJSON
	}
	for _, u := range c.gh.people(body.Assignees) {
		if c.has(triage) && c.issue.assignable(u) {
			c.issue.assign(c.as, u)
		}
	}
	return created(c.issue.json())
}

func removeAssignees(c *call) answer {
	var body struct{ Assignees []named }
	if !c.decode(&body) {
		return badJSON
	}
	if c.has(triage) {
		c.issue.unassign(c.as, c.gh.people(body.Assignees)...)
	}
	return ok(c.issue.json())
}
