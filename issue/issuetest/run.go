package issuetest

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Run is a run of a workflow at one moment. As on GitHub, its inputs are not to be had
// over the API: only the run's display title can tell them.
type Run struct {
	ID         int64
	Workflow   string // its file's name: deploy.yml
	Actor      string
	Ref        string
	Title      string // display_title
	Inputs     map[string]string
	Status     string // queued, waiting, in_progress or completed
	Conclusion string // one of those of Finish; empty until completed
	Attempt    int    // 1, and one more with every Rerun
	Created    time.Time
	Updated    time.Time
	URL        string
}

type run struct {
	Run
	workflow  *workflow
	number    int
	actor     *user
	triggerer *user     // of this attempt
	started   time.Time // this attempt
	jobs      []*job    // of all attempts
}

// conclusions is how a run can end.
// https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
var conclusions = []string{
	"success", "failure", "cancelled", "timed_out", "skipped", "neutral", "action_required", "stale", "startup_failure",
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

// Begin brings a run from queued or waiting to in_progress. It panics where there is no
// such run.
func (r *Repo) Begin(id int64) Event {
	return r.act(func() Event { return r.run(id).goOn("in_progress", "") })
}

// Await makes a run wait for the approval that a protected environment asks for. No
// workflow_run webhook tells of that. It panics where there is no such run.
func (r *Repo) Await(id int64) { r.change(func() { r.run(id).goOn("waiting", "") }) }

// Finish ends a run: success, failure, cancelled, timed_out, skipped, neutral,
// action_required, stale or startup_failure. Its one job, build, ends alike; after a
// startup_failure there is none. It panics at other conclusions, and where there is no
// such run.
func (r *Repo) Finish(id int64, conclusion string) Event {
	if !slices.Contains(conclusions, conclusion) {
		panic(fmt.Sprintf("issuetest: %q is not one of %q", conclusion, conclusions))
	}
	return r.act(func() Event { return r.run(id).goOn("completed", conclusion) })
}

// FailAt ends a run with failure, at that step of that job: the steps before it were
// successful, those after it skipped. A job of another name than build ran after that one,
// which was successful. It panics where there is no such run.
func (r *Repo) FailAt(id int64, job, step string) Event {
	return r.act(func() Event {
		n := r.run(id)
		e := n.goOn("completed", "failure")
		n.blame(job, step)
		return e
	})
}

// Rerun runs all jobs of a run again: it keeps its id, and is queued as a new attempt that
// login triggered. It panics where there is no such run.
// https://docs.github.com/actions/managing-workflow-runs/re-running-workflows-and-jobs
func (r *Repo) Rerun(id int64, login string) Event {
	return r.act(func() Event {
		n := r.run(id)
		n.Attempt++
		n.triggerer, n.started = r.gh.user(login), r.gh.time()
		n.queue("build")
		n.goOn("queued", "")
		return n.event("requested")
	})
}

func (r *Repo) run(id int64) *run {
	if at := slices.IndexFunc(r.runs, func(run *run) bool { return run.ID == id }); at >= 0 {
		return r.runs[at]
	}
	return nil
}

// goOn brings the run to that status, and the jobs of its last attempt.
func (n *run) goOn(status, conclusion string) Event {
	n.Status, n.Conclusion, n.Updated = status, conclusion, n.workflow.repo.gh.time()
	n.advance()
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
	return Event{Name: "workflow_run", Action: action, GUID: guid(), Payload: repo.payload("workflow_run", action, n.triggerer, set), repo: repo.id}
}

func (n *run) json() any {
	repo := n.workflow.repo
	api := repo.api() + "/actions/runs/" + itoa(n.ID)
	example := repo.patch(example("workflow_run", "completed")["workflow_run"])
	previous := ""
	if n.Attempt > 1 {
		previous = api + "/attempts/" + itoa(n.Attempt-1)
	}
	return overlay(example, object{
		"id": n.ID, "node_id": node("WorkflowRun", n.ID), "name": n.workflow.file, "display_title": n.Title, "path": n.workflow.path(),
		"run_number": n.number, "run_attempt": n.Attempt, "event": "workflow_dispatch", "status": n.Status, "conclusion": null(n.Conclusion),
		"workflow_id": n.workflow.id, "head_branch": n.Ref, "head_sha": sha(n.Ref), "pull_requests": []any{},
		"actor": n.actor.json(), "triggering_actor": n.triggerer.json(),
		"created_at": stamp(n.Created), "updated_at": stamp(n.Updated), "run_started_at": stamp(n.started),
		"url": api, "html_url": n.URL, "jobs_url": api + "/jobs", "logs_url": api + "/logs", "cancel_url": api + "/cancel",
		"rerun_url": api + "/rerun", "artifacts_url": api + "/artifacts", "previous_attempt_url": null(previous),
		"workflow_url": repo.api() + "/actions/workflows/" + itoa(n.workflow.id),
	})
}
