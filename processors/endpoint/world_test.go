package endpoint_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/endpoint"
)

// What nobody may see.
const (
	token  = "t0ken-n0body-may-see"
	secret = "s3cret-n0body-may-see"
)

// notify is the command of all tests.
var notify = issue.IssueEvent{Command: &issue.Command{Type: "/notify", Command: "hello"}}

// serve is an endpoint on this machine, and a Request that calls it.
func serve(t *testing.T, h http.HandlerFunc) endpoint.Request {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return endpoint.Request{URL: s.URL + "/x", Secret: secret, Headers: map[string]string{"Authorization": "Bearer " + token}, Private: true}
}

// says is an endpoint that answers so.
func says(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// once fails where an endpoint is called more often than that.
func once(t *testing.T, h http.HandlerFunc) http.HandlerFunc {
	t.Helper()
	var calls atomic.Int32
	t.Cleanup(func() {
		if n := calls.Load(); n != 1 {
			t.Errorf("called %d times, want once", n)
		}
	})
	return func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		h(w, r)
	}
}

// hosts carries requests to handlers by their host, wherever in the world that is.
type hosts map[string]http.HandlerFunc

func (h hosts) RoundTrip(r *http.Request) (*http.Response, error) {
	handler, ok := h[r.URL.Host]
	if !ok {
		return nil, errors.New("no such host: " + r.URL.Host)
	}
	in := r.Clone(r.Context())
	in.RequestURI = r.URL.RequestURI()
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	handler(w, in)
	return w.Result(), nil
}

// call makes a call that has to work.
func call(t *testing.T, r endpoint.Request) string {
	t.Helper()
	reply, err := endpoint.New(nil).Call(t.Context(), notify, r)
	if err != nil {
		t.Fatalf("got error %v", err)
	}
	discreet(t, reply)
	return reply
}

// failed checks the sentence of a call that did not work, and what it has for the log.
func failed(t *testing.T, err error, want string) {
	t.Helper()
	var s *issue.Said
	if !errors.As(err, &s) {
		t.Fatalf("got error %v, want a sentence", err)
	}
	if got := s.Text.String(); got != want || s.State != issue.Failed {
		t.Errorf("got %s %q\nwant %q", s.State, got, want)
	}
	discreet(t, err.Error())
	if strings.Contains(err.Error(), "?token=") {
		t.Errorf("the query is shown: %q", err)
	}
}

func discreet(t *testing.T, text string) {
	t.Helper()
	if strings.Contains(text, token) || strings.Contains(text, secret) {
		t.Errorf("a secret is shown: %q", text)
	}
}
