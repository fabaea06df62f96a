package page

import (
	"bytes"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// view is what every template is given.
type view struct {
	Lang   string // en or zh
	As     sandbox.Person
	People []sandbox.Person
	Robot  string
	Title  string
	Path   string // of this page, for forms that come back to it
	Notice string // what went wrong with the last act
	Data   any

	Version string // of the world, when the page began to be made
	world   *sandbox.Sandbox
	host    string // where the reader is: GitHub's address or Drone's
}

// T is a text of the page in the reader's language; args fill its verbs.
func (v view) T(english string, args ...any) string { return say(v.Lang, english, args...) }

// Elsewhere is the address of the robot that gets the webhooks, where it is not the one in here.
func (v view) Elsewhere() string { return v.world.Elsewhere() }

// Ago is how long ago something was.
func (v view) Ago(at time.Time) string { return ago(v.Lang, time.Since(at)) }

// parse makes a template of each file, with the layout around it.
func parse() map[string]*template.Template {
	views := map[string]*template.Template{}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		panic(err) // a constant
	}
	for _, name := range names {
		base := strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html")
		if base == "layout" || strings.HasPrefix(base, "_") {
			continue
		}
		views[base] = template.Must(template.New("layout.html").Funcs(functions).ParseFS(files, "templates/layout.html", "templates/_*.html", name))
	}
	return views
}

// show answers with a view, or with 500 where its template fails: never with half of it.
func (p *Page) show(w http.ResponseWriter, r *http.Request, name, title string, data any) {
	v := view{Lang: language(r), As: p.who(r), People: p.s.People(), Robot: p.s.Robot(), Title: title, Path: r.URL.RequestURI(), Data: data, world: p.s, host: r.Host}
	v.Version = w.Header().Get(versionHeader)
	v.Notice = p.notice(r.URL.Query())
	var body bytes.Buffer
	if err := p.views[name].Execute(&body, v); err != nil {
		http.Error(w, "the page "+name+" failed: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = body.WriteTo(w)
}

// who is the person that the reader has signed in as: alice at first, who may write.
func (p *Page) who(r *http.Request) sandbox.Person {
	login := "alice"
	if c, err := r.Cookie("as"); err == nil {
		if l, err := url.QueryUnescape(c.Value); err == nil {
			login = l
		}
	}
	people := p.s.People()
	at := slices.IndexFunc(people, func(one sandbox.Person) bool { return one.Login == login })
	if at < 0 {
		at = max(0, slices.IndexFunc(people, func(one sandbox.Person) bool { return one.Login == "alice" }))
	}
	return people[at]
}

func (p *Page) becomes(w http.ResponseWriter, r *http.Request) {
	remember(w, "as", r.FormValue("login"))
	p.back(w, r, nil)
}

func (p *Page) speaks(w http.ResponseWriter, r *http.Request) {
	remember(w, "lang", r.FormValue("lang"))
	p.back(w, r, nil)
}

func remember(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: url.QueryEscape(value), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: 365 * 24 * 3600})
}
