package page

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
)

// composer is the box in which one writes a comment.
type composer struct {
	Action string
	Body   string
	Chips  []chip
	Lines  []issue.Line  // what would become of the commands in Body
	HTML   template.HTML // Body as it would look, on the page of a preview
	Back   string
}

// chip is a command that is ready to be put into the box.
type chip struct{ Text, About, URL string }

// offered are the commands that one begins with, the most telling first; those of pull
// requests where one is commented on.
var offered = map[bool][]string{
	false: {"/promote 42 dev REVISION=abc", "/help", "/kind bug", "/assign", "/run deploy target=dev", "/status", "/promote 42 prod", "/close"},
	true:  {"/promote 42 dev REVISION=abc", "/help", "/kind bug", "/cc alice", "/merge --dry-run", "/merge squash", "/run deploy target=dev", "/hold"},
}

func (p *Page) composer(r *http.Request, action, body string, pull bool) composer {
	c := composer{Action: action, Body: body, Lines: p.s.Parse(body), Back: r.URL.Path}
	commands := p.s.Commands()
	for _, text := range offered[pull] {
		name, _, _ := strings.Cut(text, " ")
		at := slices.IndexFunc(commands, func(l issue.Listing) bool { return l.Name == name })
		if at < 0 {
			continue
		}
		c.Chips = append(c.Chips, chip{text, commands[at].Help.In(issue.Lang(language(r))).About, c.Back + "?body=" + url.QueryEscape(text) + "#body"})
	}
	return c
}

// preview is POST /preview: a text as it would look, for the script alone, or as a page.
func (p *Page) preview(w http.ResponseWriter, r *http.Request) {
	back := local(r.FormValue("back"))
	repo := view{world: p.s, Path: back.Path}.repo()
	body := r.FormValue("body")
	lines := p.s.Parse(body)
	at := p.place(repo.FullName(), lines)
	html := at.markdown(body)
	if fragment(r) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(html))
		return
	}
	c := composer{Action: strings.Replace(back.Path, "/pull/", "/issues/", 1) + "/comments", Body: body, Lines: lines, HTML: html, Back: back.Path}
	p.show(w, r, "preview", say(language(r), "Preview"), c)
}

// parsed is POST /parse: what would become of each line of a text that looks like a command.
func (p *Page) parsed(w http.ResponseWriter, r *http.Request) {
	p.part(w, r, "issue", "_parsed", p.s.Parse(r.FormValue("body")))
}

// fragment reports whether the script asks, and wants no whole page.
func fragment(r *http.Request) bool { return r.Header.Get("X-Fragment") != "" }
