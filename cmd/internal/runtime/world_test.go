package runtime

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

const (
	secret     = "a webhook secret that is long enough"
	droneToken = "drone-token-0123456789"
	slug       = "acme/widgets"
	head       = "b5f61dab1d0c13e53370598cb83859f979ee91df"
	patience   = 10 * time.Second // GitHub's, with a webhook
)

// world is a GitHub and a Drone, and the two functions that the templates deploy. Its clock
// runs ahead when it is told to.
type world struct {
	t      *testing.T
	gh     *issuetest.GitHub
	ci     *dronetest.Drone
	repo   *issuetest.Repo
	hub    *gate // before both
	ahead  atomic.Int64
	server *httptest.Server // GitHub's

	robot, timer *function
	said         []issuetest.Event
}

func newWorld(t *testing.T, generation int, settings ...string) *world {
	t.Helper()
	w := &world{t: t, gh: issuetest.New(), ci: dronetest.New(), hub: new(gate)}
	now := func() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) }
	w.gh.SetTime(now)
	w.ci.SetTime(now)
	w.server = httptest.NewServer(w.hub.before(w.gh))
	ci := httptest.NewServer(w.hub.before(w.ci))
	t.Cleanup(w.server.Close)
	t.Cleanup(ci.Close)
	token := w.gh.SignIn("sealrobot")
	w.repo = w.gh.Repo(slug).Grant("sealrobot", "admin").Grant("alice", "write").Commit(head).AddLabels("kind/bug")
	w.ci.AddUser(dronetest.User{Login: "sealrobot", Token: droneToken})
	w.ci.AddRepo(dronetest.Repo{Slug: slug})
	w.ci.Link(ci.URL)
	w.ci.AddBuild(slug, drone.Build{Number: 42, Author: "alice", After: head})
	env := []string{"GITHUB_WEBHOOK_SECRET=" + secret, "GITHUB_TOKEN=" + token, "GITHUB_API_URL=" + w.server.URL, "DRONE_SERVER=" + ci.URL, "DRONE_TOKEN=" + droneToken}
	w.robot = deploy(t, generation, append(env, settings...)...)
	w.timer = deploy(t, generation, append(env, "ROBOT_MODE=event")...)
	t.Cleanup(func() { w.hub.open() })
	return w
}

// comment is one of alice's, on an issue of its own, with two commands.
func (w *world) comment() issuetest.Event {
	n := len(w.said)
	e := w.repo.Comment(17+n, "alice", fmt.Sprintf("/promote 42 dev%d ID=t%d\n/kind bug", n, n))
	w.said = append(w.said, e)
	return e
}

// deliver posts an event as GitHub does: it hangs up after ten seconds, or with ctx. The
// status is 0 where it did, and where there was nobody.
func (w *world) deliver(ctx context.Context, e issuetest.Event) (status int) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(e.Request(w.robot.url+"/github", secret).WithContext(ctx))
	switch {
	case ctx.Err() != nil:
		return 0
	case err != nil:
		w.t.Error(err)
		return 0
	}
	defer response.Body.Close()
	return response.StatusCode
}

// get lets the robot's instance run for as long as it takes to answer.
func (w *world) get(path string) *answer {
	w.t.Helper()
	a, err := w.robot.invoke(w.t.Context(), ofTrigger, http.MethodGet, w.robot.base+path, http.Header{}, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// tick is the timer's event. https://help.aliyun.com/document_detail/70140.html
func (w *world) tick() *answer {
	w.t.Helper()
	const event = `{"triggerTime":"2026-01-01T00:00:00Z","triggerName":"every-five-minutes","payload":"{\"a\":\"string\"}"}`
	a, err := w.timer.invoke(w.t.Context(), ofEvent, http.MethodPost, "/invoke", http.Header{"Content-Type": {"application/octet-stream"}}, event)
	if err != nil {
		w.t.Fatal(err)
	}
	if a.status != http.StatusOK || a.header.Get("X-Fc-Status") != "200" || !strings.HasPrefix(a.body, `{"redelivered":`) {
		w.t.Errorf("the timer's event was answered %d %v %s", a.status, a.header, a.body)
	}
	return a
}

// settle lets the timer's function bring everything to its end, and look again after that.
func (w *world) settle() {
	w.t.Helper()
	for range 8 {
		w.ahead.Add(int64(3 * time.Minute))
		w.tick()
		for _, b := range w.ci.Builds(slug) {
			if b.Number != 42 && b.Finished == 0 {
				w.ci.Finish(slug, b.Number, drone.StatusPassing)
			}
		}
		if len(w.wrong()) == 0 {
			break
		}
	}
	w.ahead.Add(int64(3 * time.Minute))
	w.tick()
	for _, line := range w.wrong() {
		w.t.Error(line)
	}
}

// wrong is what is not as it has to be in the end: each comment has its build and its label
// once, one reply that says so, and its reactions.
func (w *world) wrong() (all []string) {
	builds := w.ci.Builds(slug)
	for n, e := range w.said {
		issue := w.repo.Issue(e.Number)
		var numbers []int64
		for _, b := range builds {
			if b.Params["ID"] == fmt.Sprint("t", n) {
				numbers = append(numbers, b.Number)
			}
		}
		if len(numbers) != 1 || strings.Count(strings.Join(issue.History, " "), "labeled") != 1 || !slices.Contains(issue.Labels, "kind/bug") {
			all = append(all, fmt.Sprintf("comment %d: builds %v, events %q", n, numbers, issue.History))
			continue
		}
		said := issue.By("sealrobot")
		if len(said) != 1 || !strings.Contains(said[0].Body, fmt.Sprintf("build [%d]", numbers[0])) || !strings.Contains(said[0].Body, "succeeded") {
			all = append(all, fmt.Sprintf("comment %d: build %d, and the robot said %v", n, numbers[0], said))
		}
		if got := w.repo.Reactions(e.Comment, "sealrobot"); !slices.Contains(got, "eyes") || !slices.Contains(got, "rocket") || len(got) != 2 {
			all = append(all, fmt.Sprintf("comment %d: reactions %v", n, got))
		}
	}
	return all
}
