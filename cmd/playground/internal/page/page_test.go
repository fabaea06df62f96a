package page

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

const (
	widgets = "acme/widgets"
	issue17 = "/acme/widgets/issues/17"
)

// reader is somebody in front of the pages of a sandbox in which nothing takes time.
type reader struct {
	*testing.T
	s     *sandbox.Sandbox
	url   string // of GitHub's pages
	drone string // of Drone's
	http  *http.Client
}

func open(t *testing.T, change ...func(*sandbox.Options)) *reader {
	t.Helper()
	var pages, ci http.Handler
	later := func(h *http.Handler) *httptest.Server {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*h).ServeHTTP(w, r) }))
		t.Cleanup(server.Close)
		return server
	}
	hub, drone := later(&pages), later(&ci)
	o := sandbox.Options{GitHub: hub.URL, Drone: drone.URL}
	for _, f := range change {
		f(&o)
	}
	s, err := sandbox.New(o)
	if err != nil {
		t.Fatal(err)
	}
	p := New(s)
	pages, ci = p.GitHub(s.Front()), p.Drone(s.DroneAPI())
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &reader{t, s, hub.URL, drone.URL, &http.Client{Jar: jar}}
}

// get is a page, which has to be there.
func (r *reader) get(path string) string {
	r.Helper()
	return r.answer(http.StatusOK, func() (*http.Response, error) { return r.http.Get(r.url + path) })
}

// post sends a form, with pairs of names and values, and returns the page that it leads to.
func (r *reader) post(path string, fields ...string) string {
	r.Helper()
	return r.answer(http.StatusOK, func() (*http.Response, error) { return r.http.PostForm(r.url+path, form(fields)) })
}

func form(fields []string) url.Values {
	values := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		values.Set(fields[i], fields[i+1])
	}
	return values
}

func (r *reader) answer(want int, ask func() (*http.Response, error)) string {
	r.Helper()
	answer, err := ask()
	if err != nil {
		r.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		r.Fatal(err)
	}
	if answer.StatusCode != want {
		r.Errorf("%s %s: %s, want %d: %.300s", answer.Request.Method, answer.Request.URL, answer.Status, want, body)
	}
	return string(body)
}

// be makes the reader somebody else.
func (r *reader) be(login string) {
	r.Helper()
	r.post("/as", "login", login, "back", issue17)
}

// say comments on issue 17, waits until all is done, and returns the page and the comment's id.
func (r *reader) say(text string) (page, id string) {
	r.Helper()
	before := len(r.s.GitHub().Repo(widgets).Issue(17).Comments)
	r.post(issue17+"/comments", "body", text, "back", issue17)
	if err := r.s.Wait(r.Context()); err != nil {
		r.Fatal(err)
	}
	if all := r.s.GitHub().Repo(widgets).Issue(17).Comments; len(all) > before {
		id = itoa(all[before].ID)
	}
	return r.get(issue17), id
}

// has fails the test unless a page has all of these.
func (r *reader) has(page string, parts ...string) {
	r.Helper()
	for _, part := range parts {
		if !strings.Contains(page, part) {
			r.Errorf("the page lacks %q", part)
		}
	}
}

// lacks fails the test where a page has one of these.
func (r *reader) lacks(page string, parts ...string) {
	r.Helper()
	for _, part := range parts {
		if strings.Contains(page, part) {
			r.Errorf("the page has %q", part)
		}
	}
}
