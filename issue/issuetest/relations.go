package issuetest

import "net/http"

// related is the issue of that id in one of the repositories of the same owner, or nil.
func (i *issue) related(id int64) *issue {
	for _, r := range i.repo.gh.repos {
		for _, o := range r.issues {
			if o.id == id && r.owner == i.repo.owner {
				return o
			}
		}
	}
	return nil
}

// other is the issue of that id, where the caller may see it and it is no pull request.
func (c *call) other(id int64) *issue {
	o := c.issue.related(id)
	if o == nil || o.pull || o.repo.role(c.as).level < read {
		return nil
	}
	return o
}

func (i *issue) within(o *issue) bool { return i == o || i.parent != nil && i.parent.within(o) }

// relations is what an issue's JSON says of others.
func (i *issue) relations() object {
	o := object{"type": i.kind.json(), "parent_issue_url": nil}
	if i.parent != nil {
		o["parent_issue_url"] = i.parent.repo.api() + "/issues/" + itoa(i.parent.number)
	}
	done := len(i.subs) - open(i.subs)
	o["sub_issues_summary"] = object{"total": len(i.subs), "completed": done, "percent_completed": 100 * done / max(len(i.subs), 1)}
	o["issue_dependencies_summary"] = object{
		"blocked_by": open(i.blockedBy), "total_blocked_by": len(i.blockedBy), "blocking": open(i.blocking), "total_blocking": len(i.blocking),
	}
	return o
}

// open is how many of the issues are.
func open(issues []*issue) (n int) {
	for _, i := range issues {
		if !i.closed {
			n++
		}
	}
	return n
}

func pageIssues(c *call, issues []*issue) answer {
	var list []any
	for _, i := range issues {
		list = append(list, i.json())
	}
	return page(c, list)
}

func unprocessable(message string) answer {
	return failure(http.StatusUnprocessableEntity, message)
}
