package dronetest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/drone/drone-go/drone"
)

func (d *Drone) self(r request) (answer, []event) {
	if !r.known {
		return unauthorized, nil
	}
	return answer{200, wireUser(r.user)}, nil
}

func (d *Drone) show(r request) (answer, []event) {
	shown := wireRepo(r.repo, nil)
	shown.Permissions = r.permissions()
	return answer{200, shown}, nil
}

// list is newest first and without stages.
func (d *Drone) list(r request) (answer, []event) {
	size, page := number(r, "per_page", 25), number(r, "page", 1)
	if size > 100 {
		size = 25
	}
	all, skip := make([]*build, 0, size), (page-1)*size
	for _, b := range slices.Backward(r.repo.builds) {
		if branch := r.FormValue("branch"); branch != "" && b.Ref != "refs/heads/"+branch {
			continue
		}
		if skip--; skip < 0 && len(all) < size {
			all = append(all, brief(b))
		}
	}
	return answer{200, all}, nil
}

// brief is a build as it stands in lists.
func brief(b *drone.Build) *build {
	w := wireBuild(b)
	w.Stages = nil
	return w
}

func number(r request, name string, fallback int) int {
	if n, err := strconv.Atoi(r.FormValue(name)); err == nil && n > 0 {
		return n
	}
	return fallback
}

func (d *Drone) read(r request) (answer, []event) {
	if b := r.build(); b != nil {
		return answer{200, wireBuild(b)}, nil
	}
	return noRows, nil
}

// latest is the last build of a branch, whatever it was for and became.
func (d *Drone) latest(r request) (answer, []event) {
	ref := "refs/heads/" + cmp.Or(r.FormValue("branch"), r.repo.Branch)
	for _, b := range slices.Backward(r.repo.builds) {
		if b.Ref == ref {
			return answer{200, wireBuild(b)}, nil
		}
	}
	return noRows, nil
}

// deployments are the last ones to each target, whatever became of them, oldest first.
func (d *Drone) deployments(r request) (answer, []event) {
	all, last := []*build{}, map[string]*drone.Build{}
	for _, b := range r.repo.builds {
		last[b.Deploy] = b
	}
	for _, b := range r.repo.builds {
		if b.Deploy != "" && last[b.Deploy] == b {
			all = append(all, brief(b))
		}
	}
	return answer{200, all}, nil
}

// Log adds lines to the log of a step; stages and steps are numbered from 1.
func (d *Drone) Log(slug string, build, stage, step int64, lines ...string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r, key := d.repos[slug], [3]int64{build, stage, step}
	for _, line := range lines {
		r.logs[key] = append(r.logs[key], &drone.Line{Number: len(r.logs[key]), Message: line + "\n"})
	}
}

// Lines is the log of a step so far, without line ends.
func (d *Drone) Lines(slug string, build, stage, step int64) (lines []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r := d.repos[slug]; r != nil {
		for _, line := range r.logs[[3]int64{build, stage, step}] {
			lines = append(lines, strings.TrimSuffix(line.Message, "\n"))
		}
	}
	return lines
}

func (d *Drone) log(r request) (answer, []event) {
	var key [3]int64
	for i, name := range []string{"number", "stage", "step"} {
		key[i], _ = strconv.ParseInt(r.PathValue(name), 10, 64)
	}
	if lines := r.repo.logs[key]; lines != nil {
		return answer{200, lines}, nil
	}
	return noRows, nil
}
