package issuetest

import (
	"fmt"
	"strings"
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

// LoseRuns makes GitHub accept dispatches from now on, with 204, and never run anything:
// no run appears, and no webhook tells of one.
func (r *Repo) LoseRuns() *Repo { return r.change(func() { r.losesRuns = true }) }

// OnDispatch calls f with every run that is dispatched over REST from now on: when it is
// there, and before the dispatch is answered. So f can Finish a run before its caller
// learns that it began. f may call everything here except Wait, which would wait for the
// delivery that the caller is answering, if it is: see WaitFor.
func (r *Repo) OnDispatch(f func(id int64)) *Repo { return r.change(func() { r.onDispatch = f }) }

// dispatch starts a run, as "Run workflow" on the website does.
func (w *workflow) dispatch(by *user, ref string, inputs map[string]string) *run {
	now, title := w.repo.gh.time(), w.runName
	for _, name := range w.inputs {
		title = strings.ReplaceAll(title, "${{ inputs."+name+" }}", inputs[name])
	}
	n := &run{workflow: w, number: len(w.repo.runs) + 1, actor: by, triggerer: by, started: now, Run: Run{
		ID: w.repo.gh.id(), Workflow: w.file, Actor: by.login, Ref: strings.TrimPrefix(ref, "refs/heads/"), Title: title,
		Inputs: inputs, Status: "queued", Attempt: 1, Created: now, Updated: now,
	}}
	n.URL = fmt.Sprintf("https://github.com/%s/actions/runs/%d", w.repo.FullName(), n.ID)
	n.queue("build")
	w.repo.runs = append(w.repo.runs, n)
	return n
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
