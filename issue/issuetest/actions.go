package issuetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// workflow is a file in .github/workflows that is started by workflow_dispatch.
type workflow struct {
	repo    *Repo
	id      int64
	file    string
	runName string
	inputs  []string

	disabled    bool
	namesNoRuns bool // it is on a server from before return_run_details
}

// Run is a run of a workflow at one moment. As on GitHub, its inputs are not to be had
// over the API: only the run's display title can tell them.
type Run struct {
	ID         int64
	Workflow   string // its file's name: deploy.yml
	Actor      string
	Ref        string
	Title      string // display_title
	Inputs     map[string]string
	Status     string // queued, in_progress or completed
	Conclusion string // success, failure, cancelled, …; empty until completed
	Created    time.Time
	Updated    time.Time
	URL        string
}

type run struct {
	Run
	workflow *workflow
	number   int
	actor    *user
}

// Workflow puts a workflow on the default branch. The inputs are those it declares: others
// are refused. In runName, which is the run's display title, ${{ inputs.NAME }} is replaced.
func (r *Repo) Workflow(file, runName string, inputs ...string) *Repo {
	return r.change(func() {
		id := r.id*100 + int64(len(r.workflows)) // it takes none of those that comments are told apart by
		r.workflows = append(r.workflows, &workflow{repo: r, id: id, file: file, runName: runName, inputs: inputs})
	})
}

// Disable turns a workflow off, as its page on the website does.
func (r *Repo) Disable(file string) *Repo {
	return r.change(func() {
		for _, w := range r.workflows {
			w.disabled = w.disabled || w.file == file
		}
	})
}

// NamesNoRuns makes dispatches of the workflows there are what they were before February
// 2026, and are on older GitHub Enterprise Servers: return_run_details is refused.
func (r *Repo) NamesNoRuns() *Repo {
	return r.change(func() {
		for _, w := range r.workflows {
			w.namesNoRuns = true
		}
	})
}

// Runs returns all runs, the oldest first.
func (r *Repo) Runs() []Run {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	var list []Run
	for _, run := range r.runs {
		list = append(list, run.look())
	}
	return list
}

// Begin brings a run from queued to in_progress. It panics where there is no such run.
func (r *Repo) Begin(id int64) Event {
	return r.act(func() Event { return r.run(id).goOn("in_progress", "") })
}

// Finish ends a run: success, failure, cancelled, timed_out, … It panics where there is no
// such run.
func (r *Repo) Finish(id int64, conclusion string) Event {
	return r.act(func() Event { return r.run(id).goOn("completed", conclusion) })
}

func (r *Repo) run(id int64) *run {
	if at := slices.IndexFunc(r.runs, func(run *run) bool { return run.ID == id }); at >= 0 {
		return r.runs[at]
	}
	return nil
}

// dispatch starts a run, as "Run workflow" on the website does.
func (w *workflow) dispatch(by *user, ref string, inputs map[string]string) *run {
	now, title := w.repo.gh.time(), w.runName
	for _, name := range w.inputs {
		title = strings.ReplaceAll(title, "${{ inputs."+name+" }}", inputs[name])
	}
	n := &run{workflow: w, number: len(w.repo.runs) + 1, actor: by, Run: Run{
		ID: w.repo.gh.id(), Workflow: w.file, Actor: by.login, Ref: strings.TrimPrefix(ref, "refs/heads/"), Title: title,
		Inputs: inputs, Status: "queued", Created: now, Updated: now,
	}}
	n.URL = fmt.Sprintf("https://github.com/%s/actions/runs/%d", w.repo.FullName(), n.ID)
	w.repo.runs = append(w.repo.runs, n)
	return n
}

func (n *run) goOn(status, conclusion string) Event {
	n.Status, n.Conclusion, n.Updated = status, conclusion, n.workflow.repo.gh.time()
	return n.event(status)
}

func (n *run) look() Run {
	out := n.Run
	out.Inputs = maps.Clone(n.Inputs)
	return out
}

func (n *run) event(action string) Event {
	repo := n.workflow.repo
	set := object{"workflow_run": n.json(), "workflow": n.workflow.json()}
	return Event{Name: "workflow_run", Action: action, GUID: guid(), Payload: repo.payload("workflow_run", action, n.actor, set), repo: repo.id}
}

func (w *workflow) path() string { return ".github/workflows/" + w.file }

func (w *workflow) json() any {
	api, html := w.repo.api()+"/actions/workflows/"+itoa(w.id), "https://github.com/"+w.repo.FullName()
	state := "active"
	if w.disabled {
		state = "disabled_manually"
	}
	return object{
		"id": w.id, "node_id": node("Workflow", w.id), "name": w.file, "path": w.path(), "state": state,
		"created_at": "2026-01-02T15:04:05.000Z", "updated_at": "2026-01-02T15:04:05.000Z",
		"url": api, "html_url": html + "/blob/" + w.repo.branch + "/" + w.path(), "badge_url": html + "/workflows/" + w.file + "/badge.svg",
	}
}

func (n *run) json() any {
	repo := n.workflow.repo
	api := repo.api() + "/actions/runs/" + itoa(n.ID)
	example := repo.patch(example("workflow_run", "completed")["workflow_run"])
	return overlay(example, object{
		"id": n.ID, "node_id": node("WorkflowRun", n.ID), "name": n.workflow.file, "display_title": n.Title, "path": n.workflow.path(),
		"run_number": n.number, "run_attempt": 1, "event": "workflow_dispatch", "status": n.Status, "conclusion": null(n.Conclusion),
		"workflow_id": n.workflow.id, "head_branch": n.Ref, "head_sha": sha(n.Ref), "pull_requests": []any{},
		"actor": n.actor.json(), "triggering_actor": n.actor.json(),
		"created_at": stamp(n.Created), "updated_at": stamp(n.Updated), "run_started_at": stamp(n.Created),
		"url": api, "html_url": n.URL, "jobs_url": api + "/jobs", "logs_url": api + "/logs", "cancel_url": api + "/cancel",
		"rerun_url": api + "/rerun", "artifacts_url": api + "/artifacts",
		"workflow_url": repo.api() + "/actions/workflows/" + itoa(n.workflow.id),
	})
}
