package dronetest_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/oauth2"

	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// start is a Drone with build 1 of acme/widgets, and the real client of it.
func start(t *testing.T) (*dronetest.Server, drone.Client) {
	t.Helper()
	d := dronetest.Start(t)
	d.AddUser(dronetest.User{Login: "robot", Token: "token"})
	d.AddUser(dronetest.User{Login: "reader", Token: "reader", ReadOnly: true})
	d.AddRepo(dronetest.Repo{Slug: "acme/widgets", Targets: []string{"dev", "prod"}})
	d.AddBuild("acme/widgets", drone.Build{Params: map[string]string{"A": "old", "B": "old"}})
	return d, as(d, "token")
}

func as(d *dronetest.Server, token string) drone.Client {
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token})
	return drone.NewClient(d.URL, oauth2.NewClient(context.Background(), source))
}

// The errors of drone.md's table, as the real client shows them.
func TestErrors(t *testing.T) {
	d, api := start(t)
	promote := func(api drone.Client, repo string, number int, target string) error {
		_, err := api.Promote("acme", repo, number, target, nil)
		return err
	}
	for _, test := range []struct {
		err  error
		want string
	}{
		{promote(as(d, "wrong"), "widgets", 1, "dev"), `client error 401: {"message":"Unauthorized"}`},
		{promote(as(d, "wrong"), "other", 1, "dev"), `client error 401: {"message":"Unauthorized"}`},
		{promote(drone.NewClient(d.URL, http.DefaultClient), "widgets", 1, "dev"), `client error 401: {"message":"Unauthorized"}`},
		{promote(as(d, "reader"), "widgets", 1, "dev"), `client error 404: {"message":"Not Found"}`},
		{promote(api, "other", 1, "dev"), `client error 404: {"message":"Not Found"}`},
		{promote(api, "widgets", 9, ""), `client error 404: {"message":"sql: no rows in result set"}`},
		{promote(api, "widgets", -1, "dev"), `client error 404: {"message":"sql: no rows in result set"}`},
		{promote(api, "widgets", 1, ""), `client error 400: {"message":"Missing target environment"}`},
	} {
		if got := fmt.Sprint(test.err); got != test.want+"\n" {
			t.Errorf("got %q, want %q", got, test.want+"\n")
		}
	}
	if n := len(d.Builds("acme/widgets")); n != 1 {
		t.Errorf("%d builds, want 1", n)
	}
}

func TestPromoteAndRollback(t *testing.T) {
	d, api := start(t)
	for _, test := range []struct {
		what string
		do   func(namespace, name string, build int, target string, params map[string]string) (*drone.Build, error)
	}{{"promote", api.Promote}, {"rollback", api.Rollback}} {
		what := test.what
		number := len(d.Builds("acme/widgets")) + 1
		b, err := test.do("acme", "widgets", 1, "prod", map[string]string{"A": "new", "target": "x", "access_token": "x"})
		if err != nil {
			t.Fatal(err)
		}
		parent := d.Build("acme/widgets", 1)
		if b.Number != int64(number) || b.Event != what || b.Parent != 1 || b.Deploy != "prod" || b.Status != "pending" ||
			b.Trigger != "robot" || b.After != parent.After || b.Ref != parent.Ref || b.Author != parent.Author {
			t.Errorf("%s: got %+v", what, b)
		}
		if diff := cmp.Diff(map[string]string{"A": "new", "B": "old"}, b.Params); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
}

// null, and a build that is an error at once, are successes to HTTP.
func TestNothingStarts(t *testing.T) {
	d, api := start(t)
	skip := d.AddBuild("acme/widgets", drone.Build{Message: "docs [CI SKIP]"})
	for _, try := range []struct {
		build  int64
		target string
	}{{1, "nowhere"}, {skip, "dev"}} {
		b, err := api.Promote("acme", "widgets", int(try.build), try.target, nil)
		if err != nil || b.Number != 0 {
			t.Errorf("%v: got %+v, %v, want a zero build", try, b, err)
		}
	}
	received := inbox(t, d, "secret")
	d.AddRepo(dronetest.Repo{Slug: "acme/widgets", YAMLError: "yaml: line 4"})
	b, err := api.Promote("acme", "widgets", 1, "dev", nil)
	if err != nil || b.Number != 3 || b.Status != "error" || b.Error != "yaml: line 4" || b.Trigger != "" {
		t.Errorf("got %+v, %v", b, err)
	}
	if n := len(received()); n != 0 {
		t.Errorf("%d webhooks for broken YAML, want none", n)
	}
}

func TestRestartAndCancel(t *testing.T) {
	d, api := start(t)
	if _, err := api.Promote("acme", "widgets", 1, "dev", nil); err != nil {
		t.Fatal(err)
	}
	if err := api.BuildCancel("acme", "widgets", 2); err != nil {
		t.Fatal(err)
	}
	if got := d.Build("acme/widgets", 2).Status; got != "killed" {
		t.Errorf("cancelled build is %q, want killed", got)
	}
	if err := api.BuildCancel("acme", "widgets", 1); err != nil || d.Build("acme/widgets", 1).Status != "success" {
		t.Errorf("cancel of a finished build: %v, %q", err, d.Build("acme/widgets", 1).Status)
	}
	b, err := api.BuildRestart("acme", "widgets", 2, map[string]string{"A": "new", "C": "new"})
	if err != nil {
		t.Fatal(err)
	}
	if b.Number != 3 || b.Event != "promote" || b.Deploy != "dev" || b.Parent != 0 {
		t.Errorf("got %+v", b)
	}
	if diff := cmp.Diff(map[string]string{"A": "old", "B": "old", "C": "new"}, b.Params); diff != "" {
		t.Error(diff)
	}
	d.AddBuild("acme/widgets", drone.Build{Status: "blocked"})
	if _, err := api.BuildRestart("acme", "widgets", 4, nil); err == nil {
		t.Error("a blocked build was restarted")
	}
}

func TestReads(t *testing.T) {
	d, api := start(t)
	for range 4 {
		d.AddBuild("acme/widgets", drone.Build{})
	}
	page, err := as(d, "reader").BuildList("acme", "widgets", drone.ListOptions{Page: 2, Size: 2})
	if err != nil || len(page) != 2 || page[0].Number != 3 || page[1].Number != 2 || page[0].Stages != nil {
		t.Errorf("page 2: %+v, %v, want 3 and 2 without stages", page, err)
	}
	for range 30 {
		d.AddBuild("acme/widgets", drone.Build{})
	}
	for size, want := range map[int]int{0: 25, 30: 30, 100: 35, 101: 25} {
		if page, err := api.BuildList("acme", "widgets", drone.ListOptions{Size: size}); err != nil || len(page) != want {
			t.Errorf("a page of %d: got %d builds, %v, want %d", size, len(page), err, want)
		}
	}
	if b, err := api.Build("acme", "widgets", 1); err != nil || len(b.Stages) != 1 {
		t.Errorf("build: %+v, %v, want one stage", b, err)
	}
	if b, err := api.BuildLast("acme", "widgets", ""); err != nil || b.Number != 35 {
		t.Errorf("latest: %+v, %v, want 35", b, err)
	}
	if r, err := api.Repo("acme", "widgets"); err != nil || !r.Active || r.Branch != "main" || r.Slug != "acme/widgets" {
		t.Errorf("repo: %+v, %v", r, err)
	}
	if u, err := api.Self(); err != nil || u.Login != "robot" {
		t.Errorf("self: %+v, %v", u, err)
	}
	d.Log("acme/widgets", 1, 1, 2, "hello", "world")
	if lines, err := api.Logs("acme", "widgets", 1, 1, 2); err != nil || len(lines) != 2 || lines[1].Message != "world\n" || lines[1].Number != 1 {
		t.Errorf("logs: %+v, %v", lines, err)
	}
}

// A receiver that calls back finds the build there: the lock is not held meanwhile.
func TestWebhookComesBeforeTheAnswer(t *testing.T) {
	d, api := start(t)
	received := inbox(t, d, "secret")
	if _, err := api.Promote("acme", "widgets", 1, "dev", nil); err != nil {
		t.Fatal(err)
	}
	if n := len(received()); n != 1 {
		t.Errorf("%d webhooks when Promote returned, want 1", n)
	}
	d.Run("acme/widgets", 2)
	d.Finish("acme/widgets", 2, drone.StatusFailing)
	steps := d.Build("acme/widgets", 2).Stages[0].Steps
	if steps[0].Status != "success" || steps[1].Status != "failure" || steps[1].ExitCode != 1 {
		t.Errorf("steps %+v %+v, want the second to have failed", steps[0], steps[1])
	}
}

// Drone looks for a branch only where no commit is named, and never whether one is on the
// other; what starts with refs/ is a ref to it.
func TestCreate(t *testing.T) {
	d, api := start(t)
	d.AddRepo(dronetest.Repo{Slug: "acme/widgets", Branches: []string{"main", "refs/pull/5/head"}})
	for _, test := range []struct{ commit, branch, ref string }{
		{"", "", "refs/heads/main"}, {"", "main", "refs/heads/main"}, {"deadbeef", "gone", "refs/heads/gone"}, {"", "refs/pull/5/head", "refs/pull/5/head"},
	} {
		b, err := api.BuildCreate("acme", "widgets", test.commit, test.branch, map[string]string{"target": "x"})
		if err != nil || b.Event != "custom" || b.Ref != test.ref || test.commit != "" && b.After != test.commit || b.Params["target"] != "x" {
			t.Errorf("%+v: got %+v, %v", test, b, err)
		}
	}
	if _, err := api.BuildCreate("acme", "widgets", "", "gone", nil); err == nil || err.Error() != "client error 404: {\"message\":\"No commit found for SHA: refs/heads/gone\"}\n" {
		t.Errorf("unknown branch: %v", err)
	}
	if b, err := api.BuildCreate("acme", "widgets", "", "", map[string]string{"commit": "deadbeef"}); err != nil || b.After != "deadbeef" || b.Params["commit"] != "" {
		t.Errorf("a parameter named commit: got %+v, %v", b, err)
	}
	d.AddRepo(dronetest.Repo{Slug: "acme/widgets", Events: []string{"promote"}})
	if b, err := api.BuildCreate("acme", "widgets", "", "", nil); err != nil || b.Number != 0 {
		t.Errorf("no pipeline for custom: got %+v, %v, want a zero build", b, err)
	}
	if b, err := api.Rollback("acme", "widgets", 1, "dev", nil); err != nil || b.Number != 0 {
		t.Errorf("no pipeline for rollback: got %+v, %v, want a zero build", b, err)
	}
}
