// Package wire is what the fakes of GitHub and Drone share: a log of the calls
// that were made, in order, and faults that are scripted in advance.
//
//	tape := wire.Record(fakeAPI)
//	tape.Break(wire.Fault{Method: "POST", Path: "/reactions$", Times: 1, Status: 502})
//	server := httptest.NewServer(tape)
//	…
//	calls := tape.Calls()
package wire

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"sync"
	"time"
)

// Call is one request that reached the fake, and how it was answered.
type Call struct {
	Method string
	Path   string // escaped, with the query: as it was on the wire
	Header http.Header
	Body   string
	Status int // 0 where the connection was cut
	Answer string
}

// String is the call in one line: "POST /repos/acme/widgets/issues/17/comments 201".
func (c Call) String() string { return fmt.Sprintf("%s %s %d", c.Method, c.Path, c.Status) }

// Fault makes matching requests go wrong.
type Fault struct {
	Method string // empty: any
	Path   string // a regular expression on the escaped path and query; empty: any
	Skip   int    // let this many matching requests through first
	Times  int    // how often; 0: for ever

	After  bool          // the effect happens first, then the fault
	Delay  time.Duration // the caller's hang-up ends it
	Cut    bool          // close the connection without an answer
	Status int           // answer with this instead; 0 with neither Cut nor Status: only Delay
	Header http.Header
	Body   string
}

// On returns the fault for these requests alone; see Method and Path.
func (f Fault) On(method, path string) Fault {
	f.Method, f.Path = method, path
	return f
}

// Once returns the fault for the first matching request alone.
func (f Fault) Once() Fault {
	f.Times = 1
	return f
}

// Tape is an http.Handler that logs what passes through it and applies faults.
type Tape struct {
	next http.Handler

	mu     sync.Mutex
	calls  []Call
	faults []*fault
	notify func(Call)
}

type fault struct {
	Fault
	path *regexp.Regexp
	seen int
}

// Record puts a Tape before next.
func Record(next http.Handler) *Tape { return &Tape{next: next} }

// Break adds a fault. Earlier ones are asked first. What it returns removes this one. It panics
// where Path does not compile.
func (t *Tape) Break(f Fault) (mend func()) {
	one := &fault{Fault: f, path: regexp.MustCompile(f.Path)}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.faults = append(t.faults, one)
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.faults = slices.DeleteFunc(t.faults, func(f *fault) bool { return f == one })
	}
}

// Mend removes all faults.
func (t *Tape) Mend() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.faults = nil
}

// Calls returns the calls that were answered so far, in the order of their answers.
func (t *Tape) Calls() []Call {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Call(nil), t.calls...)
}

// Forget empties the log.
func (t *Tape) Forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls = nil
}

// Watch calls f after every call that is logged, one at a time.
func (t *Tape) Watch(f func(Call)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.notify = f
}

func (t *Tape) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	call := Call{Method: r.Method, Path: r.URL.RequestURI(), Header: r.Header.Clone(), Body: string(body)}
	f := t.match(call)
	answer := httptest.NewRecorder()
	if f.After {
		t.next.ServeHTTP(answer, r)
	}
	f.wait(r)
	switch {
	case f.Cut:
		t.log(call)
		panic(http.ErrAbortHandler)
	case f.Status != 0:
		answer = f.answer()
	case !f.After:
		t.next.ServeHTTP(answer, r)
	}
	call.Status, call.Answer = answer.Code, answer.Body.String()
	t.log(call)
	for k, v := range answer.Header() {
		w.Header()[k] = v
	}
	w.WriteHeader(answer.Code)
	w.Write(answer.Body.Bytes())
}

func (f Fault) wait(r *http.Request) {
	if f.Delay == 0 {
		return
	}
	select {
	case <-time.After(f.Delay):
	case <-r.Context().Done():
	}
}

func (f Fault) answer() *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	for k, v := range f.Header {
		answer.Header()[k] = v
	}
	answer.WriteHeader(f.Status)
	answer.WriteString(f.Body)
	return answer
}

func (t *Tape) match(call Call) Fault {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, f := range t.faults {
		if f.Method != "" && f.Method != call.Method || !f.path.MatchString(call.Path) {
			continue
		}
		f.seen++
		if f.seen > f.Skip && (f.Times == 0 || f.seen <= f.Skip+f.Times) {
			return f.Fault
		}
	}
	return Fault{}
}

func (t *Tape) log(call Call) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls = append(t.calls, call)
	if t.notify != nil {
		t.notify(call)
	}
}
