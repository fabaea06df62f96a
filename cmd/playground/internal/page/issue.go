package page

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// issueRoutes are the pages that GitHub has for issues and pull requests.
func (p *Page) issueRoutes(routes *http.ServeMux) {
	const repo = "/{owner}/{repo}"
	routes.HandleFunc("GET /{$}", p.first)
	routes.HandleFunc("GET "+repo, p.issues)
	routes.HandleFunc("GET "+repo+"/issues", p.issues)
	routes.HandleFunc("GET "+repo+"/pulls", p.issues)
	routes.HandleFunc("GET "+repo+"/issues/new", p.form)
	routes.HandleFunc("GET "+repo+"/issues/{number}", p.issue)
	routes.HandleFunc("GET "+repo+"/pull/{number}", p.issue)
	routes.HandleFunc("POST "+repo+"/issues", p.act(openIssue))
	routes.HandleFunc("POST "+repo+"/issues/{number}/comments", p.act(comment))
	routes.HandleFunc("POST "+repo+"/issues/{number}/edit", p.act(editIssue))
	routes.HandleFunc("POST "+repo+"/issues/{number}/state", p.act(setState))
	routes.HandleFunc("POST "+repo+"/issues/{number}/lock", p.act(setLock))
	routes.HandleFunc("POST "+repo+"/issues/{number}/reactions", p.act(reactToIssue))
	routes.HandleFunc("POST "+repo+"/comments/{id}/edit", p.act(editComment))
	routes.HandleFunc("POST "+repo+"/comments/{id}/delete", p.act(deleteComment))
	routes.HandleFunc("POST "+repo+"/comments/{id}/reactions", p.act(reactToComment))
	routes.HandleFunc("GET /preview", p.first) // of who changes the language on the page of a preview
	routes.HandleFunc("POST /preview", p.preview)
	routes.HandleFunc("POST /parse", p.parsed)
}

// first leads to where one begins: the lowest open issue.
func (p *Page) first(w http.ResponseWriter, r *http.Request) {
	repo := p.s.Repos()[0]
	to := "/" + repo.FullName() + "/issues"
	for _, i := range repo.Issues() {
		if !i.Closed && !i.Pull {
			to += "/" + strconv.Itoa(i.Number)
			break
		}
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// wantsJSON reports whether a program asks, and not a browser: the first page of the
// function is for it.
func wantsJSON(r *http.Request) bool {
	return r.URL.Path == "/" && strings.Contains(r.Header.Get("Accept"), "application/json")
}

// repository is the one of that name, or nil.
func (p *Page) repository(fullName string) *issuetest.Repo {
	all := p.s.Repos()
	at := slices.IndexFunc(all, func(r *issuetest.Repo) bool { return strings.EqualFold(r.FullName(), fullName) })
	if at < 0 {
		return nil
	}
	return all[at]
}

// named is the repository that a path names, or nil.
func (p *Page) named(r *http.Request) *issuetest.Repo {
	return p.repository(r.PathValue("owner") + "/" + r.PathValue("repo"))
}

// reached is the repository and the issue that a path names; it answers 404 where they are
// not there.
func (p *Page) reached(w http.ResponseWriter, r *http.Request) (*issuetest.Repo, issuetest.Issue, bool) {
	repo := p.named(r)
	if repo == nil {
		p.missing(w, r)
		return nil, issuetest.Issue{}, false
	}
	text := r.PathValue("number")
	number, err := strconv.Atoi(text)
	i := repo.Issue(number)
	if text != "" && (err != nil || i.Number == 0) {
		p.missing(w, r)
		return nil, i, false
	}
	return repo, i, true
}

// missing is the page of what there is not.
func (p *Page) missing(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	p.show(w, r, "missing", say(language(r), "Not found"), nil)
}

// levels are GitHub's, the mightiest last.
var levels = []string{"read", "triage", "write", "maintain", "admin"}

// may reports whether somebody has at least that role.
func may(who sandbox.Person, role string) bool {
	return slices.Index(levels, who.Role) >= slices.Index(levels, role)
}
