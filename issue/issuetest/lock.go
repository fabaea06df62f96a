package issuetest

import "slices"

func (i *issue) lock(locked bool, reason string) {
	i.locked, i.lockReason = locked, reason
	i.touch()
}

func lock(c *call) answer {
	var body struct {
		Reason string `json:"lock_reason"`
	}
	if len(c.body) > 0 && !c.decode(&body) {
		return badJSON
	}
	if !slices.Contains([]string{"", "off-topic", "too heated", "resolved", "spam"}, body.Reason) {
		return invalid("Issue", "lock_reason", "invalid", "")
	}
	c.issue.lock(true, body.Reason)
	return noContent
}

func unlock(c *call) answer {
	c.issue.lock(false, "")
	return noContent
}
