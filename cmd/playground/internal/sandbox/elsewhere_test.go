package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// TestElsewhere: a robot that is not in the sandbox is pointed at it as the greeting says, and
// the journal has what it was told, and what it answered.
func TestElsewhere(t *testing.T) {
	robot := httptest.NewUnstartedServer(nil)
	address := "http://" + robot.Listener.Addr().String()
	w := start(t, func(o *sandbox.Options) { o.Robot = address })
	t.Cleanup(robot.Close)
	env := map[string]string{
		"GITHUB_API_URL": w.GitHubURL() + "/api/v3", "GITHUB_TOKEN": "sandbox-" + w.Robot(), "GITHUB_WEBHOOK_SECRET": secret,
		"DRONE_SERVER": w.DroneURL(), "DRONE_TOKEN": "sandbox-drone", "DRONE_WEBHOOK_SECRET": w.DroneSecret(),
	}
	settings, err := function.Configure(func(name string) string { return env[name] })
	if err != nil {
		t.Fatal(err)
	}
	if robot.Config.Handler, err = function.Handler(settings, function.Logger(settings, io.Discard), io.Discard); err != nil {
		t.Fatal(err)
	}
	robot.Start()
	w.Turn(sandbox.Twice, true)
	w.say("alice", "/promote 42 dev")
	if got := w.reply(); w.builds() != 2 || !strings.Contains(got, "**succeeded**") {
		t.Errorf("%d builds, and the reply is %q", w.builds(), got)
	}
	states := ""
	for _, d := range w.Deliveries() {
		if d.Calls != nil || d.Instance != 0 || !d.Done || d.Status == 0 || d.Header.Get("User-Agent") == "" && d.From == sandbox.FromGitHub {
			t.Errorf("%+v", d)
		}
		if d.Sender == "alice" {
			states += d.Answer
		}
	}
	if strings.Count(states, `"state":"ran"`) != 1 || strings.Count(states, `"state":"duplicate"`) != 1 || len(w.from("build", "updated")) == 0 {
		t.Errorf("%s", states)
	}
	w.Turn(sandbox.GitHubDown, true)
	w.say("alice", "/promote 42 dev")
	if d := w.last(); d.Status != 500 {
		t.Errorf("%+v", d)
	}
	w.Turn(sandbox.GitHubDown, false)
	if swept, err := w.Sweep(t.Context()); err != nil || swept.Redelivered == 0 {
		t.Errorf("%+v %v", swept, err)
	}
	w.wait()
	if w.builds() != 3 {
		t.Errorf("%d builds", w.builds())
	}
}

// TestSweepElsewhere: a sweep waits for a robot elsewhere, whatever its login is, and lets it
// come to its end: it acts like anybody.
func TestSweepElsewhere(t *testing.T) {
	heard, swept, sweeping := make(chan bool, 10), make(chan error, 1), make(chan bool, 10)
	var w *world
	robot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-GitHub-Event") != "issue_comment" || len(w.repo().Issue(17).Comments) > 1 {
			return
		}
		heard <- true
		select {
		case <-sweeping: // a sweep that keeps everybody out has begun by now
		case <-time.After(50 * time.Millisecond):
		}
		w.comment("otherbot", "I am at it.")
	}))
	t.Cleanup(robot.Close)
	w = start(t, func(o *sandbox.Options) { o.Robot = robot.URL })
	if got := w.Elsewhere(); got != robot.URL {
		t.Errorf("it is at %q", got)
	}
	w.OnAct(func(a sandbox.Act) {
		if a.Sweep {
			sweeping <- true
		}
	}, func(sandbox.Act) {})
	w.comment("alice", "hello")
	<-heard
	go func() {
		_, err := w.Sweep(t.Context())
		swept <- err
	}()
	if err := <-swept; err != nil {
		t.Error(err)
	}
	w.wait()
	if all := w.repo().Issue(17).By("otherbot"); len(all) != 1 {
		t.Errorf("the robot has said %v", all)
	}
	for _, d := range w.Deliveries() {
		if d.From == sandbox.FromGitHub && d.Status != 200 {
			t.Errorf("%+v", d)
		}
	}
}
