package issuetest

import (
	"net/http"
	"slices"
	"strconv"
)

// maxBlockedBy is how many issues another can wait for.
// https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/creating-issue-dependencies
const maxBlockedBy = 50

// Block makes an issue wait for another one of this repository.
func (r *Repo) Block(number, by int) *Repo {
	return r.change(func() { r.issue(number).block(r.someone(), r.issue(by)) })
}

func (i *issue) block(by *user, blocker *issue) {
	i.blockedBy, blocker.blocking = append(i.blockedBy, blocker), append(blocker.blocking, i)
	i.note(by, "blocked_by_added", object{"blocked_by": blocker.json()})
	blocker.note(by, "blocking_added", object{"blocking": i.json()})
}

func (i *issue) unblock(by *user, blocker *issue) {
	i.blockedBy = slices.DeleteFunc(i.blockedBy, func(o *issue) bool { return o == blocker })
	blocker.blocking = slices.DeleteFunc(blocker.blocking, func(o *issue) bool { return o == i })
	i.note(by, "blocked_by_removed", object{"blocked_by": blocker.json()})
	blocker.note(by, "blocking_removed", object{"blocking": i.json()})
}

func listBlockedBy(c *call) answer { return pageIssues(c, c.issue.blockedBy) }

// addBlockedBy: GitHub describes 404 and 422 and says no more. What is refused, and how, is
// assumed. Two issues that wait for each other are not refused. Which issue the answer has
// is not said either: here, the one that the other is waited for.
// https://docs.github.com/rest/issues/issue-dependencies#add-a-dependency-an-issue-is-blocked-by
func addBlockedBy(c *call) answer {
	var body struct {
		ID *int64 `json:"issue_id"`
	}
	switch {
	case !c.decode(&body):
		return badJSON
	case body.ID == nil:
		return unprocessable("Invalid request.\n\n\"issue_id\" wasn't supplied.")
	case c.issue.pull:
		return notFound
	}
	blocker := c.other(*body.ID)
	switch {
	case blocker == nil:
		return notFound
	case blocker == c.issue:
		return invalid("IssueDependency", "issue_id", "custom", "An issue cannot be blocked by itself")
	case slices.Contains(c.issue.blockedBy, blocker):
		return invalid("IssueDependency", "issue_id", "already_exists", "The dependency already exists")
	case len(c.issue.blockedBy) >= maxBlockedBy:
		return invalid("IssueDependency", "issue_id", "custom", "An issue cannot be blocked by more than 50 issues")
	}
	c.issue.block(c.as, blocker)
	return created(blocker.json())
}

// removeBlockedBy answers 404 where there is no such dependency.
func removeBlockedBy(c *call) answer {
	id, _ := strconv.ParseInt(c.PathValue("issue_id"), 10, 64)
	at := slices.IndexFunc(c.issue.blockedBy, func(o *issue) bool { return o.id == id })
	if at < 0 {
		return failure(http.StatusNotFound, "Not Found")
	}
	blocker := c.issue.blockedBy[at]
	c.issue.unblock(c.as, blocker)
	return ok(blocker.json())
}
