package issuetest

import "time"

// happening is one event in the history of an issue.
// https://docs.github.com/rest/using-the-rest-api/issue-event-types
type happening struct {
	id    int64
	event string
	by    *user
	at    time.Time
	after int64  // the newest id there was: a comment with it came before
	more  object // what this kind of event has
}

// note is what every change of an issue's state does.
func (i *issue) note(by *user, event string, more object) {
	gh := i.repo.gh
	gh.events++
	i.history = append(i.history, &happening{id: gh.events, event: event, by: by, at: gh.time(), after: gh.lastID, more: more})
	i.touch()
}

// listEvents lists what happened to the issue, the oldest first. As it is documented, the
// actor of assigned is who assigned: events of years ago have the assignee there, so that
// only assigner and assignee can be relied on.
// https://docs.github.com/rest/issues/events#list-issue-events
func listEvents(c *call) answer {
	var list []any
	for _, h := range c.issue.history {
		list = append(list, h.json(c.repo))
	}
	return page(c, list)
}

func (h *happening) json(r *Repo) any {
	return overlay(object{
		"id": h.id, "node_id": node("IssueEvent", h.id), "url": r.api() + "/issues/events/" + itoa(h.id), "actor": h.by.json(),
		"event": h.event, "commit_id": nil, "commit_url": nil, "created_at": stamp(h.at), "performed_via_github_app": h.by.app.json(),
	}, h.more)
}
