package issuetest

import (
	"fmt"
	"slices"
	"strings"
)

// Repo is a repository. Who is not granted a role may read it, unless it is private.
type Repo struct {
	gh       *GitHub
	id       int64
	owner    *user
	name     string
	private  bool
	archived bool
	branch   string
	roles    map[*user]role
	issues   map[int]*issue
	comments map[int64]*comment
	labels   map[string]int64 // name → id
	plans    []*milestone
	files    map[string]string  // path → content
	refs     map[string]string  // heads/main → sha
	methods  []string           // of merging, that are allowed
	commits  map[string]*commit // that were made over the API, by sha

	workflows  []*workflow
	runs       []*run
	losesRuns  bool
	onDispatch func(run int64)
	dispatched []Dispatched
}

// role is what somebody is in a repository: one of GitHub's levels, or a custom role,
// which has a name of its own and is based on a level.
type role struct {
	name  string
	level level
}

type level int

const (
	none level = iota
	read
	triage
	write
	maintain
	admin
)

var levels = []string{"none", "read", "triage", "write", "maintain", "admin"}

func (l level) String() string { return levels[l] }

// legacy is the level as GitHub said it before there was triage and maintain.
func (l level) legacy() string {
	return []string{"none", "read", "read", "write", "write", "admin"}[l]
}

// Repo returns the repository "owner/name", which begins to exist if need be: public, with
// the default branch main. Its owner is an organization where nobody of that login exists.
func (gh *GitHub) Repo(fullName string) *Repo {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	if r := gh.repos[strings.ToLower(fullName)]; r != nil {
		return r
	}
	owner, name, ok := strings.Cut(fullName, "/")
	if !ok {
		panic(fmt.Sprintf("issuetest: %q is not owner/name", fullName))
	}
	u := gh.users[strings.ToLower(owner)]
	if u == nil {
		u = gh.account(owner, "Organization")
	}
	r := &Repo{
		gh: gh, id: gh.id(), owner: u, name: name, branch: "main",
		roles: map[*user]role{}, issues: map[int]*issue{}, comments: map[int64]*comment{},
		labels: map[string]int64{}, files: map[string]string{}, refs: map[string]string{"heads/main": sha("main")},
		commits: map[string]*commit{}, methods: slices.Clone(methods),
	}
	gh.repos[strings.ToLower(fullName)] = r
	return r
}

// FullName is "owner/name".
func (r *Repo) FullName() string { return r.owner.login + "/" + r.name }

// Private hides the repository from everybody without a role.
func (r *Repo) Private() *Repo { return r.change(func() { r.private = true }) }

// Archive makes the repository read-only.
func (r *Repo) Archive() *Repo { return r.change(func() { r.archived = true }) }

// Grant gives a role: read, triage, write, maintain or admin; none takes it away.
func (r *Repo) Grant(login, role string) *Repo { return r.GrantCustom(login, role, role) }

// GrantCustom gives a role with a name of the organization's own, based on one of GitHub's.
func (r *Repo) GrantCustom(login, name, base string) *Repo {
	l := slices.Index(levels, base)
	if l < 0 {
		panic(fmt.Sprintf("issuetest: %q is not one of %q", base, levels))
	}
	return r.change(func() { r.roles[r.gh.user(login)] = role{name, level(l)} })
}

// File puts a file on the default branch.
func (r *Repo) File(path, content string) *Repo {
	return r.change(func() { r.files[path] = content })
}

func (r *Repo) change(f func()) *Repo {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	f()
	return r
}

// role returns what u is here; u is nil for somebody without a token.
func (r *Repo) role(u *user) role {
	granted, ok := r.roles[u]
	switch {
	case u != nil && u == r.owner:
		return role{"admin", admin}
	case u != nil && u.app != nil && u.app.in(r):
		return role{"write", write}
	case ok && granted.level != none:
		return granted
	case r.private:
		return role{"none", none}
	}
	return role{"read", read}
}

// collaborates reports whether u was given a role here.
func (r *Repo) collaborates(u *user) bool {
	return r.role(u).level >= write || r.roles[u].level > none
}

// takes reports whether u is somebody whom work here can be given to: a collaborator, or a
// member of the organization that it belongs to. Who is a Bot is not.
// https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/assigning-issues-and-pull-requests-to-other-github-users
func (r *Repo) takes(u *user) bool {
	return u != nil && u.kind == "User" && r.role(u).level >= read && (r.collaborates(u) || r.gh.member(r.owner, u))
}
