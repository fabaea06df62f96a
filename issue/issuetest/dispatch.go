package issuetest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// workflow is the one in the path, by its id or by its file's name.
func (c *call) workflow() *workflow {
	for _, w := range c.repo.workflows {
		if name := c.PathValue("workflow_id"); name == w.file || name == itoa(w.id) {
			return w
		}
	}
	return nil
}

func listWorkflows(c *call) answer {
	list := []any{}
	for _, w := range c.repo.workflows {
		list = append(list, w.json())
	}
	return page(c, list).within("workflows", len(list))
}

func getWorkflow(c *call) answer {
	if w := c.workflow(); w != nil {
		return ok(w.json())
	}
	return notFound
}

// dispatch starts a run; what it is can be asked for since February 2026.
// https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event
func dispatch(c *call) answer {
	w := c.workflow()
	if w == nil {
		return notFound
	}
	var body struct {
		Ref     string
		Inputs  map[string]any
		Details *bool `json:"return_run_details"`
	}
	if !c.decode(&body) {
		return badJSON
	}
	refused := func(format string, args ...any) answer {
		return failure(http.StatusUnprocessableEntity, fmt.Sprintf(format, args...))
	}
	switch {
	case w.namesNoRuns && body.Details != nil:
		return refused("Invalid request.\n\n\"return_run_details\" is not a permitted key.")
	case w.disabled:
		return refused("Cannot trigger a 'workflow_dispatch' on a disabled workflow")
	}
	branch := strings.TrimPrefix(body.Ref, "refs/heads/")
	if c.repo.refs["heads/"+branch] == "" {
		return refused("No ref found for: %s", body.Ref)
	}
	inputs := map[string]string{}
	for name, value := range body.Inputs {
		if !slices.Contains(w.inputs, name) {
			return refused("Unexpected inputs provided: [%q]", name)
		}
		inputs[name] = fmt.Sprint(value)
	}
	if c.repo.losesRuns {
		return noContent
	}
	n := w.dispatch(c.as, body.Ref, inputs)
	c.gh.tellOf(func() Event { return n.event("requested") })
	if f := c.repo.onDispatch; f != nil {
		c.gh.aside(func() { f(n.ID) })
	}
	if body.Details == nil || !*body.Details {
		return noContent
	}
	return ok(object{"workflow_run_id": n.ID, "run_url": c.repo.api() + "/actions/runs/" + itoa(n.ID), "html_url": n.URL})
}

// listRuns lists the runs of the repository or of one workflow, the newest first. It knows
// the parameters actor, branch, event, status and created (>=TIME alone).
func listRuns(c *call) answer {
	if c.PathValue("workflow_id") != "" && c.workflow() == nil {
		return notFound
	}
	q := c.URL.Query()
	is := func(parameter string, values ...string) bool {
		return q.Get(parameter) == "" || slices.Contains(values, q.Get(parameter))
	}
	list := []any{}
	for _, n := range slices.Backward(c.repo.runs) {
		after, _ := strings.CutPrefix(q.Get("created"), ">=")
		if w := c.workflow(); (w == nil || w == n.workflow) && is("actor", n.Actor) && is("branch", n.Ref) &&
			is("event", "workflow_dispatch") && is("status", n.Status, n.Conclusion) && stamp(n.Created) >= after {
			list = append(list, n.json())
		}
	}
	return page(c, list).within("workflow_runs", len(list))
}

// run is the one in the path.
func (c *call) run() *run {
	id, _ := strconv.ParseInt(c.PathValue("run_id"), 10, 64)
	return c.repo.run(id)
}

func getRun(c *call) answer {
	if n := c.run(); n != nil {
		return ok(n.json())
	}
	return notFound
}

// cancelRun ends a run that has not ended. GitHub takes a moment for it, and the fake none.
// https://docs.github.com/rest/actions/workflow-runs#cancel-a-workflow-run
func cancelRun(c *call) answer {
	n := c.run()
	switch {
	case n == nil:
		return notFound
	case n.Status == "completed":
		return failure(http.StatusConflict, "Cannot cancel a workflow run that is completed.")
	}
	e := n.goOn("completed", "cancelled")
	c.gh.tellOf(func() Event { return e })
	return answer{status: http.StatusAccepted, body: object{}}
}

// within puts a page under a name, beside the count of all: Actions lists like that.
func (a answer) within(name string, total int) answer {
	a.body = object{"total_count": total, name: a.body}
	return a
}
