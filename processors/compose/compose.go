package compose

import (
	"context"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// Compose is the robot. Its zero value is ready, and may be used concurrently.
type Compose struct{}

var _ issue.Helper = Compose{}

// Help implements issue.Helper: it is what a command has that is configured with no words
// of its own. GitHub's role triage is enough for labels, assignees and closing.
// https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization
func (Compose) Help() issue.Help {
	return issue.Help{
		About: "set labels and assignees, close, and reply as this robot's operator has laid down",
		Long: "Labels have to be among those of this repository, and assignees people whom GitHub takes as such here. " +
			"What is there already is left as it is, so that the command may be commented again.",
		Needs:  issue.Triage,
		Effect: issue.Writes,
		Repeat: issue.Idempotent,
		Dry:    true,
	}
}

// Do carries out the order, in the sequence labels, assignees, close, and gives its reply;
// an empty one where the effect is plain to see. Its error says what was done and what not.
func (Compose) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	s, err := site.Here(event)
	if err != nil {
		return "", err
	}
	o, err = o.check()
	if err != nil {
		return "", err
	}
	w, say := &work{Site: s, told: event.Issue}, issue.From(ctx)
	if o.changesNothing() {
		if say.DryRun() {
			return w.rehearse(o).In(say.Lang()), nil
		}
		return o.Reply, nil
	}
	if err := w.look(ctx); err != nil {
		return "", err
	}
	if err := w.spell(ctx, o.AddLabels, o.RemoveLabels); err != nil {
		return "", err
	}
	if say.DryRun() {
		return w.rehearse(o).In(say.Lang()), nil
	}
	if len(o.AddLabels)+len(o.RemoveLabels) > 0 {
		say.Relabelled()
	}
	if err := carryOut(ctx, w.steps(o)); err != nil {
		return "", err
	}
	if err := w.leftOut(o.Reply); err != nil {
		return "", err
	}
	return o.Reply, nil
}
