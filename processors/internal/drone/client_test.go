package drone_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/internal/drone"
)

func TestPromote(t *testing.T) {
	for _, path := range []string{"", "/"} {
		d, c := start(t, func(o *drone.Options) { o.Server += path })
		b, err := c.Promote(context.Background(), widgets, 1, "dev", map[string]string{"A": "1 &=ü"})
		if err != nil {
			t.Fatal(err)
		}
		if b.Number != 2 || b.Deploy != "dev" || b.Parent != 1 {
			t.Errorf("got build %+v, want 2, from 1, to dev", b)
		}
		call := d.Calls()[0]
		if call.Header.Get("Authorization") != "Bearer "+token || call.Path != "/api/repos/acme/widgets/builds/1/promote?A=1+%26%3D%C3%BC&target=dev" {
			t.Errorf("call %v with Authorization %q", call, call.Header.Get("Authorization"))
		}
	}
}

func TestLink(t *testing.T) {
	for _, test := range []struct{ server, public, want string }{
		{"https://drone.example.com", "", "https://drone.example.com/acme/widgets/7"},
		{"https://drone.example.com/", "", "https://drone.example.com/acme/widgets/7"},
		{"http://10.0.0.1:8080/ci/", "", "http://10.0.0.1:8080/ci/acme/widgets/7"},
		{"http://10.0.0.1", "https://ci.example.com/drone", "https://ci.example.com/drone/acme/widgets/7"},
		{"http://[::1]:8080", "", "http://[::1]:8080/acme/widgets/7"},
	} {
		c, err := drone.New(drone.Options{Server: test.server, PublicURL: test.public, Token: token})
		if err != nil {
			t.Errorf("New(%q, %q): %v", test.server, test.public, err)
			continue
		}
		if got := c.Link(widgets, 7); got != test.want {
			t.Errorf("Link with %q, %q = %q, want %q", test.server, test.public, got, test.want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	const ok = "https://drone.example.com"
	for _, o := range []drone.Options{
		{Server: "", Token: token},
		{Server: "drone.example.com", Token: token},
		{Server: "ftp://drone.example.com", Token: token},
		{Server: "https://", Token: token},
		{Server: "https://user:hunter2@drone.example.com", Token: token},
		{Server: ok + "?token=hunter2", Token: token},
		{Server: ok + "#hunter2", Token: token},
		{Server: ok + "/a)b", Token: token},
		{Server: ok, PublicURL: "nowhere", Token: token},
		{Server: ok, Token: ""},
		{Server: ok, Token: "hunter2\n"},
		{Server: ok, Token: "hunter2é"},
	} {
		_, err := drone.New(o)
		if err == nil {
			t.Errorf("New(%+v) = nil, want an error", o)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("New(%+v) = %q, which holds a secret", o, err)
		}
	}
}

// drone-go does not escape names: what would be another path is not asked at all.
func TestNames(t *testing.T) {
	d, c := start(t, nil)
	for _, repo := range []drone.Repo{
		{}, {"acme", ""}, {"acme", ".."}, {".", "widgets"}, {"acme", "a/b"}, {"acme", "a?b"}, {"acme", "a%2fb"}, {"ac me", "w"}, {"acme", "w\n"},
	} {
		_, err := c.Build(context.Background(), repo, 1)
		said(t, err, issue.Refused, "Drone cannot be asked about a repository named "+issue.Code(repo.String())+".")
	}
	if calls := d.Calls(); len(calls) != 0 {
		t.Errorf("calls %v, want none", calls)
	}
}

func TestRedirects(t *testing.T) {
	const elsewhere = "Drone's address leads elsewhere (status %d), where the robot does not take its token: nothing was started. Tell whoever runs this robot."
	thief := wire.Record(http.NotFoundHandler())
	other := httptest.NewServer(thief)
	t.Cleanup(other.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		d, c := start(t, nil)
		d.Break(wire.Fault{Status: status, Header: http.Header{"Location": {other.URL + "/api"}}})
		_, err := c.Promote(context.Background(), widgets, 1, "dev", nil)
		said(t, err, issue.Failed, fmt.Sprintf(elsewhere, status))
	}
	if calls := thief.Calls(); len(calls) != 0 {
		t.Errorf("the token went elsewhere: %v", calls)
	}
}

// On its own host a redirect is followed, but never by another method.
func TestRedirectAtHome(t *testing.T) {
	d, c := start(t, nil)
	const moved = "/api/repos/acme/widgets/builds/1/promote?target=dev"
	d.Break(wire.Fault{Times: 1, Status: 307, Header: http.Header{"Location": {moved}}})
	if _, err := c.Promote(context.Background(), widgets, 1, "dev", nil); err != nil {
		t.Error(err)
	}
	d.Mend()
	d.Break(wire.Fault{Times: 1, Status: 302, Header: http.Header{"Location": {moved}}})
	if _, err := c.Promote(context.Background(), widgets, 1, "dev", nil); err == nil {
		t.Error("promoted by GET")
	}
	var methods []string
	for _, call := range d.Calls() {
		methods = append(methods, call.Method)
	}
	if diff := cmp.Diff([]string{"POST", "POST", "POST"}, methods); diff != "" {
		t.Error(diff)
	}
}
