package drone_test

import (
	"context"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/internal/robottest"
)

// What only a new build and a rollback are told; the rest is in the answers to Promote.
func TestCreateAnswers(t *testing.T) {
	repo := dronetest.Repo{Slug: "acme/widgets"}
	with := func(change func(*dronetest.Repo)) func(*dronetest.Server) {
		r := repo
		change(&r)
		return func(d *dronetest.Server) { d.AddRepo(r) }
	}
	for _, test := range []struct {
		set  func(*dronetest.Server)
		want string
	}{
		{with(func(r *dronetest.Repo) { r.Branches = []string{"trunk"} }),
			"Drone finds no branch `main` in `acme/widgets`, or its own access to the repository has ended: nothing was started. " +
				"Name a branch that is there, or have the repository's owner sign in to Drone again."},
		{func(d *dronetest.Server) { answer(d, 404, `{"message":"sql: no rows in result set"}`) },
			"Drone finds no branch `main` in `acme/widgets`, or its own access to the repository has ended: nothing was started. " +
				"Name a branch that is there, or have the repository's owner sign in to Drone again."},
		{func(d *dronetest.Server) { answer(d, 404, "<h1>nginx</h1>") },
			"What answers at Drone's address is not Drone (status 404): nothing was started. Tell whoever runs this robot."},
		{with(func(r *dronetest.Repo) { r.SCMError = "Not Found" }),
			"Drone found no `.drone.yml` at that commit, or its own access to `acme/widgets` has ended: nothing was started. " +
				"Build a commit that has the file, or have its owner sign in to Drone again."},
		{with(func(r *dronetest.Repo) { r.YAMLError = "line 4" }),
			"Build [2](https://ci.example.com/acme/widgets/2) ended at once with an error: `line 4`. Correct `.drone.yml`, then build a commit that has the correction."},
		{with(func(r *dronetest.Repo) { r.Events = []string{"push", "promote"} }),
			"Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` may have the event `custom` in its trigger, " +
				"or the commit message may say `[ci skip]`. Check both."},
		{func(d *dronetest.Server) { d.Break(wire.Fault{After: true, Cut: true}) },
			"Drone was asked to build `main` and has not confirmed it. It may have started: look at [its builds](https://ci.example.com/acme/widgets) before you ask again."},
		{func(d *dronetest.Server) { d.AddUser(dronetest.User{Token: token, ReadOnly: true}) },
			"Drone does not know `acme/widgets`, or does not let the robot's account write there. " +
				"Activate the repository in Drone, or give the account write access to it; then comment again."},
	} {
		d, c := start(t, nil)
		test.set(d)
		_, err := c.Create(context.Background(), widgets, "main", "", map[string]string{"KEY": "private"})
		said(t, err, issue.Failed, test.want)
		if n := len(d.Calls()); n != 1 {
			t.Errorf("%d calls, want 1: %v", n, d.Calls())
		}
	}
}

// A parameter named commit would be built in place of what the robot has checked.
func TestCreateWords(t *testing.T) {
	for _, name := range []string{"commit", "branch", "message", "action", "Commit", "BRANCH"} {
		d, c := start(t, nil)
		_, err := c.Create(context.Background(), widgets, "main", "", map[string]string{name: "deadbeef"})
		said(t, err, issue.Refused, "`"+name+"` cannot be set from a comment, because it steers the build itself. Choose another name.")
		if calls := d.Calls(); len(calls) != 0 {
			t.Errorf("calls %v, want none", calls)
		}
	}
}

func TestRollbackAnswers(t *testing.T) {
	for _, test := range []struct {
		set  func(*dronetest.Server)
		want string
	}{
		{func(d *dronetest.Server) {
			d.AddRepo(dronetest.Repo{Slug: "acme/widgets", Events: []string{"promote"}})
		},
			"Drone accepted this, but nothing started: at that commit, no pipeline in `.drone.yml` may have the event `rollback` and `dev` in its trigger, " +
				"or the commit message may say `[ci skip]`. Check both."},
		{func(d *dronetest.Server) { answer(d, 502, "") },
			"Drone was asked to roll `dev` back to build 1 and has not confirmed it. It may have started: look at [its builds](https://ci.example.com/acme/widgets) before you ask again."},
	} {
		d, c := start(t, nil)
		test.set(d)
		_, err := c.Rollback(context.Background(), widgets, 1, "dev", nil)
		said(t, err, issue.Failed, test.want)
	}
}

func TestBuilds(t *testing.T) {
	d, c := start(t, nil)
	for range 120 {
		d.AddBuild("acme/widgets", sdk.Build{})
	}
	moved := false
	d.Watch(func(call wire.Call) { // a build that begins between two pages shows one of the first twice
		if !moved && strings.Contains(call.Path, "page=1") {
			moved = true
			d.AddBuild("acme/widgets", sdk.Build{})
		}
	})
	var numbers []int64
	for b, err := range c.Builds(context.Background(), widgets) {
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, b.Number)
	}
	for i, n := range numbers[1:] {
		if n != numbers[i]-1 {
			t.Fatalf("build %d follows build %d", n, numbers[i])
		}
	}
	if numbers[len(numbers)-1] != 1 || len(d.Calls()) != 2 {
		t.Errorf("builds %v, calls %v: want all of them, by two calls", numbers, d.Calls())
	}
}

func TestBuildsAnswers(t *testing.T) {
	d, c := start(t, nil)
	answer(d, 502, "")
	n := 0
	for _, err := range c.Builds(context.Background(), widgets) {
		said(t, err, issue.Failed, "Drone was asked to list the builds of `acme/widgets` and failed (status 502): nothing was started. Try again later; if it stays so, tell whoever runs this robot.")
		n++
	}
	d.Mend()
	answer(d, 200, "[null, {\"number\": 3}, null]")
	for b, err := range c.Builds(context.Background(), widgets) {
		if err != nil || b.Number != 3 {
			t.Errorf("got %+v, %v", b, err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("%d steps, want an error and a build", n)
	}
}

func TestDefaultBranch(t *testing.T) {
	d, c := start(t, nil)
	event := robottest.Comment("/x", nil)
	if branch, err := c.DefaultBranch(context.Background(), event); err != nil || branch != "main" {
		t.Errorf("got %q, %v, want what Drone says", branch, err)
	}
	answer(d, 200, `{"slug": "acme/widgets"}`)
	_, err := c.DefaultBranch(context.Background(), event)
	said(t, err, issue.Failed, "Drone does not say which branch of `acme/widgets` is the default one: nothing was started. Name a branch.")
	event.Repo.DefaultBranch = new("trunk")
	if branch, err := c.DefaultBranch(context.Background(), event); err != nil || branch != "trunk" {
		t.Errorf("got %q, %v, want what GitHub says", branch, err)
	}
	_, err = c.DefaultBranch(context.Background(), issue.IssueEvent{})
	said(t, err, issue.Refused, "Drone cannot be asked about a repository named `/`.")
}
