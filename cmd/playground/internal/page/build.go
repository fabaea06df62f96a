package page

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
)

// buildRoutes are the pages of Drone.
func (p *Page) buildRoutes(routes *http.ServeMux) {
	routes.HandleFunc("GET /{$}", p.builds)
	routes.HandleFunc("GET /{owner}/{repo}", p.builds)
	routes.HandleFunc("GET /{owner}/{repo}/{number}", p.build)
}

// built is a build as the pages show it.
type built struct {
	*drone.Build
	Slug string
	outcome
}

// URL is its page, where Drone has it.
func (b built) URL() string { return "/" + b.Slug + "/" + strconv.FormatInt(b.Number, 10) }

// When is when it was created.
func (b built) When() time.Time { return time.Unix(b.Created, 0) }

// Took is how long it ran, or has been running.
func (b built) Took() time.Duration { return lasted(b.Started, b.Finished) }

// builds is GET / and GET /{owner}/{repo}: the builds, the newest first.
func (p *Page) builds(w http.ResponseWriter, r *http.Request) {
	all, list := p.s.Repos(), []built{}
	if r.PathValue("owner") != "" {
		one := p.named(r)
		if one == nil {
			p.missing(w, r)
			return
		}
		all = []*issuetest.Repo{one}
	}
	for _, repo := range all {
		for _, b := range p.s.Drone().Builds(repo.FullName()) {
			list = append(list, built{b, repo.FullName(), outcomeOf(b.Status)})
		}
	}
	slices.SortStableFunc(list, func(a, b built) int {
		return cmp.Or(cmp.Compare(b.Created, a.Created), cmp.Compare(b.Number, a.Number))
	})
	p.show(w, r, "builds", say(language(r), "Builds"), list)
}

// buildPage is a build with all that is known of it.
type buildPage struct {
	built
	Stages []stage
	Params []param
	Issue  string // the path of the issue or pull request where it was asked for; "" where nobody did
	Asked  string // which one that is: "#17"
	By     string // who asked for it there
}

type param struct {
	Name, Value string
	Own         bool // the robot has added it
}

type stage struct {
	*drone.Stage
	outcome
	Steps []step
}

// Took is how long it ran, or has been running.
func (s stage) Took() time.Duration { return lasted(s.Started, s.Stopped) }

type step struct {
	*drone.Step
	outcome
	ID  string // in the page
	Log []string
}

// Took is how long it ran, or has been running.
func (s step) Took() time.Duration { return lasted(s.Started, s.Stopped) }

// build is GET /{owner}/{repo}/{number}.
func (p *Page) build(w http.ResponseWriter, r *http.Request) {
	slug := r.PathValue("owner") + "/" + r.PathValue("repo")
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	var b *drone.Build
	if err == nil {
		b = p.s.Drone().Build(slug, number)
	}
	if b == nil {
		p.missing(w, r)
		return
	}
	shown := buildPage{built: built{b, slug, outcomeOf(b.Status)}, Params: paramsOf(b)}
	if asked := b.Params["ROBOT_ISSUE"]; asked != "" {
		if _, err := strconv.Atoi(asked); err == nil { // GitHub leads from it to a pull request, too
			shown.Issue, shown.Asked, shown.By = "/"+slug+"/issues/"+asked, "#"+asked, b.Params["ROBOT_USER"]
		}
	}
	for _, s := range b.Stages {
		shown.Stages = append(shown.Stages, p.stage(slug, number, s))
	}
	p.show(w, r, "build", say(language(r), "Build %d", number), shown)
}

func (p *Page) stage(slug string, build int64, s *drone.Stage) stage {
	out := stage{Stage: s, outcome: outcomeOf(s.Status)}
	for _, one := range s.Steps {
		out.Steps = append(out.Steps, step{
			Step: one, outcome: outcomeOf(one.Status), ID: "step-" + strconv.Itoa(s.Number) + "-" + strconv.Itoa(one.Number),
			Log: p.s.Log(slug, build, int64(s.Number), int64(one.Number)),
		})
	}
	return out
}

// paramsOf are the parameters by name, those of people first. What the robot knows the build
// again by is sealed, and shown to nobody.
func paramsOf(b *drone.Build) (list []param) {
	for _, name := range slices.Sorted(maps.Keys(b.Params)) {
		one := param{Name: name, Value: b.Params[name], Own: strings.HasPrefix(name, "ROBOT_")}
		if name == "ROBOT_REF" {
			one.Value = hidden
		}
		list = append(list, one)
	}
	slices.SortStableFunc(list, func(a, b param) int {
		switch {
		case a.Own == b.Own:
			return 0
		case a.Own:
			return 1
		}
		return -1
	})
	return list
}
