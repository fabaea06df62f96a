package sandbox

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/fanux/robot/cmd/internal/config"
	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
)

// instance is one of the function's: what it knows dies with it.
type instance struct {
	s        *Sandbox
	number   int
	text     string // its robot.yml
	settings *function.Settings
	mux      *issue.Mux
	handler  http.Handler
	alive    context.Context
	die      context.CancelFunc
}

// errKilled is why a call of an instance that died was not made, and the end of its deliveries.
var errKilled = errors.New("the instance was killed")

func (i *instance) dead() bool { return i.alive.Err() != nil }

// newInstance is an instance with that robot.yml.
func (s *Sandbox) newInstance(text string) (*instance, error) {
	settings, err := s.settings(text)
	if err != nil {
		return nil, err
	}
	i := &instance{s: s, text: text, settings: settings}
	i.alive, i.die = context.WithCancel(context.Background())
	settings.GitHub.Transport = i
	settings.Around = func(next http.RoundTripper) http.RoundTripper { return over{i, next} }
	log := function.Logger(settings, io.Discard)
	if i.mux, err = settings.Mux(log); err != nil {
		return nil, err
	}
	if i.handler, err = function.Handler(settings, log, io.Discard); err != nil {
		return nil, err
	}
	return i, nil
}

// count gives an instance its number.
func (s *Sandbox) count(i *instance) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.born++
	i.number = s.born
}

type environment map[string]string

func (e environment) get(name string) string { return e[name] }

// settings are those of the function with that robot.yml.
func (s *Sandbox) settings(text string) (*function.Settings, error) {
	of := environment{
		"GITHUB_WEBHOOK_SECRET": s.options.Secret, "GITHUB_TOKEN": s.token(robot), "GITHUB_API_URL": s.options.GitHub + "/api/v3",
		"DRONE_SERVER": s.options.Drone, "DRONE_TOKEN": droneToken, "DRONE_WEBHOOK_SECRET": s.DroneSecret(),
		"DEMO_TOKEN": "demo-0123456789abcdef", // for the headers of http
	}
	settings, err := function.Configure(of.get)
	if err != nil {
		return nil, err
	}
	settings.File = nil                          // whatever lies beside the binary
	settings.Processors.Use = processors.Names() // to be tried, all of them
	settings.GitHub.Redact = append(settings.GitHub.Redact, of["DEMO_TOKEN"])
	if text == "" {
		return settings, nil
	}
	file, problems := config.Read(configFile, []byte(text))
	if len(problems) > 0 {
		return nil, problems
	}
	settings.File = file
	return settings, nil
}

// working is the instance that works what comes now.
func (s *Sandbox) working() *instance {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.instance
}

// replaces puts an instance in the place of the one that works.
func (s *Sandbox) replaces(next *instance) {
	s.count(next)
	s.mu.Lock()
	s.instance = next
	s.mu.Unlock()
	s.news.touch()
}
