package function

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest/wire"
)

func (w *world) latency(t *testing.T) Latency {
	t.Helper()
	_, text := get(t, "GET", w.url+"/", "Accept", "application/json")
	var page struct{ GitHub *Latency }
	if err := json.Unmarshal([]byte(text), &page); err != nil || page.GitHub == nil {
		t.Fatalf("%v: %s", err, text)
	}
	return *page.GitHub
}

// TestLatency: the page tells how far GitHub is once there were calls, and makes none itself.
// Calls to Drone are not among them.
func TestLatency(t *testing.T) {
	w := newWorld(t)
	if f := w.latency(t); f != (Latency{}) {
		t.Errorf("before any call: %+v", f)
	}
	w.post(t, w.repo.Comment(17, "alice", "/promote 42 dev"))
	f := w.latency(t)
	if calls := len(w.gh.Calls()); f.Calls != calls || calls == 0 || f.Unanswered != 0 || f.Median < 1 || f.Last < 1 {
		t.Errorf("after %d calls: %+v", calls, f)
	}
	if len(w.ci.Calls()) == 0 {
		t.Error("Drone was not called")
	}
	w.gh.Break(wire.Fault{Cut: true})
	w.post(t, w.repo.Comment(17, "alice", "/help"))
	if g := w.latency(t); g.Unanswered == 0 {
		t.Errorf("GitHub is down: %+v", g)
	}
}

// TestLatencyOfTheLatest: the median is that of the latest calls, and one that got no answer
// has no part in it.
func TestLatencyOfTheLatest(t *testing.T) {
	var l latency
	for range 3 * lastCalls {
		l.note(5*time.Second, nil)
	}
	for range lastCalls/2 + 1 {
		l.note(80*time.Millisecond, nil)
	}
	l.note(time.Hour, errors.New("no answer"))
	want := Latency{Calls: 3*lastCalls + lastCalls/2 + 1, Unanswered: 1, Last: 80, Median: 80}
	if got := l.figures(); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	l = latency{}
	l.note(time.Microsecond, nil)
	if got, want := l.figures(), (Latency{1, 0, 1, 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestLatencyIsGitHubs: of what the transport carries, only what goes to GitHub's API counts.
func TestLatencyIsGitHubs(t *testing.T) {
	s, err := Configure(func(name string) string {
		return map[string]string{"GITHUB_TOKEN": "x", "GITHUB_WEBHOOK_SECRET": secret}[name]
	})
	if err != nil {
		t.Fatal(err)
	}
	s.GitHub.Transport = answers{}
	l := s.measured()
	for address, want := range map[string]int{"https://api.github.com/user": 1, "https://elsewhere.example.com/user": 0} {
		before := l.figures().Calls
		r, _ := http.NewRequest("GET", address, strings.NewReader(""))
		if _, err := s.GitHub.Transport.RoundTrip(r); err != nil || l.figures().Calls-before != want {
			t.Errorf("%s: %v, counted %d, want %d", address, err, l.figures().Calls-before, want)
		}
	}
	if s.measured() != l {
		t.Error("measured twice, it is counted twice")
	}
}

type answers struct{}

func (answers) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
}
