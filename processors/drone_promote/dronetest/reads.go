package dronetest

import (
	"strconv"

	"github.com/drone/drone-go/drone"
)

func (d *Drone) self(r request) (answer, []event) {
	return answer{200, wireUser(r.user)}, nil
}

func (d *Drone) show(r request) (answer, []event) {
	return answer{200, wireRepo(r.repo, nil)}, nil
}

// list is newest first and without stages.
func (d *Drone) list(r request) (answer, []event) {
	size, page := number(r, "per_page", 25), number(r, "page", 1)
	if size > 100 {
		size = 25
	}
	all := make([]*build, 0, size)
	for i := len(r.repo.builds) - 1 - (page-1)*size; i >= 0 && len(all) < size; i-- {
		b := wireBuild(r.repo.builds[i])
		b.Stages = nil
		all = append(all, b)
	}
	return answer{200, all}, nil
}

func number(r request, name string, fallback int) int {
	if n, err := strconv.Atoi(r.FormValue(name)); err == nil && n > 0 {
		return n
	}
	return fallback
}

// read is one build, or "latest": the last one of a branch, whatever became of it.
func (d *Drone) read(r request) (answer, []event) {
	b := r.build()
	if r.PathValue("number") == "latest" {
		b = latest(r.repo, r.FormValue("branch"))
	}
	if b == nil {
		return noRows, nil
	}
	return answer{200, wireBuild(b)}, nil
}

func latest(r *repo, branch string) *drone.Build {
	if branch == "" {
		branch = r.Branch
	}
	for i := len(r.builds) - 1; i >= 0; i-- {
		if r.builds[i].Ref == "refs/heads/"+branch {
			return r.builds[i]
		}
	}
	return nil
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
