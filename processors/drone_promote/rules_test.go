package drone_promote_test

import (
	"context"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/internal/robottest"
)

func rules(o *drone_promote.Options) {
	o.Targets = map[string]drone_promote.Rule{
		"prod":   {Needs: issue.Admin, Branches: []string{"main", "release-*"}},
		"eu-*":   {Needs: "team:acme/ops"},
		"eu-dev": {Branches: []string{"refs/tags/v*", "*"}},
	}
}

// TestWhoMay goes through GitHub and a Mux: alice may write.
func TestWhoMay(t *testing.T) {
	const admin, ops = " needs **admin** here, and you have **write**. Ask somebody who has it to comment this.",
		" needs **team:acme/ops** here, and you have **write**. Ask somebody who has it to comment this."
	for _, test := range []struct {
		target string
		state  issue.State
		want   string // what the reply holds
	}{
		{"dev", issue.Ran, "to `dev`"},
		{"eu-dev", issue.Ran, "to `eu-dev`"},
		{"prod", issue.Denied, "`/ship … prod`" + admin},
		{"PROD", issue.Denied, "`/ship … PROD`" + admin},
		{"Prod", issue.Denied, "`/ship … Prod`" + admin},
		{"eu-west", issue.Denied, "`/ship … eu-west`" + ops},
		{"EU-west", issue.Denied, "`/ship … EU-west`" + ops},
	} {
		d, p := start(t, rules)
		got := robottest.Say(t, issuetest.Start(t), p, "/ship 41 "+test.target)
		if got.State != test.state || !strings.Contains(got.Detail, test.want) {
			t.Errorf("%s: got %s %q, want %s %q", test.target, got.State, got.Detail, test.state, test.want)
		}
		if calls := d.Calls(); test.state == issue.Denied && len(calls) != 0 {
			t.Errorf("%s: calls %v, want none", test.target, calls)
		}
	}
}

func TestWhoMayCannotBeChecked(t *testing.T) {
	d, p := start(t, rules)
	gh := issuetest.Start(t)
	gh.Break(wire.Fault{Path: "/teams/", Status: 502})
	got := robottest.Say(t, gh, p, "/promote 41 eu-west")
	const want = "Not run: your permission could not be checked. GitHub did not answer; comment it again later."
	if got.State != issue.Failed || got.Detail != want {
		t.Errorf("got %s %q, want %q", got.State, got.Detail, want)
	}
	if calls := d.Calls(); len(calls) != 0 {
		t.Errorf("calls %v, want none", calls)
	}
}

func TestWhoMayAsAdmin(t *testing.T) {
	_, p := start(t, func(o *drone_promote.Options) {
		o.Targets = map[string]drone_promote.Rule{"prod": {Needs: "admin, user:alice"}}
	})
	if got := robottest.Say(t, issuetest.Start(t), p, "/promote 41 PROD"); got.State != issue.Ran {
		t.Errorf("got %s %q, want that it ran", got.State, got.Detail)
	}
}

// The branch decides, whichever way a build is named, and whatever was promoted before.
func TestBranches(t *testing.T) {
	const other = "Build [42](https://ci.example.com/acme/widgets/42) is of "
	const prod = ", and to `Prod` go only builds of `main`, `release-*`. Take one of those."
	for _, test := range []struct {
		build  sdk.Build
		target string
		want   string // "" where it is promoted
	}{
		{sdk.Build{}, "Prod", ""},
		{branch("release-1"), "Prod", ""},
		{branch("feature"), "Prod", other + "`feature`" + prod},
		{branch("Main"), "Prod", other + "`Main`" + prod},
		{branch("release"), "Prod", other + "`release`" + prod},
		{sdk.Build{Event: "promote", Deploy: "dev", Ref: "refs/heads/feature"}, "Prod", other + "`feature`" + prod},
		{sdk.Build{Event: "tag", Ref: "refs/tags/main"}, "Prod", other + "`refs/tags/main`" + prod},
		{sdk.Build{Event: "pull_request", Ref: "refs/pull/5/head", Fork: "acme/widgets", Target: "main"}, "Prod", other + "`refs/pull/5/head`" + prod},

		{branch("feature"), "eu-dev", ""},
		{sdk.Build{Event: "tag", Ref: "refs/tags/v1"}, "eu-dev", ""},
		{sdk.Build{Event: "tag", Ref: "refs/tags/x"}, "eu-dev", other + "`refs/tags/x`, and to `eu-dev` go only builds of `refs/tags/v*`, `*`. Take one of those."},
		{sdk.Build{Event: "pull_request", Ref: "refs/pull/5/head", Fork: "acme/widgets"}, "eu-dev",
			other + "`refs/pull/5/head`, and to `eu-dev` go only builds of `refs/tags/v*`, `*`. Take one of those."},
	} {
		d, p := start(t, rules, func(o *drone_promote.Options) {
			rule := o.Targets["prod"]
			rule.Needs = ""
			o.Targets["prod"] = rule
		})
		d.AddBuild("acme/widgets", test.build)
		_, err := p.Run(context.Background(), comment(nil, "42", test.target))
		if test.want != "" {
			robottest.Said(t, err, issue.Refused, false, test.want)
		} else if err != nil {
			t.Errorf("%+v to %s: %v", test.build, test.target, err)
		}
		if n := len(d.Builds("acme/widgets")); (n == 2) != (test.want != "") {
			t.Errorf("%+v to %s: %d builds", test.build, test.target, n)
		}
	}
}

func branch(name string) sdk.Build {
	return sdk.Build{Target: name, Source: name, Ref: "refs/heads/" + name}
}
