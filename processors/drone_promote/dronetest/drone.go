package dronetest

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest/wire"
)

// Drone is the server. Its methods may be used while it serves.
type Drone struct {
	*wire.Tape

	mu    sync.Mutex
	link  string
	oss   bool
	hook  hook
	users map[string]User // by token
	repos map[string]*repo
	ids   int64 // the last id of a build, stage or step

	clock   func() time.Time
	started func(slug string, number int64) // what OnStart set
	told    func(Delivery)                  // what OnDelivery set
}

// User is an account of Drone.
type User struct {
	Login    string
	Token    string
	Admin    bool // of Drone
	Manages  bool // is an admin of every repository, by GitHub's word
	ReadOnly bool // may not write to any repository
	Inactive bool // was deactivated: may not write either, where it is no Admin
}

// Repo is a repository that Drone knows.
type Repo struct {
	Slug    string // "acme/widgets"
	Branch  string // the default branch; empty means main
	Private bool   // is read by its own people only

	Branches  []string // that GitHub has; nil means any
	Commits   []string // that GitHub has beside those of builds; nil means any
	Targets   []string // that a pipeline has in its trigger; nil means any
	Events    []string // that a pipeline has in its trigger; nil means any
	YAMLError string   // what Drone says of a broken .drone.yml; empty: it is fine
	SCMError  string   // what GitHub says when Drone asks for .drone.yml; empty: it gives it
	Protected bool     // says so; what waits for an approval is up to AddBuild's stages
}

type repo struct {
	Repo
	id     int64
	last   int64
	builds []*drone.Build // in the order of their numbers
	logs   map[[3]int64][]*drone.Line
}

// New is a Drone without users and repositories, whose links point to
// https://drone.example.com.
func New() *Drone {
	d := &Drone{
		link:  "https://drone.example.com",
		users: make(map[string]User),
		repos: make(map[string]*repo),
	}
	d.Tape = wire.Record(d.routes())
	return d
}

// TB is what Start needs of a test.
type TB interface{ Cleanup(func()) }

// Server is a Drone that listens on the loopback interface.
type Server struct {
	*Drone
	URL string
}

// Start is a New that listens until the test ends.
func Start(t TB) *Server {
	d := New()
	s := httptest.NewServer(d)
	t.Cleanup(s.Close)
	d.link = s.URL
	return &Server{Drone: d, URL: s.URL}
}

// AddUser adds an account, or replaces the one with its token.
func (d *Drone) AddUser(u User) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.users[u.Token] = u
}

// AddRepo adds a repository, or changes the one of its name and keeps its builds.
func (d *Drone) AddRepo(r Repo) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r.Branch == "" {
		r.Branch = "main"
	}
	known := d.repos[r.Slug]
	if known == nil {
		known = &repo{id: int64(len(d.repos) + 1), logs: make(map[[3]int64][]*drone.Line)}
		d.repos[r.Slug] = known
	}
	known.Repo = r
}

// OSS makes it the open-source edition, which has no promotions.
func (d *Drone) OSS(on bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.oss = on
}

// Link sets its own address, as it stands in webhooks.
func (d *Drone) Link(url string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.link = strings.TrimSuffix(url, "/")
}

// Build is a copy of a build, or nil where there is none.
func (d *Drone) Build(slug string, number int64) *drone.Build {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r := d.repos[slug]; r != nil {
		return clone(r.find(number))
	}
	return nil
}

// Builds are copies of all builds of a repository, oldest first.
func (d *Drone) Builds(slug string) []*drone.Build {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []*drone.Build
	if r := d.repos[slug]; r != nil {
		for _, b := range r.builds {
			all = append(all, clone(b))
		}
	}
	return all
}

func (r *repo) find(number int64) *drone.Build {
	for _, b := range r.builds {
		if b.Number == number {
			return b
		}
	}
	return nil
}

func clone(b *drone.Build) *drone.Build {
	if b == nil {
		return nil
	}
	c := *b
	c.Params = maps.Clone(b.Params)
	c.Stages = slices.Clone(b.Stages)
	for i, stage := range c.Stages {
		s := *stage
		s.Steps = slices.Clone(stage.Steps)
		for j, step := range s.Steps {
			one := *step
			s.Steps[j] = &one
		}
		c.Stages[i] = &s
	}
	return &c
}

var _ http.Handler = (*Drone)(nil)

// SetTime sets the clock of builds; events are signed with the time that it is.
func (d *Drone) SetTime(clock func() time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clock = clock
}

func (d *Drone) now() int64 {
	if d.clock == nil {
		return time.Now().Unix()
	}
	return d.clock().Unix()
}

// OnStart lets f know of every build that is started, before whoever started it has an
// answer, and after Drone's own webhook.
func (d *Drone) OnStart(f func(slug string, number int64)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.started = f
}
