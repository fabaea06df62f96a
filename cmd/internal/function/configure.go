// Package function is the robot as a program: its environment becomes a Mux, the Mux
// an HTTP handler, and the handler a server.
package function

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/fanux/robot/cmd/internal/config"
	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
	"github.com/fanux/robot/processors/drone_promote"
)

// Settings is the environment, read and checked.
type Settings struct {
	Host, Port  string
	LogLevel    slog.Level
	GitHub      *issue.Config
	Processors  processors.Settings
	DroneSecret string       // of Drone's webhook; without one there is no POST /drone
	File        *config.File // robot.yml; nil where there is none
	Self        string       // our own address, where the platform queues work; "" where it is done at once
	Event       bool         // the timer's function: it sweeps, and hears no webhook
	Warnings    []string     // what works and should not stay

	Around func(http.RoundTripper) http.RoundTripper // makes of what carries the calls of http what looks on; nil: nothing does

	getenv func(string) string
}

// Configure reads the environment. Its error has a line for each setting that is
// unset, malformed or in contradiction to another, and names it.
func Configure(getenv func(string) string) (*Settings, error) {
	e, s := read(getenv)
	if len(s.GitHub.Secrets) == 0 {
		e.wrong("GITHUB_WEBHOOK_SECRET: set it to the webhook's secret; without one anybody could command the robot")
	}
	return s, errors.Join(e.errs...)
}

// ConfigureTool is Configure for a program that has no webhook: it needs no secret.
func ConfigureTool(getenv func(string) string) (*Settings, error) {
	e, s := read(getenv)
	return s, errors.Join(e.errs...)
}

func read(getenv func(string) string) (*environment, *Settings) {
	e := &environment{get: func(name string) string { return strings.TrimSpace(getenv(name)) }}
	s := &Settings{Host: e.host(), Port: e.port(), LogLevel: e.logLevel(), getenv: e.get}
	s.GitHub = e.gitHub()
	s.GitHub.Version = version
	s.GitHub.Secrets = e.secrets(s)
	s.Processors.Drone = e.drone()
	s.DroneSecret = e.droneSecret(s)
	if s.Event = e.event(); s.Event {
		s.Self = e.address("ROBOT_URL") // by which our webhooks are known
	} else {
		s.Self = e.async(s)
	}
	s.GitHub.Redact = []string{s.Processors.Drone.Token, s.DroneSecret}
	if s.File = e.file(); s.File != nil {
		for _, name := range s.File.Variables() {
			s.GitHub.Redact = append(s.GitHub.Redact, e.get(name))
		}
	}
	return e, s
}

// Mux is the commands that the settings turn on. It puts what the file says of the robot
// into s.GitHub.
func (s *Settings) Mux(log *slog.Logger) (*issue.Mux, error) {
	if s.GitHub.Transport == nil {
		s.GitHub.Transport = issue.NewTransport()
	}
	s.Processors.Drone.HTTP = s.GitHub.Transport
	if s.File == nil {
		mux := issue.NewMux()
		return mux, processors.Register(mux, s.Processors)
	}
	world := config.World{Drone: s.Processors.Drone, Around: s.Around, Getenv: s.getenv}
	mux, err := s.File.Mux(world)
	if err != nil {
		return nil, err
	}
	s.GitHub.Lang = issue.Lang(s.File.Lang)
	if s.File.Repos != nil {
		s.GitHub.Serves = s.File.Serves
	}
	if s.File.InRepo != nil {
		s.GitHub.Extend = config.NewRepositories(s.File, world, log).Extend
	}
	return mux, nil
}

// shortSecret is where a webhook secret can be guessed from one signed delivery.
const shortSecret = 32

func (e *environment) secrets(s *Settings) (secrets []string) {
	for secret := range strings.SplitSeq(e.get("GITHUB_WEBHOOK_SECRET"), ",") {
		if secret = strings.TrimSpace(secret); secret != "" {
			s.weigh("GITHUB_WEBHOOK_SECRET", secret)
			secrets = append(secrets, secret)
		}
	}
	return secrets
}

// weigh warns about a secret that is too short.
func (s *Settings) weigh(name, secret string) {
	if len(secret) < shortSecret {
		s.Warnings = append(s.Warnings, fmt.Sprintf("%s: a secret of %d characters can be guessed; use one of %d or more, e.g. openssl rand -hex 32", name, len(secret), shortSecret))
	}
}

// droneSecret is what Drone signs its events with.
func (e *environment) droneSecret(s *Settings) string {
	secret := e.get("DRONE_WEBHOOK_SECRET")
	if secret == "" {
		return ""
	}
	s.weigh("DRONE_WEBHOOK_SECRET", secret)
	if s.Processors.Drone.Server == "" {
		s.Warnings = append(s.Warnings, "DRONE_WEBHOOK_SECRET: there is no Drone to tell of anything; set DRONE_SERVER and DRONE_TOKEN as well")
	}
	return secret
}

// gitHub is who the robot is: exactly one of the three ways to say it.
func (e *environment) gitHub() *issue.Config {
	c := &issue.Config{Token: e.token("GITHUB_TOKEN"), User: e.get("GITHUB_USER"), Password: e.token("GITHUB_PASSWD"), API: e.address("GITHUB_API_URL")}
	appID, appKey := e.get("GITHUB_APP_ID"), e.get("GITHUB_APP_PRIVATE_KEY")
	var ways []string
	if c.Token != "" {
		ways = append(ways, "GITHUB_TOKEN")
	}
	if e.both("GITHUB_USER", c.User, "GITHUB_PASSWD", c.Password) {
		ways = append(ways, "GITHUB_USER with GITHUB_PASSWD")
	}
	if e.both("GITHUB_APP_ID", appID, "GITHUB_APP_PRIVATE_KEY", appKey) {
		ways = append(ways, "GITHUB_APP_ID with GITHUB_APP_PRIVATE_KEY")
		c.AppID, c.AppKey = e.app(appID, appKey)
	}
	switch {
	case len(ways) > 1:
		e.wrong("%s: set one of them, not both: they are two ways to say who the robot is", strings.Join(ways, " and "))
	case len(ways) == 0 && len(e.errs) == 0:
		e.wrong("GITHUB_TOKEN: set it, or GITHUB_USER with GITHUB_PASSWD, or GITHUB_APP_ID with GITHUB_APP_PRIVATE_KEY: who is the robot on GitHub?")
	}
	return c
}

func (e *environment) app(id, key string) (int64, []byte) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= 0 {
		e.wrong("GITHUB_APP_ID: %q is not the number of a GitHub App", id)
	}
	pemKey, err := privateKey(key)
	if err != nil {
		e.wrong("GITHUB_APP_PRIVATE_KEY: %w", err)
	}
	return n, pemKey
}

// privateKey takes a PEM as it is, in base64, with \n for its line ends, or in a file.
func privateKey(value string) ([]byte, error) {
	text := []byte(strings.ReplaceAll(value, `\n`, "\n"))
	if !strings.Contains(value, "-----BEGIN") {
		if decoded, err := base64.StdEncoding.DecodeString(value); err == nil && strings.Contains(string(decoded), "-----BEGIN") {
			text = decoded
		} else if text, err = os.ReadFile(value); err != nil {
			return nil, errors.New("want a PEM, base64 of one, or the path of a file that can be read")
		}
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no PEM in it")
	}
	if _, err := x509.ParsePKCS1PrivateKey(block.Bytes); err != nil {
		if _, err := x509.ParsePKCS8PrivateKey(block.Bytes); err != nil {
			return nil, errors.New("the PEM holds no RSA private key; download it again from the App's settings")
		}
	}
	return text, nil
}

func (e *environment) drone() drone_promote.Options {
	o := drone_promote.Options{Server: e.address("DRONE_SERVER"), PublicURL: e.address("DRONE_PUBLIC_URL"), Token: e.token("DRONE_TOKEN")}
	e.both("DRONE_SERVER", o.Server, "DRONE_TOKEN", o.Token)
	return o
}
