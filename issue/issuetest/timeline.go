package issuetest

import (
	"cmp"
	"fmt"
	"time"
)

// Moment is a comment, or an event in the history of an issue.
type Moment struct {
	At      time.Time
	By      string
	Event   string   // commented, labeled, assigned, closed, …
	Comment *Comment // of commented; review comments, too
	Detail  string   // what the event is about: a label, a login, a title, another issue's number, a reason
	From    string   // what it was before, of renamed
}

// Timeline returns what was said and what happened on an issue, in the order in which it did.
// https://docs.github.com/rest/issues/timeline#list-timeline-events-for-an-issue
func (r *Repo) Timeline(number int) []Moment {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	i := r.issues[number]
	if i == nil {
		return nil
	}
	var all []Moment
	left := i.comments
	for _, h := range i.history {
		for len(left) > 0 && left[0].id <= h.after {
			all, left = append(all, left[0].moment()), left[1:]
		}
		all = append(all, h.moment())
	}
	for _, c := range left {
		all = append(all, c.moment())
	}
	return all
}

func (c *comment) moment() Moment {
	look := c.look()
	return Moment{At: c.created, By: c.author.login, Event: "commented", Comment: &look}
}

// details are where an event has what it is about, by the name of the object and of its field.
var details = [][2]string{
	{"label", "name"}, {"assignee", "login"}, {"milestone", "title"}, {"requested_reviewer", "login"}, {"requested_team", "slug"},
	{"issue_type", "name"}, {"prev_issue_type", "name"}, {"sub_issue", "number"}, {"parent_issue", "number"},
	{"blocked_by", "number"}, {"blocking", "number"}, {"rename", "to"},
}

func (h *happening) moment() Moment {
	m := Moment{At: h.at, By: h.by.login, Event: h.event}
	for _, d := range details {
		if m.Detail == "" {
			m.Detail = h.says(d[0], d[1])
		}
	}
	for _, plain := range []string{"state_reason", "lock_reason", "commit_id"} {
		if text, _ := h.more[plain].(string); text != "" {
			m.Detail = text
		}
	}
	m.From = cmp.Or(h.says("rename", "from"), h.says("prev_issue_type", "name"))
	return m
}

// says is a field of an object that the event has, or "".
func (h *happening) says(of, field string) string {
	if about, _ := h.more[of].(object); about[field] != nil {
		return fmt.Sprint(about[field])
	}
	return ""
}
