package page

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	gogithub "github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue/issuetest"
)

// runRoutes are the pages of GitHub Actions.
func (p *Page) runRoutes(routes *http.ServeMux) {
	routes.HandleFunc("GET /{owner}/{repo}/actions", p.runs)
	routes.HandleFunc("GET /{owner}/{repo}/actions/runs/{id}", p.run)
	routes.HandleFunc("GET /{owner}/{repo}/actions/runs/{id}/job/{job}", p.run) // it is on that page
}

// ran is a run as the pages show it.
type ran struct {
	issuetest.Run
	Repo string
	outcome
}

// Page is where all of it is.
func (r ran) Page() string { return "/" + r.Repo + "/actions/runs/" + strconv.FormatInt(r.ID, 10) }

// Took is how long it has been there, or was until it ended.
func (r ran) Took() time.Duration {
	if r.Status == "completed" {
		return r.Updated.Sub(r.Created)
	}
	return max(0, time.Since(r.Created).Truncate(time.Second))
}

// Named is its title, without the seal that the robot knows it again by.
func (r ran) Named() string {
	for name, value := range r.Inputs {
		if sealed(name) && value != "" {
			return strings.TrimSpace(strings.NewReplacer("["+value+"]", "", value, "").Replace(r.Title))
		}
	}
	return r.Title
}

// Given are its inputs.
func (r ran) Given() (list []param) {
	for _, name := range slices.Sorted(maps.Keys(r.Inputs)) {
		one := param{Name: name, Value: r.Inputs[name], Own: sealed(name)}
		if one.Own {
			one.Value = hidden
		}
		list = append(list, one)
	}
	return list
}

func sealed(name string) bool { return strings.EqualFold(name, "robot_ref") }

func runsOf(repo *issuetest.Repo) (list []ran) {
	for _, run := range repo.Runs() {
		list = append(list, ran{run, repo.FullName(), outcomeOf(cmp.Or(run.Conclusion, run.Status))})
	}
	slices.Reverse(list)
	return list
}

// runs is GET /{owner}/{repo}/actions.
func (p *Page) runs(w http.ResponseWriter, r *http.Request) {
	repo := p.named(r)
	if repo == nil {
		p.missing(w, r)
		return
	}
	p.show(w, r, "runs", say(language(r), "Actions"), runsOf(repo))
}

// runPage is a run with its jobs.
type runPage struct {
	ran
	Jobs []job
}

type job struct {
	Name string
	Took time.Duration
	outcome
	Steps []jobStep
}

type jobStep struct {
	Number int64
	Name   string
	outcome
}

// run is GET /{owner}/{repo}/actions/runs/{id}.
func (p *Page) run(w http.ResponseWriter, r *http.Request) {
	repo := p.named(r)
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if repo == nil || err != nil {
		p.missing(w, r)
		return
	}
	list := runsOf(repo)
	at := slices.IndexFunc(list, func(one ran) bool { return one.ID == id })
	if at < 0 {
		p.missing(w, r)
		return
	}
	shown := runPage{ran: list[at]}
	client := p.s.As(p.who(r).Login)
	jobs, _, err := client.Actions.ListWorkflowJobs(r.Context(), r.PathValue("owner"), r.PathValue("repo"), id, nil)
	if err != nil {
		http.Error(w, trouble(err), http.StatusBadGateway)
		return
	}
	for _, one := range jobs.Jobs {
		shown.Jobs = append(shown.Jobs, jobOf(one))
	}
	p.show(w, r, "run", shown.Named(), shown)
}

func jobOf(j *gogithub.WorkflowJob) job {
	out := job{Name: j.GetName(), outcome: outcomeOf(cmp.Or(j.GetConclusion(), j.GetStatus()))}
	if j.GetStatus() == "completed" {
		out.Took = j.GetCompletedAt().Sub(j.GetStartedAt().Time)
	}
	for _, s := range j.Steps {
		out.Steps = append(out.Steps, jobStep{s.GetNumber(), s.GetName(), outcomeOf(cmp.Or(s.GetConclusion(), s.GetStatus()))})
	}
	return out
}
