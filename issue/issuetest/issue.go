package issuetest

import (
	"fmt"
	"slices"
	"time"
)

// said is what an issue and a comment have in common: somebody wrote it, and others react.
type said struct {
	id        int64
	author    *user
	app       *App // wrote on the author's behalf
	body      string
	created   time.Time
	updated   time.Time
	edited    bool
	reactions []*reaction
}

type issue struct {
	said
	repo       *Repo
	number     int
	title      string
	pull       bool
	proposal   // of a pull request alone
	closed     bool
	closedAt   time.Time
	closedBy   *user
	reason     string // of the last change of closed
	duplicate  *issue // the one that this is said to repeat
	locked     bool
	lockReason string
	labels     []string
	assignees  []*user
	milestone  *milestone
	kind       *issueType
	parent     *issue
	subs       []*issue
	blockedBy  []*issue
	blocking   []*issue
	comments   []*comment
	history    []*happening
}

type comment struct {
	said
	issue  *issue
	review bool // on a line of a pull request's diff
}

type reaction struct {
	id      int64
	user    *user
	content string
	created time.Time
}

func (gh *GitHub) say(by *user, body string) said {
	now := gh.time()
	return said{id: gh.id(), author: by, app: by.app, body: body, created: now, updated: now}
}

// open opens an issue; number 0 is the next one.
func (r *Repo) open(number int, by *user, title, body string, pull bool) *issue {
	if number == 0 || r.issues[number] != nil {
		number = r.newest() + 1
	}
	i := &issue{said: r.gh.say(by, body), repo: r, number: number, title: title, pull: pull}
	r.issues[number] = i
	return i
}

// newest is the highest number that an issue or a pull request has.
func (r *Repo) newest() (number int) {
	for n := range r.issues {
		number = max(number, n)
	}
	return number
}

// issue returns an issue, which begins to exist if need be.
func (r *Repo) issue(number int) *issue {
	if i := r.issues[number]; i != nil {
		return i
	}
	return r.open(number, r.gh.user("octocat"), fmt.Sprintf("Issue %d", number), "Something is wrong.", false)
}

func (i *issue) comment(by *user, body string, review bool) *comment {
	c := &comment{said: i.repo.gh.say(by, body), issue: i, review: review}
	i.comments = append(i.comments, c)
	i.repo.comments[c.id] = c
	i.updated = c.created
	return c
}

// touch is what every change does to an issue, those of its comments among them. Reactions
// are none.
func (i *issue) touch() { i.updated = i.repo.gh.time() }

func (c *comment) delete() {
	c.issue.touch()
	c.issue.comments = slices.DeleteFunc(c.issue.comments, func(o *comment) bool { return o == c })
	delete(c.issue.repo.comments, c.id)
}

func (i *issue) path() string {
	if i.pull {
		return fmt.Sprintf("/pull/%d", i.number)
	}
	return fmt.Sprintf("/issues/%d", i.number)
}

func (i *issue) url() string { return "https://github.com/" + i.repo.FullName() + i.path() }

func (c *comment) url() string {
	if c.review {
		return fmt.Sprintf("%s#discussion_r%d", c.issue.url(), c.id)
	}
	return fmt.Sprintf("%s#issuecomment-%d", c.issue.url(), c.id)
}

// react adds a reaction; created is false where u reacted like this before.
func (gh *GitHub) react(to *said, u *user, content string) (r *reaction, created bool) {
	for _, r := range to.reactions {
		if r.user == u && r.content == content {
			return r, false
		}
	}
	r = &reaction{id: gh.id(), user: u, content: content, created: gh.time()}
	to.reactions = append(to.reactions, r)
	return r, true
}
