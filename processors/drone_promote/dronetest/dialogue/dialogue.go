// Package dialogue is a conversation with a Drone server: what it is asked, in order, and
// what comes of it. The same one is held with the real server and with the fake, and they
// have to agree.
//
//	got, err := dialogue.Hold(server)
//	for _, difference := range dialogue.Compare(recorded, got) {
//		t.Error(difference)
//	}
//
// What the real server said is in testdata/real.json; make e2e-record writes it anew.
package dialogue

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Slug is the repository that the dialogue is about: {repo} in its requests.
const Slug = "acme/dialogue"

// The callers of the dialogue. The repository is public.
const (
	Robot    = "robot"    // an administrator's machine account
	Reader   = "reader"   // may read the repository
	Retired  = "retired"  // might write to it, but the account is deactivated
	Stranger = "stranger" // has a token that is none
	Nobody   = ""         // has no token
)

// Line is one request, a status that a build is waited for to get, or a push to main.
type Line struct {
	As    string `json:"as,omitempty"`
	Ask   string `json:"ask,omitempty"` // "GET /api/user"
	Build int64  `json:"build,omitempty"`
	Gets  string `json:"gets,omitempty"`
	Push  bool   `json:"push,omitempty"`
}

func (l Line) String() string {
	switch {
	case l.Push:
		return "a push to main"
	case l.Ask == "":
		return fmt.Sprintf("build %d: %s", l.Build, l.Gets)
	}
	if l.As == "" {
		return "nobody: " + l.Ask
	}
	return l.As + ": " + l.Ask
}

// Exchange is a line and what was answered.
type Exchange struct {
	Line
	Status int             `json:"status,omitempty"`
	Body   json.RawMessage `json:"body,omitempty"` // null where there was none
}

// Webhook is one that the server sent.
type Webhook struct {
	Build int64           `json:"build"`
	What  string          `json:"what"` // "build created pending"
	Body  json.RawMessage `json:"body"`
}

// Record is a dialogue that was held, and the webhooks about the builds that it started.
type Record struct {
	Server    string     `json:"server"` // its version
	Exchanges []Exchange `json:"exchanges"`
	Webhooks  []Webhook  `json:"webhooks"`
}

// Server is a Drone that one can talk to. It has built the repository once: a push to main
// that succeeded. Of its pipelines, one is for pushes and what is started by hand, one for
// deployments to dev and prod, one for those to slow, and one for those to broken, whose
// second step fails.
type Server interface {
	Call(as, method, path string) (status int, body []byte, err error)
	// Await returns when a build has got a status, and the webhook of it was sent. One that
	// is running is in its last step.
	Await(build int64, status string) error
	// Push begins a build of a new commit. The repository is protected from then on: its
	// pipelines wait for an approval.
	Push() error
	Commit() string      // the whole name of the commit that build 1 is of
	Webhooks() []Webhook // in the order in which they came, each state of a build once
	Version() string
}

// Hold speaks the lines to a server.
func Hold(s Server) (Record, error) {
	r := Record{Server: s.Version()}
	for _, line := range Lines {
		x := Exchange{Line: line}
		var err error
		switch {
		case line.Push:
			err = s.Push()
		case line.Ask == "":
			err = s.Await(line.Build, line.Gets)
		default:
			method, path, _ := strings.Cut(line.Ask, " ")
			path = strings.NewReplacer("{repo}", "/api/repos/"+Slug, "{short}", s.Commit()[:7]).Replace(path)
			var body []byte
			x.Status, body, err = s.Call(line.As, method, path)
			x.Body = asJSON(body)
		}
		if err != nil {
			return r, fmt.Errorf("%s: %w", line, err)
		}
		r.Exchanges = append(r.Exchanges, x)
	}
	r.Webhooks = s.Webhooks()
	return r, nil
}

// asJSON is a body as it is, or as a string where it is no JSON.
func asJSON(body []byte) json.RawMessage {
	if len(body) == 0 {
		return nil
	}
	if json.Valid(body) {
		return body
	}
	text, _ := json.Marshal(string(body))
	return text
}
