package issuetest

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// check says what GitHub would not take.
func (e edits) check(i *issue) answer {
	for _, check := range []func(*issue) answer{e.checkText, e.checkState, e.checkPeople, e.checkPlan} {
		if wrong := check(i); wrong.status != 0 {
			return wrong
		}
	}
	return answer{}
}

func (e edits) checkText(*issue) answer {
	switch {
	case e.Title != nil && strings.TrimSpace(*e.Title) == "":
		return invalid("Issue", "title", "missing_field", "")
	case e.Title != nil && utf8.RuneCountInString(*e.Title) > 256:
		return invalid("Issue", "title", "custom", "title is too long (maximum is 256 characters)")
	case e.Body != nil:
		return tooLong("Issue", *e.Body)
	}
	return answer{}
}

// checkState: the words for a merged pull request are assumed.
func (e edits) checkState(i *issue) answer {
	switch {
	case !slices.Contains([]string{"", "open", "closed"}, e.State):
		return invalid("Issue", "state", "invalid", "")
	case !slices.Contains([]string{"", "completed", "not_planned", "duplicate", "reopened"}, e.StateReason):
		return invalid("Issue", "state_reason", "invalid", "")
	case e.StateReason == "duplicate" && e.Duplicate != 0 && i.related(e.Duplicate) == nil:
		return invalid("Issue", "duplicate_issue_id", "invalid", "")
	case e.State == "open" && i.merge != nil:
		return invalid("PullRequest", "state", "invalid", "state cannot be changed. The pull request cannot be reopened.")
	}
	return answer{}
}

// checkPeople: unlike POST of assignees, this refuses whom GitHub does not take.
// https://github.com/JasonEtco/create-an-issue/issues/41
func (e edits) checkPeople(i *issue) answer {
	if e.Labels != nil {
		if wrong := badLabel(texts(*e.Labels)); wrong.status != 0 {
			return wrong
		}
	}
	if e.Assignees == nil {
		return answer{}
	}
	known := i.repo.gh.people(*e.Assignees)
	if len(known) < len(*e.Assignees) || slices.ContainsFunc(known, func(u *user) bool { return !i.assignable(u) }) {
		return invalid("Issue", "assignees", "invalid", "")
	}
	return answer{}
}

// checkPlan: the words for an unknown type are assumed, and that its case counts.
func (e edits) checkPlan(i *issue) answer {
	if _, known := i.repo.plan(e.Milestone); !known {
		return invalid("Issue", "milestone", "invalid", "")
	}
	if _, known := i.repo.kind(e.Type); !known {
		return invalid("Issue", "type", "invalid", "")
	}
	return answer{}
}
