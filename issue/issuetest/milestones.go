package issuetest

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

type milestone struct {
	repo        *Repo
	id          int64
	number      int
	title       string
	description string
	creator     *user
	closed      bool
	closedAt    time.Time
	due         time.Time // zero: not at any time
	created     time.Time
}

// Milestone makes a milestone and returns its number. It is due at no time where due is zero.
func (r *Repo) Milestone(title string, due time.Time) (number int) {
	r.change(func() { number = r.newMilestone(r.someone(), title, due).number })
	return number
}

// CloseMilestone closes a milestone. It panics where there is no such milestone.
func (r *Repo) CloseMilestone(number int) *Repo {
	return r.change(func() { r.plans[number-1].close() })
}

// Schedule gives an issue that milestone; 0 takes it away. It panics where there is no such
// milestone.
func (r *Repo) Schedule(issue, milestone int) *Repo {
	return r.change(func() {
		if milestone == 0 {
			r.issue(issue).schedule(r.someone(), nil)
			return
		}
		r.issue(issue).schedule(r.someone(), r.plans[milestone-1])
	})
}

func (r *Repo) newMilestone(by *user, title string, due time.Time) *milestone {
	m := &milestone{repo: r, id: r.gh.id(), number: len(r.plans) + 1, title: title, creator: by, due: due, created: r.gh.time()}
	r.plans = append(r.plans, m)
	return m
}

// plan is the milestone that a call names by its number, or nil for null; false where there
// is none.
func (r *Repo) plan(field json.RawMessage) (*milestone, bool) {
	if isNull(field) {
		return nil, true
	}
	text := strings.Trim(string(field), `"`)
	at := slices.IndexFunc(r.plans, func(m *milestone) bool { return itoa(m.number) == text })
	if at < 0 {
		return nil, false
	}
	return r.plans[at], true
}

func (i *issue) schedule(by *user, m *milestone) {
	if i.milestone == m {
		return
	}
	if i.milestone != nil {
		i.note(by, "demilestoned", object{"milestone": object{"title": i.milestone.title}})
	}
	if i.milestone = m; m != nil {
		i.note(by, "milestoned", object{"milestone": object{"title": m.title}})
	}
}

// listMilestones lists those that are open, unless state says otherwise: by what is due
// first, and at last what is not due at any time. It knows no other sort.
// https://docs.github.com/rest/issues/milestones#list-milestones
func listMilestones(c *call) answer {
	state := cmp.Or(c.URL.Query().Get("state"), "open")
	found := slices.DeleteFunc(slices.Clone(c.repo.plans), func(m *milestone) bool { return state != "all" && state != m.state() })
	slices.SortStableFunc(found, func(a, b *milestone) int {
		if a.due.IsZero() != b.due.IsZero() {
			return -a.due.Compare(b.due)
		}
		return a.due.Compare(b.due)
	})
	if c.URL.Query().Get("direction") == "desc" {
		slices.Reverse(found)
	}
	var list []any
	for _, m := range found {
		list = append(list, m.json())
	}
	return page(c, list)
}

func createMilestone(c *call) answer {
	var body struct {
		Title, State, Description string
		Due                       time.Time `json:"due_on"`
	}
	if !c.decode(&body) {
		return badJSON
	}
	switch {
	case body.Title == "":
		return invalid("Milestone", "title", "missing_field", "")
	case slices.ContainsFunc(c.repo.plans, func(m *milestone) bool { return m.title == body.Title }):
		return invalid("Milestone", "title", "already_exists", "")
	}
	m := c.repo.newMilestone(c.as, body.Title, body.Due)
	m.description = body.Description
	if body.State == "closed" {
		m.close()
	}
	return created(m.json())
}

func (m *milestone) close() { m.closed, m.closedAt = true, m.repo.gh.time() }

func (m *milestone) state() string {
	if m.closed {
		return "closed"
	}
	return "open"
}

func (m *milestone) json() any {
	if m == nil {
		return nil
	}
	open, closed := 0, 0
	for _, i := range m.repo.issues {
		switch {
		case i.milestone == m && i.closed:
			closed++
		case i.milestone == m:
			open++
		}
	}
	api, html := m.repo.api()+"/milestones/"+itoa(m.number), "https://github.com/"+m.repo.FullName()+"/milestone/"+itoa(m.number)
	return object{
		"id": m.id, "node_id": node("Milestone", m.id), "number": m.number, "title": m.title, "description": null(m.description), "state": m.state(),
		"creator": m.creator.json(), "open_issues": open, "closed_issues": closed, "created_at": stamp(m.created), "updated_at": stamp(m.created),
		"closed_at": moment(m.closedAt), "due_on": moment(m.due), "url": api, "html_url": html, "labels_url": api + "/labels",
	}
}

// moment is a time that may not be there.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return stamp(t)
}
