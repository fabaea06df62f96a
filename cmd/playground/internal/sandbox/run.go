package sandbox

import "github.com/fanux/robot/issue/issuetest"

// run lets a run of a workflow go its way: it succeeds, but for one with the target prod.
func (s *Sandbox) run(r *issuetest.Repo, id int64) {
	then := func(do func(run issuetest.Run)) beat {
		return beat{1, func() bool {
			run := runOf(r, id)
			if run.Status == "completed" { // somebody cancelled it
				return false
			}
			do(run)
			return true
		}}
	}
	play := []beat{then(func(issuetest.Run) { r.Begin(id) })}
	for _, step := range []string{"Set up job", "Run actions/checkout@v4", hard, "Complete job"} {
		play = append(play, then(func(run issuetest.Run) {
			if step == "Complete job" && run.Inputs["target"] == unreachable {
				r.FailAt(id, "build", hard)
				return
			}
			r.Reach(id, step)
		}))
	}
	s.stage.begin(append(play, then(func(issuetest.Run) { r.Finish(id, "success") }))...)
}

// hard is the step that fails where one does.
const hard = "Run make"

func runOf(r *issuetest.Repo, id int64) issuetest.Run {
	for _, run := range r.Runs() {
		if run.ID == id {
			return run
		}
	}
	return issuetest.Run{Status: "completed"}
}
