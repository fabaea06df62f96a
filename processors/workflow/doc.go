// Package workflow is the robot behind /run: it starts a workflow of GitHub Actions on
// the default branch, with inputs that its file declares.
//
//	/run deploy target=dev
//
//	check the words ─▶ GET the file ─▶ by hand? these inputs? ─▶ POST a commit, and a ref for it
//	   ─▶ is it the first? ─▶ POST dispatch ─▶ "Started run 4711, …" ─▶ the run ends ─▶ DELETE the ref
//
// It makes four calls, the last one once, and one more at the end. A GitHub that does not name
// the run it starts (before February 2026, and GitHub Enterprise Server for longer) is asked
// again without that wish, and the run is then looked for. /run alone lists what there is to run. A dry
// run ends before the dispatch, and asks instead whether the workflow is disabled.
//
// A run is recognised by the robot's reference in its display title, where the workflow's
// run-name holds its input robot_ref. Without that, a command that was broken off is answered
// with "it may have run"; and where GitHub should let two instances claim one comment, and the
// robot may make no refs, nobody sees that both have started a run.
package workflow
