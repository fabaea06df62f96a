package compose

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/people"
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
)

// check is the order without what is said twice. It refuses what cannot be meant.
func (o Order) check() (Order, error) {
	o.AddLabels, o.RemoveLabels = names.Once(o.AddLabels), names.Once(o.RemoveLabels)
	o.Assign, o.Unassign = people.Logins(o.Assign), people.Logins(o.Unassign)
	for _, name := range slices.Concat(o.AddLabels, o.RemoveLabels) {
		if _, ok := site.Segment(name); !ok || utf8.RuneCountInString(name) > maxLabelName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
			return o, issue.Refusef("%s is not the name of a label: nothing was changed. Name one of this repository's.", params.Show(name))
		}
	}
	if n := len(o.AddLabels) + len(o.RemoveLabels); n > maxLabels {
		return o, issue.Refusef("%d labels are too many for one command: nothing was changed. Name at most %d.", n, maxLabels)
	}
	if err := cmp.Or(people.Assignable(o.Assign), people.Assignable(o.Unassign)); err != nil {
		return o, err
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
		if names.At(o.RemoveLabels, name) >= 0 {
			return issue.Refusef("The label %s would be added and removed by one command: nothing was changed. Leave one of the two out.", params.Show(name))
		}
	}
	for _, name := range o.Assign {
		if names.At(o.Unassign, name) >= 0 {
			return issue.Refusef("%s would be assigned and unassigned by one command: nothing was changed. Leave one of the two out.", params.Show(name))
		}
	}
	return nil
}

// changesNothing is an order of a reply alone.
func (o Order) changesNothing() bool {
	return len(o.AddLabels)+len(o.RemoveLabels)+len(o.Assign)+len(o.Unassign) == 0 && o.Close == ""
}
