package compose

import (
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/site"
)

// rehearse says what an order would do to the issue as it is, what of it is so already, and
// what it would reply. A reply is quoted: the operator's words are said by who may, and not
// by who may only ask.
func (w *work) rehearse(o Order) issue.Text {
	text := issue.Textf("Nothing was done. It would change nothing.")
	if steps := w.steps(o); len(steps) > 0 {
		text = issue.Textf("Nothing was done. It would %s.", together(steps))
	} else if o.changesNothing() && o.Reply != "" {
		text = issue.Textf("Nothing was done.")
	}
	for _, so := range w.already(o) {
		text = site.Sentences(text, so)
	}
	if o.Reply == "" {
		return text
	}
	return issue.Textf("%s\n\n%s", site.Sentences(text, issue.Textf("It would reply:")), issue.Verbatim("> "+strings.ReplaceAll(o.Reply, "\n", "\n> ")))
}

// together are the effects of steps: "add the label `bug`, assign `alice`, and close this issue".
func together(steps []step) issue.Text {
	text := steps[0].would
	for n, s := range steps[1:] {
		if n == len(steps)-2 {
			return issue.Textf("%s, and %s", text, s.would)
		}
		text = issue.Textf("%s, %s", text, s.would)
	}
	return text
}

// already is what of an order is so without a step.
func (w *work) already(o Order) (list []issue.Text) {
	if some := names.Within(o.AddLabels, w.labels); len(some) > 0 {
		list = append(list, issue.Textf("It has %s already.", labels(some)))
	}
	if some := names.Without(o.RemoveLabels, w.labels); len(some) > 0 {
		list = append(list, issue.Textf("It does not have %s.", labels(some)))
	}
	if some := names.Within(o.Assign, w.assignees); len(some) > 0 {
		list = append(list, issue.Textf("Assigned already: %s.", names.Show(some)))
	}
	if some := names.Without(o.Unassign, w.assignees); len(some) > 0 {
		list = append(list, issue.Textf("Not assigned: %s.", names.Show(some)))
	}
	if o.Close != "" && w.closed {
		list = append(list, issue.Textf("It is closed already."))
	}
	return list
}

// labels are names of labels with the word before them.
func labels(list []string) issue.Text {
	if len(list) == 1 {
		return issue.Textf("the label %s", names.Show(list))
	}
	return issue.Textf("the labels %s", names.Show(list))
}
