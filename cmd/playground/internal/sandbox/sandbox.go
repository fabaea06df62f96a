// Package sandbox is the whole world of the robot on one machine: a GitHub and a Drone that
// live in memory, people, builds and runs that go their way, and the function, which is
// called by webhooks over HTTP as it is in earnest.
//
//	people ─As─→ GitHub ─webhook→ front ─→ instance ─calls→ GitHub, Drone
//	                                 └─────── journal ───────┘
package sandbox

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// Options are what a Sandbox is made with.
type Options struct {
	GitHub string        // where GitHub and the robot are reached: "http://127.0.0.1:9000"
	Drone  string        // where Drone is: "http://127.0.0.1:9001"
	Secret string        // of GitHub's webhooks; "" is a random one
	Robot  string        // the address of a robot elsewhere, which gets the webhooks instead; "": the one in here
	Pace   time.Duration // what a step of a build takes, and ten calls of the robot; 0: no time at all
	Out    io.Writer     // the robot's calls, a line each; nil: nowhere
}

// Sandbox is a world. Its methods may be called concurrently.
type Sandbox struct {
	options  Options
	github   *issuetest.GitHub
	drone    *dronetest.Drone
	hands    struct{ github, drone http.Handler } // the same without their tapes: for people
	journal  *journal
	news     *news
	acts     acts
	gate     *gate
	turns    turns
	stage    *stage
	awaited  atomic.Bool  // somebody waits for GitHub
	taped    atomic.Int64 // calls that were taped
	redactor *issue.Redactor
	carrier  http.RoundTripper // of the robot's calls
	limit    time.Duration     // how long a rate limit lasts
	late     time.Duration     // the least that a late delivery is late by

	mu       sync.Mutex
	tokens   map[string]string // of people, by login
	repos    []string
	born     int // instances, so far
	instance *instance
	switches map[Switch]*fault // those that are on
}

// robot is the robot's login, and droneToken its token at Drone.
const (
	robot      = "sealrobot"
	droneToken = "sandbox-drone"
)

// New is a world with one repository, acme/widgets, in which there are issue 17, pull
// request 18 and build 42. It serves nothing by itself: see Front and DroneAPI.
func New(o Options) (*Sandbox, error) {
	if o.Secret == "" {
		random := make([]byte, 32)
		rand.Read(random)
		o.Secret = hex.EncodeToString(random)
	}
	s := &Sandbox{
		options: o, github: issuetest.New(), drone: dronetest.New(), news: newNews(), tokens: map[string]string{},
		switches: map[Switch]*fault{}, carrier: issue.NewTransport(), limit: limitTime, late: lateTime,
	}
	s.gate = newGate(s.news.touch)
	s.acts.gate, s.turns.github = s.gate, s.github
	s.hands.github, s.hands.drone = s.github.Bare(), s.drone.Bare()
	s.journal = &journal{changed: s.news.touch, hide: s.hidden}
	s.stage = newStage(o.Pace, &s.turns, s.gate.steps, s.news.touch)
	s.furnish()
	first, err := s.newInstance("")
	if err != nil {
		return nil, err
	}
	s.redactor = issue.NewRedactor(first.settings.GitHub.Hidden()...)
	s.replaces(first)
	s.narrate()
	s.connect()
	return s, nil
}

// connect hangs up the webhooks.
func (s *Sandbox) connect() {
	to := s.heardAt()
	if s.Elsewhere() != "" {
		s.drone.OnDelivery(s.toldElsewhere)
	}
	s.github.Carry(s.carry)
	s.github.Keep(mostSent)
	s.github.Hook(to+"/github", s.options.Secret)
	s.drone.Notify(to+"/drone", s.DroneSecret())
}

// GitHub is the fake itself, to be looked at. Who changes it without a call calls Touch.
func (s *Sandbox) GitHub() *issuetest.GitHub { return s.github }

// Drone is the fake itself, to be looked at. Who changes it without a call calls Touch.
func (s *Sandbox) Drone() *dronetest.Drone { return s.drone }

// GitHubURL is Options.GitHub.
func (s *Sandbox) GitHubURL() string { return s.options.GitHub }

// DroneURL is Options.Drone.
func (s *Sandbox) DroneURL() string { return s.options.Drone }

// Pace is Options.Pace.
func (s *Sandbox) Pace() time.Duration { return s.options.Pace }

// DroneSecret is the secret of Drone's webhooks: one of its own, made of GitHub's.
func (s *Sandbox) DroneSecret() string {
	sum := sha256.Sum256([]byte("drone " + s.options.Secret))
	return hex.EncodeToString(sum[:])
}

// Robot is the robot's login.
func (s *Sandbox) Robot() string { return robot }
