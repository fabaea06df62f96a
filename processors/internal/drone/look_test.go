package drone_test

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	sdk "github.com/drone/drone-go/drone"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/internal/drone"
)

var repository = &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}}

const (
	build2  = "Build [2](https://ci.example.com/acme/widgets/2) "
	aMinute = 90 // seconds of a build, and a half
)

// promoted is a Drone where build 2 promotes build 1 to dev, and answers to "sealed".
func promoted(t testing.TB, change func(*sdk.Build)) (*dronetest.Server, *drone.Client) {
	t.Helper()
	d := dronetest.Start(t)
	d.AddUser(dronetest.User{Login: "robot", Token: token})
	d.AddRepo(dronetest.Repo{Slug: "acme/widgets"})
	d.AddBuild("acme/widgets", sdk.Build{})
	b := sdk.Build{Event: "promote", Parent: 1, Deploy: "dev", Started: 1000, Finished: 1000 + aMinute, Params: map[string]string{drone.RefParam: "sealed"}}
	if change != nil {
		change(&b)
	}
	d.AddBuild("acme/widgets", b)
	c, err := drone.New(drone.Options{Server: d.URL, PublicURL: "https://ci.example.com", Token: token})
	if err != nil {
		t.Fatal(err)
	}
	return d, c
}

func stage(status string, steps ...*sdk.Step) *sdk.Stage {
	for i, step := range steps {
		step.Number = i + 1
	}
	return &sdk.Stage{Number: 1, Name: "default", Status: status, Steps: append([]*sdk.Step{}, steps...)}
}

func step(name, status string, exit int) *sdk.Step {
	return &sdk.Step{Name: name, Status: status, ExitCode: exit}
}

// ways are builds as Drone shows them, and what is said of each.
var ways = map[string]struct {
	build    sdk.Build
	progress issue.Progress
	want     string
}{
	"pending":      {sdk.Build{Status: "pending"}, issue.JobRunning, "is under way."},
	"running":      {sdk.Build{Status: "running", Finished: -1}, issue.JobRunning, "is under way."},
	"dependencies": {sdk.Build{Status: "waiting_on_dependencies"}, issue.JobRunning, "is under way."},
	"unheard of":   {sdk.Build{Status: "resting"}, issue.JobRunning, "is under way."},
	"blocked":      {sdk.Build{Status: "blocked"}, issue.JobWaiting, "**waits for approval** on its page."},
	"one of two is blocked": {sdk.Build{Status: "running", Stages: []*sdk.Stage{stage("success"), stage("blocked")}},
		issue.JobWaiting, "**waits for approval** on its page."},
	"success":               {sdk.Build{Status: "success"}, issue.JobSucceeded, "**succeeded** after 1 min 30 s."},
	"success, begun?":       {sdk.Build{Status: "success", Started: -1}, issue.JobSucceeded, "**succeeded**."},
	"success, clocks apart": {sdk.Build{Status: "success", Finished: 900}, issue.JobSucceeded, "**succeeded**."},
	"killed":                {sdk.Build{Status: "killed"}, issue.JobCancelled, "was **cancelled** after 1 min 30 s."},
	"declined":              {sdk.Build{Status: "declined", Started: -1}, issue.JobCancelled, "was **declined**."},
	"skipped":               {sdk.Build{Status: "skipped", Started: -1}, issue.JobCancelled, "was **skipped**."},
	"error":                 {sdk.Build{Status: "error", Error: "yaml: `line` 4: @alice"}, issue.JobFailed, "ended with an **error** after 1 min 30 s: `` yaml: `line` 4: @\u200balice ``."},
	"error of a pipeline": {sdk.Build{Status: "error", Stages: []*sdk.Stage{stage("success"), {Name: "deploy", Status: "error", Error: "no image"}}},
		issue.JobFailed, "ended with an **error** after 1 min 30 s: pipeline `deploy`: `no image`."},
	"error without a word": {sdk.Build{Status: "error", Stages: []*sdk.Stage{}}, issue.JobFailed, "ended with an **error** after 1 min 30 s."},
	"failure":              {sdk.Build{Status: "failure"}, issue.JobFailed, "**failed** after 1 min 30 s: step `dev` of pipeline `default`, exit code 1."},
	"failure of clone": {sdk.Build{Status: "failure", Stages: []*sdk.Stage{stage("failure", step("clone", "failure", 127), step("dev", "skipped", 0))}},
		issue.JobFailed, "**failed** after 1 min 30 s: step `clone` of pipeline `default`, exit code 127."},
	"failure beside one that may": {sdk.Build{Status: "failure", Stages: []*sdk.Stage{stage("failure", &sdk.Step{Name: "lint", Status: "failure", ErrIgnore: true, ExitCode: 1}, step("docs", "success", 0), step("a`b", "failure", 7))}},
		issue.JobFailed, "**failed** after 1 min 30 s: step `` a`b `` of pipeline `default`, exit code 7."},
	"failure in Drone's words": {sdk.Build{Status: "failure", Stages: []*sdk.Stage{stage("error", &sdk.Step{Name: "dev", Status: "error", Error: "image not found", ExitCode: 255})}},
		issue.JobFailed, "**failed** after 1 min 30 s: step `dev` of pipeline `default`: `image not found`."},
	"failure without a code": {sdk.Build{Status: "failure", Stages: []*sdk.Stage{stage("failure", step("dev", "failure", 0))}},
		issue.JobFailed, "**failed** after 1 min 30 s: step `dev` of pipeline `default`."},
	"failure of a pipeline": {sdk.Build{Status: "failure", Stages: []*sdk.Stage{stage("failure")}}, issue.JobFailed, "**failed** after 1 min 30 s: pipeline `default`."},
	"failure of nothing":    {sdk.Build{Status: "failure", Stages: []*sdk.Stage{{Status: "failure", ErrIgnore: true}}}, issue.JobFailed, "**failed** after 1 min 30 s."},
	"nothing but clone": {sdk.Build{Status: "success", Stages: []*sdk.Stage{stage("success", step("clone", "success", 0)), stage("success", step("clone", "success", 0), step("x", "skipped", 0))}},
		issue.JobFailed, "ended after 1 min 30 s, but **no step ran**: none has the target `dev` in its `when`."},
	"nothing at all": {sdk.Build{Status: "success", Event: "rollback", Stages: []*sdk.Stage{stage("success")}},
		issue.JobFailed, "ended after 1 min 30 s, but **no step ran**: none has the event `rollback` and the target `dev` in its `when`."},
	"nothing in a build": {sdk.Build{Status: "success", Event: "custom", Target: "main", Deploy: "-", Stages: []*sdk.Stage{stage("success", step("clone", "success", 0))}},
		issue.JobFailed, "ended after 1 min 30 s, but **no step ran**: none has the event `custom` in its `when`."},
	"something in one of two": {sdk.Build{Status: "success", Stages: []*sdk.Stage{stage("success", step("clone", "success", 0)), stage("success", step("dev", "failure", 1))}},
		issue.JobSucceeded, "**succeeded** after 1 min 30 s."},
}

func TestLook(t *testing.T) {
	for name, test := range ways {
		t.Run(name, func(t *testing.T) {
			_, c := promoted(t, func(b *sdk.Build) {
				b.Status, b.Error, b.Stages = test.build.Status, test.build.Error, test.build.Stages
				if test.build.Started != 0 {
					b.Started = 0
				}
				if test.build.Finished != 0 {
					b.Finished = max(0, test.build.Finished)
				}
				if test.build.Event != "" {
					b.Event = test.build.Event
				}
			})
			for _, said := range []issue.News{
				{Job: "build/2", Progress: issue.JobSucceeded, Text: issue.Textf("**succeeded**.")}, // late, or told a second time
				{Job: issue.Unseen, Unnamed: true, Refs: []string{"other", "sealed"}, Bind: bind(test.build.Event)},
			} {
				news, err := c.Look(t.Context(), repository, said)
				if err != nil {
					t.Fatal(err)
				}
				want := build2 + test.want
				if said.Job == issue.Unseen {
					want = appears(test.build.Event, test.want)
				}
				if got := news.Text.String(); got != want || news.Progress != test.progress {
					t.Errorf("%s: got  %s (%s)\nwant %s (%s)", said.Job, got, news.Progress, want, test.progress)
				}
				if diff := gocmp.Diff([]any{"build/2", []string{"sealed"}, bind(test.build.Event), 1}, []any{news.Job, news.Refs, news.Bind, news.Attempt}); diff != "" {
					t.Error(diff)
				}
				if age := time.Since(news.Since); age < 0 || age > time.Minute {
					t.Errorf("since %s", news.Since)
				}
			}
		})
	}
}

func bind(event string) []string {
	if event == "custom" {
		return []string{"build", "main"}
	}
	return []string{cmp.Or(event, "promote"), "1", "dev"}
}

// appears is what is said of a build that the reply did not know of.
func appears(event, how string) string {
	does := map[string]string{"": "promotes build [1](https://ci.example.com/acme/widgets/1) to `dev`", "rollback": "rolls `dev` back to build [1](https://ci.example.com/acme/widgets/1)", "custom": "builds commit `e222c55` on `main`"}
	return strings.TrimSuffix(build2, " ") + ", which " + does[event] + ", " + how
}

// A build out of a list shows no stages: nothing is known of its steps.
func TestNewsOf(t *testing.T) {
	_, c := promoted(t, nil)
	news := c.NewsOf(widgets, &sdk.Build{Number: 2, Status: "success", Event: "custom", Target: "main"})
	if news.Text.String() != build2+"**succeeded**." || news.Progress != issue.JobSucceeded || !news.Since.IsZero() || news.Refs != nil {
		t.Errorf("got %+v", news)
	}
	if got := news.Text.In(issue.Chinese); got != "构建 [2](https://ci.example.com/acme/widgets/2) **成功**。" {
		t.Errorf("got %s", got)
	}
}

// Another build than the one that is meant tells nothing, whatever its number is.
func TestLookElsewhere(t *testing.T) {
	d, c := promoted(t, nil)
	for range 3 {
		d.AddBuild("acme/widgets", sdk.Build{Event: "promote", Parent: 2, Deploy: "dev", Params: map[string]string{drone.RefParam: "sealed"}})
	}
	for _, said := range []issue.News{
		{Job: "build/2", Bind: []string{"promote", "1", "prod"}},
		{Job: "build/2", Bind: []string{"promote", "1", "dev"}, Refs: []string{"other"}, Progress: issue.JobSucceeded},
		{Job: "build/3", Bind: []string{"promote", "1", "dev"}, Refs: []string{"sealed"}, Progress: issue.JobSucceeded}, // a promotion of the promotion
		{Job: issue.Unseen, Bind: []string{"promote", "1", "prod"}, Refs: []string{"sealed"}},
		{Job: issue.Unseen, Bind: []string{"promote", "1", "dev"}, Refs: []string{"other"}},
		{Job: issue.Unseen, Bind: []string{"promote", "1", "dev"}},
		{Job: issue.Unseen, Refs: []string{"sealed"}},
	} {
		news, err := c.Look(t.Context(), repository, said)
		if err != nil || news.Progress != issue.JobAccepted || news.Text.String() != said.Text.String() || news.Job != said.Job {
			t.Errorf("%+v: got %+v, %v, want nothing new", said, news, err)
		}
	}
}

// Of builds that have the same reference the first is meant. It is looked for back to when it
// was asked for, and no longer.
func TestLookFar(t *testing.T) {
	d, c := promoted(t, nil)
	said := issue.News{Job: issue.Unseen, Bind: []string{"promote", "1", "dev"}, Refs: []string{"sealed"}}
	for range 20 { // run again: the later Drones set their parent, the older ones do not
		d.AddBuild("acme/widgets", sdk.Build{Event: "promote", Parent: 1, Deploy: "dev", Status: "running", Params: map[string]string{drone.RefParam: "sealed"}})
	}
	d.SetTime(func() time.Time { return time.Now().Add(time.Hour) })
	for _, test := range []struct {
		more  int
		since time.Duration
		found string
		calls int // lists, and the build itself
	}{{0, 0, "build/2", 2}, {60, 0, "build/2", 2}, {330, 0, "build/2", 6}, {0, 2 * time.Hour, issue.Unseen, 1}} {
		for range test.more {
			d.AddBuild("acme/widgets", sdk.Build{})
		}
		d.Forget()
		said.Since = time.Now().Add(test.since)
		news, err := c.Look(t.Context(), repository, said)
		if err != nil {
			t.Fatal(err)
		}
		if calls := len(d.Calls()); news.Job != test.found || calls != test.calls {
			t.Errorf("%d more: got %s with %d calls, want %s with %d", test.more, news.Job, calls, test.found, test.calls)
		}
	}
}

func TestLookFails(t *testing.T) {
	d, c := promoted(t, nil)
	for _, job := range []string{"", "build/", "build/0", "build/-2", "build/02", "run/2", "build/99999999999", "build/2/logs"} {
		if _, err := c.Look(t.Context(), repository, issue.News{Job: job}); err == nil {
			t.Errorf("%q was found", job)
		}
	}
	if calls := d.Calls(); len(calls) != 0 {
		t.Errorf("calls %v, want none", calls)
	}
	_, err := c.Look(t.Context(), repository, issue.News{Job: "build/9"})
	said(t, err, issue.Refused, "Drone knows no build 9 of `acme/widgets`. Look up its number among [its builds](https://ci.example.com/acme/widgets).")
	_, err = c.Look(t.Context(), &github.Repository{}, issue.News{Job: "build/2"})
	said(t, err, issue.Refused, "Drone cannot be asked about a repository named `/`.")
	d.Break(wire.Fault{Status: 502})
	for _, job := range []string{"build/2", issue.Unseen} {
		news, err := c.Look(t.Context(), repository, issue.News{Job: job, Bind: []string{"promote", "1", "dev"}, Refs: []string{"sealed"}})
		if err == nil || news.Text.String() != "" || !strings.Contains(fmt.Sprint(err), "502") {
			t.Errorf("%s: got %+v, %v, want an error", job, news, err)
		}
	}
	d.Mend()
	answer(d, 200, `{"number":2,"status":"success","stages":[null,{"steps":[null]}]}`)
	if news, err := c.Look(t.Context(), repository, issue.News{Job: "build/2"}); err != nil || news.Progress != issue.JobFailed {
		t.Errorf("nulls: %+v, %v", news, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Look(ctx, repository, issue.News{Job: "build/2"}); err == nil {
		t.Error("no time, and no error")
	}
}
