package page

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/fanux/robot/issue/issuetest"
)

// list is the issues of a repository, or its pull requests, the newest first.
type list struct {
	Base         string // "/acme/widgets/issues"
	Pulls        bool
	State        string // open or closed
	Author       string // "" is everybody
	Open, Closed int
	All          []issuetest.Issue
}

// issues is GET /{owner}/{repo}/issues and /pulls.
func (p *Page) issues(w http.ResponseWriter, r *http.Request) {
	repo, _, ok := p.reached(w, r)
	if !ok {
		return
	}
	pulls := strings.HasSuffix(r.URL.Path, "/pulls")
	l := list{Base: "/" + repo.FullName() + "/issues", Pulls: pulls, State: "open", Author: r.URL.Query().Get("author")}
	title := "Issues"
	if pulls {
		l.Base, title = "/"+repo.FullName()+"/pulls", "Pull requests"
	}
	if r.URL.Query().Get("state") == "closed" {
		l.State = "closed"
	}
	for _, i := range repo.Issues() {
		// Whoever is asked about by a mention wrote both kinds.
		if i.Pull == pulls && l.Author == "" || l.Author != "" && strings.EqualFold(i.Author, l.Author) {
			l.add(i)
		}
	}
	slices.SortStableFunc(l.All, func(a, b issuetest.Issue) int { return cmp.Or(b.Created.Compare(a.Created), b.Number-a.Number) })
	p.show(w, r, "issues", say(language(r), title)+" · "+repo.FullName(), l)
}

func (l *list) add(i issuetest.Issue) {
	if i.Closed {
		l.Closed++
	} else {
		l.Open++
	}
	if i.Closed == (l.State == "closed") {
		l.All = append(l.All, i)
	}
}

// form is GET /{owner}/{repo}/issues/new.
func (p *Page) form(w http.ResponseWriter, r *http.Request) {
	repo, _, ok := p.reached(w, r)
	if !ok {
		return
	}
	data := struct{ Base, Subject, Body string }{"/" + repo.FullName() + "/issues", r.URL.Query().Get("title"), r.URL.Query().Get("body")}
	p.show(w, r, "new", say(language(r), "New issue")+" · "+repo.FullName(), data)
}
