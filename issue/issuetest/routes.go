package issuetest

// route is one operation of the API, as GitHub's description writes it.
type route struct {
	pattern string
	needs   level // in the repository of the path; below it: 403, below read, and below admin: 404
	handle  func(*call) answer
}

const (
	inRepo     = "/repos/{owner}/{repo}"
	onIssue    = inRepo + "/issues/{issue_number}"
	onComment  = inRepo + "/issues/comments/{comment_id}"
	onReview   = inRepo + "/pulls/comments/{comment_id}"
	onPull     = inRepo + "/pulls/{pull_number}"
	onBlocked  = onIssue + "/dependencies/blocked_by"
	onHook     = inRepo + "/hooks/{hook_id}"
	reactions  = "/reactions"
	reactionID = "/reactions/{reaction_id}"
)

var routes = []route{
	{"POST /graphql", none, graphql},
	{"GET /user", none, getUser},
	{"GET /rate_limit", none, getRateLimit},
	{"GET /orgs/{org}/issue-types", none, listIssueTypes},
	{"GET /orgs/{org}/teams/{team_slug}/memberships/{username}", none, getMembership},
	{"GET " + inRepo, read, getRepo},
	{"GET " + inRepo + "/collaborators/{username}/permission", read, getPermission},
	{"GET " + inRepo + "/contents/{path}", read, getContents},

	{"GET " + inRepo + "/issues", read, listIssues},
	{"POST " + inRepo + "/issues", read, createIssue},
	{"GET " + onIssue, read, getIssue},
	{"PATCH " + onIssue, read, updateIssue},
	{"PUT " + onIssue + "/lock", write, lock},
	{"DELETE " + onIssue + "/lock", write, unlock},
	{"GET " + onIssue + "/labels", read, listLabels},
	{"POST " + onIssue + "/labels", triage, addLabels},
	{"PUT " + onIssue + "/labels", triage, setLabels},
	{"DELETE " + onIssue + "/labels/{name}", triage, removeLabel},
	{"GET " + inRepo + "/labels", read, listRepoLabels},
	{"GET " + inRepo + "/labels/{name}", read, getLabel},
	{"POST " + onIssue + "/assignees", read, addAssignees}, // below triage, silently without effect
	{"DELETE " + onIssue + "/assignees", read, removeAssignees},
	{"GET " + inRepo + "/milestones", read, listMilestones},
	{"POST " + inRepo + "/milestones", write, createMilestone},
	{"GET " + onIssue + "/events", read, listEvents},

	{"GET " + onIssue + "/parent", read, getParent},
	{"GET " + onIssue + "/sub_issues", read, listSubIssues},
	{"POST " + onIssue + "/sub_issues", triage, addSubIssue},
	{"DELETE " + onIssue + "/sub_issue", triage, removeSubIssue},
	{"GET " + onBlocked, read, listBlockedBy},
	{"POST " + onBlocked, triage, addBlockedBy},
	{"DELETE " + onBlocked + "/{issue_id}", triage, removeBlockedBy},

	{"GET " + onPull, read, pulled(getPull)},
	{"PUT " + onPull + "/merge", write, pulled(mergePull)},
	{"POST " + onPull + "/requested_reviewers", triage, pulled(requestReviewers)},
	{"DELETE " + onPull + "/requested_reviewers", triage, pulled(removeReviewers)},

	{"GET " + onIssue + "/comments", read, listComments},
	{"POST " + onIssue + "/comments", read, createComment},
	{"GET " + inRepo + "/issues/comments", read, listRepoComments},
	{"GET " + onComment, read, getComment},
	{"PATCH " + onComment, read, updateComment},
	{"DELETE " + onComment, read, deleteComment},
	{"GET " + inRepo + "/pulls/{pull_number}/comments", read, listComments},
	{"GET " + inRepo + "/pulls/comments", read, listRepoComments},
	{"GET " + onReview, read, getComment},

	{"GET " + onIssue + reactions, read, listReactions},
	{"POST " + onIssue + reactions, read, createReaction},
	{"DELETE " + onIssue + reactionID, read, deleteReaction},
	{"GET " + onComment + reactions, read, listReactions},
	{"POST " + onComment + reactions, read, createReaction},
	{"DELETE " + onComment + reactionID, read, deleteReaction},
	{"GET " + onReview + reactions, read, listReactions},
	{"POST " + onReview + reactions, read, createReaction},
	{"DELETE " + onReview + reactionID, read, deleteReaction},

	{"POST " + inRepo + "/git/commits", write, createCommit},
	{"GET " + inRepo + "/git/commits/{commit_sha}", read, getCommit},
	{"POST " + inRepo + "/git/refs", write, createRef},
	{"GET " + inRepo + "/git/ref/{ref}", read, getRef},
	{"GET " + inRepo + "/git/matching-refs/{ref}", read, matchingRefs},
	{"PATCH " + inRepo + "/git/refs/{ref}", write, updateRef},
	{"DELETE " + inRepo + "/git/refs/{ref}", write, deleteRef},

	{"POST " + inRepo + "/dispatches", write, dispatchEvent},

	{"GET " + inRepo + "/actions/workflows", read, listWorkflows},
	{"GET " + inRepo + "/actions/workflows/{workflow_id}", read, getWorkflow},
	{"POST " + inRepo + "/actions/workflows/{workflow_id}/dispatches", write, dispatch},
	{"GET " + inRepo + "/actions/workflows/{workflow_id}/runs", read, listRuns},
	{"GET " + inRepo + "/actions/runs", read, listRuns},
	{"GET " + inRepo + "/actions/runs/{run_id}", read, getRun},
	{"GET " + inRepo + "/actions/runs/{run_id}/jobs", read, listJobs},
	{"POST " + inRepo + "/actions/runs/{run_id}/cancel", write, cancelRun},

	{"GET " + inRepo + "/hooks", admin, listHooks},
	{"POST " + inRepo + "/hooks", admin, createHook},
	{"GET " + onHook, admin, hooked(getHook)},
	{"PATCH " + onHook, admin, hooked(updateHook)},
	{"DELETE " + onHook, admin, hooked(deleteHook)},
	{"POST " + onHook + "/pings", admin, hooked(pingHook)},
	{"GET " + onHook + "/deliveries", admin, hooked(listDeliveries)},
	{"GET " + onHook + "/deliveries/{delivery_id}", admin, hooked(getDelivery)},
	{"POST " + onHook + "/deliveries/{delivery_id}/attempts", admin, hooked(redeliver)},

	{"GET /app", none, getApp},
	{"GET /app/hook/deliveries", none, appHooked(listDeliveries)},
	{"GET /app/hook/deliveries/{delivery_id}", none, appHooked(getDelivery)},
	{"POST /app/hook/deliveries/{delivery_id}/attempts", none, appHooked(redeliver)},
	{"GET /installation/repositories", none, listInstalled},
	{"GET /app/installations", none, listInstallations},
	{"POST /app/installations/{installation_id}/access_tokens", none, createToken},
	{"GET " + inRepo + "/installation", none, getInstallation},
}
