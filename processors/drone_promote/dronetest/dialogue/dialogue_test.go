package dialogue_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest/dialogue"
)

// TestFakeAgrees holds the dialogue with the fake, which has to answer what the real server
// did when it was recorded.
func TestFakeAgrees(t *testing.T) {
	text, err := os.ReadFile("testdata/real.json")
	if err != nil {
		t.Fatal(err)
	}
	var real dialogue.Record
	if err := json.Unmarshal(text, &real); err != nil {
		t.Fatal(err)
	}
	got, err := dialogue.Hold(newFake(t))
	if err != nil {
		t.Fatal(err)
	}
	used := make([]bool, len(known))
	for _, difference := range dialogue.Compare(real, got) {
		at := slices.IndexFunc(known, func(k *regexp.Regexp) bool { return k.MatchString(difference) })
		if at < 0 {
			t.Error(difference)
			continue
		}
		used[at] = true
	}
	for i, k := range known {
		if !used[i] {
			t.Errorf("no difference is like %q any more: take it out", k)
		}
	}
}

// known are the differences that the fake still has.
var known = []*regexp.Regexp{
	regexp.MustCompile(`^nobody: GET /version: only the fake has \.source`), // go build does not tell Drone where it comes from

}

// repo is the repository that the dialogue is about, as the fake has it.
var repo = dronetest.Repo{
	Slug: dialogue.Slug, Branches: []string{"main"}, Commits: []string{}, Targets: []string{"dev", "prod", "broken", "slow"},
	Events: []string{"push", "custom", "promote", "rollback"},
}

// fake is the fake Drone in a dialogue.
type fake struct {
	*dronetest.Server
	webhooks []dialogue.Webhook
}

func newFake(t *testing.T) *fake {
	f := &fake{Server: dronetest.Start(t)}
	f.AddUser(dronetest.User{Login: dialogue.Robot, Token: dialogue.Robot, Admin: true})
	f.AddUser(dronetest.User{Login: dialogue.Reader, Token: dialogue.Reader, ReadOnly: true})
	f.AddUser(dronetest.User{Login: dialogue.Retired, Token: dialogue.Retired, Inactive: true})
	f.AddRepo(repo)
	f.AddBuild(dialogue.Slug, drone.Build{Trigger: "@hook", Status: drone.StatusPending})
	f.Run(dialogue.Slug, 1)
	f.Finish(dialogue.Slug, 1, drone.StatusPassing)
	inbox := httptest.NewServer(http.HandlerFunc(f.receive))
	t.Cleanup(inbox.Close)
	f.Notify(inbox.URL, "secret")
	return f
}

// receive takes webhooks, which come one after the other.
func (f *fake) receive(_ http.ResponseWriter, r *http.Request) {
	var body json.RawMessage
	var event struct {
		Event, Action string
		Build         drone.Build
	}
	if json.NewDecoder(r.Body).Decode(&body) != nil || json.Unmarshal(body, &event) != nil {
		return
	}
	w := dialogue.Webhook{Build: event.Build.Number, What: event.Event + " " + event.Action + " " + event.Build.Status, Body: body}
	if !slices.ContainsFunc(f.webhooks, func(o dialogue.Webhook) bool { return o.Build == w.Build && o.What == w.What }) {
		f.webhooks = append(f.webhooks, w)
	}
}

func (f *fake) Version() string              { return "" }
func (f *fake) Webhooks() []dialogue.Webhook { return f.webhooks }

func (f *fake) Call(as, method, path string) (int, []byte, error) {
	r := httptest.NewRequest(method, path, nil)
	if as != dialogue.Nobody {
		r.Header.Set("Authorization", "Bearer "+as)
	}
	answer := httptest.NewRecorder()
	f.Drone.ServeHTTP(answer, r)
	return answer.Code, []byte(strings.TrimSpace(answer.Body.String())), nil
}

func (f *fake) Commit() string { return f.Build(dialogue.Slug, 1).After }

func (f *fake) Push() error {
	guarded := repo
	guarded.Protected = true
	f.AddRepo(guarded)
	f.AddBuild(dialogue.Slug, drone.Build{Trigger: "@hook", Message: "second commit", Status: drone.StatusPending, Stages: []*drone.Stage{{
		Number: 1, Name: "build", Kind: "pipeline", Type: "exec", Status: drone.StatusBlocked, OS: "linux", Arch: "amd64", OnSuccess: true,
	}}})
	return nil
}

// Await lets a build go its way until it has the status.
func (f *fake) Await(build int64, status string) error {
	switch f.Build(dialogue.Slug, build).Status {
	case status:
		return nil
	case drone.StatusPending:
		f.Run(dialogue.Slug, build)
		steps := f.Build(dialogue.Slug, build).Stages[0].Steps
		f.Reach(dialogue.Slug, build, steps[len(steps)-1].Name)
	}
	if status != drone.StatusRunning {
		f.Log(dialogue.Slug, build, 1, 2, "+ echo deployed", "deployed")
		f.Finish(dialogue.Slug, build, status)
	}
	return nil
}
