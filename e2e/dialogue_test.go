package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/processors/drone_promote/dronetest/dialogue"
)

// recorded is what the fast tests hold the fake against.
var recorded = filepath.Join("..", "processors", "drone_promote", "dronetest", "dialogue", "testdata", "real.json")

// TestDialogue holds the dialogue with the real server. It has to go as it was recorded:
// the fake is compared with the record. With E2E_RECORD, it is written anew.
func TestDialogue(t *testing.T) {
	s := begin(t, "dialogue.yml")
	if s.slug != dialogue.Slug {
		t.Fatalf("the repository is %s, want %s", s.slug, dialogue.Slug)
	}
	got, err := dialogue.Hold(&partner{s, map[string]string{
		dialogue.Robot: droneToken, dialogue.Reader: s.reader(), dialogue.Stranger: "a-token-of-nobody", dialogue.Retired: s.retired(),
	}})
	s.must(err)
	if os.Getenv("E2E_RECORD") != "" {
		s.must(write(recorded, got))
	}
	text, err := os.ReadFile(recorded)
	s.must(err)
	var before dialogue.Record
	s.must(json.Unmarshal(text, &before))
	for _, difference := range dialogue.Compare(before, got) {
		t.Errorf("%s; make e2e-record writes the record anew", difference)
	}
}

// write writes a record, each exchange and webhook on a line of its own.
func write(path string, r dialogue.Record) error {
	var text bytes.Buffer
	list := func(name string, n int, at func(int) any) {
		text.WriteString(",\n\"" + name + "\": [")
		for i := range n {
			line, err := json.Marshal(at(i))
			if err != nil {
				panic(err) // it came as JSON
			}
			text.WriteString(strings.Repeat(",", min(i, 1)) + "\n")
			text.Write(line)
		}
		text.WriteString("\n]")
	}
	text.WriteString("{\"server\": \"" + r.Server + "\"")
	list("exchanges", len(r.Exchanges), func(i int) any { return r.Exchanges[i] })
	list("webhooks", len(r.Webhooks), func(i int) any { return r.Webhooks[i] })
	text.WriteString("\n}\n")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, text.Bytes(), 0o644)
}

// partner is the real server in a dialogue.
type partner struct {
	*scene
	tokens map[string]string
}

func (p *partner) Version() string { return "1.10.1" }

func (p *partner) Call(as, method, path string) (int, []byte, error) {
	r, err := http.NewRequestWithContext(p.Context(), method, p.drone.url+path, nil)
	if err != nil {
		return 0, nil, err
	}
	if as != dialogue.Nobody {
		r.Header.Set("Authorization", "Bearer "+p.tokens[as])
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	return got.StatusCode, p.public(body), err
}

// public puts the addresses of the world in place of those of this run.
func (p *partner) public(text []byte) []byte {
	host := strings.TrimPrefix(p.drone.url, "http://")
	for _, is := range [][2]string{{p.hub.front.URL, "https://github.com"}, {p.drone.url, publicURL}, {host, "drone.example.com"}} {
		text = bytes.ReplaceAll(text, []byte(is[0]), []byte(is[1]))
	}
	return text
}

func (p *partner) Commit() string { return p.build(1).After }

func (p *partner) Push() error {
	p.protect()
	p.pushed("main", "second commit", "dialogue.yml")
	return nil
}

func (p *partner) Await(build int64, status string) error {
	return p.relay.await(p.Context(), p.slug, build, func(b *sdk.Build) bool {
		return b.Status == status && (status != sdk.StatusRunning || inLastStep(b, status))
	})
}

// Webhooks are the first ones of each state that a build had. Builds of a
// push are no part of the dialogue.
func (p *partner) Webhooks() (all []dialogue.Webhook) {
	p.relay.mu.Lock()
	defer p.relay.mu.Unlock()
	for _, d := range p.relay.kept {
		if d.Repo.Slug != p.slug || d.Build == nil || d.Build.Event == sdk.EventPush {
			continue
		}
		w := dialogue.Webhook{Build: d.Build.Number, What: d.Event + " " + d.Action + " " + d.Build.Status, Body: p.public(d.Body)}
		if !slices.ContainsFunc(all, func(o dialogue.Webhook) bool { return o.Build == w.Build && o.What == w.What }) {
			all = append(all, w)
		}
	}
	return all
}
