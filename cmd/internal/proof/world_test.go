package proof

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/drone_webhook"
)

const (
	secret      = "a webhook secret that is long enough"
	droneToken  = "drone-token-0123456789"
	droneSecret = "another webhook secret that is long"
	slug        = "acme/widgets"
	head        = "b5f61dab1d0c13e53370598cb83859f979ee91df"
)

const robotYML = `
use: [help, run, promote]
in_repo: { allow: [label] }
targets:
  careful-*: { four_eyes: true }
commands:
  notify:
    args: "<text>"
    uses: http
    with: { url: "https://hooks.test/x", body: { text: "{text}" } }
  ship:
    args: "<id>"
    uses: workflow
    with: { file: deploy, inputs: { target: dev, id: "{id}" } }
  mark:
    args: "<name>"
    uses: label
    with: { add: ["{name}"] }
`

const deployYML = "name: Deploy\nrun-name: deploy ${{ inputs.id }} [${{ inputs.robot_ref }}]\non:\n  workflow_dispatch:\n    inputs:\n" +
	"      target: {type: choice, required: true, options: [dev, prod]}\n      id: {}\n      robot_ref: {}\n"

// commands are those of a robot.yml, as every instance has them. They keep nothing between
// two events.
func commands() *issue.Mux {
	file, world := central()
	mux, err := file.Mux(world)
	if err != nil {
		panic(err)
	}
	return mux
}

// robot is what an instance serves.
type robot struct {
	webhook *issue.Webhook
	worker  http.Handler
	drone   http.Handler
}

// build is what the instances are made of.
type build struct {
	mux   *issue.Mux
	forge func(*http.Request, *http.Response) // a mutant's hand in the answers
}

// world is what one schedule happens in.
type world struct {
	*plan
	build
	gh    *issuetest.GitHub
	ci    *dronetest.Drone
	drone http.Handler // ci without its log
	repo  *issuetest.Repo
	token string

	queued, hooked bool // work is handed over; GitHub shows its webhooks
	inRepo, asking bool // the repository has a command of its own; some targets want two people

	mu          sync.Mutex
	instances   []*instance
	died        int
	said        []*comment
	called      map[string]int       // of the endpoint, by what it was told
	calledAt    map[string]time.Time // when, the last time
	attempts    []attempt            // by the webhook
	redelivered map[string]int       // how often what was asked for again
	jobs        map[string]int       // how often what was handed over
	letGo       time.Time            // when alice was

	events sync.WaitGroup
	calm   atomic.Bool // the faults have ended
	trace  io.Writer
}

var quiet = slog.New(slog.DiscardHandler)

func newWorld(p *plan, m mutant, trace io.Writer) *world {
	w := &world{plan: p, build: m.build, gh: issuetest.New(), ci: dronetest.New(), trace: trace,
		called: map[string]int{}, calledAt: map[string]time.Time{}, redelivered: map[string]int{}, jobs: map[string]int{}}
	w.queued, w.hooked = p.happens("work is handed over", 0.2), p.happens("the webhooks are shown", 0.2)
	w.inRepo, w.asking = p.happens("the repository has commands", 0.15), p.happens("some targets want two people", 0.15)
	w.drone = w.ci.Bare()
	w.gh.RacyReactions.Store(p.racy)
	w.token = w.gh.SignIn("sealrobot")
	w.repo = w.gh.Repo(slug).Grant("sealrobot", "write").Grant("alice", "write").Grant("carol", "write").Grant("dave", "write").Commit(head)
	w.repo.File(".github/workflows/deploy.yml", deployYML).
		Workflow("deploy.yml", "deploy ${{ inputs.id }} [${{ inputs.robot_ref }}]", "target", "id", "robot_ref")
	if w.inRepo {
		w.repo.File(".github/robot.yml", ownYML)
	}
	w.repo.Open(17, "alice", "Widgets wobble", "They do.")
	w.repo.OpenPull(18, "bob", "Fix the wobble", "It is fixed.")
	w.ci.AddUser(dronetest.User{Login: "sealrobot", Token: droneToken})
	w.ci.AddRepo(dronetest.Repo{Slug: slug})
	w.ci.Link("https://" + droneHost)
	w.ci.AddBuild(slug, drone.Build{Number: 42, Author: "alice", After: head})
	w.ci.OnStart(w.built)
	w.repo.OnDispatch(w.dispatched)
	for i := range 2 + p.dice("instances").IntN(4) {
		w.instances = append(w.instances, w.instance(fmt.Sprint("i", i)))
	}
	return w
}

func (w *world) config() *issue.Config {
	return &issue.Config{Token: w.token, API: "https://" + gitHubHost, Secrets: []string{secret}, Redact: []string{droneToken, droneSecret}, Transport: wires{}, Log: quiet}
}

// instance begins to serve.
func (w *world) instance(name string) *instance {
	c := w.config()
	c.Extend = w.extend()
	if w.queued {
		c.HandOver = handOver
	}
	webhook, err := issue.NewWebhook(c, w.mux)
	if err != nil {
		panic(err)
	}
	events, err := drone_webhook.New(drone_webhook.Options{Secrets: []string{droneSecret}, Bring: webhook.Bring, Log: quiet})
	if err != nil {
		panic(err)
	}
	return &instance{name: name, robot: robot{webhook, webhook.Worker(), events}}
}

// die ends an instance. Another one begins in its place.
func (w *world) die(in *instance) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if in.dead.Swap(true) {
		return
	}
	w.died++
	name, _, _ := strings.Cut(in.name, "'")
	for i, other := range w.instances {
		if other == in {
			w.instances[i] = w.instance(fmt.Sprint(name, strings.Repeat("'", w.died)))
		}
	}
}

// any is one of the instances.
func (w *world) any(name string) *instance {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.instances[w.dice(name+" where").IntN(len(w.instances))]
}

func (w *world) errand(name string, in *instance) *errand {
	return &errand{world: w, name: name, in: in, seen: map[string]int{}}
}

// at is who answers at a host.
func (w *world) at(host string) http.Handler {
	switch host {
	case gitHubHost:
		return http.HandlerFunc(w.gitHub)
	case droneHost:
		return w.drone
	case queueHost:
		return http.HandlerFunc(w.queue)
	}
	return http.HandlerFunc(w.hook)
}

// gitHub is GitHub, with its webhooks where it shows them.
func (w *world) gitHub(rw http.ResponseWriter, r *http.Request) {
	if w.hooked && strings.Contains(r.URL.Path, "/hooks") {
		w.hooks(rw, r)
		return
	}
	w.gh.Bare().ServeHTTP(rw, r)
}

// hook is the endpoint that /notify calls.
func (w *world) hook(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.mu.Lock()
	defer w.mu.Unlock()
	tag := strings.TrimSuffix(strings.TrimPrefix(string(body), `{"text":"`), `"}`)
	w.called[tag]++
	w.calledAt[tag] = time.Now()
	io.WriteString(rw, "done\n")
}

func (w *world) tell(format string, args ...any) {
	if w.trace == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	fmt.Fprintf(w.trace, "%9.3fs %s\n", time.Since(origin).Seconds(), fmt.Sprintf(format, args...))
}

// origin is when every schedule begins: synctest's midnight.
var origin = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// later does something at its time.
func (w *world) later(d time.Duration, do func()) {
	w.events.Go(func() {
		time.Sleep(d)
		do()
	})
}

// send delivers a webhook to an instance, and reports the answer; 0 where that died.
func (w *world) send(name string, to func(*instance) http.Handler, request *http.Request) (status int, body string) {
	in := w.any(name)
	e := w.errand(name, in)
	answer := httptest.NewRecorder()
	to(in).ServeHTTP(answer, request.WithContext(e.context()))
	if in.dead.Load() {
		w.tell("%s %s was never answered", in.name, name)
		return 0, ""
	}
	w.tell("%s %s answered %d %s", in.name, name, answer.Code, strings.TrimSpace(answer.Body.String()))
	return answer.Code, answer.Body.String()
}

func toGitHub(in *instance) http.Handler { return in.webhook }
func toDrone(in *instance) http.Handler  { return in.drone }
