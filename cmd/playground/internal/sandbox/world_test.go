package sandbox_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

const (
	home   = "acme/widgets"
	secret = "a webhook secret that is long enough"
)

// world is a sandbox that listens until the test ends.
type world struct {
	*sandbox.Sandbox
	t *testing.T
}

func start(t *testing.T, change ...func(*sandbox.Options)) *world {
	t.Helper()
	front, ci := httptest.NewUnstartedServer(nil), httptest.NewUnstartedServer(nil)
	o := sandbox.Options{GitHub: "http://" + front.Listener.Addr().String(), Drone: "http://" + ci.Listener.Addr().String(), Secret: secret}
	for _, f := range change {
		f(&o)
	}
	s, err := sandbox.New(o)
	if err != nil {
		t.Fatal(err)
	}
	front.Config.Handler, ci.Config.Handler = s.Front(), s.DroneAPI()
	front.Start()
	ci.Start()
	w := &world{s, t}
	t.Cleanup(func() {
		s.Hold(false)
		w.wait()
		front.Close()
		ci.Close()
	})
	return w
}

// wait waits until nothing goes on any more.
func (w *world) wait() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := w.Wait(ctx); err != nil {
		w.t.Fatalf("the sandbox does not come to an end: %v", err)
	}
}

// say comments, and waits for all that comes of it.
func (w *world) say(login, text string) *github.IssueComment {
	w.t.Helper()
	c := w.comment(login, text)
	w.wait()
	return c
}

func (w *world) comment(login, text string) *github.IssueComment {
	w.t.Helper()
	c, _, err := w.As(login).Issues.CreateComment(w.t.Context(), "acme", "widgets", 17, github.IssueCommentRequest{Body: text})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *world) repo() *issuetest.Repo { return w.GitHub().Repo(home) }

// reply is the robot's last one on issue 17.
func (w *world) reply() string {
	w.t.Helper()
	all := w.repo().Issue(17).By(w.Robot())
	if len(all) == 0 {
		w.t.Fatal("the robot has said nothing")
	}
	return strings.TrimSpace(marker.ReplaceAllString(all[len(all)-1].Body, ""))
}

var marker = regexp.MustCompile(`<!--.*?-->`)

// builds is how many there are.
func (w *world) builds() int { return len(w.Drone().Builds(home)) }

// from are the deliveries of one kind, the oldest first.
func (w *world) from(event, action string) (all []sandbox.Delivery) {
	for _, d := range w.Deliveries() {
		if d.Event == event && d.Action == action {
			all = append([]sandbox.Delivery{d}, all...)
		}
	}
	return all
}

func get(t *testing.T, h http.Handler, host, path string) int {
	t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.Host = host
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

// did are a delivery's calls, a line each: "GitHub POST comments 201".
func (w *world) did(d sandbox.Delivery) string {
	var lines []string
	for _, c := range d.Calls {
		path, _, _ := strings.Cut(c.Path, "?")
		lines = append(lines, fmt.Sprint(c.To, " ", c.Method, " ", path[strings.LastIndex(path, "/")+1:], " ", c.Status, c.Err))
	}
	return strings.Join(lines, "\n")
}
