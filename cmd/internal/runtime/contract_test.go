package runtime

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestContract: what the platform asks of a custom runtime, in both generations.
func TestContract(t *testing.T) {
	for generation, path := range map[int]string{2: prefix, 3: ""} {
		w := newWorld(t, generation)
		for _, row := range []struct {
			to                 *function
			kind, method, path string
			status             int
			told               string // X-Fc-Status
			body               string // what is in it
		}{
			{w.robot, ofInitialize, "POST", "/initialize", 200, "", ""},
			{w.robot, ofTrigger, "GET", path + "/healthz", 200, "", "ok"},
			{w.robot, ofTrigger, "GET", path + "/", 200, "", "/promote"},
			{w.robot, ofTrigger, "GET", path, 200, "", "/promote"},
			{w.robot, ofTrigger, "POST", path + "/github", 415, "", ""},
			{w.robot, ofTrigger, "POST", path + "/invoke", 404, "", ""}, // the timer's path, from outside
			{w.robot, ofEvent, "POST", "/invoke", 404, "", ""},          // and its kind
			{w.robot, ofTrigger, "POST", path + "/job", 404, "", ""},
			{w.robot, ofPreFreeze, "GET", "/pre-freeze", 404, "", ""}, // no template asks for it, and FC 3.0 has none
			{w.robot, ofPreStop, "GET", "/pre-stop", 200, "", ""},
			{w.timer, ofInitialize, "POST", "/initialize", 200, "", ""},
			{w.timer, ofEvent, "POST", "/invoke", 200, "200", `{"redelivered":0,"run":0,"resumed":0,"updated":0,"calls":`},
			{w.timer, ofTrigger, "POST", "/invoke", 404, "", ""}, // somebody hung an HTTP trigger there
			{w.timer, ofTrigger, "POST", path + "/invoke", 404, "", ""},
			{w.timer, ofTrigger, "POST", path + "/github", 404, "", ""},
			{w.timer, ofPreStop, "GET", "/pre-stop", 200, "", ""},
		} {
			if row.path == "" {
				continue // a path is never empty on the wire
			}
			a, err := row.to.invoke(t.Context(), row.kind, row.method, row.path, http.Header{}, "")
			if err != nil {
				t.Fatal(err)
			}
			if a.status != row.status || a.header.Get("X-Fc-Status") != row.told || !strings.Contains(a.body, row.body) || a.header.Get("Connection") == "close" {
				t.Errorf("FC %d.0: %s %s as %s: %d %v %.200s", generation, row.method, row.path, row.kind, a.status, a.header, a.body)
			}
		}
		if n := len(w.gh.Calls()); n > 6 {
			t.Errorf("FC %d.0: %d calls to GitHub where a sweep has nothing to do: %v", generation, n, w.gh.Calls())
		}
	}
}

// TestFreeze: an instance stands still between two calls, and works the next one; also where
// GitHub has closed its connections meanwhile.
func TestFreeze(t *testing.T) {
	w := newWorld(t, 2)
	for range 3 {
		if status := w.deliver(t.Context(), w.comment()); status != http.StatusOK {
			t.Errorf("a comment was answered %d", status)
		}
		w.robot.calling.Wait()
		if state := w.robot.instances[0].state(); state != "T" {
			t.Errorf("the instance is %s after it has answered", state)
		}
		w.server.CloseClientConnections()
		time.Sleep(2100 * time.Millisecond) // what is idle for longer is not used again
	}
	if len(w.robot.instances) != 1 {
		t.Errorf("%d instances for one call after the other", len(w.robot.instances))
	}
	w.settle()
}

// TestTogether: an instance works as many calls as it may have, at once.
func TestTogether(t *testing.T) {
	w := newWorld(t, 3)
	w.get("/healthz")
	var together sync.WaitGroup
	for range concurrency {
		e := w.comment()
		together.Go(func() {
			if status := w.deliver(t.Context(), e); status != http.StatusOK {
				t.Errorf("one of %d was answered %d", concurrency, status)
			}
		})
	}
	together.Wait()
	if len(w.robot.instances) != 1 {
		t.Errorf("%d instances for %d calls", len(w.robot.instances), concurrency)
	}
	w.settle()
}
