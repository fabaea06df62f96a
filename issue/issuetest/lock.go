package issuetest

import "slices"

func (i *issue) lock(by *user, reason string) {
	if !i.locked {
		i.note(by, "locked", object{"lock_reason": null(reason)})
	}
	i.locked, i.lockReason = true, reason
	i.touch()
}

func (i *issue) unlock(by *user) {
	if i.locked {
		i.note(by, "unlocked", object{"lock_reason": nil})
	}
	i.locked, i.lockReason = false, ""
	i.touch()
}

func lock(c *call) answer {
	var body struct { // or null
		Reason string `json:"lock_reason"`
	}
	if len(c.body) > 0 && !c.decode(&body) {
		return badJSON
	}
	if !slices.Contains([]string{"", "off-topic", "too heated", "resolved", "spam"}, body.Reason) {
		return invalid("Issue", "lock_reason", "invalid", "")
	}
	c.issue.lock(c.as, body.Reason)
	return noContent
}

func unlock(c *call) answer {
	c.issue.unlock(c.as)
	return noContent
}
