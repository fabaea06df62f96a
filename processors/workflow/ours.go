package workflow

import (
	"context"
	"strconv"
	"strings"

	"github.com/fanux/robot/issue"
)

// ours are the inputs that the robot fills in, where the workflow's file declares them.
type ours struct {
	inputs map[string]string
	title  string // what the run's display title holds; empty where the file does not put it there
}

// oursFor says who asks and where, and what the run answers to.
func oursFor(ctx context.Context, event issue.IssueEvent, f file, d declaration) ours {
	o := ours{inputs: map[string]string{}}
	for _, i := range d.inputs {
		switch plain(i.name) {
		case "robot_user":
			o.inputs[i.name] = event.GetSender().GetLogin()
		case "robot_issue":
			o.inputs[i.name] = strconv.Itoa(event.GetIssue().GetNumber())
		case "robot_comment_url":
			o.inputs[i.name] = event.GetComment().GetHTMLURL()
		case "robot_ref":
			o.inputs[i.name] = issue.From(ctx).Ref(f.name)
			if strings.Contains(d.runName, "inputs."+i.name) {
				o.title = o.inputs[i.name]
			}
		}
	}
	return o
}
