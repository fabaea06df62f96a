package sandbox

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
)

// mostHeard is more than any of the fakes sends. What goes beyond it is not looked into.
const mostHeard = 1 << 20

// hear lets the robot work what somebody posts to it.
func (s *Sandbox) hear(from Origin) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(io.LimitReader(r.Body, mostHeard))
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		if from == FromGitHub && !s.gate.pass(r.Context(), true) {
			panic(http.ErrAbortHandler)
		}
		i := s.working()
		e := s.journal.begin(i.received(from, r.Header, body), i.number)
		if from == FromGitHub {
			s.gate.leave()
		}
		again := r.WithContext(e.in(r.Context()))
		again.Body = &held{io.MultiReader(bytes.NewReader(body), r.Body), r.Body, func() {}}
		answer := httptest.NewRecorder() // a dead instance answers nothing
		i.handler.ServeHTTP(answer, again)
		if i.dead() {
			e.end(0, "", errKilled.Error())
			panic(http.ErrAbortHandler)
		}
		defer e.end(answer.Code, answer.Body.String(), "")
		hand(w, answer)
	}
}

// hand hands on an answer that was held back.
func hand(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}
