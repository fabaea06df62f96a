package compose

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// Order is what is to be done to an issue, with every placeholder filled in.
type Order struct {
	AddLabels, RemoveLabels []string // in any case; the repository has to have them
	Assign, Unassign        []string // logins, with or without an @
	Reply                   string   // the operator's Markdown; values of users in it are escaped
	Close                   string   // why: completed or not_planned; "" leaves it open
}

const (
	maxLabels    = 20
	maxLabelName = 100 // GitHub's is 50
	// https://docs.github.com/rest/issues/assignees#add-assignees-to-an-issue
	maxPeople = 10
)

// login is GitHub's, of managed users (with _) and Apps, too.
var login = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\[bot\])?$`)

// check is the order without what is said twice. It refuses what cannot be meant.
func (o Order) check() (Order, error) {
	for _, list := range []*[]string{&o.AddLabels, &o.RemoveLabels, &o.Assign, &o.Unassign} {
		*list = tidy(*list, list == &o.Assign || list == &o.Unassign)
	}
	for _, name := range slices.Concat(o.AddLabels, o.RemoveLabels) {
		if _, ok := site.Segment(name); !ok || utf8.RuneCountInString(name) > maxLabelName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
			return o, issue.Refusef("%s is not the name of a label: nothing was changed. Name one of this repository's.", params.Show(name))
		}
	}
	for _, name := range slices.Concat(o.Assign, o.Unassign) {
		if !login.MatchString(name) {
			return o, issue.Refusef("%s is not the login of a GitHub account: nothing was changed. Write it as on its page, with or without an `@`.", params.Show(name))
		}
	}
	if n := len(o.AddLabels) + len(o.RemoveLabels); n > maxLabels {
		return o, issue.Refusef("%d labels are too many for one command: nothing was changed. Name at most %d.", n, maxLabels)
	}
	if n := max(len(o.Assign), len(o.Unassign)); n > maxPeople {
		return o, issue.Refusef("%d people are too many: nothing was changed. An issue has at most %d assignees.", n, maxPeople)
	}
	if o.Close != "" && o.Close != completed && o.Close != notPlanned {
		return o, issue.Refusef("%s is no reason to close an issue for: nothing was changed. It is `completed` or `not_planned`.", params.Show(o.Close))
	}
	o.Reply = strings.TrimSpace(o.Reply)
	return o, o.contradiction()
}

// GitHub's reasons to close an issue.
const (
	completed  = "completed"
	notPlanned = "not_planned"
)

// contradiction refuses to do a thing and undo it.
func (o Order) contradiction() error {
	for _, name := range o.AddLabels {
		if at(o.RemoveLabels, name) >= 0 {
			return issue.Refusef("The label %s would be added and removed by one command: nothing was changed. Leave one of the two out.", params.Show(name))
		}
	}
	for _, name := range o.Assign {
		if at(o.Unassign, name) >= 0 {
			return issue.Refusef("%s would be assigned and unassigned by one command: nothing was changed. Leave one of the two out.", params.Show(name))
		}
	}
	return nil
}

// changesNothing is an order of a reply alone.
func (o Order) changesNothing() bool {
	return len(o.AddLabels)+len(o.RemoveLabels)+len(o.Assign)+len(o.Unassign) == 0 && o.Close == ""
}

// tidy is a list with every name once, as it stands there first.
func tidy(names []string, people bool) (list []string) {
	for _, name := range names {
		name = strings.TrimSpace(name)
		if people {
			name = strings.TrimPrefix(name, "@")
		}
		if at(list, name) < 0 {
			list = append(list, name)
		}
	}
	return list
}

// at is where a name stands in a list, -1 where it does not. GitHub ignores the case.
func at(list []string, name string) int {
	return slices.IndexFunc(list, func(have string) bool { return strings.EqualFold(have, name) })
}
