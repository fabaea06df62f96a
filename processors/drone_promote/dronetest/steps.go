package dronetest

import (
	"cmp"
	"slices"

	"github.com/drone/drone-go/drone"
)

// Steps sets the steps that a build's pipelines have when they run, which are clone and one
// more otherwise. Clone alone is a build in which no step's when fits: a runner does not
// report those, and Drone calls the build a success. It panics where there is no such build.
func (d *Drone) Steps(slug string, number int64, names ...string) {
	d.advance(slug, number, func(_ *repo, b *drone.Build) []event {
		for _, stage := range b.Stages {
			stage.Steps = []*drone.Step{}
			for i, name := range names {
				d.ids++
				stage.Steps = append(stage.Steps, &drone.Step{ID: d.ids, StageID: stage.ID, Number: i + 1, Name: name, Status: drone.StatusPending, Version: 1})
			}
		}
		return nil
	})
}

// Fail ends a build because a step of its first pipeline has failed with an exit code: the
// steps after that one are skipped. It sends what Drone sends then, and panics where there is
// no such build or step.
func (d *Drone) Fail(slug string, number int64, step string, exit int) {
	d.advance(slug, number, func(r *repo, b *drone.Build) []event {
		stage := b.Stages[0]
		if stage.Steps == nil {
			d.begin(stage, purpose(b))
		}
		at := slices.IndexFunc(stage.Steps, func(s *drone.Step) bool { return s.Name == step })
		for i, s := range stage.Steps {
			switch {
			case i < at:
				s.Status = drone.StatusPassing
			case i > at:
				s.Status = drone.StatusSkipped
			}
		}
		stage.Steps[at].Status, stage.Steps[at].ExitCode = drone.StatusFailing, exit
		return d.finish(r, b, drone.StatusFailing)
	})
}

// Error ends a build with an error, which is no step's: it is the build's own, and that of
// its pipelines. It sends what Drone sends then, and panics where there is no such build.
func (d *Drone) Error(slug string, number int64, text string) {
	d.advance(slug, number, func(r *repo, b *drone.Build) []event {
		b.Error = text
		for _, stage := range b.Stages {
			stage.Error = text
		}
		return d.finish(r, b, drone.StatusError)
	})
}

// Reach lets a running build get to a step of its first pipeline: those before it have
// succeeded. It sends what Drone sends then, and panics where there is no such build.
func (d *Drone) Reach(slug string, number int64, step string) {
	d.advance(slug, number, func(r *repo, b *drone.Build) []event {
		for _, s := range b.Stages[0].Steps {
			s.Started = cmp.Or(s.Started, d.now())
			if s.Version++; s.Name == step {
				s.Status = drone.StatusRunning
				break
			}
			s.Status, s.Stopped = drone.StatusPassing, cmp.Or(s.Stopped, d.now())
		}
		return []event{d.updated(r, b)}
	})
}

// stop gives a step the status of its stage, where it has not one of its own already.
func (d *Drone) stop(step *drone.Step, status string, failed bool) {
	begun := step.Started != 0
	step.Started, step.Stopped = cmp.Or(step.Started, d.now()), cmp.Or(step.Stopped, d.now())
	step.Version++
	switch {
	case done(step.Status):
	case status == drone.StatusKilled:
		step.ExitCode = 130
		if step.Status = status; !begun {
			step.Status = drone.StatusSkipped
		}
	case status != drone.StatusFailing:
		step.Status = status
	case step.Name == "clone":
		step.Status = drone.StatusPassing
	case failed:
		step.Status = drone.StatusSkipped
	default:
		step.Status, step.ExitCode = status, 1
	}
}
