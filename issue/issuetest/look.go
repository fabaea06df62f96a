package issuetest

import (
	"maps"
	"slices"
	"time"
)

// Issue is an issue or pull request at one moment.
type Issue struct {
	Number      int
	Pull        bool
	Author      string
	Title       string
	Body        string
	URL         string
	Created     time.Time
	Closed      bool
	Reason      string // state_reason: completed, not_planned, duplicate or reopened
	DuplicateOf int    // the number of another issue, as below
	Locked      bool
	LockReason  string
	Labels      []string
	Assignees   []string
	Milestone   string // its title
	Type        string
	Parent      int
	SubIssues   []int
	BlockedBy   []int
	Edited      bool // its text was, ever
	Reactions   []Reaction
	Comments    []Comment // review comments, too
	History     []string  // the names of its events: labeled, assigned, closed, …

	Draft     bool // this and what follows: of a pull request
	Reviewers []string
	Teams     []string // their slugs
	Merge     Merge    // zero: it is not merged
}

// Comment is a comment at one moment.
type Comment struct {
	ID        int64
	Review    bool
	Author    string
	Body      string
	URL       string
	Created   time.Time
	Updated   time.Time
	Edited    bool
	Reactions []Reaction
}

// Reaction is one reaction of one user.
type Reaction struct {
	ID      int64
	User    string
	Content string // +1, -1, laugh, confused, heart, hooray, rocket or eyes
}

// Issues returns all issues and pull requests, by number.
func (r *Repo) Issues() []Issue {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	var issues []Issue
	for _, number := range slices.Sorted(maps.Keys(r.issues)) {
		issues = append(issues, r.issues[number].look())
	}
	return issues
}

// Issue returns the issue of that number; its Number is 0 where there is none.
func (r *Repo) Issue(number int) Issue {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	if i := r.issues[number]; i != nil {
		return i.look()
	}
	return Issue{}
}

// ID returns the id of an issue, which some calls want instead of its number.
func (r *Repo) ID(number int) (id int64) {
	r.change(func() { id = r.issue(number).id })
	return id
}

// By returns the comments of one user, in their order: "what did the robot say?"
func (i Issue) By(login string) []Comment {
	return slices.DeleteFunc(slices.Clone(i.Comments), func(c Comment) bool { return c.Author != login })
}

// Reactions returns what login reacted to a comment with, in their order.
func (r *Repo) Reactions(comment int64, login string) []string {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	var contents []string
	if c := r.comments[comment]; c != nil {
		for _, r := range c.reactions {
			if r.user.login == login {
				contents = append(contents, r.content)
			}
		}
	}
	return contents
}

func (i *issue) look() Issue {
	out := Issue{
		Number: i.number, Pull: i.pull, Author: i.author.login, Title: i.title, Body: i.body, URL: i.url(),
		Created: i.created, Edited: i.edited, Closed: i.closed, Reason: i.reason, DuplicateOf: i.duplicate.at(),
		Locked: i.locked, LockReason: i.lockReason, Labels: slices.Clone(i.labels), Assignees: logins(i.assignees),
		Parent: i.parent.at(), SubIssues: numbers(i.subs), BlockedBy: numbers(i.blockedBy), Reactions: i.said.look(),
		Draft: i.draft, Reviewers: logins(i.reviewers), Teams: slices.Clone(i.teams),
	}
	if i.milestone != nil {
		out.Milestone = i.milestone.title
	}
	if i.kind != nil {
		out.Type = i.kind.name
	}
	if i.merge != nil {
		out.Merge = i.merge.Merge
	}
	for _, h := range i.history {
		out.History = append(out.History, h.event)
	}
	for _, c := range i.comments {
		out.Comments = append(out.Comments, c.look())
	}
	return out
}

func (c *comment) look() Comment {
	return Comment{
		ID: c.id, Review: c.review, Author: c.author.login, Body: c.body, URL: c.url(),
		Created: c.created, Updated: c.updated, Edited: c.edited, Reactions: c.said.look(),
	}
}

// at is the issue's number; 0 where there is no issue.
func (i *issue) at() int {
	if i == nil {
		return 0
	}
	return i.number
}

func numbers(issues []*issue) (out []int) {
	for _, i := range issues {
		out = append(out, i.number)
	}
	return out
}

func logins(users []*user) (out []string) {
	for _, u := range users {
		out = append(out, u.login)
	}
	return out
}

func (s *said) look() []Reaction {
	var out []Reaction
	for _, r := range s.reactions {
		out = append(out, Reaction{r.id, r.user.login, r.content})
	}
	return out
}
