package runtime

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// moment is a call to GitHub or Drone, and whether it is before its effect or after that.
type moment struct {
	name               string
	method, path, body string // what the call holds
	after              bool
}

// gate holds one call at its moment, until it is opened.
type gate struct {
	mu      sync.Mutex
	at      *moment
	reached chan struct{}
	opened  chan struct{}
}

// hold makes the next call of that moment wait, and returns what is closed when it is there.
func (g *gate) hold(at moment) (reached <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.at, g.reached, g.opened = &at, make(chan struct{}), make(chan struct{})
	return g.reached
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.at = nil; g.opened != nil {
		close(g.opened)
		g.opened = nil
	}
}

// held reports whether a call is to wait, and for what.
func (g *gate) held(r *http.Request, body []byte) (at moment, opened <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.at == nil || r.Method != g.at.method || !strings.Contains(r.URL.Path, g.at.path) || !strings.Contains(string(body), g.at.body) {
		return moment{}, nil
	}
	at, opened = *g.at, g.opened
	g.at = nil // the next one passes
	close(g.reached)
	return at, opened
}

// before puts the gate before a fake. What has not had its effect when its caller is no more
// never has.
func (g *gate) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		at, opened := g.held(r, body)
		if opened == nil {
			next.ServeHTTP(w, r)
			return
		}
		done := httptest.NewRecorder()
		if at.after {
			next.ServeHTTP(done, r)
		}
		select {
		case <-opened:
		case <-r.Context().Done():
			return
		}
		if !at.after {
			next.ServeHTTP(done, r)
		}
		for name, values := range done.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(done.Code)
		w.Write(done.Body.Bytes())
	})
}
