package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

const (
	bootstrap   = "dist/bootstrap"
	secret      = "a webhook secret of the benchmark's own"
	droneSecret = "another webhook secret of its own, too"
	droneToken  = "drone-token-0123456789"
	slug        = "acme/widgets"
)

// world is a GitHub and a Drone in this process, and what happens in them.
type world struct {
	github  *issuetest.GitHub
	drone   *dronetest.Drone
	repo    *issuetest.Repo
	hub, ci *httptest.Server
	watch   *stopwatch
	env     []string // the function's

	health, plain *http.Request // an event that is not for us is plain
	transport     *http.Transport
	issues        int // the number of the last one
}

func newWorld() *world {
	w := &world{github: issuetest.New(), drone: dronetest.New(), watch: new(stopwatch)}
	w.hub = httptest.NewServer(w.watch.around(w.github, &w.watch.counted.github))
	w.ci = httptest.NewServer(w.watch.around(w.drone, &w.watch.counted.drone))
	w.drone.Link(w.ci.URL)
	w.drone.AddUser(dronetest.User{Login: "sealrobot", Token: droneToken})
	w.drone.AddRepo(dronetest.Repo{Slug: slug})
	w.drone.AddBuild(slug, drone.Build{Number: 42, After: head})
	w.env = []string{
		"GITHUB_WEBHOOK_SECRET=" + secret, "GITHUB_TOKEN=" + w.github.SignIn("sealrobot"), "GITHUB_API_URL=" + w.hub.URL,
		"DRONE_SERVER=" + w.ci.URL, "DRONE_TOKEN=" + droneToken, "DRONE_WEBHOOK_SECRET=" + droneSecret,
	}
	w.repo = w.github.Repo(slug).Grant("sealrobot", "write").Grant("alice", "write").Commit(head)
	w.plain = w.comment("Looks good to me, thank you!\n\nI tried it on dev yesterday; see https://example.com/widgets for the rest.")
	w.health = &http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/healthz"}, Header: http.Header{}}
	w.transport = &http.Transport{MaxIdleConnsPerHost: 16, DisableCompression: true}
	return w
}

func (w *world) close() {
	w.hub.Close()
	w.ci.Close()
}

// robot starts the function, as it would be deployed.
func (w *world) robot(ctx context.Context) (*child, error) { return start(ctx, w.env, bootstrap) }

// comment is the signed webhook of a comment by alice, who may do anything, on an issue of its
// own.
func (w *world) comment(text string) *http.Request {
	w.issues++
	w.repo.Open(w.issues, "alice", "Widgets wobble", strings.Repeat("They wobble on dev, and on test they do not. ", 98))
	e := w.repo.Comment(w.issues, "alice", text)
	return issuetest.Request("http://robot/github", secret, e.Name, asGitHub(e.Payload), false)
}

// head is the commit of build 42.
const head = "b5f61dab1d0c13e53370598cb83859f979ee91df"

// finish ends the last build, of which Drone tells nobody.
func (w *world) finish() {
	all := w.drone.Builds(slug)
	w.drone.Finish(slug, all[len(all)-1].Number, drone.StatusPassing)
}

// asGitHub puts the parts of a payload into GitHub's order, where the issue comes before
// its comment. That matters to who stops reading where the comment ends.
func asGitHub(payload json.RawMessage) []byte {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(payload, &parts); err != nil {
		panic(err) // the fake made it
	}
	var b bytes.Buffer
	for _, name := range []string{"action", "issue", "comment", "repository", "organization", "sender"} {
		fmt.Fprintf(&b, ",%q:%s", name, parts[name])
	}
	return append(append([]byte("{"), b.Bytes()[1:]...), '}')
}
