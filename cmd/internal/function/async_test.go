package function

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/fanux/robot/issue"
)

// fcPlatform is Function Compute, as far as it runs a function: calls that want it are queued,
// and made later, at least once.
type fcPlatform struct {
	url string

	mu       sync.Mutex
	function http.Handler
	queue    []queuedCall
	status   int // what a call that wants to be queued is answered with, and not queued; 0: 202
	brought  []string
}

type queuedCall struct {
	path, body string
	times      int // how often it has been made
}

// Its default domain puts that before the path.
const proxyPath = "/2016-08-15/proxy/svc/fn"

// onPlatform puts a platform before a function that wants one.
func (w *world) onPlatform(t *testing.T, env map[string]string) {
	if env["ROBOT_ASYNC"] == "" || env["ROBOT_URL"] != "" {
		return
	}
	if w.fc == nil {
		w.fc = new(fcPlatform)
		server := httptest.NewServer(w.fc)
		t.Cleanup(server.Close)
		w.fc.url = server.URL
	}
	env["ROBOT_URL"] = w.fc.url + proxyPath + "/"
}

func (p *fcPlatform) run(function http.Handler) (url string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.function = function
	return p.url
}

func (p *fcPlatform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	function, status := p.function, p.status
	p.mu.Unlock()
	if r.Header.Get("X-Fc-Invocation-Type") != "Async" {
		function.ServeHTTP(w, r)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 128<<10))
	if err != nil || status != 0 {
		w.WriteHeader(max(status, http.StatusBadRequest))
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.queue = append(p.queue, queuedCall{r.URL.Path, string(body), 0})
	w.WriteHeader(http.StatusAccepted)
}

// settle makes the calls that are queued, the last first and each twice; and once more what
// the function wants once more.
func (p *fcPlatform) settle() {
	if p == nil {
		return
	}
	for {
		p.mu.Lock()
		if len(p.queue) == 0 {
			p.mu.Unlock()
			return
		}
		call := p.queue[len(p.queue)-1]
		p.queue = p.queue[:len(p.queue)-1]
		p.mu.Unlock()
		again := p.call(call.path, call.body)
		if call.times++; call.times < 2 || again && call.times < 4 {
			p.mu.Lock()
			p.queue = append(p.queue, call)
			p.mu.Unlock()
		}
	}
}

// call makes a call, and reports whether it is to be made again.
func (p *fcPlatform) call(path, body string) (again bool) {
	answer := httptest.NewRecorder()
	p.function.ServeHTTP(answer, httptest.NewRequest(http.MethodPost, path, strings.NewReader(body)))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.brought = append(p.brought, strings.TrimSpace(answer.Body.String()))
	return answer.Header().Get("X-Fc-Status") == "404"
}

// TestStoriesThroughTheQueue plays the stories with a function that hands work over, to a
// platform that brings each job twice: what comes of them is the same.
func TestStoriesThroughTheQueue(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			played := play(t, archive, issue.English, "ROBOT_ASYNC=fc")
			for _, name := range []string{"drone", "reply"} {
				if diff := cmp.Diff(nameless(section(archive, name)), nameless(section(played, name))); diff != "" {
					t.Errorf("%s, -inline +queued:\n%s", name, diff)
				}
			}
			if diff := cmp.Diff(statuses(archive), statuses(played)); diff != "" {
				t.Errorf("answers, -inline +queued:\n%s", diff)
			}
			if diff := cmp.Diff(writes(archive), writes(played)); diff != "" {
				t.Errorf("what GitHub was made to do, -inline +queued:\n%s", diff)
			}
		})
	}
}

func statuses(a *txtar.Archive) (list []string) {
	for line := range strings.Lines(section(a, "answer")) {
		status, _, _ := strings.Cut(line, " ")
		list = append(list, status)
	}
	return list
}

var numbered = regexp.MustCompile(`99\d{3}`)

// nameless leaves out the numbers that GitHub gives, one after the other.
func nameless(text string) string { return numbered.ReplaceAllString(text, "99…") }

// writes are the calls to GitHub that change something, but for the claim, which goes through
// several hands.
func writes(a *txtar.Archive) (list []string) {
	for line := range strings.Lines(section(a, "github")) {
		claim := strings.Contains(line, `"eyes"`) || strings.HasPrefix(line, "DELETE") && strings.Contains(line, "/reactions/")
		if !strings.HasPrefix(line, "GET") && !claim {
			list = append(list, nameless(line))
		}
	}
	slices.Sort(list)
	return list
}
