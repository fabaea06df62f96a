package dronetest

import (
	"fmt"
	"strconv"

	"github.com/drone/drone-go/drone"
)

// A build that waits for an approval is one that AddBuild was given as pending, with stages
// that are blocked: so it is in Drone, where no build as a whole is blocked.

// decision is what an admin says about a blocked stage: Drone's answer to what cannot be
// decided, and what becomes of the stage and the build.
type decision struct {
	refuses string
	becomes func(*drone.Build, *drone.Stage)
}

var approve = decision{
	refuses: "Cannot approve a Pipeline with Status %q",
	becomes: func(_ *drone.Build, s *drone.Stage) { s.Status = drone.StatusPending },
}

var decline = decision{
	refuses: "Cannot decline build with status %q",
	becomes: func(b *drone.Build, s *drone.Stage) { s.Status, b.Status = drone.StatusDeclined, drone.StatusDeclined },
}

// decide approves or declines a stage. It sends no webhook, and looks neither at what the
// stage depends on nor at what else waits.
func (d *Drone) decide(what decision) handler {
	return func(r request) (answer, []event) {
		b := r.build()
		stage := r.stage(b)
		_, unbuilt := strconv.ParseInt(r.PathValue("number"), 10, 64)
		_, unstaged := strconv.Atoi(r.PathValue("stage"))
		switch {
		case unbuilt != nil:
			return fail(400, "Invalid build number"), nil
		case unstaged != nil:
			return fail(400, "Invalid stage number"), nil
		case b == nil:
			return fail(404, "Build not found"), nil
		case stage == nil:
			return fail(404, "Stage not found"), nil
		case stage.Status != drone.StatusBlocked:
			return fail(400, fmt.Sprintf(what.refuses, stage.Status)), nil
		}
		what.becomes(b, stage)
		stage.Updated = d.now()
		stage.Version++
		return answer{status: 204}, nil
	}
}

// stage is the one that the path names, or nil.
func (r request) stage(b *drone.Build) *drone.Stage {
	number, err := strconv.Atoi(r.PathValue("stage"))
	if err != nil || b == nil {
		return nil
	}
	for _, stage := range b.Stages {
		if stage.Number == number {
			return stage
		}
	}
	return nil
}
