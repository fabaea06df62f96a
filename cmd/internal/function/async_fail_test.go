package function

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

// TestWayIn: there is one for jobs where work is handed over, and nobody but the robot gets in.
func TestWayIn(t *testing.T) {
	inline, queued := newWorld(t), newWorld(t, "ROBOT_ASYNC=fc")
	for _, row := range []struct {
		world  *world
		method string
		path   string
		status int
		told   string // X-Fc-Status
	}{
		{inline, "POST", "/job", 404, ""},
		{inline, "POST", "/github", 415, ""},
		{queued, "GET", "/job", 405, ""},
		{queued, "POST", "/job", 401, "200"},
		{queued, "POST", proxyPath + "/job", 401, "200"},
		{queued, "POST", "/jobs", 404, ""},
		{queued, "POST", "/github", 415, "200"},
		{queued, "POST", "/drone", 401, "200"},
		{queued, "GET", "/healthz", 200, ""},
	} {
		answer, body := get(t, row.method, row.world.url+row.path)
		if answer.StatusCode != row.status || answer.Header.Get("X-Fc-Status") != row.told {
			t.Errorf("%s %s: %d %s, X-Fc-Status %q", row.method, row.path, answer.StatusCode, body, answer.Header.Get("X-Fc-Status"))
		}
	}
}

// TestStrangerInTheQueue: an outsider's call is made once, and nobody else is called for it.
func TestStrangerInTheQueue(t *testing.T) {
	w := newWorld(t, "ROBOT_ASYNC=fc")
	w.gh.Forget()
	for _, path := range []string{"/job", "/github", "/drone"} {
		if again := w.fc.call(path, `{"d":"x"}.x`); again {
			t.Errorf("%s: the platform is to call again", path)
		}
	}
	forged := w.repo.Comment(17, "alice", "/promote 42 dev").Request(w.url+"/github", "a secret that is not the robot's own")
	answer, _ := do(t, forged)
	if answer.StatusCode != http.StatusUnauthorized || answer.Header.Get("X-Fc-Status") != "200" || len(w.gh.Calls()) != 0 {
		t.Errorf("%d, X-Fc-Status %q, %v", answer.StatusCode, answer.Header.Get("X-Fc-Status"), w.gh.Calls())
	}
}

// TestQueueThatIsNone: whatever stands at ROBOT_URL, a command runs, and runs once; and no job
// goes anywhere else.
func TestQueueThatIsNone(t *testing.T) {
	var strangers atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		strangers.Add(1)
		w.WriteHeader(http.StatusAccepted)
	}))
	defer elsewhere.Close()
	for name, handler := range map[string]http.HandlerFunc{
		"200": func(http.ResponseWriter, *http.Request) {},
		"307": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		},
		"302":   func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) },
		"429":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) },
		"500":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) },
		"cut":   func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"stuck": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				buffer := make([]byte, 128<<10) // so that the server sees it when the caller hangs up
				r.Body.Read(buffer)
				handler(w, r)
			}))
			defer server.Close()
			w := newWorld(t, "ROBOT_ASYNC=fc", "ROBOT_URL="+server.URL)
			w.promoted(t)
		})
	}
	t.Run("nobody", func(t *testing.T) {
		t.Parallel()
		newWorld(t, "ROBOT_ASYNC=fc", "ROBOT_URL=http://127.0.0.1:1").promoted(t)
	})
	t.Cleanup(func() {
		if n := strangers.Load(); n != 0 {
			t.Errorf("%d jobs went to somebody else", n)
		}
	})
}

// promoted comments /promote, twice delivered: one build is there for it, and one reply.
func (w *world) promoted(t *testing.T) {
	t.Helper()
	e := w.repo.Comment(17, "alice", "/promote 42 dev")
	for range 2 {
		if status, body := w.post(t, e); status != http.StatusOK {
			t.Errorf("%d %s", status, body)
		}
	}
	if w.ci.Build("acme/widgets", 43) == nil || w.ci.Build("acme/widgets", 44) != nil || len(w.repo.Issue(17).By("sealrobot")) != 1 {
		t.Errorf("not one build and one reply: %v", w.repo.Issue(17).By("sealrobot"))
	}
}

// TestFunctionIsItsOwnQueue: without a platform that queues, the function's own address works
// the job at once; whoever is first, it is worked once.
func TestFunctionIsItsOwnQueue(t *testing.T) {
	w := newWorld(t, "ROBOT_ASYNC=fc")
	plain := httptest.NewServer(w.fc.function)
	defer plain.Close()
	w.url = w.serve(t, "ROBOT_ASYNC=fc", "ROBOT_URL="+plain.URL)
	w.promoted(t)
}

// TestLostJob: what the platform loses is taken up by whoever comes by when the claim is old.
func TestLostJob(t *testing.T) {
	w := newWorld(t, "ROBOT_ASYNC=fc")
	w.later(-5)
	e := w.repo.Comment(17, "alice", "/promote 42 dev")
	w.post(t, e)
	w.fc.queue = nil
	if _, body := w.post(t, e); !strings.Contains(body, "duplicate") {
		t.Errorf("a young claim is somebody's: %s", body)
	}
	w.later(0)
	w.promotedBy(t, e)
}

func (w *world) promotedBy(t *testing.T, e issuetest.Event) {
	t.Helper()
	if status, body := w.post(t, e); status != http.StatusOK || !strings.Contains(body, `"ran"`) {
		t.Errorf("%d %s", status, body)
	}
	if w.ci.Build("acme/widgets", 43) == nil || w.ci.Build("acme/widgets", 44) != nil {
		t.Error("not one build")
	}
}

// later sets GitHub's clock to so many minutes from now.
func (w *world) later(minutes time.Duration) {
	now := time.Now().Add(minutes * time.Minute)
	w.gh.SetTime(func() time.Time { return now })
}
