package issuetest

import "cmp"

// close closes the issue and reports whether it was open. What has no reason is completed;
// a pull request has none at all.
func (i *issue) close(by *user, reason string) bool {
	if i.closed {
		return false
	}
	i.closed, i.closedAt, i.closedBy, i.reason = true, i.repo.gh.time(), by, cmp.Or(reason, "completed")
	if i.pull {
		i.reason = ""
	}
	i.note(by, "closed", object{"state_reason": null(i.reason)})
	return true
}

func (i *issue) reopen(by *user) {
	if !i.closed {
		return
	}
	i.closed, i.closedBy, i.duplicate, i.reason = false, nil, nil, "reopened"
	if i.pull {
		i.reason = ""
	}
	i.note(by, "reopened", object{"state_reason": null(i.reason)})
}

func (i *issue) rename(by *user, title string) {
	if title != i.title {
		i.note(by, "renamed", object{"rename": object{"from": i.title, "to": title}})
	}
	i.title = title
}
