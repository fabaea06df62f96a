package function

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
)

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
