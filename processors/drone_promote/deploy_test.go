package drone_promote_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/internal/robottest"
)

// place is a GitHub and a Drone with a robot between them that knows /promote and /confirm.
type place struct {
	t     *testing.T
	gh    *issuetest.GitHub
	repo  *issuetest.Repo
	ci    *dronetest.Server
	token string
	hook  *issue.Webhook
}

func newPlace(t *testing.T, targets map[string]drone_promote.Rule, more ...string) *place {
	gh := issuetest.Start(t)
	p := &place{t: t, gh: gh, ci: robottest.Drone(t), repo: gh.Repo("acme/widgets"), token: gh.SignInFine("sealrobot")}
	p.repo.Grant("sealrobot", "write").Grant("alice", "write").Grant("bob", "write").Grant("carol", "read")
	o := robottest.Options(p.ci)
	o.Targets = targets
	robot, err := drone_promote.New(o)
	if err != nil {
		t.Fatal(err)
	}
	mux := issue.NewMux()
	mux.Handle("promote", robot)
	mux.Handle("confirm", issue.NewConfirm())
	for _, name := range more {
		mux.Handle(name, robot)
	}
	p.hook, err = issue.NewWebhook(&issue.Config{Token: p.token, API: gh.URL, Secrets: []string{"secret"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}, mux)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// say is what becomes of a comment.
func (p *place) say(who, text string) issue.Result {
	p.t.Helper()
	answer := httptest.NewRecorder()
	p.hook.ServeHTTP(answer, p.repo.Comment(17, who, text).Request("http://robot.example.com", "secret"))
	var outcome issue.Outcome
	if err := json.Unmarshal(answer.Body.Bytes(), &outcome); err != nil || len(outcome.Commands) != 1 {
		p.t.Fatalf("%q: the webhook's answer is %d %q", text, answer.Code, answer.Body)
	}
	return outcome.Commands[0]
}

// says checks what becomes of a comment.
func (p *place) says(who, text string, state issue.State, want string) {
	p.t.Helper()
	if got := p.say(who, text); got.State != state || !strings.Contains(got.Detail, want) {
		p.t.Errorf("%s\ngot  %s: %s\nwant %s: …%s…", text, got.State, got.Detail, state, want)
	}
}

// builds makes Drone know these builds, from 1 on.
func (p *place) builds(all ...sdk.Build) {
	for _, b := range all {
		p.ci.AddBuild("acme/widgets", b)
	}
}

func push(commit string) sdk.Build {
	return sdk.Build{After: commit + strings.Repeat("0", 40-len(commit)), Message: commit}
}

func to(target, commit string, parent int64, change ...func(*sdk.Build)) sdk.Build {
	b := push(commit)
	b.Event, b.Deploy, b.Parent = "promote", target, parent
	for _, c := range change {
		c(&b)
	}
	return b
}

func back(b *sdk.Build) { b.Event = "rollback" }

func status(s string) func(*sdk.Build) { return func(b *sdk.Build) { b.Status = s } }

func TestOlderThanWhatIsThere(t *testing.T) {
	for name, test := range map[string]struct {
		builds []sdk.Build
		say    string
		want   string // "" where it is promoted
	}{
		"older":                   {[]sdk.Build{push("a"), push("b"), to("dev", "b", 2)}, "/promote 1 dev", "Build [1](https://ci.example.com/acme/widgets/1) is older than what is on `dev`: build [3](https://ci.example.com/acme/widgets/3) brought build [2](https://ci.example.com/acme/widgets/2) there."},
		"newer":                   {[]sdk.Build{push("a"), push("b"), to("dev", "a", 1)}, "/promote 2 dev", ""},
		"the same":                {[]sdk.Build{push("a"), push("b"), to("dev", "b", 2)}, "/promote 2 dev", ""},
		"the same commit":         {[]sdk.Build{push("a"), push("b"), push("a"), to("dev", "a", 3)}, "/promote 1 dev", ""},
		"on another target":       {[]sdk.Build{push("a"), push("b"), to("prod", "b", 2)}, "/promote 1 dev", ""},
		"what failed is not here": {[]sdk.Build{push("a"), push("b"), to("dev", "a", 1), to("dev", "b", 2, status("failure"))}, "/promote 1 dev", ""},
		"after a rollback":        {[]sdk.Build{push("a"), push("b"), push("c"), to("dev", "c", 3), to("dev", "a", 1, back)}, "/promote 2 dev", ""},
		"promoted from another":   {[]sdk.Build{push("a"), push("b"), to("dev", "a", 1), to("prod", "a", 3)}, "/promote 2 prod", ""},
		"and older than that":     {[]sdk.Build{push("z"), push("a"), push("b"), to("dev", "b", 3), to("prod", "b", 4)}, "/promote 2 prod", "brought build [3](https://ci.example.com/acme/widgets/3) there"},
		"a promotion promoted":    {[]sdk.Build{push("a"), push("b"), to("dev", "a", 1), to("prod", "b", 2)}, "/promote 3 prod", "is older than what is on `prod`"},
		"no parent":               {[]sdk.Build{push("a"), push("b"), to("dev", "b", 0)}, "/promote 1 dev", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t, nil)
			p.builds(test.builds...)
			if test.want == "" {
				p.says("alice", test.say, issue.Ran, "Started build")
				return
			}
			p.says("alice", test.say, issue.Refused, test.want)
			if n := len(p.ci.Builds("acme/widgets")); n != len(test.builds) {
				t.Errorf("%d builds, want no new one", n)
			}
		})
	}
}

// The word to use is named, and whether it is on.
func TestOlderNamesRollback(t *testing.T) {
	builds := []sdk.Build{push("a"), push("b"), to("dev", "b", 2)}
	p := newPlace(t, nil)
	p.builds(builds...)
	p.says("alice", "/promote 1 dev", issue.Refused, "whoever runs this robot can turn `/rollback` on.")
	p = newPlace(t, nil, "rollback")
	p.builds(builds...)
	p.says("alice", "/promote 1 dev", issue.Refused, "To go back on purpose, say `/rollback dev 1`.")
}

func TestUnderWay(t *testing.T) {
	p := newPlace(t, nil)
	p.builds(push("a"), push("b"), to("dev", "a", 1), to("dev", "a", 1, status("running")))
	p.says("alice", "/promote 2 dev", issue.Refused, "Build [4](https://ci.example.com/acme/widgets/4) is on its way to `dev`: nothing was started.")
	p.says("alice", "/promote 2 prod", issue.Ran, "Started build [5]")
	p.ci.Finish("acme/widgets", 4, "killed")
	p.says("alice", "/promote 2 dev", issue.Ran, "Started build [6]")
}

func TestSha(t *testing.T) {
	p := newPlace(t, nil)
	p.builds(push("abc1234"))
	for say, want := range map[string]string{
		"/promote 1 dev sha=abc1235":         "Build [1](https://ci.example.com/acme/widgets/1) is of commit `abc1234`, not of `abc1235`: nothing was started.",
		"/promote 1 dev sha=abc":             "`abc` is not a commit; use 7 to 40 of its hexadecimal digits.",
		"/promote 1 dev sha=":                "`  ` is not a commit",
		"/promote 1 dev sha=main123":         "`main123` is not a commit",
		"/promote latest dev sha=0000000":    "is of commit `abc1234`, not of `0000000`",
		"/promote 1 dev SHA=x sha=fffffffff": "not of `fffffffff`",
	} {
		p.says("alice", say, issue.Refused, want)
	}
	p.says("alice", "/promote 1 dev sha=ABC12340 REVISION=x", issue.Ran, "Started build [2]")
	if b := p.ci.Build("acme/widgets", 2); b.Params["REVISION"] != "x" || b.Params["sha"] != "" {
		t.Errorf("params %v: sha is not for the build", b.Params)
	}
}

func TestWithoutANumber(t *testing.T) {
	p := newPlace(t, nil)
	p.builds(push("a"), push("b"), sdk.Build{Status: "failure"})
	p.says("alice", "/promote dev REVISION=x", issue.Ran, "which promotes build [2](https://ci.example.com/acme/widgets/2), the latest that succeeded of `main`, to `dev`: commit `b000000`")
	p.says("alice", "/promote 2", issue.Refused, "`/promote` takes a build number and a target; try `/promote 42 dev`.")
}

// GitHub holds the lock while a promotion is being started: of eight that come at once, one
// is. The others find the lock, or the build.
func TestOneAtATime(t *testing.T) {
	for _, locks := range []bool{true, false} {
		t.Run(fmt.Sprint("locks ", locks), func(t *testing.T) {
			p := newPlace(t, nil)
			if !locks {
				p.gh.WithholdContents(p.token)
			}
			p.builds(push("a"))
			var all sync.WaitGroup
			for range 8 {
				all.Go(func() { p.say("alice", "/promote 1 dev") })
			}
			all.Wait()
			going, made := 0, p.ci.Builds("acme/widgets")[1:]
			for _, b := range made {
				if b.Status != "killed" {
					going++
				}
			}
			if going != 1 || locks && len(made) != 1 {
				t.Errorf("%d builds, of which %d go on, want one", len(made), going)
			}
			if refs := p.repo.Refs("robot/locks/"); len(refs) != 0 {
				t.Errorf("locks are left: %v", refs)
			}
		})
	}
}

// TestTwin: GitHub lets two instances claim one comment. Who finds the other at its lock says
// nothing of it, and the other one says what was done.
func TestTwin(t *testing.T) {
	p, other := newPlace(t, nil), ""
	p.builds(push("a"))
	p.gh.RacyReactions.Store(true)
	e := p.repo.Comment(17, "alice", "/promote 1 dev")
	deliver := func() string {
		answer := httptest.NewRecorder()
		p.hook.ServeHTTP(answer, e.Request("http://robot.example.com", "secret"))
		return answer.Body.String()
	}
	var meanwhile sync.Once
	p.ci.Watch(func(call wire.Call) { // the lock is held
		if call.Method == "GET" && strings.Contains(call.Path, "/builds?") {
			meanwhile.Do(func() { other = deliver() })
		}
	})
	one := deliver()
	if !strings.Contains(one, "Started build [2]") || !strings.Contains(other, `"duplicate"`) {
		t.Errorf("one: %s\nthe other: %s", one, other)
	}
	said, on := p.repo.Issue(17).By("sealrobot"), p.repo.Reactions(e.Comment, "sealrobot")
	if len(p.ci.Builds("acme/widgets")) != 2 || len(said) != 1 || strings.Contains(strings.Join(on, " "), "confused") {
		t.Errorf("%d builds, said %v, reactions %q", len(p.ci.Builds("acme/widgets")), said, on)
	}
}

// What nobody could hold a lock for is looked at afterwards: the later one gives way.
func TestTheLaterOneGivesWay(t *testing.T) {
	p := newPlace(t, nil)
	p.gh.WithholdContents(p.token)
	p.builds(push("a"))
	p.ci.Watch(func(call wire.Call) { // somebody else's comes between the look and the start
		if call.Method == "GET" && strings.Contains(call.Path, "/builds?") && len(p.ci.Builds("acme/widgets")) == 1 {
			p.builds(to("dev", "a", 1, status("pending")))
		}
	})
	p.says("alice", "/promote 1 dev", issue.Refused, "Build [2](https://ci.example.com/acme/widgets/2) was on its way to `dev` at the same time, so build [3](https://ci.example.com/acme/widgets/3) was cancelled.")
	if b := p.ci.Build("acme/widgets", 3); b.Status != "killed" {
		t.Errorf("build 3 is %s", b.Status)
	}
	if b := p.ci.Build("acme/widgets", 2); b.Status != "pending" {
		t.Errorf("build 2 is %s", b.Status)
	}
}

func TestDryRun(t *testing.T) {
	for _, who := range []string{"alice", "carol"} {
		p := newPlace(t, map[string]drone_promote.Rule{"prod": {Needs: "admin", FourEyes: true}})
		p.builds(push("abc1234"))
		want := "Nothing was done. It would promote build [1](https://ci.example.com/acme/widgets/1) to `dev`: commit `abc1234` on `main` by `alice`, with `REVISION=x`."
		p.says(who, "/promote 1 dev REVISION=x --dry-run", issue.Ran, want)
		if who == "carol" {
			p.says(who, "/promote 1 dev REVISION=x --dry-run", issue.Ran, "You may not do it: `/promote` needs **write** here, and you have **read**.")
		}
		p.says(who, "/promote 1 prod --dry-run", issue.Ran, "You may not do it: `/promote … prod` needs **admin** here, and you have **")
		p.says(who, "/promote 1 prod sha=ffffffff --dry-run", issue.Refused, "is of commit `abc1234`")
		for _, call := range slices.Concat(p.ci.Calls(), p.gh.Calls()) {
			ours := strings.Contains(call.Path, "/reactions") || strings.Contains(call.Path, "/comments")
			if call.Method != "GET" && !ours {
				t.Errorf("%s: a dry run made the call %s", who, call)
			}
		}
	}
}

func TestConfirmed(t *testing.T) {
	rules := map[string]drone_promote.Rule{"prod": {Confirm: true}, "live": {FourEyes: true}, "safe": {Needs: "user:alice", FourEyes: true}}
	p := newPlace(t, rules)
	p.builds(push("abc1234"))
	p.says("alice", "/promote 1 prod A=1", issue.Refused, "Not started yet: it would promote build [1](https://ci.example.com/acme/widgets/1) to `prod`: commit `abc1234` on `main` by `alice`, with `A=1`. Start it with `/confirm`, within a day; so can others who may.")
	if n := len(p.ci.Builds("acme/widgets")); n != 1 {
		t.Fatalf("%d builds, want that one waits", n)
	}
	p.says("carol", "/confirm", issue.Denied, "`/promote` needs **write** here")
	p.says("alice", "/confirm", issue.Ran, "Started build [2](https://ci.example.com/acme/widgets/2), which promotes build [1]")
	if b := p.ci.Build("acme/widgets", 2); b == nil || b.Params["A"] != "1" || b.Params["ROBOT_USER"] != "alice" {
		t.Errorf("Drone has %+v", b)
	}
	p.says("bob", "/confirm", issue.Refused, "There is nothing to confirm here")
	p.says("alice", "/promote 1 live", issue.Refused, "Somebody else who may has to start it with `/confirm`, within a day.")
	p.says("alice", "/confirm", issue.Denied, "You asked for it yourself")
	p.says("bob", "/confirm", issue.Ran, "Started build [3]")
	p.says("alice", "/promote 1 safe", issue.Refused, "Somebody else who may")
	p.says("bob", "/confirm", issue.Denied, "`/promote … safe` needs **user:alice** here")
	p.says("alice", "/promote 1 live --dry-run", issue.Refused, "is on its way to `live`")
	p.ci.Finish("acme/widgets", 3, "success")
	p.says("alice", "/promote 1 live --dry-run", issue.Ran, "It would promote build [1](https://ci.example.com/acme/widgets/1) to `live`: commit `abc1234` on `main` by `alice`.\n\nIt would wait for `/confirm` first.")
}

// What was the latest when somebody asked may not be it when somebody confirms.
func TestConfirmedWhatWasShown(t *testing.T) {
	p := newPlace(t, map[string]drone_promote.Rule{"prod": {Confirm: true}})
	p.builds(push("abc1234"))
	p.says("alice", "/promote prod", issue.Refused, "promote build [1]")
	p.builds(push("def5678"))
	p.says("bob", "/confirm", issue.Refused, "Not started: what it would do has changed since it was asked for. Now it would promote build [2]")
	p.says("bob", "/confirm", issue.Ran, "Started build [3](https://ci.example.com/acme/widgets/3), which promotes build [2]")
}

func TestGitHubKeepsTheLockToItself(t *testing.T) {
	for _, test := range []struct {
		fault wire.Fault
		want  string
	}{
		{wire.Fault{Method: "POST", Path: "/git/refs", Status: 500}, "GitHub did not confirm the lock of `dev`: nothing was started."},
		{wire.Fault{Method: "POST", Path: "/git/commits", Status: 502}, "GitHub did not say whether `dev` is locked"},
		{wire.Fault{Method: "POST", Path: "/git/refs", Cut: true}, "GitHub did not confirm the lock of `dev`: nothing was started."},
	} {
		p := newPlace(t, nil)
		p.builds(push("a"))
		p.gh.Break(test.fault)
		p.says("alice", "/promote 1 dev", issue.Failed, test.want)
		if n := len(p.ci.Builds("acme/widgets")); n != 1 {
			t.Errorf("%d builds, want none started", n)
		}
	}
	p := newPlace(t, nil)
	p.builds(push("a"))
	p.gh.Break(wire.Fault{Method: "DELETE", Path: "/git/refs", Status: 500})
	p.says("alice", "/promote 1 dev", issue.Ran, "Started build [2]")
}
