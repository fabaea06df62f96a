package drone_status

import (
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/lock"
	"github.com/fanux/robot/processors/internal/outcome"
	"github.com/fanux/robot/processors/internal/params"
)

// locks says which targets are locked, or whether one is. Where GitHub does not tell, nothing
// is said: what is deployed is what was asked for.
func (v view) locks(event issue.IssueEvent, target string) string {
	if event.Client == nil {
		return ""
	}
	locks, err := lock.Of(event)
	if err != nil {
		return ""
	}
	var all []lock.Lock
	if target == "" {
		all, err = locks.All(v.ctx)
	} else if one, oneErr := locks.Find(v.ctx, target); one != nil {
		all, err = []lock.Lock{*one}, oneErr
	}
	if err != nil {
		return ""
	}
	var said []string
	for _, l := range all {
		if !l.Brief { // somebody is about to deploy: that is among what runs, before long
			said = append(said, "🔒 "+v.locked(l))
		}
	}
	return strings.Join(said, "\n")
}

func (v view) locked(l lock.Lock) string {
	target, holder := params.Show(l.Target), params.Show(l.Holder)
	switch {
	case l.Holder == "" || l.Since.IsZero():
		return v.Sayf("%s is locked.", target)
	case l.Reason == "":
		return v.Sayf("%s is locked by %s since %s.", target, holder, outcome.When(l.Since))
	}
	return v.Sayf("%s is locked by %s since %s: %s", target, holder, outcome.When(l.Since), issue.Code(l.Reason))
}
