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
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
	"github.com/fanux/robot/processors/drone_promote"
)

// Settings is the environment, read and checked.
type Settings struct {
	Host, Port string
	LogLevel   slog.Level
	GitHub     *issue.Config
	Processors processors.Settings
	Warnings   []string // what works and should not stay
}

// Configure reads the environment. Its error has a line for each setting that is
// unset, malformed or in contradiction to another, and names it.
func Configure(getenv func(string) string) (*Settings, error) {
	e := &environment{get: func(name string) string { return strings.TrimSpace(getenv(name)) }}
	s := &Settings{Host: e.host(), Port: e.port(), LogLevel: e.logLevel()}
	s.GitHub = e.gitHub()
	s.GitHub.Secrets = e.secrets(s)
	s.Processors.Drone = e.drone()
	s.GitHub.Redact = []string{s.Processors.Drone.Token, e.get("DRONE_WEBHOOK_SECRET")}
	e.notYet(s)
	return s, errors.Join(e.errs...)
}

// environment collects what is wrong with the settings while they are read.
type environment struct {
	get  func(string) string
	errs []error
}

func (e *environment) wrong(format string, args ...any) {
	e.errs = append(e.errs, fmt.Errorf(format, args...))
}

// port is the platform's word for it, whatever the platform.
func (e *environment) port() string {
	for _, name := range []string{"FC_SERVER_PORT", "FC_CUSTOM_LISTEN_PORT", "AWS_LWA_PORT", "PORT"} {
		value := e.get(name)
		if value == "" {
			continue
		}
		if !isPort(value) {
			e.wrong("%s: %q is not a port", name, value)
		}
		return value
	}
	return "9000"
}

func isPort(text string) bool {
	n, err := strconv.ParseUint(text, 10, 16)
	return err == nil && n > 0
}

func (e *environment) host() string {
	value := e.get("ROBOT_HOST")
	if value != "" && value != "localhost" && net.ParseIP(value) == nil {
		e.wrong("ROBOT_HOST: %q is not an address of this machine, like 127.0.0.1", value)
	}
	return value
}

// token is a setting that goes into an HTTP header.
func (e *environment) token(name string) string {
	value := e.get(name)
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		e.wrong("%s: it holds a blank or a character that no token has; copy it again", name)
	}
	return value
}

func (e *environment) logLevel() (level slog.Level) {
	value := e.get("ROBOT_LOG_LEVEL")
	if value == "" {
		return slog.LevelInfo
	}
	if level.UnmarshalText([]byte(value)) != nil || strings.ContainsAny(value, "+-") {
		e.wrong("ROBOT_LOG_LEVEL: %q is not debug, info, warn or error", value)
	}
	return level
}

// shortSecret is where a webhook secret can be guessed from one signed delivery.
const shortSecret = 32

func (e *environment) secrets(s *Settings) (secrets []string) {
	for secret := range strings.SplitSeq(e.get("GITHUB_WEBHOOK_SECRET"), ",") {
		secret = strings.TrimSpace(secret)
		if secret == "" {
			continue
		}
		if len(secret) < shortSecret {
			s.Warnings = append(s.Warnings, fmt.Sprintf("GITHUB_WEBHOOK_SECRET: a secret of %d characters can be guessed; use one of %d or more, e.g. openssl rand -hex 32", len(secret), shortSecret))
		}
		secrets = append(secrets, secret)
	}
	if len(secrets) == 0 {
		e.wrong("GITHUB_WEBHOOK_SECRET: set it to the webhook's secret; without one anybody could command the robot")
	}
	return secrets
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

// both reports whether a pair is set; half of one is wrong.
func (e *environment) both(a, valueA, b, valueB string) bool {
	switch {
	case valueA != "" && valueB == "":
		e.wrong("%s: set it too, or unset %s", b, a)
	case valueA == "" && valueB != "":
		e.wrong("%s: set it too, or unset %s", a, b)
	}
	return valueA != "" && valueB != ""
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

// address is a URL without a slash at its end, or "".
func (e *environment) address(name string) string {
	value := strings.TrimRight(e.get(name), "/")
	if value == "" {
		return ""
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Port() != "" && !isPort(u.Port()) ||
		strings.ContainsAny(value, "?#()<>\"'`\\ ") { // a query, a fragment, and what would end a link
		e.wrong("%s: want an address like https://host, without user, query or fragment", name)
	}
	return value
}

// notYet refuses what would change who may do what, or what is done, and is not built yet.
func (e *environment) notYet(s *Settings) {
	for _, name := range []string{"ROBOT_CONFIG", "ROBOT_ASYNC"} {
		if e.get(name) != "" {
			e.wrong("%s: this version does not know it yet; unset it", name)
		}
	}
	if mode := e.get("ROBOT_MODE"); mode != "" && mode != "http" {
		e.wrong("ROBOT_MODE: %q is not http, the only mode of this version", mode)
	}
	if e.get("DRONE_WEBHOOK_SECRET") != "" {
		s.Warnings = append(s.Warnings, "DRONE_WEBHOOK_SECRET: this version has no POST /drone yet")
	}
}
