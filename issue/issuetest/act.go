package issuetest

import "maps"

// The methods of this file are what people do on the website: they may, and nobody checks.
// Each tells the hooks (see Hook) and returns what it told them. Where no login is asked for,
// hubot does it, and no hook is told.

// Open opens an issue. Number 0 is the next one.
func (r *Repo) Open(number int, login, title, body string) Event {
	return r.act(func() Event { return r.opened(r.open(number, r.gh.user(login), title, body, false)) })
}

// OpenPull opens a pull request. Number 0 is the next one.
func (r *Repo) OpenPull(number int, login, title, body string) Event {
	return r.act(func() Event { return r.opened(r.open(number, r.gh.user(login), title, body, true)) })
}

// Comment comments on an issue or pull request. An issue that does not exist is opened
// first, by octocat.
func (r *Repo) Comment(number int, login, body string) Event {
	return r.act(func() Event { return r.comment(number, login, body, false).event("created", r.gh.user(login)) })
}

// Review comments on a line of a pull request's diff.
func (r *Repo) Review(number int, login, body string) Event {
	return r.act(func() Event { return r.comment(number, login, body, true).event("created", r.gh.user(login)) })
}

// Edit changes the text of a comment. It panics where there is no such comment.
func (r *Repo) Edit(comment int64, login, body string) Event {
	return r.act(func() Event {
		c := r.comments[comment]
		return c.event("edited", r.gh.user(login), c.edit(body))
	})
}

// Delete deletes a comment. It panics where there is no such comment.
func (r *Repo) Delete(comment int64, login string) Event {
	return r.act(func() Event {
		c := r.comments[comment]
		c.delete()
		return c.event("deleted", r.gh.user(login))
	})
}

// React adds a reaction to a comment. No webhook tells of reactions.
func (r *Repo) React(comment int64, login, content string) {
	r.change(func() { r.gh.react(&r.comments[comment].said, r.gh.user(login), content) })
}

// Close closes an issue, as completed.
func (r *Repo) Close(number int) *Repo {
	return r.change(func() { r.issue(number).close(r.someone(), "") })
}

// Lock locks the conversation: who has no role in the repository can add nothing to it.
func (r *Repo) Lock(number int) *Repo {
	return r.change(func() { r.issue(number).lock(r.someone(), "") })
}

// Label puts labels on an issue.
func (r *Repo) Label(number int, names ...string) *Repo {
	return r.change(func() { r.issue(number).label(r.someone(), names...) })
}

// Assign assigns people to an issue.
func (r *Repo) Assign(number int, logins ...string) *Repo {
	return r.change(func() {
		for _, login := range logins {
			r.issue(number).assign(r.someone(), r.gh.user(login))
		}
	})
}

// someone is who does what nobody is named for. The id is that of the real hubot: it takes
// none of those that comments are told apart by.
func (r *Repo) someone() *user {
	if r.gh.users["hubot"] == nil {
		r.gh.users["hubot"] = &user{id: 480938, login: "hubot", kind: "User"}
	}
	return r.gh.users["hubot"]
}

// Ping is what GitHub sends first to a new hook.
func (r *Repo) Ping() Event {
	return r.act(func() Event { return r.ping(r.owner, nil) })
}

func (r *Repo) ping(by *user, set object) Event {
	return Event{Name: "ping", GUID: guid(), Payload: r.payload("ping", "", by, set), repo: r.id}
}

func (r *Repo) act(f func() Event) Event {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	e := f()
	r.gh.tell(e)
	return e
}

// opened is the event of a new issue or pull request.
func (r *Repo) opened(i *issue) Event { return r.happened(i, "opened", i.author, object{}) }

// happened is an event of an issue or pull request itself.
func (r *Repo) happened(i *issue, action string, by *user, set object) Event {
	name := "issues"
	if set["issue"] = i.json(); i.pull {
		name = "pull_request"
		delete(set, "issue")
		set["number"], set["pull_request"] = i.number, i.pullJSON()
	}
	return Event{Name: name, Action: action, GUID: guid(), Number: i.number, Payload: r.payload(name, action, by, set), repo: r.id}
}

// edit changes the text and returns what the event of it says was changed.
func (c *comment) edit(body string) object {
	from := c.body
	c.body, c.updated, c.edited = body, c.issue.repo.gh.time(), true
	c.issue.touch()
	return object{"changes": object{"body": object{"from": from}}}
}

func (r *Repo) comment(number int, login, body string, review bool) *comment {
	return r.issue(number).comment(r.gh.user(login), body, review)
}

// event is what happened to the comment, and whose doing it is.
func (c *comment) event(action string, by *user, more ...object) Event {
	repo := c.issue.repo
	name, set := "issue_comment", object{"action": action, "comment": c.json()}
	if c.review {
		name = "pull_request_review_comment"
		set["pull_request"] = c.issue.pullJSON()
	} else {
		set["issue"] = c.issue.json()
	}
	for _, m := range more {
		maps.Copy(set, m)
	}
	return Event{
		Name: name, Action: action, GUID: guid(), Number: c.issue.number, Comment: c.id,
		Payload: repo.payload(name, action, by, set), repo: repo.id,
	}
}
