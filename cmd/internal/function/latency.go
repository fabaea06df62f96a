package function

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"
)

// latency is a transport that remembers how long GitHub took over the calls that it carries:
// what matters is how far GitHub is from here, and only the function can tell. It makes no
// call of its own, and keeps no address. It stands below what waits for rate limits.
type latency struct {
	next http.RoundTripper
	host string // of GitHub's API

	mu         sync.Mutex
	calls      int // that were answered
	unanswered int
	last       [lastCalls]time.Duration // those of the latest calls, as a ring
}

// lastCalls are some commands' worth: what was before them tells nothing of now.
const lastCalls = 64

// Latency is how far GitHub is from this instance, as the page's data has it. The times are
// whole milliseconds, and 0 before the first call.
type Latency struct {
	Calls      int `json:"calls"`                // that GitHub answered, since this instance began
	Unanswered int `json:"unanswered,omitempty"` // that it did not
	Last       int `json:"last_ms,omitempty"`    // what the latest answer took
	Median     int `json:"median_ms,omitempty"`  // of the latest ones, 64 at most
}

// measured puts a latency into the settings' transport, which Mux has set.
func (s *Settings) measured() *latency {
	if l, ok := s.GitHub.Transport.(*latency); ok {
		return l
	}
	host := "api.github.com"
	if u, err := url.Parse(s.GitHub.API); err == nil {
		host = cmp.Or(u.Host, host)
	}
	l := &latency{next: s.GitHub.Transport, host: host}
	s.GitHub.Transport = l
	return l
}

// RoundTrip implements http.RoundTripper.
func (l *latency) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != l.host {
		return l.next.RoundTrip(r)
	}
	began := time.Now()
	response, err := l.next.RoundTrip(r)
	l.note(time.Since(began), err)
	return response, err
}

func (l *latency) note(took time.Duration, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil { // how long it took is how patient we were
		l.unanswered++
		return
	}
	l.last[l.calls%lastCalls] = took
	l.calls++
}

// figures are what was measured so far.
func (l *latency) figures() Latency {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := Latency{Calls: l.calls, Unanswered: l.unanswered}
	if l.calls == 0 {
		return f
	}
	f.Last = milliseconds(l.last[(l.calls-1)%lastCalls])
	sorted := slices.Sorted(slices.Values(l.last[:min(l.calls, lastCalls)]))
	f.Median = milliseconds(sorted[len(sorted)/2])
	return f
}

// milliseconds are at least one: what was measured is told from what was not.
func milliseconds(d time.Duration) int { return max(1, int(d.Round(time.Millisecond).Milliseconds())) }
