package main

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// sandbox is the function between a GitHub and a Drone in memory. As an http.Handler it
// is the function, and GitHub's API under /api/v3.
type sandbox struct {
	url, secret string
	github      *issuetest.GitHub
	drone       *dronetest.Drone
	function    http.Handler

	mu     sync.Mutex
	tokens map[string]string // of the people, by login
}

const repo = "acme/widgets"

// head is the commit of build 42.
const head = "b5f61dab1d0c13e53370598cb83859f979ee91df"

// workflow is what /run can run.
const workflow = `name: Deploy
run-name: deploy to ${{ inputs.target }}
on:
  workflow_dispatch:
    inputs:
      target: { type: choice, required: true, options: [dev, test, prod] }
`

// people are who one can be in the sandbox, and their roles.
var people = map[string]string{"owner": "admin", "maintainer": "maintain", "alice": "write", "triager": "triage", "stranger": "read"}

func newSandbox(url, ci, secret string, out io.Writer) (*sandbox, error) {
	if secret == "" {
		random := make([]byte, 32)
		rand.Read(random)
		secret = hex.EncodeToString(random)
	}
	s := &sandbox{url: url, secret: secret, github: issuetest.New(), drone: dronetest.New(), tokens: map[string]string{}}
	token := s.furnish(ci)
	settings, err := function.Configure(environment{
		"GITHUB_WEBHOOK_SECRET": secret, "GITHUB_TOKEN": token, "GITHUB_API_URL": url + "/api/v3",
		"DRONE_SERVER": ci, "DRONE_TOKEN": "sandbox-drone", "DRONE_WEBHOOK_SECRET": secret,
	}.get)
	if err != nil {
		return nil, err
	}
	settings.Processors.Use = processors.Names() // to be tried, all of them
	s.function, err = function.Handler(settings, function.Logger(settings, io.Discard), io.Discard)
	if err != nil {
		return nil, err
	}
	s.narrate(out)
	s.github.Hook(url+"/github", secret)
	s.drone.Notify(url+"/drone", secret)
	s.act()
	return s, nil
}

// How long a run or a build of the sandbox takes: long enough to be seen under way.
const (
	queueTime = 500 * time.Millisecond
	runTime   = 1500 * time.Millisecond
)

// act lets runs and builds go their way: they succeed, but for those of the target prod,
// which fail.
func (s *sandbox) act() {
	s.drone.OnStart(func(slug string, number int64) {
		time.AfterFunc(queueTime, func() { s.drone.Run(slug, number) })
		time.AfterFunc(queueTime+runTime, func() {
			switch b := s.drone.Build(slug, number); {
			case b.Finished > 0: // somebody cancelled it
			case b.Deploy == "prod":
				s.drone.Log(slug, number, 1, 2, "+ ./deploy.sh", "connecting to prod …", "no route to host")
				s.drone.Fail(slug, number, "prod", 1)
			default:
				s.drone.Finish(slug, number, drone.StatusPassing)
			}
		})
	})
	r := s.github.Repo(repo)
	r.OnDispatch(func(id int64) {
		time.AfterFunc(queueTime, func() { r.Begin(id) })
		time.AfterFunc(queueTime+runTime, func() {
			for _, run := range r.Runs() {
				if run.ID == id && run.Inputs["target"] == "prod" {
					r.FailAt(id, "build", "Run tests")
				} else if run.ID == id {
					r.Finish(id, "success")
				}
			}
		})
	})
}

type environment map[string]string

func (e environment) get(name string) string { return e[name] }

// furnish puts into GitHub and Drone what one needs to begin, and returns the robot's token.
func (s *sandbox) furnish(ci string) (token string) {
	token = s.github.SignIn("sealrobot")
	r := s.github.Repo(repo).Grant("sealrobot", "write")
	for login, role := range people {
		r.Grant(login, role)
	}
	r.Open(17, "alice", "Widgets wobble on dev", "Build 42 should fix it.")
	r.OpenPull(18, "maintainer", "Fix the wobble", "Closes #17.")
	r.File(".github/workflows/deploy.yml", workflow).Workflow("deploy.yml", "deploy to ${{ inputs.target }}", "target")
	r.AddLabels("kind/bug", "kind/feature", "area/dev", "priority/high", "lifecycle/stale", "needs-kind", "good first issue", "help wanted", "do-not-merge/hold")
	r.Milestone("v1.2", time.Time{})
	s.drone.Link(ci)
	s.drone.AddUser(dronetest.User{Login: "sealrobot", Token: "sandbox-drone"})
	s.drone.AddRepo(dronetest.Repo{Slug: repo, Targets: []string{"dev", "test", "prod"}})
	s.drone.AddBuild(repo, drone.Build{Number: 42, Author: "alice", Message: "fix the wobble", After: head})
	r.Commit(head)
	return token
}

// own are the parameters that the robot adds: long, and the same every time.
var own = regexp.MustCompile(`ROBOT_[A-Z_]+=[^&]*&`)

// narrate prints the robot's calls as they happen.
func (s *sandbox) narrate(out io.Writer) {
	var mu sync.Mutex
	tell := func(whom string) func(wire.Call) {
		return func(c wire.Call) {
			if strings.HasPrefix(c.Header.Get("User-Agent"), "go-github") {
				return // that is robot say, looking for the reply
			}
			mu.Lock()
			defer mu.Unlock()
			c.Path = own.ReplaceAllString(c.Path, "")
			fmt.Fprintf(out, "robot → %-6s %s\n", whom, c)
		}
	}
	s.github.Watch(tell("GitHub"))
	s.drone.Watch(tell("Drone"))
}

func (s *sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/api/v3/") {
		s.function.ServeHTTP(w, r)
		return
	}
	// In here everybody is who they say: "sandbox-alice" is alice's token.
	if login := anybody.FindStringSubmatch(r.Header.Get("Authorization")); login != nil {
		r.Header.Set("Authorization", "Bearer "+s.token(login[1]))
	}
	s.github.ServeHTTP(w, r)
}

var anybody = regexp.MustCompile(`^Bearer sandbox-([A-Za-z0-9-]{1,39}(?:\[bot\])?)$`)

// token is that of a person, who begins to exist if need be: as a stranger.
func (s *sandbox) token(login string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tokens[login] == "" {
		s.tokens[login] = s.github.SignIn(login)
	}
	return s.tokens[login]
}
