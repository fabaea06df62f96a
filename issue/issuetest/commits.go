package issuetest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// commit is one that was made over the API. Its name is made of what it holds, as git's is:
// two with the same words in the same second are one.
type commit struct {
	sha, message      string
	parents           []string
	author, committer person
}

type person struct {
	Name, Email string
	Date        time.Time
}

// tree is what all commits have: the files of a repository are one map.
var tree = sha("tree")

// emptyTree is one that git knows by itself. Every commit is shown with the other.
// https://stackoverflow.com/questions/9765453
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

// first is when what is there from the start was committed, and by whom.
var first = person{"The Octocat", "octocat@users.noreply.github.com", time.Date(2019, 5, 15, 15, 20, 41, 0, time.UTC)}

// commit is the commit of that name, or nil: one that was made, or a head of a branch or of
// a pull request.
func (r *Repo) commit(name string) *commit {
	if made := r.commits[name]; made != nil {
		return made
	}
	if !r.knows(name) {
		return nil
	}
	return &commit{sha: name, message: "Initial commit", author: first, committer: first}
}

// knows reports whether something that is there from the start has that head.
func (r *Repo) knows(name string) bool {
	for _, head := range r.refs {
		if head == name {
			return true
		}
	}
	for _, i := range r.issues {
		for n := range i.pushes + 1 {
			if i.pull && sha(i.url()+strconv.Itoa(n)) == name {
				return true
			}
		}
	}
	return slices.ContainsFunc(r.runs, func(n *run) bool { return sha(n.Ref) == name })
}

// descends reports whether a commit is that one, or has it among its ancestors.
func (r *Repo) descends(name, from string) bool {
	if name == from {
		return true
	}
	c := r.commit(name)
	return c != nil && slices.ContainsFunc(c.parents, func(parent string) bool { return r.descends(parent, from) })
}

func getCommit(c *call) answer {
	if found := c.repo.commit(c.PathValue("commit_sha")); found != nil {
		return ok(found.json(c.repo))
	}
	return notFound
}

// createCommit makes a commit that no branch has.
// https://docs.github.com/rest/git/commits#create-a-commit
func createCommit(c *call) answer {
	var body struct {
		Message, Tree     *string
		Parents           []string
		Author, Committer *person
	}
	if !c.decode(&body) {
		return badJSON
	}
	refused := func(message string) answer { return failure(http.StatusUnprocessableEntity, message) }
	switch {
	case body.Message == nil:
		return refused("Invalid request.\n\n\"message\" wasn't supplied.")
	case body.Tree == nil:
		return refused("Invalid request.\n\n\"tree\" wasn't supplied.")
	case *body.Tree != tree && *body.Tree != emptyTree:
		return refused("Tree SHA does not exist")
	case slices.ContainsFunc(body.Parents, func(parent string) bool { return c.repo.commit(parent) == nil }):
		return refused("Parent SHA does not exist or is not a commit object")
	}
	made := &commit{message: *body.Message, parents: body.Parents}
	made.author = body.Author.or(person{c.as.login, c.as.login + "@users.noreply.github.com", c.gh.time()})
	made.committer = body.Committer.or(made.author)
	made.sha = sha(made.object())
	c.repo.commits[made.sha] = made
	return created(made.json(c.repo))
}

// or is who was named, with what was left out.
func (p *person) or(otherwise person) person {
	if p == nil {
		return otherwise
	}
	if p.Date.IsZero() {
		return person{p.Name, p.Email, otherwise.Date}
	}
	return *p
}

// object is the commit as git writes it, of which its name is the sum.
// https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
func (m *commit) object() string {
	var b strings.Builder
	fmt.Fprintf(&b, "tree %s\n", tree)
	for _, parent := range m.parents {
		fmt.Fprintf(&b, "parent %s\n", parent)
	}
	fmt.Fprintf(&b, "author %s\ncommitter %s\n\n%s", m.author, m.committer, m.message)
	return fmt.Sprintf("commit %d\x00%s", b.Len(), &b)
}

func (p person) String() string {
	return fmt.Sprintf("%s <%s> %d +0000", p.Name, p.Email, p.Date.Unix())
}

func (p person) json() any {
	return object{"name": p.Name, "email": p.Email, "date": stamp(p.Date)}
}

func (m *commit) json(r *Repo) any {
	api, html := r.api()+"/git/commits/", "https://github.com/"+r.FullName()+"/commit/"
	parents := []any{}
	for _, parent := range m.parents {
		parents = append(parents, object{"sha": parent, "url": api + parent, "html_url": html + parent})
	}
	return object{
		"sha": m.sha, "node_id": node("Commit", r.id), "url": api + m.sha, "html_url": html + m.sha, "message": m.message,
		"author": m.author.json(), "committer": m.committer.json(), "parents": parents,
		"tree":         object{"sha": tree, "url": r.api() + "/git/trees/" + tree},
		"verification": object{"verified": false, "reason": "unsigned", "signature": nil, "payload": nil, "verified_at": nil},
	}
}

// Commit makes commits of those names known, as if somebody had pushed them.
func (r *Repo) Commit(names ...string) *Repo {
	return r.change(func() {
		for _, name := range names {
			r.commits[name] = &commit{sha: name, message: "Initial commit", author: first, committer: first}
		}
	})
}
