package issue

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue/issuetest/octokit"
)

// deaf listens to everything, and says that it is news.
type deaf struct{}

func (deaf) Run(context.Context, IssueEvent) (string, error) { return "", nil }
func (deaf) Listens() []string                               { return []string{"workflow_run"} }
func (deaf) News(string, []byte) (News, bool)                { return News{Job: "run/1"}, true }
func (deaf) Look(context.Context, *github.Client, *github.Repository, News) (News, error) {
	return News{}, nil
}

// FuzzDecode: whatever is signed, what is looked at and what is decoded never panics, and an
// event that is worked has all that an answer needs.
func FuzzDecode(f *testing.F) {
	events := append(slices.Sorted(maps.Keys(sources)), "workflow_run", "ping", "push")
	for i, event := range events {
		for _, payload := range octokit.Examples()[event] {
			f.Add(uint8(i), bytes.ReplaceAll(payload, []byte(`"body":"`), []byte(`"body":"/help\n`)))
		}
		for _, payload := range mangled {
			f.Add(uint8(i), []byte(payload))
		}
	}
	mux := NewMux().withHelp()
	mux.Handle("/deaf", deaf{})
	p, err := newProcessor(&Config{Token: "t", Secrets: []string{"s"}}, mux)
	if err != nil {
		f.Fatal(err)
	}
	h := &Webhook{processor: p}
	f.Fuzz(func(t *testing.T, which uint8, payload []byte) {
		event := events[int(which)%len(events)]
		a, decode, err := h.look(event, payload)
		if err != nil || a == nil || a.ping() {
			return
		}
		e, err := decode(payload)
		if err != nil {
			return
		}
		h.heard(mux, a.text, e.Sender)
		if a.news != nil {
			if e.GetRepo().GetOwner().GetLogin() == "" || e.GetRepo().GetName() == "" {
				t.Errorf("%s: news of nowhere: %s", event, payload)
			}
			return
		}
		if _, err := placeOf(a.kind, e); err != nil || a.kind != sources[event].kind || len(mux.find(a.text)) == 0 {
			t.Errorf("%s is worked: %v, %+v", event, err, a)
		}
	})
}

// mangled are payloads that lack what they should have, or have it twice, or in another form.
var mangled = []string{
	`null`, `[]`, `{}`, `{"action":null}`, `{"action":"created"}`, `{"action":"created","comment":null,"issue":null,"repository":null,"sender":null}`,
	`{"action":"created","comment":{"body":"/help","id":1,"user":null},"issue":{"number":1,"user":null},"repository":{"name":"w","owner":{"login":"a"}},"sender":{"login":"a","type":"User"}}`,
	`{"action":"created","comment":{"body":"/help","id":1},"issue":{"number":-1},"repository":{"name":"w","owner":null},"sender":{"login":"a"}}`,
	`{"action":"created","comment":{"body":"/help","id":1e99},"issue":{"number":1.5},"repository":{"name":"w"},"sender":{"login":"a"},"sender":{"login":null}}`,
	`{"action":"created","comment":{"body":"/help","Body":"x","id":1},"issue":{"number":1},"repository":{"name":"w","owner":{"login":"a"}},"sender":{"login":"a"},"Sender":null}`,
	`{"action":"opened","issue":{"body":"/help","number":1,"pull_request":null},"repository":{"name":"w","owner":{"login":"a"}},"sender":{"login":"a"}}`,
	`{"action":"opened","pull_request":{"body":"/help","number":1,"head":null,"base":{"repo":null}},"repository":{"name":"w","owner":{"login":"a"}},"sender":{"login":"a"}}`,
	`{"action":"completed","workflow_run":null,"repository":{"name":"w","owner":{"login":"a"}}}`,
}
