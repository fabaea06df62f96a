package drone_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/internal/drone"
)

const token = "t0ken-n0body-may-see"

var widgets = drone.Repo{Namespace: "acme", Name: "widgets"}

// start is a Drone with build 1 of acme/widgets, and a client of it.
func start(t *testing.T, change func(*drone.Options)) (*dronetest.Server, *drone.Client) {
	t.Helper()
	d := dronetest.Start(t)
	d.AddUser(dronetest.User{Login: "robot", Token: token})
	d.AddRepo(dronetest.Repo{Slug: "acme/widgets"})
	d.AddBuild("acme/widgets", sdk.Build{})
	o := drone.Options{Server: d.URL, PublicURL: "https://ci.example.com", Token: token}
	if change != nil {
		change(&o)
	}
	c, err := drone.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return d, c
}

// answers is Drone's table of answers to "promote build 1 to dev", and what is said.
var answers = []struct {
	name  string
	set   func(*dronetest.Server)
	build int
	want  string
}{
	{"wrong token", func(d *dronetest.Server) { answer(d, 401, `{"message":"Unauthorized"}`) }, 1,
		"Drone does not accept the robot's token: nothing was started. Tell whoever runs this robot to renew it."},
	{"deactivated account", func(d *dronetest.Server) { d.AddUser(dronetest.User{Token: token, Inactive: true}) }, 1,
		"Drone forbids the robot's account to promote build 1 to `dev`; the account may be deactivated. Tell whoever runs this robot."},
	{"read-only account", func(d *dronetest.Server) { d.AddUser(dronetest.User{Token: token, ReadOnly: true}) }, 1,
		"Drone does not know `acme/widgets`, or does not let the robot's account write there. Activate the repository in Drone, or give the account write access to it; then comment again."},
	{"unknown build", nil, 99,
		"Drone knows no build 99 of `acme/widgets`. Look up its number among [its builds](https://ci.example.com/acme/widgets)."},
	{"missing target", func(d *dronetest.Server) { answer(d, 400, `{"message":"Missing target environment"}`) }, 1,
		"Drone misses the target: name one after the build number."},
	{"no yaml", func(d *dronetest.Server) { d.AddRepo(dronetest.Repo{Slug: "acme/widgets", SCMError: "Not Found"}) }, 1,
		"Drone found no `.drone.yml` at that commit, or its own access to `acme/widgets` has ended: nothing was started. Promote a build that has the file, or have its owner sign in to Drone again."},
	{"broken yaml", func(d *dronetest.Server) {
		d.AddRepo(dronetest.Repo{Slug: "acme/widgets", YAMLError: "yaml: line 4: `did not find` @alice\n<b>"})
	}, 1,
		"Build [2](https://ci.example.com/acme/widgets/2) ended at once with an error: `` yaml: line 4: `did not find` @\u200balice <b> ``. Correct `.drone.yml`, then promote a build that has the correction."},
	{"open-source edition", func(d *dronetest.Server) { d.OSS(true) }, 1,
		"This Drone is the open-source edition, which cannot promote: nothing was started. Tell whoever runs this robot."},
	{"no pipeline", func(d *dronetest.Server) { d.AddRepo(dronetest.Repo{Slug: "acme/widgets", Targets: []string{"prod"}}) }, 1,
		"Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` may have `dev` in its trigger, or the commit message may say `[ci skip]`. Check both."},
	{"not drone", func(d *dronetest.Server) { answer(d, 404, "<h1>nginx</h1>") }, 1,
		"What answers at Drone's address is not Drone (status 404): nothing was started. Tell whoever runs this robot."},
	{"another client error", func(d *dronetest.Server) { answer(d, 409, "<b>secret</b>") }, 1,
		"Drone refused to promote build 1 to `dev` (status 409): nothing was started. Tell whoever runs this robot."},
	{"another bad request", func(d *dronetest.Server) { answer(d, 400, "") }, 1,
		"Drone refused to promote build 1 to `dev` (status 400): nothing was started. Tell whoever runs this robot."},
	{"long parameters", func(d *dronetest.Server) { answer(d, 414, "") }, 1,
		"The parameters are too long for Drone (status 414): nothing was started. Give fewer or shorter ones."},
	{"another server error", func(d *dronetest.Server) { answer(d, 500, `{"message":"database is locked"}`) }, 1, unconfirmed},
	{"bad gateway", func(d *dronetest.Server) { answer(d, 502, "") }, 1, unconfirmed},
	{"unavailable", func(d *dronetest.Server) { answer(d, 503, "") }, 1, unconfirmed},
	{"gateway timeout", func(d *dronetest.Server) { answer(d, 504, "") }, 1, unconfirmed},
	{"a page instead", func(d *dronetest.Server) { answer(d, 200, "<html>please log in") }, 1, unconfirmed},
	{"half an answer", func(d *dronetest.Server) { answer(d, 200, `{"number": 2,`) }, 1, unconfirmed},
	{"cut", func(d *dronetest.Server) { d.Break(wire.Fault{Path: "/promote", After: true, Cut: true}) }, 1, unconfirmed},
}

const unconfirmed = "Drone was asked to promote build 1 to `dev` and has not confirmed it. " +
	"It may have started: look at [its builds](https://ci.example.com/acme/widgets) before you ask again."

func answer(d *dronetest.Server, status int, body string) {
	d.Break(wire.Fault{Status: status, Body: body, Header: http.Header{"Content-Type": {"application/json"}}})
}

func TestPromoteAnswers(t *testing.T) {
	for _, test := range answers {
		t.Run(test.name, func(t *testing.T) {
			d, c := start(t, nil)
			if test.set != nil {
				test.set(d)
			}
			_, err := c.Promote(context.Background(), widgets, test.build, "dev", map[string]string{"KEY": "private"})
			state := issue.Failed
			if test.name == "unknown build" { // the commenter can mend that
				state = issue.Refused
			}
			said(t, err, state, test.want)
			if n := len(d.Calls()); n != 1 {
				t.Errorf("%d calls, want 1: %v", n, d.Calls())
			}
		})
	}
}

func TestUnknownRepo(t *testing.T) {
	_, c := start(t, nil)
	_, err := c.Build(context.Background(), drone.Repo{Namespace: "acme", Name: "other"}, 1)
	said(t, err, issue.Failed, "Drone does not know `acme/other`, or does not let the robot's account write there. Activate the repository in Drone, or give the account write access to it; then comment again.")
}

// Reading starts nothing, so no doubt is left.
func TestBuildAnswers(t *testing.T) {
	const failed = "Drone was asked to show build 1 and failed (status 502): nothing was started. Try again later; if it stays so, tell whoever runs this robot."
	const unread = "Drone was asked to show build 1 and gave no answer that can be read: nothing was started. Try again; if it stays so, tell whoever runs this robot."
	for _, test := range []struct {
		fault wire.Fault
		want  string
	}{
		{wire.Fault{Status: 502}, failed},
		{wire.Fault{Status: 200, Body: "<html>"}, unread},
		{wire.Fault{Cut: true}, unread},
		{wire.Fault{Status: 200, Body: "null"}, "Drone's answer about build 1 cannot be read: nothing was started. Tell whoever runs this robot."},
	} {
		d, c := start(t, nil)
		d.Break(test.fault)
		_, err := c.Build(context.Background(), widgets, 1)
		said(t, err, issue.Failed, test.want)
	}
}

// said checks an error's text and state, and that neither it nor its cause holds what
// only the robot and Drone should know.
func said(t *testing.T, err error, state issue.State, want string) {
	t.Helper()
	var s *issue.Said
	if !errors.As(err, &s) {
		t.Fatalf("got error %v, want a sentence", err)
	}
	if s.Text.String() != want || s.State != state {
		t.Errorf("got  %q (%s)\nwant %q (%s)", s.Text, s.State, want, state)
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		for _, secret := range []string{token, "private", "target=", "KEY"} {
			if strings.Contains(e.Error(), secret) {
				t.Errorf("error %q holds %q", e, secret)
			}
		}
	}
}
