package sandbox

import (
	"fmt"

	"github.com/drone/drone-go/drone"
)

// unreachable is the target that cannot be reached.
const unreachable = "prod"

// pipeline is the steps of a build.
func pipeline(b *drone.Build) []string {
	last := "deploy"
	if b.Deploy == "" {
		last = "build"
	}
	return []string{"clone", "test", last}
}

// build lets a build go its way: it succeeds, but for those of the target prod, which fail.
func (s *Sandbox) build(slug string, number int64) {
	b := s.drone.Build(slug, number)
	steps := pipeline(b)
	s.drone.Steps(slug, number, steps...)
	// A build that somebody has cancelled does nothing more.
	then := func(share int, do func()) beat {
		return beat{share, func() bool {
			if s.drone.Build(slug, number).Finished > 0 {
				return false
			}
			do()
			return true
		}}
	}
	play := []beat{then(1, func() { s.drone.Run(slug, number) })}
	share := 0
	for at, name := range steps {
		if at > 0 {
			play = append(play, then(share, func() { s.drone.Reach(slug, number, name) }))
		}
		lines := says(name, b)
		share = len(lines) + 1
		for _, line := range lines {
			play = append(play, then(share, func() { s.drone.Log(slug, number, 1, int64(at+1), line) }))
		}
	}
	s.stage.begin(append(play, then(share, func() {
		if b.Deploy == unreachable {
			s.drone.Fail(slug, number, "deploy", 1)
			return
		}
		s.drone.Finish(slug, number, drone.StatusPassing)
	}))...)
}

// says is the log of a step.
func says(step string, b *drone.Build) []string {
	switch step {
	case "clone":
		return []string{"+ git fetch origin " + b.Ref, "+ git checkout " + b.After}
	case "test":
		return []string{"+ go test ./...", "ok"}
	case "build":
		return []string{"+ go build ./...", "done"}
	}
	lines := []string{fmt.Sprintf("+ ./deploy.sh %s", b.Deploy), fmt.Sprintf("connecting to %s …", b.Deploy)}
	if b.Deploy == unreachable {
		return append(lines, "no route to host")
	}
	return append(lines, "done")
}

// Log is the log of a step of a build; stages and steps are numbered from 1.
func (s *Sandbox) Log(slug string, build, stage, step int64) []string {
	return s.drone.Lines(slug, build, stage, step)
}
