package function

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"path"
	"regexp"
	"runtime/debug"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_webhook"
)

// Handler is the whole function: GitHub's webhook, the page, and the platform's hooks.
// The platform's lines about each request go to out.
func Handler(s *Settings, log *slog.Logger, out io.Writer) (http.Handler, error) {
	s.GitHub.Log = log
	mux, err := s.Mux(log)
	if err != nil {
		return nil, err
	}
	if s.Event {
		return eventHandler(s, mux, log, out), nil
	}
	s.queued()
	latency := s.measured()
	webhook, err := issue.NewWebhook(s.GitHub, mux)
	if err != nil {
		return nil, err
	}
	routes := http.NewServeMux()
	routes.Handle("POST /{$}", s.once(webhook))
	routes.Handle("POST /github", s.once(webhook))
	if s.Self != "" {
		routes.Handle("POST "+jobPath, worker(webhook))
	}
	if s.DroneSecret != "" {
		events, err := drone_webhook.New(drone_webhook.Options{Secrets: []string{s.DroneSecret}, Bring: webhook.Bring, Log: log})
		if err != nil {
			return nil, err
		}
		routes.Handle("POST /drone", s.once(events))
	}
	routes.HandleFunc("GET /{$}", page(mux, s.GitHub.Version, latency.figures))
	platform(routes)
	return invocation(out, recovered(log, exact(routes))), nil
}

// platform answers what asks whether we are there.
func platform(routes *http.ServeMux) {
	ok := func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") }
	routes.HandleFunc("GET /healthz", ok)
	routes.HandleFunc("POST /initialize", ok) // https://help.aliyun.com/document_detail/191345.html
	routes.HandleFunc("GET /pre-stop", ok)
}

// proxied is what the default domain of FC 2.0 puts before the path.
var proxied = regexp.MustCompile(`^/2016-08-15/proxy/[^/]+/[^/]+(/.*)?$`)

// exact takes off the platform's prefix, and answers 404 to what ServeMux would redirect.
func exact(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if m := proxied.FindStringSubmatch(r.URL.Path); m != nil {
			u := *r.URL
			u.Path, u.RawPath = "/"+strings.TrimPrefix(m[1], "/"), ""
			r = r.Clone(r.Context())
			r.URL = &u
		}
		if path.Clean(r.URL.Path) != r.URL.Path {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// requestID is all that is ever taken from the platform's headers: others of them carry
// live credentials of the function's role.
var requestID = regexp.MustCompile(`^[A-Za-z0-9-]+$`)

// invocation prints the lines that FC finds a request's log by.
// https://help.aliyun.com/document_detail/191342.html
func invocation(out io.Writer, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if id := r.Header.Get("X-Fc-Request-Id"); len(id) <= 64 && requestID.MatchString(id) {
			fmt.Fprintf(out, "FC Invoke Start RequestId: %s\n", id)
			defer fmt.Fprintf(out, "FC Invoke End RequestId: %s\n", id)
		}
		next.ServeHTTP(w, r)
	})
}

func recovered(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				log.Error("panic", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				http.Error(w, "the robot failed; its log says why", http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// page shows what this robot can do, and nothing private: Drone's address is not on it.
func page(mux *issue.Mux, version string, gitHub func() Latency) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if wantsJSON(r.Header.Get("Accept")) {
			w.Header().Set("Content-Type", "application/json")
			json.NewEncoder(w).Encode(map[string]any{"version": version, "commands": data(mux), "github": gitHub()})
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		io.WriteString(w, pageHead)
		for _, c := range data(mux) {
			fmt.Fprintf(w, "<tr><td><code>%s</code><td>%s<td>%s\n",
				html.EscapeString(strings.TrimSpace(c.Name+" "+c.Usage)), html.EscapeString(c.About), html.EscapeString(c.Needs))
		}
		io.WriteString(w, "</table>\n")
		if version != "" {
			fmt.Fprintf(w, "<p>robot %s\n", html.EscapeString(version))
		}
	}
}

// wantsJSON reports whether JSON is named, and before HTML, which every browser names first.
func wantsJSON(accept string) bool {
	before, _, named := strings.Cut(strings.ToLower(accept), "application/json")
	return named && !strings.Contains(before, "text/html")
}

const pageHead = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>robot</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
table { border-collapse: collapse } td, th { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; vertical-align: top }
</style>
<h1>robot</h1>
<p>This robot answers on GitHub. Comment one of its commands on an issue or a pull request, on a line of its own; <code>/help</code> shows what you may.
<table>
<tr><th>command<th>what it does<th>needs
`

type entry struct {
	Name  string `json:"name"`
	Usage string `json:"usage"`
	About string `json:"about"`
	Needs string `json:"needs"`
}

func data(mux *issue.Mux) []entry {
	list := []entry{}
	for _, c := range mux.Commands() {
		list = append(list, entry{c.Name, c.Help.Usage, c.Help.About, c.Help.Needs.String()})
	}
	return list
}
