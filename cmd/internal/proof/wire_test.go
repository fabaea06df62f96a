package proof

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

// instance is one of the function: it dies at a call, and nothing that it does afterwards
// reaches anybody.
type instance struct {
	name string
	dead atomic.Bool
	robot
}

// errand is one delivery, or one sweep, in an instance. It comes with the context of every
// call that is made for it.
type errand struct {
	*world
	name string
	in   *instance

	mu   sync.Mutex
	seen map[string]int
}

type errandKey struct{}

func (e *errand) context() context.Context {
	return context.WithValue(context.Background(), errandKey{}, e)
}

// wires carries every call of every instance to the fakes of the schedule it belongs to,
// and lets go wrong what the schedule says.
type wires struct{}

const (
	gitHubHost = "github.test"
	droneHost  = "drone.test"
	hookHost   = "hooks.test"
)

var shaPart = regexp.MustCompile(`\b(?:[0-9a-f]{40}|[0-9]{5,})\b`)

// alias is what an id is called: by what it stands for, since a smaller schedule has others.
func (w *world) alias(id string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.said {
		if strings.HasSuffix(c.source, "/"+id) {
			return c.name
		}
	}
	return "…"
}

// call names a call, the same whenever the schedule is run.
func (e *errand) call(r *http.Request, body []byte) string {
	name := r.Method + " " + shaPart.ReplaceAllStringFunc(r.URL.Path, e.alias)
	if strings.HasSuffix(r.URL.Path, "/reactions") {
		name += " " + string(body)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.seen[name]++
	return fmt.Sprintf("%s: %s (%d)", e.name, strings.TrimSpace(name), e.seen[name])
}

var errCut = errors.New("the connection was cut")

// fault is what becomes of a call.
type fault struct {
	name  string
	early func(*errand, *http.Request) (*http.Response, error) // instead of the effect
	late  func(*errand, *http.Request) (*http.Response, error) // instead of the answer
}

func cut(*errand, *http.Request) (*http.Response, error) { return nil, errCut }

func undialed(*errand, *http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
}

func crash(e *errand, r *http.Request) (*http.Response, error) {
	e.die(e.in)
	return nil, errCut
}

func answers(status int, header http.Header, body string) func(*errand, *http.Request) (*http.Response, error) {
	return func(_ *errand, r *http.Request) (*http.Response, error) {
		a := httptest.NewRecorder()
		for k, v := range header {
			a.Header()[k] = v
		}
		a.WriteHeader(status)
		a.WriteString(body)
		response := a.Result()
		response.Request = r
		return response, nil
	}
}

func limited(wait time.Duration) func(*errand, *http.Request) (*http.Response, error) {
	return func(e *errand, r *http.Request) (*http.Response, error) {
		f := issuetest.SecondaryLimited(wait)
		return answers(f.Status, f.Header, f.Body)(e, r)
	}
}

func exhausted(e *errand, r *http.Request) (*http.Response, error) {
	f := issuetest.RateLimited(time.Now().Add(50 * time.Second))
	return answers(f.Status, f.Header, f.Body)(e, r)
}

// slow lets whoever asked wait for longer than most have the patience for.
func slow(next func(*errand, *http.Request) (*http.Response, error)) func(*errand, *http.Request) (*http.Response, error) {
	return func(e *errand, r *http.Request) (*http.Response, error) {
		if err := wait(r.Context(), 500*time.Millisecond+e.within("slow "+r.URL.Path, 14*time.Second)); err != nil {
			return nil, err
		}
		if next == nil {
			return nil, nil
		}
		return next(e, r)
	}
}

var badGateway = answers(http.StatusBadGateway, http.Header{"Content-Type": {"text/html"}}, "<html>502</html>")

// faults befall any call; those of GitHub's limits befall GitHub's.
var faults = []fault{
	{name: "crash before", early: crash},
	{name: "crash after", late: crash},
	{name: "cut before", early: cut},
	{name: "cut after", late: cut},
	{name: "unreachable", early: undialed},
	{name: "502 before", early: badGateway},
	{name: "502 after", late: badGateway},
	{name: "500 before", early: answers(http.StatusInternalServerError, http.Header{"Content-Type": {"application/json"}}, `{"message":"Server Error"}`)},
	{name: "slow before", early: slow(nil)},
	{name: "slow after", late: slow(nil)},
	{name: "crash before", early: crash},
	{name: "crash after", late: crash},
	{name: "403 for 3 s", early: limited(3 * time.Second)},
	{name: "403 for a minute", early: limited(time.Minute)},
	{name: "429", early: answers(http.StatusTooManyRequests, http.Header{"Retry-After": {"2"}, "Content-Type": {"application/json"}}, `{"message":"You have exceeded a secondary rate limit"}`)},
	{name: "limit used up", early: exhausted},
}

const (
	deaths   = 2 // the first ones
	ofGitHub = 4 // the last ones
)

// fault is what the schedule does to a call.
func (e *errand) fault(name, host string) fault {
	if e.calm.Load() {
		return fault{}
	}
	dice := e.dice(name)
	all := faults
	switch {
	case e.dying:
		all = faults[:deaths]
	case host != gitHubHost:
		all = faults[:len(faults)-ofGitHub]
	}
	f := all[dice.IntN(len(all))]
	if !e.happens(f.name+" of "+name, e.rough) {
		return fault{}
	}
	return f
}

// RoundTrip implements http.RoundTripper.
func (wires) RoundTrip(r *http.Request) (*http.Response, error) {
	e, ok := r.Context().Value(errandKey{}).(*errand)
	if !ok {
		panic("a call without the context of its errand: " + r.Method + " " + r.URL.Path)
	}
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body.Close()
	}
	name := e.call(r, body)
	f := e.fault(name, r.URL.Host)
	response, err := e.carry(r, name, body, f)
	if e.trace != nil {
		status := fmt.Sprint(err)
		if err == nil {
			status = response.Status
		}
		if f.name != "" {
			status += "  ← " + f.name
		}
		e.tell("%s %s → %s", e.in.name, name, status)
	}
	return response, err
}

func (e *errand) carry(r *http.Request, name string, body []byte, f fault) (*http.Response, error) {
	hooks := httptrace.ContextClientTrace(r.Context())
	if hooks != nil && hooks.GetConn != nil {
		hooks.GetConn(r.URL.Host)
	}
	if err := wait(r.Context(), e.within(name, 30*time.Millisecond)); err != nil {
		return nil, err
	}
	if e.in.dead.Load() {
		return nil, errCut
	}
	if f.name != "unreachable" && hooks != nil {
		if hooks.GotConn != nil {
			hooks.GotConn(httptrace.GotConnInfo{})
		}
		if hooks.WroteHeaders != nil {
			hooks.WroteHeaders()
		}
	}
	if f.early != nil {
		if response, err := f.early(e, r); response != nil || err != nil {
			return response, err
		}
		if e.in.dead.Load() {
			return nil, errCut
		}
	}
	response := e.serve(r, body)
	if err := wait(r.Context(), e.within(name+" back", 30*time.Millisecond)); err != nil {
		return nil, err
	}
	if f.late != nil {
		if response, err := f.late(e, r); response != nil || err != nil {
			return response, err
		}
	}
	if e.in.dead.Load() {
		return nil, errCut
	}
	return response, nil
}

// serve lets the fake do it.
func (e *errand) serve(r *http.Request, body []byte) *http.Response {
	arrived := r.Clone(r.Context())
	arrived.Host, arrived.Body = r.URL.Host, io.NopCloser(bytes.NewReader(body))
	answer := httptest.NewRecorder()
	e.world.at(r.URL.Host).ServeHTTP(answer, arrived)
	response := answer.Result()
	response.Request = r
	if e.forge != nil {
		e.forge(r, response)
	}
	return response
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
