// Package dispatch is a robot for commands that are configured: it sends an event of the
// operator's naming to the repository, with GitHub's repository_dispatch, and the workflows
// of GitHub Actions that listen to it run.
//
//	Order{Event: "deploy", Payload: {"target": "dev"}}
//
//	check event and payload ─▶ add who asked, and where ─▶ POST dispatches, once ─▶ "Sent `deploy` …"
//
// A workflow on the default branch listens with
//
//	on: {repository_dispatch: {types: [deploy]}}
//
// and finds the payload in github.event.client_payload. There, robot is the robot's alone:
// user, issue, comment_url, and ref, the signed reference that names the command. GitHub
// says neither which runs the event started nor whether it started any.
// https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#repository_dispatch
package dispatch
