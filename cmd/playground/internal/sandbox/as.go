package sandbox

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/google/go-github/v92/github"
)

// As is GitHub as a person uses it: its calls reach the fake directly, no switch befalls
// them, and they are not the robot's. It is the only way in which the page changes anything.
func (s *Sandbox) As(login string) *github.Client {
	api := s.options.GitHub + "/api/v3/"
	client, err := github.NewClient(
		github.WithHTTPClient(&http.Client{Transport: person{s, login}}), github.WithURLs(&api, &api),
		github.WithAuthToken(s.token(login)), github.WithDisableRateLimitCheck(),
	)
	if err != nil {
		panic(err) // the address is that of a listener
	}
	return client
}

// person is how somebody reaches GitHub.
type person struct {
	s     *Sandbox
	login string
}

// RoundTrip calls GitHub without a wire.
func (p person) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	served := r.Clone(r.Context())
	served.Host, served.RequestURI = r.URL.Host, r.URL.RequestURI()
	if served.Body == nil {
		served.Body = http.NoBody
	}
	answer := httptest.NewRecorder()
	p.s.acted(answer, served, p.login)
	if r.Body != nil {
		r.Body.Close()
	}
	response := answer.Result()
	response.Request = r
	return response, nil
}

// OnAct calls begins before everything that somebody does from now on, and ends when it is
// done; ends is not called of what was refused. Neither may act itself.
func (s *Sandbox) OnAct(begins, ends func(Act)) {
	s.acts.mu.Lock()
	defer s.acts.mu.Unlock()
	s.acts.begins, s.acts.ends = begins, ends
}

// acted serves a call of somebody, which is an act where it changes something.
func (s *Sandbox) acted(w http.ResponseWriter, r *http.Request, login string) {
	s.act(w, r, s.hands.github, r.URL.Path != "/api/graphql", Act{By: login, Path: strings.TrimPrefix(r.URL.EscapedPath(), "/api/v3")})
}

// actedAtDrone is acted for Drone's API.
func (s *Sandbox) actedAtDrone(w http.ResponseWriter, r *http.Request, login string) {
	s.act(w, r, s.hands.drone, true, Act{By: login, Path: r.URL.RequestURI(), Drone: true})
}

func (s *Sandbox) act(w http.ResponseWriter, r *http.Request, to http.Handler, changes bool, a Act) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead || a.By == "" || !changes {
		to.ServeHTTP(w, r)
		s.changes(r)
		return
	}
	a.Method = r.Method
	a.Body, _ = io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(a.Body))
	answer := httptest.NewRecorder()
	does := func() ([]byte, bool) {
		s.second()
		to.ServeHTTP(answer, r)
		return answer.Body.Bytes(), answer.Code < http.StatusBadRequest
	}
	if a.Drone && s.turns.on.Load() {
		_ = s.alone(r.Context(), a, does) // or who called has gone
	} else {
		s.acts.do(a, does)
	}
	hand(w, answer)
	s.changes(r)
}
