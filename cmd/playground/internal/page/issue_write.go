package page

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/fanux/robot/issue"
)

// composer is the box in which one writes a comment.
type composer struct {
	Action string
	Body   string
	Served bool // the robot works here
	Chips  []chip
	Lines  []issue.Line  // what would become of the commands in Body
	HTML   template.HTML // Body as it would look, on the page of a preview
	Back   string
}

func (p *Page) composer(r *http.Request, repo, action string, pull bool) composer {
	body := r.URL.Query().Get("body")
	c := composer{Action: action, Body: body, Lines: p.s.Parse(repo, body), Back: r.URL.Path, Served: p.s.Serves(repo)}
	if c.Served {
		c.Chips = p.chips(issue.Lang(language(r)), c.Back, pull)
	}
	return c
}

// preview is POST /preview: a text as it would look, for the script alone, or as a page.
func (p *Page) preview(w http.ResponseWriter, r *http.Request) {
	back, repo := p.within(r)
	body := r.FormValue("body")
	lines := p.s.Parse(repo, body)
	at := p.place(repo, lines)
	html := at.markdown(body)
	if fragment(r) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(html))
		return
	}
	c := composer{Action: strings.Replace(back, "/pull/", "/issues/", 1) + "/comments", Body: body, Served: p.s.Serves(repo), Lines: lines, HTML: html, Back: back}
	p.show(w, r, "preview", say(language(r), "Preview"), c)
}

// parsed is POST /parse: what would become of each line of a text that looks like a command.
func (p *Page) parsed(w http.ResponseWriter, r *http.Request) {
	_, repo := p.within(r)
	p.part(w, r, "issue", "_parsed", p.s.Parse(repo, r.FormValue("body")))
}

// within is the path of the page that a form is on, and the repository that it is about.
func (p *Page) within(r *http.Request) (path, repo string) {
	path = local(r.FormValue("back")).Path
	return path, view{world: p.s, Path: path}.repo().FullName()
}

// running is how many lines run.
func running(lines []issue.Line) (n int) {
	for _, line := range lines {
		if line.Runs {
			n++
		}
	}
	return n
}

// fragment reports whether the script asks, and wants no whole page.
func fragment(r *http.Request) bool { return r.Header.Get("X-Fragment") != "" }
