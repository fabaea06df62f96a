package dronetest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// The answers are those of handler/api/repos/builds/stages in Drone 1.10.1.
func TestDecide(t *testing.T) {
	d := dronetest.Start(t)
	for _, u := range []dronetest.User{{Token: "root", Admin: true}, {Token: "manager", Manages: true}, {Token: "writer"}, {Token: "reader", ReadOnly: true, Manages: true}} {
		d.AddUser(u)
	}
	d.AddRepo(dronetest.Repo{Slug: "acme/widgets", Protected: true})
	for range 2 {
		d.AddBuild("acme/widgets", drone.Build{Status: "pending", Stages: []*drone.Stage{{Number: 1, Status: "blocked"}, {Number: 2, Status: "blocked", DependsOn: []string{"x"}}}})
	}
	for _, test := range []struct {
		token  string
		ask    func(drone.Client) error
		want   string // the error
		stages string // of both builds, after it
		builds string
	}{
		{"writer", func(c drone.Client) error { return c.Approve("acme", "widgets", 1, 1) }, `client error 404: {"message":"Not Found"}`, "blocked blocked blocked blocked", "pending pending"},
		{"reader", func(c drone.Client) error { return c.Decline("acme", "widgets", 1, 1) }, `client error 404: {"message":"Not Found"}`, "blocked blocked blocked blocked", "pending pending"},
		{"manager", func(c drone.Client) error { return c.Approve("acme", "widgets", 9, 1) }, `client error 404: {"message":"Build not found"}`, "blocked blocked blocked blocked", "pending pending"},
		{"manager", func(c drone.Client) error { return c.Approve("acme", "widgets", 1, 9) }, `client error 404: {"message":"Stage not found"}`, "blocked blocked blocked blocked", "pending pending"},
		{"manager", func(c drone.Client) error { return c.Approve("acme", "widgets", 1, 2) }, "", "blocked pending blocked blocked", "pending pending"},
		{"manager", func(c drone.Client) error { return c.Approve("acme", "widgets", 1, 2) }, `client error 400: {"message":"Cannot approve a Pipeline with Status \"pending\""}`, "blocked pending blocked blocked", "pending pending"},
		{"root", func(c drone.Client) error { return c.Decline("acme", "widgets", 2, 1) }, "", "blocked pending declined blocked", "pending declined"},
		{"root", func(c drone.Client) error { return c.Decline("acme", "widgets", 2, 1) }, `client error 400: {"message":"Cannot decline build with status \"declined\""}`, "blocked pending declined blocked", "pending declined"},
		{"writer", func(c drone.Client) error { return c.BuildCancel("acme", "widgets", 1) }, "", "skipped skipped declined blocked", "killed declined"},
	} {
		err := test.ask(drone.NewClient(d.URL, &http.Client{Transport: bearer(test.token)}))
		got := ""
		if err != nil {
			got = strings.TrimSpace(err.Error())
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.token, got, test.want)
		}
		var stages, builds []string
		for _, b := range d.Builds("acme/widgets") {
			builds = append(builds, b.Status)
			for _, s := range b.Stages {
				stages = append(stages, s.Status)
			}
		}
		if strings.Join(stages, " ") != test.stages || strings.Join(builds, " ") != test.builds {
			t.Errorf("%s: stages %q, builds %q, want %q, %q", test.token, stages, builds, test.stages, test.builds)
		}
	}
}

// bearer signs requests with a token.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}
