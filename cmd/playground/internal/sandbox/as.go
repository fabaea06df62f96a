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
	if r.Method == http.MethodGet || r.Method == http.MethodHead || login == "" || r.URL.Path == "/api/graphql" {
		s.hands.github.ServeHTTP(w, r)
		s.changes(r)
		return
	}
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	answer := httptest.NewRecorder()
	s.acts.do(Act{By: login, Method: r.Method, Path: strings.TrimPrefix(r.URL.EscapedPath(), "/api/v3"), Body: body}, func() ([]byte, bool) {
		s.hands.github.ServeHTTP(answer, r)
		return answer.Body.Bytes(), answer.Code < http.StatusBadRequest
	})
	hand(w, answer)
	s.changes(r)
}
