package issuetest

import (
	"net/http"
	"slices"
)

// How many sub-issues an issue can have, and how deep they can be nested.
// https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/adding-sub-issues
const (
	maxSubIssues = 100
	maxDepth     = 8
)

// SetParent makes an issue a sub-issue of another of this repository; 0 is none.
func (r *Repo) SetParent(number, parent int) *Repo {
	return r.change(func() {
		i := r.issue(number)
		i.leave(r.someone())
		if parent != 0 {
			i.join(r.someone(), r.issue(parent))
		}
	})
}

func (i *issue) join(by *user, parent *issue) {
	i.parent, parent.subs = parent, append(parent.subs, i)
	parent.note(by, "sub_issue_added", object{"sub_issue": i.json()})
	i.note(by, "parent_issue_added", object{"parent_issue": parent.json()})
}

func (i *issue) leave(by *user) {
	parent := i.parent
	if parent == nil {
		return
	}
	i.parent, parent.subs = nil, slices.DeleteFunc(parent.subs, func(o *issue) bool { return o == i })
	parent.note(by, "sub_issue_removed", object{"sub_issue": i.json()})
	i.note(by, "parent_issue_removed", object{"parent_issue": parent.json()})
}

func (i *issue) depth() int {
	if i.parent == nil {
		return 1
	}
	return 1 + i.parent.depth()
}

func (i *issue) height() int {
	deepest := 0
	for _, s := range i.subs {
		deepest = max(deepest, s.height())
	}
	return 1 + deepest
}

// subIssue reads which issue a call is about.
func (c *call) subIssue() (sub *issue, replace bool, wrong answer) {
	var body struct {
		ID      *int64 `json:"sub_issue_id"`
		Replace bool   `json:"replace_parent"`
	}
	switch {
	case !c.decode(&body):
		return nil, false, badJSON
	case body.ID == nil:
		return nil, false, unprocessable("Invalid request.\n\n\"sub_issue_id\" wasn't supplied.")
	}
	if sub = c.other(*body.ID); sub == nil {
		return nil, false, failure(http.StatusNotFound, "The provided sub-issue does not exist")
	}
	return sub, body.Replace, answer{}
}

// addSubIssue answers with the parent. The words about duplicates, about one parent and about
// the same issue are as many report them (https://github.com/cli/cli/pull/13413). Assumed are
// those about a cycle and the two limits, and that a pull request can be neither.
// https://docs.github.com/rest/issues/sub-issues#add-sub-issue
func addSubIssue(c *call) answer {
	if c.issue.pull {
		return notFound
	}
	sub, replace, wrong := c.subIssue()
	refused := func(why string) answer {
		return unprocessable("An error occurred while adding the sub-issue to the parent issue. " + why)
	}
	switch {
	case wrong.status != 0:
		return wrong
	case sub == c.issue:
		return refused("Sub issue cannot be the same as the parent issue")
	case sub.parent == c.issue:
		return refused("Issue may not contain duplicate sub-issues and Sub issue may only have one parent")
	case sub.parent != nil && !replace:
		return refused("Sub issue may only have one parent")
	case c.issue.within(sub):
		return refused("Sub-issue may not be an ancestor of the parent issue")
	case len(c.issue.subs) >= maxSubIssues:
		return refused("Parent cannot have more than 100 sub-issues")
	case c.issue.depth()+sub.height() > maxDepth:
		return refused("Sub-issues may not be nested deeper than 8 levels")
	}
	sub.leave(c.as)
	sub.join(c.as, c.issue)
	return created(c.issue.json())
}

func removeSubIssue(c *call) answer {
	sub, _, wrong := c.subIssue()
	switch {
	case wrong.status != 0:
		return wrong
	case sub.parent != c.issue:
		return failure(http.StatusNotFound, "The provided sub-issue does not exist")
	}
	sub.leave(c.as)
	return ok(c.issue.json())
}

func listSubIssues(c *call) answer { return pageIssues(c, c.issue.subs) }

// getParent answers 404 where there is none, or none that the caller may see.
func getParent(c *call) answer {
	if c.issue.parent == nil || c.issue.parent.repo.role(c.as).level < read {
		return notFound
	}
	return ok(c.issue.parent.json())
}
