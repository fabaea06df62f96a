package drone

import (
	"iter"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

const fetching = "clone" // the step that a runner puts before all others

// stepsOf are the steps of a build, as far as it shows them, each with its stage.
func stepsOf(b *drone.Build) iter.Seq2[*drone.Stage, *drone.Step] {
	return func(yield func(*drone.Stage, *drone.Step) bool) {
		for _, stage := range b.Stages {
			if stage == nil {
				continue
			}
			for _, step := range stage.Steps {
				if step != nil && !yield(stage, step) {
					return
				}
			}
		}
	}
}

// idle reports whether a build that succeeded did nothing: it shows its stages, and no step
// in them ran but the one that fetches the code.
//
// A runner does not report the steps whose `when` does not fit, not even as skipped.
// https://docs.drone.io/pipeline/docker/syntax/conditions/
func idle(b *drone.Build) bool {
	for _, step := range stepsOf(b) {
		if step.Name != fetching && step.Status != drone.StatusSkipped {
			return false
		}
	}
	return b.Status == drone.StatusPassing && len(b.Stages) > 0
}

// why is what a failed build says of why it failed, as the end of a sentence.
func why(b *drone.Build) issue.Text {
	switch {
	case progress(b) != issue.JobFailed:
		return issue.Text{}
	case idle(b) && b.Event == drone.EventPromote:
		return issue.Textf(", but **no step ran**: none has the target %s in its `when`", params.Show(b.Deploy))
	case idle(b) && b.Event == drone.EventRollback:
		return issue.Textf(", but **no step ran**: none has the event `rollback` and the target %s in its `when`", params.Show(b.Deploy))
	case idle(b):
		return issue.Textf(", but **no step ran**: none has the event %s in its `when`", params.Show(b.Event))
	case b.Error != "":
		return issue.Textf(": %s", clip(b.Error))
	}
	return blame(culprit(b))
}

// culprit is the first step that failed and was not meant to be ignored, with its stage;
// where there is none, the first such stage alone.
func culprit(b *drone.Build) (*drone.Stage, *drone.Step) {
	for stage, step := range stepsOf(b) {
		if !stage.ErrIgnore && !step.ErrIgnore && failed(step.Status) {
			return stage, step
		}
	}
	for _, stage := range b.Stages {
		if stage != nil && !stage.ErrIgnore && failed(stage.Status) {
			return stage, nil
		}
	}
	return nil, nil
}

func failed(status string) bool {
	return status == drone.StatusFailing || status == drone.StatusError
}

// blame names what failed, and says why in Drone's words.
func blame(stage *drone.Stage, step *drone.Step) issue.Text {
	switch {
	case stage == nil:
		return issue.Text{}
	case step == nil && stage.Error == "":
		return issue.Textf(": pipeline %s", params.Show(stage.Name))
	case step == nil:
		return issue.Textf(": pipeline %s: %s", params.Show(stage.Name), clip(stage.Error))
	case step.Error != "":
		return issue.Textf(": step %s of pipeline %s: %s", params.Show(step.Name), params.Show(stage.Name), clip(step.Error))
	case step.ExitCode != 0:
		return issue.Textf(": step %s of pipeline %s, exit code %d", params.Show(step.Name), params.Show(stage.Name), step.ExitCode)
	}
	return issue.Textf(": step %s of pipeline %s", params.Show(step.Name), params.Show(stage.Name))
}
