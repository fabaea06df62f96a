package lock

import (
	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/outcome"
	"github.com/fanux/robot/processors/internal/params"
)

// By says whose lock it is, with where they said so.
func (l Lock) By() issue.Text {
	switch {
	case l.Holder == "":
		return issue.Textf("somebody (the lock does not say who)")
	case l.URL == "":
		return issue.Verbatim(params.Show(l.Holder))
	}
	return issue.Verbatim("[" + params.Show(l.Holder) + "](" + l.URL + ")")
}

// From says since when it is locked.
func (l Lock) From() issue.Text {
	if l.Since.IsZero() {
		return issue.Textf("a time that it does not say")
	}
	return issue.Verbatim(outcome.When(l.Since))
}

// Because is what follows where a lock has a reason.
func (l Lock) Because() issue.Text {
	if l.Reason == "" {
		return issue.Text{}
	}
	return issue.Textf(" (reason: %s)", issue.Code(l.Reason))
}

// Refuse refuses a deployment to a target that is locked.
func (l Lock) Refuse() error {
	if l.Brief {
		return issue.Refusef("Another deployment to %s is being started right now, by %s: nothing was started. Comment it again in a minute.", params.Show(l.Target), l.By())
	}
	return issue.Refusef("%s is locked by %s since %s%s: nothing was started. Ask them, or end it with %s.",
		params.Show(l.Target), l.By(), l.From(), l.Because(), issue.Code("/unlock-target "+l.Target))
}
