package drone_status

import (
	"context"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// world is what Drone's newest builds tell of a repository.
type world struct {
	targets []*target    // where there was something last comes first
	running []*sdk.Build // all that have not ended, newest first
	seen    int          // builds
}

// target is what was deployed to a target, newest first, whatever became of it.
type target struct {
	name   string
	builds []*sdk.Build
}

// read reads all that Drone tells.
func (s *Status) read(ctx context.Context, event issue.IssueEvent) (world, error) {
	var w world
	for b, err := range s.drone.Builds(ctx, drone.RepoOf(event)) {
		if err != nil {
			return world{}, err
		}
		w.add(b)
	}
	return w, nil
}

func (w *world) add(b *sdk.Build) {
	w.seen++
	if !drone.Ended(b.Status) {
		w.running = append(w.running, b)
	}
	if !drone.Deployment(b) || b.Deploy == "" {
		return
	}
	t := w.target(b.Deploy)
	if t == nil {
		t = &target{name: b.Deploy}
		w.targets = append(w.targets, t)
	}
	t.builds = append(t.builds, b)
}

// target is the one of that name, or nil.
func (w *world) target(name string) *target {
	for _, t := range w.targets {
		if t.name == name {
			return t
		}
	}
	return nil
}

// there is the deployment that left the target as it is, or nil where that is not known.
func (t *target) there() *sdk.Build {
	for _, b := range t.builds {
		if b.Status == sdk.StatusPassing {
			return b
		}
	}
	return nil
}

// last is the newest attempt, where that is not what is there: it has failed, or is under
// way. One that was skipped was none.
func (t *target) last() *sdk.Build {
	for _, b := range t.builds {
		switch b.Status {
		case sdk.StatusPassing:
			return nil
		case sdk.StatusSkipped:
			continue
		}
		return b
	}
	return nil
}

func (t *target) running() (all []*sdk.Build) {
	for _, b := range t.builds {
		if !drone.Ended(b.Status) {
			all = append(all, b)
		}
	}
	return all
}
