package drone_promote_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/internal/robottest"
)

// Of all that is newer than build 42, nothing is a push to the default branch that succeeded.
func TestLatest(t *testing.T) {
	d, p := start(t)
	d.AddBuild("acme/widgets", sdk.Build{Message: "good"})
	for _, b := range []sdk.Build{
		{Status: "failure"}, {Status: "running"}, {Event: "promote", Deploy: "dev", Parent: 41}, {Event: "rollback", Deploy: "dev", Parent: 41},
		{Event: "cron"}, {Event: "custom"}, {Event: "tag", Ref: "refs/tags/main"}, {Event: "pull_request", Ref: "refs/pull/5/head"},
		{Target: "other", Ref: "refs/heads/other"}, {Ref: "refs/heads/other"},
	} {
		d.AddBuild("acme/widgets", b)
	}
	order := drone_promote.Order{Build: "latest", Target: "dev", Params: map[string]string{"A": "1"}}
	reply, err := p.Do(context.Background(), comment(nil), order)
	const want = "Started build [53](https://ci.example.com/acme/widgets/53), which promotes build [42](https://ci.example.com/acme/widgets/42), " +
		"the latest that succeeded of `main`, to `dev`: commit `fc19318` on `main` by `alice`."
	if err != nil || reply != want {
		t.Errorf("got  %q, %v\nwant %q", reply, err, want)
	}
	if b := d.Build("acme/widgets", 53); b == nil || b.Parent != 42 || b.Params["A"] != "1" || b.Params["ROBOT_ISSUE"] != "17" {
		t.Errorf("Drone has %+v", b)
	}
}

// The default branch is GitHub's where the event has it: Drone may not have heard of a new one.
func TestLatestOfTheDefaultBranch(t *testing.T) {
	d, p := start(t)
	d.AddBuild("acme/widgets", sdk.Build{Target: "trunk", Ref: "refs/heads/trunk"})
	d.AddBuild("acme/widgets", sdk.Build{})
	event := comment(nil, "latest", "dev")
	event.Repo.DefaultBranch = new("trunk")
	reply, err := p.Run(context.Background(), event)
	if err != nil || !strings.Contains(reply, "build [42]") {
		t.Errorf("got %q, %v, want that build 42 is promoted", reply, err)
	}
}

func TestNoLatest(t *testing.T) {
	d, p := start(t)
	for i := range 350 {
		d.AddBuild("acme/widgets", sdk.Build{Number: int64(i) + 100, Status: "failure"})
	}
	_, err := p.Run(context.Background(), comment(nil, "latest", "dev"))
	robottest.Said(t, err, issue.Refused, false, "None of the newest 300 builds of `acme/widgets` is of a push to `main` and succeeded. "+
		"Look at [its builds](https://ci.example.com/acme/widgets), and name the number of one.")
	if calls := fmt.Sprint(d.Calls()); strings.Count(calls, "GET") != 5 || strings.Contains(calls, "POST") {
		t.Errorf("calls %v, want the repository, a few builds and three pages", calls)
	}
}

// An order comes from a configuration, where the words of a comment fill in placeholders.
func TestHostileOrders(t *testing.T) {
	const target = " is not a target; use letters, digits, `.`, `_`, `/` and `-`, a letter or digit first, at most 64."
	for _, test := range []struct {
		order drone_promote.Order
		usage bool
		want  string
	}{
		{drone_promote.Order{Target: "dev"}, true, "`  ` is neither a build number nor `latest`."},
		{drone_promote.Order{Build: "1/../2", Target: "dev"}, true, "`1/../2` is neither a build number nor `latest`."},
		{drone_promote.Order{Build: "LATEST", Target: "dev"}, true, "`LATEST` is neither a build number nor `latest`."},
		{drone_promote.Order{Build: "41"}, true, "`  `" + target},
		{drone_promote.Order{Build: "41", Target: "dev&x=prod"}, true, "`dev&x=prod`" + target},
		{drone_promote.Order{Build: "41", Target: "dev", Params: map[string]string{"target": "prod"}}, false,
			"`target` cannot be set from a comment, because it steers the build itself. Choose another name."},
		{drone_promote.Order{Build: "41", Target: "dev", Params: map[string]string{"robot_ref": "x"}}, false,
			"`robot_ref` cannot be set from a comment, because it steers the build itself. Choose another name."},
		{drone_promote.Order{Build: "41", Target: "dev", Params: map[string]string{"A": "1\n2"}}, true, "The value of `A` holds a control character; remove it."},
	} {
		d, p := start(t)
		_, err := p.Do(context.Background(), comment(nil), test.order)
		robottest.Said(t, err, issue.Refused, test.usage, test.want)
		if calls := d.Calls(); len(calls) != 0 {
			t.Errorf("%+v: calls %v, want none", test.order, calls)
		}
	}
}
