package issuetest

import (
	"maps"
	"slices"
	"time"
)

// Issue is an issue or pull request at one moment.
type Issue struct {
	Number    int
	Pull      bool
	Author    string
	Title     string
	Body      string
	URL       string
	Created   time.Time
	Closed    bool
	Locked    bool
	Labels    []string
	Assignees []string
	Reactions []Reaction
	Comments  []Comment // review comments, too
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
		Created: i.created, Closed: i.closed, Locked: i.locked, Labels: slices.Clone(i.labels), Reactions: i.said.look(),
	}
	for _, u := range i.assignees {
		out.Assignees = append(out.Assignees, u.login)
	}
	for _, c := range i.comments {
		out.Comments = append(out.Comments, Comment{
			ID: c.id, Review: c.review, Author: c.author.login, Body: c.body, URL: c.url(),
			Created: c.created, Updated: c.updated, Reactions: c.said.look(),
		})
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
