package drone_approve

import (
	"errors"
	"slices"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// each decides about pipelines, one after the other; where one cannot be decided about, the
// error says what happened to those before it.
func each(stages []*sdk.Stage, cited string, decide func(stage int) error) error {
	for i, stage := range stages {
		err := decide(stage.Number)
		if said := (*issue.Said)(nil); i > 0 && errors.As(err, &said) {
			return issue.Explain(err, issue.Textf("It was done for a part of build %s: %s. For the rest: %s", cited, names(stages[:i]), said.Text))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// split tells what can be approved from what depends on something that has still to end, or
// that did not succeed.
func split(b *sdk.Build, blocked []*sdk.Stage) (ready, later []*sdk.Stage) {
	for _, stage := range blocked {
		if slices.ContainsFunc(b.Stages, func(other *sdk.Stage) bool { return other != nil && holds(other, stage) }) {
			later = append(later, stage)
		} else {
			ready = append(ready, stage)
		}
	}
	return ready, later
}

// holds reports whether a pipeline keeps another one from running.
func holds(first, then *sdk.Stage) bool {
	return slices.Contains(then.DependsOn, first.Name) && first.Status != sdk.StatusPassing && !(drone.Ended(first.Status) && then.OnFailure)
}

// remain says what has to be approved later.
func remain(later []*sdk.Stage) issue.Text {
	if len(later) == 0 {
		return issue.Text{}
	}
	return issue.Textf(" Still blocked: %s. Drone would start it at once, and it depends on what has not succeeded yet: approve it when that has.", names(later))
}

// about says whose code a build runs, as the end of a sentence.
func about(repo drone.Repo, b *sdk.Build) issue.Text {
	if from, ok := drone.Foreign(repo, b); ok {
		return issue.Textf("%s. The code is of a pull request from %s, and this repository has not merged it.", drone.Origin(b), from)
	}
	return issue.Textf("%s.", drone.Origin(b))
}

// names are those of pipelines: "`test`, `deploy`".
func names(stages []*sdk.Stage) issue.Text {
	list := issue.Verbatim(params.Show(stages[0].Name))
	for _, stage := range stages[1:] {
		list = issue.Textf("%s, %s", list, issue.Verbatim(params.Show(stage.Name)))
	}
	return list
}
