package dronetest

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/drone/drone-go/drone"
)

// deploy promotes or rolls back: to Drone the difference is a word.
func (d *Drone) deploy(what string) handler {
	return func(r request) (answer, []event) {
		if d.oss {
			return fail(501, "Not Implemented"), nil
		}
		parent, target := r.build(), r.FormValue("target")
		if parent == nil {
			return noRows, nil
		}
		if target == "" {
			return fail(400, "Missing target environment"), nil
		}
		b := copied(parent)
		b.Event, b.Parent, b.Deploy, b.DeployID = what, parent.Number, target, 0
		maps.Copy(b.Params, params(r.URL.Query(), "target", "access_token"))
		return d.trigger(r, b)
	}
}

// restart keeps event and target; the parameters of the build win over new ones.
func (d *Drone) restart(r request) (answer, []event) {
	old := r.build()
	switch {
	case old == nil:
		return noRows, nil
	case old.Status == drone.StatusBlocked, old.Status == drone.StatusDeclined:
		return fail(400, fmt.Sprintf("cannot start a %s build", old.Status)), nil
	}
	b := copied(old)
	b.Parent = 0
	given := params(r.URL.Query(), "access_token", "debug")
	maps.Copy(given, b.Params)
	b.Params = given
	return d.trigger(r, b)
}

// create starts a build of a branch's head, or of any commit that GitHub knows, by the
// beginning of its name too: nobody looks whether it is on the branch. What starts with refs/
// is taken for a whole ref.
func (d *Drone) create(r request) (answer, []event) {
	branch, commit := cmp.Or(r.FormValue("branch"), r.repo.Branch), r.FormValue("commit")
	ref := branch
	if !strings.HasPrefix(ref, "refs/") {
		ref = "refs/heads/" + branch
	}
	if commit == "" && r.repo.Branches != nil && !slices.Contains(r.repo.Branches, branch) {
		return fail(404, "No commit found for SHA: "+ref), nil
	}
	commit, known := r.repo.commit(commit)
	if !known {
		return fail(404, "No commit found for SHA: "+commit), nil
	}
	b := &drone.Build{Event: "custom", Ref: ref, Source: branch, Target: branch, After: commit}
	b.Sender = r.user.Login
	b.Params = params(r.URL.Query(), "branch", "commit", "access_token")
	b.Status = drone.StatusPending
	fill(r.repo, b)
	return d.trigger(r, b)
}

// commit is the whole name of a commit that GitHub knows.
func (r *repo) commit(name string) (whole string, known bool) {
	if name == "" {
		return "", true
	}
	all := slices.Clone(r.Commits)
	for _, b := range r.builds {
		all = append(all, b.After)
	}
	for _, whole := range all {
		if strings.HasPrefix(whole, name) {
			return whole, true
		}
	}
	return name, r.Commits == nil
}

// cancel ends what has not ended yet.
func (d *Drone) cancel(r request) (answer, []event) {
	b := r.build()
	if b == nil {
		return noRows, nil
	}
	if done(b.Status) {
		return answer{200, wireBuild(b)}, nil
	}
	events := d.finish(r.repo, b, drone.StatusKilled)
	return answer{200, wireBuild(b)}, events
}

// trigger starts b, or says null, or the error that Drone would.
func (d *Drone) trigger(r request, b *drone.Build) (answer, []event) {
	switch {
	case r.repo.SCMError != "":
		return fail(500, r.repo.SCMError), nil
	case skips(b), r.repo.Events != nil && !slices.Contains(r.repo.Events, b.Event),
		b.Deploy != "" && r.repo.Targets != nil && !slices.Contains(r.repo.Targets, b.Deploy):
		return answer{status: 200}, nil
	}
	b.Number, b.Status, b.Trigger = 0, drone.StatusPending, r.user.Login
	if r.repo.YAMLError != "" {
		b.Status, b.Error, b.Trigger = drone.StatusError, r.repo.YAMLError, ""
		b.Started, b.Finished = d.now(), d.now()
	}
	d.append(r.repo, b)
	if b.Status == drone.StatusError {
		return answer{200, wireBuild(b)}, nil
	}
	return answer{200, brief(b)}, []event{d.created(r.user, r.repo, b)}
}

// skips reports whether the commit's message keeps Drone from building it.
func skips(b *drone.Build) bool {
	text := strings.ToLower(b.Title + "\n" + b.Message)
	return strings.Contains(text, "[ci skip]") || strings.Contains(text, "[skip ci]") || strings.Contains(text, "***no_ci***")
}

// copied is what a new build takes from the one it repeats.
func copied(b *drone.Build) *drone.Build {
	c := clone(b)
	c.Error, c.Stages, c.Started, c.Finished = "", nil, 0, 0
	if c.Params == nil {
		c.Params = make(map[string]string)
	}
	return c
}

// params are the first values of a query, but for the names that Drone keeps to itself.
func params(query url.Values, but ...string) map[string]string {
	given := make(map[string]string)
	for name, values := range query {
		if !slices.Contains(but, name) {
			given[name] = values[0]
		}
	}
	return given
}
