package drone_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/robottest"
)

// changes are the calls that change something, on build 2, of which stage 1 waits.
var changes = map[string]func(context.Context, *drone.Client) error{
	"POST promote": func(ctx context.Context, c *drone.Client) error {
		_, err := c.Promote(ctx, widgets, 2, "dev", nil)
		return err
	},
	"POST rollback": func(ctx context.Context, c *drone.Client) error {
		_, err := c.Rollback(ctx, widgets, 2, "dev", nil)
		return err
	},
	"POST builds": func(ctx context.Context, c *drone.Client) error {
		_, err := c.Create(ctx, widgets, "main", "", nil)
		return err
	},
	"POST 2": func(ctx context.Context, c *drone.Client) error {
		_, err := c.Restart(ctx, widgets, &sdk.Build{Number: 2, Event: "push", Target: "main"}, nil)
		return err
	},
	"DELETE 2":     func(ctx context.Context, c *drone.Client) error { return c.Cancel(ctx, widgets, 2) },
	"POST approve": func(ctx context.Context, c *drone.Client) error { return c.Approve(ctx, widgets, 2, 1) },
	"POST decline": func(ctx context.Context, c *drone.Client) error { return c.Decline(ctx, widgets, 2, 1) },
}

// blocked is a start whose Drone has build 2, which waits for an admin, as the robot is one.
func blocked(t *testing.T) (*dronetest.Server, *drone.Client) {
	t.Helper()
	d, c := start(t, nil)
	d.AddUser(dronetest.User{Login: "robot", Token: token, Manages: true})
	d.AddBuild("acme/widgets", sdk.Build{Status: "pending", Stages: []*sdk.Stage{{Number: 1, Name: "test", Status: "blocked"}}})
	return d, c
}

// What a robot forgets in a dry run, its client does not do.
func TestDryRunChangesNothing(t *testing.T) {
	for name, change := range changes {
		_, c := blocked(t)
		if err := change(context.Background(), c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	d, c := blocked(t)
	robottest.Say(t, issuetest.Start(t), dryRunner{runner(func(ctx context.Context, _ issue.IssueEvent) {
		for name, change := range changes {
			if err := change(ctx, c); err == nil {
				t.Errorf("%s was made", name)
			}
		}
		said(t, changes["DELETE 2"](ctx, c), issue.Failed, "Nothing was done: to cancel build 2 is more than a dry run may do. Tell whoever runs this robot.")
		if _, err := c.Build(ctx, widgets, 2); err != nil {
			t.Errorf("a dry run may not even read: %v", err)
		}
	})}, "/x --dry-run")
	if calls := d.Calls(); len(calls) != 1 || calls[0].Method != "GET" {
		t.Errorf("calls %v, want one that reads", calls)
	}
}

type dryRunner struct{ runner }

func (dryRunner) Help() issue.Help { return issue.Help{Dry: true, Effect: issue.Writes} }

func TestManage(t *testing.T) {
	d, c := blocked(t)
	ctx := context.Background()
	if err := c.Approve(ctx, widgets, 2, 1); err != nil || d.Build("acme/widgets", 2).Stages[0].Status != "pending" {
		t.Errorf("%v, %+v", err, d.Build("acme/widgets", 2).Stages[0])
	}
	if err := c.Cancel(ctx, widgets, 2); err != nil || d.Build("acme/widgets", 2).Status != "killed" {
		t.Errorf("%v, %+v", err, d.Build("acme/widgets", 2))
	}
	if err := c.Cancel(ctx, widgets, 2); err != nil {
		t.Errorf("of what is over: %v", err)
	}
	b, err := c.Restart(ctx, widgets, &sdk.Build{Number: 2, Event: "push", Target: "main"}, map[string]string{"A": "1"})
	if err != nil || b.Number != 3 || b.Event != "push" || b.Params["A"] != "1" {
		t.Errorf("%v, %+v", err, b)
	}
	d, c = blocked(t)
	if err := c.Decline(ctx, widgets, 2, 1); err != nil || d.Build("acme/widgets", 2).Status != "declined" {
		t.Errorf("%v, %+v", err, d.Build("acme/widgets", 2))
	}
	for _, protected := range []bool{true, false} {
		d.AddRepo(dronetest.Repo{Slug: "acme/widgets", Protected: protected})
		if got, err := c.Protected(ctx, widgets); got != protected || err != nil {
			t.Errorf("%v, %v, want %v", got, err, protected)
		}
	}
	answer(d, 502, "")
	if _, err := c.Protected(ctx, widgets); err == nil {
		t.Error("no error")
	}
}

func TestManageAnswers(t *testing.T) {
	const (
		unsure   = " and has not confirmed it. It may have been done: look at [build 2](https://ci.example.com/acme/widgets/2) before you ask again."
		noAdmin  = "Drone does not let the robot's account decide this: nothing was changed. It has to be an admin of `acme/widgets` on GitHub, or of Drone. Tell whoever runs this robot, or decide it on the build's page."
		noBuild  = "Drone knows no build 2 of `acme/widgets`. Look up its number among [its builds](https://ci.example.com/acme/widgets)."
		noToken  = "Drone does not accept the robot's token: nothing was changed. Tell whoever runs this robot to renew it."
		decided  = "Build [2](https://ci.example.com/acme/widgets/2) does not wait for an approval any more: nothing was changed. Look at its page."
		notDrone = "What answers at Drone's address is not Drone (status 404): nothing was changed. Tell whoever runs this robot."
	)
	ends := func(status string) func(*dronetest.Server) {
		return func(d *dronetest.Server) { d.Finish("acme/widgets", 2, status) }
	}
	for _, test := range []struct {
		call  string
		set   func(*dronetest.Server)
		state issue.State
		want  string
	}{
		{"POST approve", func(d *dronetest.Server) { d.AddUser(dronetest.User{Token: token}) }, issue.Failed, noAdmin},
		{"POST decline", func(d *dronetest.Server) { d.AddUser(dronetest.User{Token: token}) }, issue.Failed, noAdmin},
		{"POST approve", func(d *dronetest.Server) { answer(d, 403, `{"message":"Forbidden"}`) }, issue.Failed,
			"Drone forbids the robot's account to approve build 2; the account may be deactivated. Tell whoever runs this robot."},
		{"POST approve", ends("success"), issue.Refused, decided},
		{"POST decline", ends("killed"), issue.Refused, decided},
		{"POST approve", func(d *dronetest.Server) { answer(d, 404, `{"message":"Stage not found"}`) }, issue.Refused, noBuild},
		{"POST decline", func(d *dronetest.Server) { answer(d, 404, `{"message":"Build not found"}`) }, issue.Refused, noBuild},
		{"DELETE 2", func(d *dronetest.Server) { answer(d, 404, `{"message":"sql: no rows in result set"}`) }, issue.Refused, noBuild},
		{"DELETE 2", func(d *dronetest.Server) { d.AddUser(dronetest.User{Token: token, ReadOnly: true}) }, issue.Failed,
			"Drone does not know `acme/widgets`, or does not let the robot's account write there. Activate the repository in Drone, or give the account write access to it; then comment again."},
		{"DELETE 2", func(d *dronetest.Server) { answer(d, 409, `{"message":"Optimistic Lock Error"}`) }, issue.Failed,
			"Drone was at work on the same build and did not cancel build 2: nothing was changed. Comment it again."},
		{"DELETE 2", func(d *dronetest.Server) { answer(d, 418, "") }, issue.Failed, "Drone refused to cancel build 2 (status 418): nothing was changed. Tell whoever runs this robot."},
		{"DELETE 2", func(d *dronetest.Server) { answer(d, 302, "") }, issue.Failed,
			"Drone's address leads elsewhere (status 302), where the robot does not take its token: nothing was changed. Tell whoever runs this robot."},
		{"DELETE 2", func(d *dronetest.Server) { answer(d, 401, `{"message":"Unauthorized"}`) }, issue.Failed, noToken},
		{"POST approve", func(d *dronetest.Server) { answer(d, 404, "<h1>nginx</h1>") }, issue.Failed, notDrone},
		{"POST approve", func(d *dronetest.Server) { answer(d, 500, `{"message":"There was a problem scheduling the Pipeline"}`) }, issue.Failed, "Drone was asked to approve build 2" + unsure},
		{"POST decline", func(d *dronetest.Server) { d.Break(wire.Fault{After: true, Cut: true}) }, issue.Failed, "Drone was asked to decline build 2" + unsure},
		{"POST 2", func(d *dronetest.Server) { d.AddRepo(dronetest.Repo{Slug: "acme/widgets", Events: []string{"tag"}}) }, issue.Failed,
			"Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` may have the event `push` in its trigger, or the commit message may say `[ci skip]`. Check both."},
		{"POST 2", func(d *dronetest.Server) { d.AddRepo(dronetest.Repo{Slug: "acme/widgets", SCMError: "Not Found"}) }, issue.Failed,
			"Drone found no `.drone.yml` at that commit, or its own access to `acme/widgets` has ended: nothing was started. Build a commit that has the file, or have its owner sign in to Drone again."},
		{"POST 2", ends("declined"), issue.Failed, "Drone refused to restart build 2 (status 400): nothing was started. Tell whoever runs this robot."},
		{"POST 2", func(d *dronetest.Server) { answer(d, 502, "") }, issue.Failed,
			"Drone was asked to restart build 2 and has not confirmed it. It may have started: look at [its builds](https://ci.example.com/acme/widgets) before you ask again."},
	} {
		d, c := blocked(t)
		test.set(d)
		said(t, changes[test.call](context.Background(), c), test.state, test.want)
	}
}

func TestNobodyListensToACancellation(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	_, c := start(t, func(o *drone.Options) { o.Server = s.URL })
	said(t, c.Cancel(context.Background(), widgets, 2), issue.Failed, "Drone cannot be reached: nothing was changed. Try again later; if it stays so, tell whoever runs this robot.")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	said(t, c.Cancel(ctx, widgets, 2), issue.Failed, "There was no time left to ask Drone to cancel build 2: nothing was changed. Comment again.")
}

func TestForeign(t *testing.T) {
	for _, test := range []struct {
		build sdk.Build
		want  string
	}{
		{sdk.Build{Event: "push", Ref: "refs/heads/main"}, ""},
		{sdk.Build{Event: "pull_request", Fork: "Acme/Widgets", Ref: "refs/pull/5/head"}, ""},
		{sdk.Build{Event: "pull_request", Fork: "mallory/widgets"}, "the fork `mallory/widgets`"},
		{sdk.Build{Event: "custom", Ref: "refs/pull/5/head"}, "a fork that is gone"},
	} {
		from, ok := drone.Foreign(widgets, &test.build)
		if diff := cmp.Diff(test.want, from.String()); ok != (test.want != "") || ok && diff != "" {
			t.Errorf("%+v: %v %s", test.build, ok, diff)
		}
	}
}
