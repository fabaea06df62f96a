package drone_test

import (
	"context"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

func TestRulesAreChecked(t *testing.T) {
	some := func(r drone.Rule, names ...string) map[string]drone.Rule {
		all := map[string]drone.Rule{}
		for _, name := range names {
			all[name] = r
		}
		return all
	}
	const form = "want a target's name, which may have one * at its end"
	for _, test := range []struct {
		targets map[string]drone.Rule
		want    string // "" where it is right
	}{
		{nil, ""},
		{some(drone.Rule{}, "prod", "prod-*", "*", "eu/*", "生产"), ""},
		{some(drone.Rule{Needs: "author, team:acme/ops", Branches: []string{"*", "release/*", "refs/tags/v*"}}, "prod"), ""},
		{some(drone.Rule{}, ""), `drone: target "": ` + form},
		{some(drone.Rule{}, "pr*d"), `drone: target "pr*d": ` + form},
		{some(drone.Rule{}, "prod**"), `drone: target "prod**": ` + form},
		{some(drone.Rule{}, "pro d"), `drone: target "pro d": ` + form},
		{some(drone.Rule{}, "[a-z]"), `drone: target "[a-z]": ` + form},
		{some(drone.Rule{}, "prod", "PROD"), `drone: targets "PROD" and "prod": two rules for one target, since a rule does not tell capital letters from small ones`},
		{some(drone.Rule{Needs: "wirte"}, "prod"), `drone: target "prod": needs "wirte": want anyone, read, triage, write, maintain, admin, author, assignee, user:login or team:org/slug`},
		{some(drone.Rule{Branches: []string{}}, "prod"), `drone: target "prod": branches: want at least one`},
		{some(drone.Rule{Branches: []string{""}}, "prod"), `drone: target "prod": branches: "": want a branch's name, or refs/…, which may have one * at its end`},
		{some(drone.Rule{Branches: []string{"*-x"}}, "prod"), `drone: target "prod": branches: "*-x": want a branch's name, or refs/…, which may have one * at its end`},
	} {
		_, err := drone.New(drone.Options{Server: "https://drone.example.com", Token: token, Targets: test.targets})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%+v\ngot  %q\nwant %q", test.targets, got, test.want)
		}
	}
}

// Outside of a Mux nobody has a permission: a target with a need is denied, and by its
// words one sees which rule decided.
func TestWhichRule(t *testing.T) {
	_, c := start(t, func(o *drone.Options) {
		o.Targets = map[string]drone.Rule{
			"prod": {Needs: "user:exact"}, "prod-eu": {}, "p*": {Needs: "user:short"}, "prod-*": {Needs: "user:long"}, "straße": {Needs: "user:folded"},
		}
	})
	for target, want := range map[string]string{
		"prod": "user:exact", "PROD": "user:exact", "pRoD": "user:exact",
		"prod-eu": "", "PROD-EU": "", "prod-us": "user:long", "Prod-": "user:long",
		"preview": "user:short", "P": "user:short", "STRAßE": "user:folded", "ſtraße": "user:folded",
		"dev": "", "xprod": "", "生产": "",
	} {
		err := c.May(context.Background(), "/promote", target)
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v, want no rule", target, err)
		case want != "":
			said(t, err, issue.Denied, "`/promote … "+target+"` needs **"+want+"** here, and you have **none**. Ask somebody who has it to comment this.")
		}
	}
}

func TestBranchNames(t *testing.T) {
	for _, name := range []string{"main", "release-1.2", "a/b/c", "feature_@x+y=z", "分支", "_x", "lock", "refs", strings.Repeat("x", 244)} {
		if err := drone.CheckBranch(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{
		"", "refs/heads/main", "refs/pull/5/head", "-x", "/x", "x/", "x//y", "..", "x/../y", ".x", "x/.y", "x.", "x.lock", "x.lock/y", "@",
		"x?y", "x#y", "x%2fy", "x y", "x\n", "x:y", "x~1", "x^", "x*", "x[", `x\y`, "x&commit=y", "x{", "x\x00", "\u202ex", strings.Repeat("x", 245),
	} {
		if err := drone.CheckBranch(name); err == nil {
			t.Errorf("%q is taken for a branch", name)
		}
	}
}
