package issuetest

import (
	"slices"
	"time"
)

// job is a job of one attempt of a run. Octokit has no example of one: its JSON is made
// after GitHub's schema alone.
type job struct {
	run        *run
	id         int64
	name       string
	attempt    int
	status     string
	conclusion string
	broke      string // the step that it ended at, where not all went well
	at         string // the step that it has come to; "" where that is not told
	created    time.Time
	started    time.Time
	completed  time.Time
}

const work = "Run make" // the step that runs end at, unless FailAt says otherwise

// queue adds a job to the last attempt.
func (n *run) queue(name string) *job {
	id := n.ID*100 + int64(len(n.jobs)) // like a workflow's, it takes none from comments
	now := n.workflow.repo.gh.time()
	j := &job{run: n, id: id, name: name, attempt: n.Attempt, status: "queued", created: now, started: now}
	n.jobs = append(n.jobs, j)
	return j
}

// latest returns the jobs of the last attempt.
func (n *run) latest() []*job {
	return slices.DeleteFunc(slices.Clone(n.jobs), func(j *job) bool { return j.attempt < n.Attempt })
}

// advance brings the jobs of the last attempt to where the run is.
func (n *run) advance() {
	if n.Conclusion == "startup_failure" { // GitHub could not read the workflow: it has no jobs
		n.jobs = slices.DeleteFunc(n.jobs, func(j *job) bool { return j.attempt == n.Attempt })
	}
	for _, j := range n.latest() {
		j.status, j.conclusion = n.Status, n.Conclusion
		switch n.Status {
		case "in_progress":
			j.started = n.Updated
		case "completed":
			j.completed, j.broke = n.Updated, work
		}
		if n.Conclusion == "stale" {
			j.conclusion = "cancelled" // a job cannot be stale
		}
	}
}

// blame says which step of which job of the failed run was the one.
func (n *run) blame(name, step string) {
	j := n.latest()[0]
	if j.name != name {
		j.conclusion = "success"
		j = n.queue(name)
		j.status, j.conclusion, j.completed = n.Status, n.Conclusion, n.Updated
	}
	j.broke = step
}

// Reach lets a run that is in progress get to a step of its last job: those before it were
// successful. No webhook tells of that. The steps are Set up job, Run actions/checkout@v4, Run
// make and Complete job. It panics where there is no such run or step.
func (r *Repo) Reach(id int64, step string) {
	r.change(func() {
		jobs := r.run(id).latest()
		if !slices.Contains(stepNames, step) {
			panic("issuetest: no step " + step)
		}
		jobs[len(jobs)-1].at = step
	})
}

var stepNames = []string{"Set up job", "Run actions/checkout@v4", work, "Complete job"}

// steps are those of the job, once it has ended, or as far as it was said to have come: before
// that, here, none is told.
func (j *job) steps() []any {
	switch {
	case j.status == "in_progress" && j.at != "":
		return j.stepsSoFar()
	case slices.Contains([]string{"success", "failure", "cancelled", "timed_out"}, j.conclusion):
		return j.stepsInTheEnd()
	}
	return []any{} // it was never begun, or does not tell
}

func (j *job) stepsSoFar() []any {
	list := []any{}
	status := "completed"
	for i, name := range stepNames {
		o := object{"number": i + 1, "name": name, "status": status, "conclusion": "success", "started_at": stamp(j.started), "completed_at": stamp(j.started)}
		if status != "completed" || name == j.at {
			o["conclusion"], o["completed_at"] = nil, nil
		}
		switch {
		case name == j.at:
			o["status"], status = "in_progress", "queued"
		case status == "queued":
			o["started_at"] = nil
		}
		list = append(list, o)
	}
	return list
}

func (j *job) stepsInTheEnd() []any {
	list, names := []any{}, slices.Clone(stepNames)
	if j.conclusion != "success" && !slices.Contains(names, j.broke) {
		names[2] = j.broke
	}
	conclusion := "success"
	for i, name := range names {
		if conclusion == j.conclusion && conclusion != "success" {
			conclusion = "skipped" // the one before it was where the job ended
		} else if conclusion == "success" && name == j.broke {
			conclusion = j.conclusion
		}
		list = append(list, object{
			"number": i + 1, "name": name, "status": "completed", "conclusion": conclusion,
			"started_at": stamp(j.started), "completed_at": stamp(j.completed),
		})
	}
	return list
}

func (j *job) json() any {
	repo := j.run.workflow.repo
	api, run := repo.api()+"/actions/jobs/"+itoa(j.id), repo.api()+"/actions/runs/"+itoa(j.run.ID)
	o := object{
		"id": j.id, "node_id": node("CheckRun", j.id), "run_id": j.run.ID, "run_url": run, "run_attempt": j.attempt, "name": j.name,
		"workflow_name": j.run.workflow.file, "head_branch": j.run.Ref, "head_sha": sha(j.run.Ref),
		"status": j.status, "conclusion": null(j.conclusion), "steps": j.steps(),
		"created_at": stamp(j.created), "started_at": stamp(j.started), "completed_at": nil,
		"url": api, "html_url": j.run.URL + "/job/" + itoa(j.id), "check_run_url": repo.api() + "/check-runs/" + itoa(j.id),
		"labels": []any{"ubuntu-latest"}, "runner_id": nil, "runner_name": nil, "runner_group_id": nil, "runner_group_name": nil,
	}
	if j.status == "completed" {
		o["completed_at"] = stamp(j.completed)
	}
	return o
}

// listJobs lists the jobs of a run's last attempt, or of all attempts.
// https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run
func listJobs(c *call) answer {
	n := c.run()
	if n == nil {
		return notFound
	}
	jobs := n.latest()
	if c.URL.Query().Get("filter") == "all" {
		jobs = n.jobs
	}
	list := []any{}
	for _, j := range jobs {
		list = append(list, j.json())
	}
	return page(c, list).within("jobs", len(list))
}
