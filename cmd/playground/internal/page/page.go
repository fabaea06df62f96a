package page

import (
	"crypto/rand"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// Page is the pages of one sandbox.
type Page struct {
	s     *sandbox.Sandbox
	views map[string]*template.Template
	key   [32]byte // of seals
}

//go:embed all:templates assets
var files embed.FS

// New is the pages of a sandbox.
func New(s *sandbox.Sandbox) *Page {
	p := &Page{s: s, views: parse()}
	rand.Read(p.key[:])
	return p
}

// GitHub serves the pages of GitHub and of the robot, and gives everything else to next.
func (p *Page) GitHub(next http.Handler) http.Handler {
	routes := http.NewServeMux()
	p.common(routes)
	p.issueRoutes(routes)
	p.robotRoutes(routes)
	pages := p.guarded(routes, next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wantsJSON(r) {
			next.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// Drone serves the pages of Drone, and gives everything else to next.
func (p *Page) Drone(next http.Handler) http.Handler {
	routes := http.NewServeMux()
	p.common(routes)
	p.buildRoutes(routes)
	return p.guarded(routes, next)
}

// common is what the pages of both have: what they are made of, who one is, and what changes.
func (p *Page) common(routes *http.ServeMux) {
	assets, err := fs.Sub(files, "assets")
	if err != nil {
		panic(err) // embedded
	}
	routes.Handle("GET /assets/{file}", http.StripPrefix("/assets/", http.FileServerFS(assets)))
	routes.HandleFunc("GET /live", p.live)
	routes.HandleFunc("POST /as", p.becomes)
	routes.HandleFunc("POST /lang", p.speaks)
}

// policy lets a page run and load what is embedded, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guarded serves the routes there are, to who is Local, and leaves the rest to next, which looks
// after that itself.
func (p *Page) guarded(routes *http.ServeMux, next http.Handler) http.Handler {
	own := sandbox.Local(routes)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := routes.Handler(r)
		if strings.HasPrefix(r.URL.Path, "/api/") { // no owner of a repository is called api
			pattern = ""
		}
		if pattern == "" || path.Clean(r.URL.Path) != r.URL.Path && !strings.HasSuffix(r.URL.Path, "/") {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		h.Set(versionHeader, p.version())
		own.ServeHTTP(w, r)
	})
}
