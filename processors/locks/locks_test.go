package locks_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/internal/robottest"
	"github.com/fanux/robot/processors/locks"
)

// world is a GitHub, and the three robots there.
type world struct {
	*testing.T
	gh     *issuetest.GitHub
	robots map[string]issue.Runner
}

func start(t *testing.T, change ...func(*locks.Options)) *world {
	o := robottest.Options(robottest.Drone(t))
	for _, f := range change {
		f(&o)
	}
	lock, err := locks.NewLock(o)
	if err != nil {
		t.Fatal(err)
	}
	unlock, err := locks.NewUnlock(o)
	if err != nil {
		t.Fatal(err)
	}
	gh := issuetest.Start(t)
	noon := time.Date(2026, 11, 22, 19, 4, 0, 0, time.UTC)
	gh.SetTime(func() time.Time { return noon })
	return &world{t, gh, map[string]issue.Runner{"/lock-target": lock, "/unlock-target": unlock, "/locks": locks.List{}}}
}

var (
	now     = regexp.MustCompile(`20\d\d-\d\d-\d\d \d\d:\d\d UTC`)
	comment = regexp.MustCompile(`issues/17#issuecomment-\d+`)
)

// say is what alice hears, with NOW for every time and #C for comments.
func (w *world) say(text string, state issue.State, want string) {
	w.Helper()
	got := robottest.Say(w, w.gh, w.robots[strings.Fields(text)[0]], text)
	detail := comment.ReplaceAllString(now.ReplaceAllString(got.Detail, "NOW"), "#C")
	if got.State != state || detail != want {
		w.Errorf("%s\n got %s: %s\nwant %s: %s", text, got.State, detail, state, want)
	}
}

const linked = "[`alice`](https://github.com/acme/widgets/#C)"

func TestStory(t *testing.T) {
	w := start(t)
	w.say("/locks", issue.Ran, "No target is locked.")
	w.say("/unlock-target prod", issue.Ran, "`prod` is not locked.")
	w.say("/lock-target prod don't  touch it, the database is moved", issue.Ran,
		"`prod` is locked by `alice` since NOW (reason: `don't  touch it, the database is moved`): nothing is deployed there until somebody comments `/unlock-target prod`.")
	w.say("/lock-target PROD", issue.Ran,
		"You hold the lock of `prod` already, since NOW (reason: `don't  touch it, the database is moved`). It ends with `/unlock-target PROD`.")
	w.say("/lock-target eu/dev", issue.Ran, "`eu/dev` is locked by `alice` since NOW: nothing is deployed there until somebody comments `/unlock-target eu/dev`.")
	w.say("/locks", issue.Ran, "| target | locked by | since | reason |\n|---|---|---|---|\n"+
		"| `eu/dev` | "+linked+" | NOW |  |\n| `prod` | "+linked+" | NOW | `don't  touch it, the database is moved` |")
	w.say("/unlock-target Prod", issue.Ran, "`prod` is unlocked. It was locked by "+linked+" since NOW (reason: `don't  touch it, the database is moved`).")
	w.say("/unlock-target prod", issue.Ran, "`prod` is not locked.")
	if refs := w.gh.Repo("acme/widgets").Refs("robot/"); len(refs) != 1 || refs["robot/locks/eu=2Fdev"] == "" {
		t.Errorf("refs %v, want that of eu/dev", refs)
	}
}

// TestOthers: what somebody else locked stays locked, and may be unlocked.
func TestOthers(t *testing.T) {
	w := start(t)
	for _, test := range []struct{ message, locked, unlocked, row string }{
		{`{"target":"prod","holder":"bob","reason":"a | b","url":"https://github.com/acme/widgets/issues/17#issuecomment-1"}`,
			"`prod` is locked already, by [`bob`](https://github.com/acme/widgets/#C) since NOW (reason: `a | b`). Ask them, or end it with `/unlock-target prod`.",
			"`prod` is unlocked. It was locked by [`bob`](https://github.com/acme/widgets/#C) since NOW (reason: `a | b`).",
			"| `prod` | [`bob`](https://github.com/acme/widgets/#C) | NOW | `a \\| b` |"},
		{`{"target":"prod","holder":"bob"}`, "`prod` is locked already, by `bob` since NOW. Ask them, or end it with `/unlock-target prod`.",
			"`prod` is unlocked. It was locked by `bob` since NOW.", "| `prod` | `bob` | NOW |  |"},
		{`by hand`, "`prod` is locked already, by somebody (the lock does not say who) since NOW. Ask them, or end it with `/unlock-target prod`.",
			"`prod` is unlocked. It was locked by somebody (the lock does not say who) since NOW.", "| `prod` | somebody (the lock does not say who) | NOW |  |"},
	} {
		w.put("prod", "robot: lock [skip ci]\n\n"+test.message)
		w.say("/lock-target prod mine", issue.Refused, test.locked)
		w.say("/locks", issue.Ran, "| target | locked by | since | reason |\n|---|---|---|---|\n"+test.row)
		w.say("/unlock-target prod", issue.Ran, test.unlocked)
	}
}

// TestBrief: while a deployment is started, nobody gets in between.
func TestBrief(t *testing.T) {
	w := start(t)
	w.put("prod", `robot: lock [skip ci]`+"\n\n"+`{"target":"prod","holder":"bob","brief":true}`)
	const busy = "A deployment to `prod` is being started right now, by `bob`: nothing was changed. Comment it again in a minute."
	w.say("/lock-target prod", issue.Refused, busy)
	w.say("/unlock-target prod", issue.Refused, busy)
	w.say("/locks", issue.Ran, "No target is locked.")
	later := time.Date(2026, 11, 22, 19, 7, 0, 0, time.UTC)
	w.gh.SetTime(func() time.Time { return later })
	w.say("/unlock-target prod", issue.Ran, "`prod` is not locked.")
	w.say("/lock-target prod", issue.Ran, "`prod` is locked by `alice` since NOW: nothing is deployed there until somebody comments `/unlock-target prod`.")
}

// TestDry: a dry run checks everything, and changes nothing.
func TestDry(t *testing.T) {
	w := start(t)
	w.say("/unlock-target prod --dry-run", issue.Ran, "`prod` is not locked.")
	w.say("/lock-target prod it burns --dry-run", issue.Ran,
		"Would lock `prod` (reason: `it burns`): nothing would be deployed there until somebody comments `/unlock-target prod`.")
	w.put("prod", "robot: lock [skip ci]\n\n"+`{"target":"prod","holder":"bob"}`)
	w.gh.Forget()
	w.say("/lock-target prod --dry-run", issue.Refused, "`prod` is locked already, by `bob` since NOW. Ask them, or end it with `/unlock-target prod`.")
	w.say("/unlock-target prod --dry-run", issue.Ran, "Would unlock `prod`, which is locked by `bob` since NOW.")
	w.say("/lock-target ../x --dry-run", issue.Refused,
		"`../x` is not a target; use letters, digits, `.`, `_`, `/` and `-`, a letter or digit first, at most 64. Usage: `/lock-target <target> [reason…]`, for example `/lock-target prod`.")
	for _, c := range w.gh.Calls() {
		if strings.Contains(c.Path, "/git/") && c.Method != "GET" {
			t.Errorf("a dry run called %s", c)
		}
	}
}

// TestRules: who may not deploy there may not lock and unlock it.
func TestRules(t *testing.T) {
	w := start(t, func(o *locks.Options) { o.Targets = map[string]locks.Rule{"prod*": {Needs: issue.Maintain}} })
	for _, name := range []string{"/lock-target", "/unlock-target"} {
		w.say(name+" PROD-eu", issue.Denied, "`"+name+" … PROD-eu` needs **maintain** here, and you have **write**. Ask somebody who has it to comment this.")
	}
	w.say("/lock-target dev", issue.Ran, "`dev` is locked by `alice` since NOW: nothing is deployed there until somebody comments `/unlock-target dev`.")
}

func TestFaults(t *testing.T) {
	w := start(t)
	const off = "Locks are off here: the robot's token may not write this repository's contents (`contents: write`). Tell whoever runs this robot."
	w.gh.Break(issuetest.NotFound().On("POST", "/git/"))
	w.say("/lock-target prod", issue.Failed, off)
	w.gh.Mend()
	w.say("/lock-target prod", issue.Ran, "`prod` is locked by `alice` since NOW: nothing is deployed there until somebody comments `/unlock-target prod`.")
	w.gh.Break(issuetest.NotFound().On("DELETE", "/git/"))
	w.say("/unlock-target prod", issue.Failed, off)
	w.gh.Break(issuetest.BadGateway().On("GET", "/git/"))
	const unread = "GitHub did not say whether `prod` is locked: nothing was done. Comment it again later."
	w.say("/lock-target prod", issue.Failed, unread)
	w.say("/unlock-target prod", issue.Failed, unread)
	w.say("/lock-target prod --dry-run", issue.Failed, unread)
	w.say("/locks", issue.Failed, "GitHub did not say what is locked. Comment it again later.")
	w.gh.Mend()
	w.gh.Break(issuetest.BadCredentials().On("POST", "/git/"))
	w.say("/lock-target dev", issue.Failed, "GitHub does not accept this robot's token any more; its operator has to renew it.")
}

// TestHostile: no reason pings anybody, hides anything or breaks the table.
func TestHostile(t *testing.T) {
	for n, reason := range []string{
		"`code` **bold** @acme/all <!-- robot --> [x](https://evil.example)", "a | b \\| c", "``` x", "<img src=x>", "/unlock-target prod", strings.Repeat("@bob ", 7000),
	} {
		w := start(t)
		target := fmt.Sprintf("t%d", n)
		w.put(target, fmt.Sprintf("robot: lock [skip ci]\n\n{\"target\":%q,\"holder\":\"bob\",\"reason\":%q}", target, reason[:min(len(reason), 4000)]))
		for _, command := range []string{"/locks", "/lock-target " + target, "/unlock-target " + target, "/lock-target again " + reason} {
			got := robottest.Say(t, w.gh, w.robots[strings.Fields(command)[0]], command)
			bare := regexp.MustCompile("(?s)(`+)[^`].*?[^`]?(`+)").ReplaceAllString(got.Detail, "CODE")
			if strings.Contains(bare, "@") || strings.Contains(bare, "<") || strings.Contains(got.Detail, "@bob") || len(got.Detail) > 2500 {
				t.Errorf("%.80s: %.600s", command, got.Detail)
			}
			lines := strings.Split(got.Detail, "\n")
			if cells := strings.Count(strings.ReplaceAll(lines[len(lines)-1], `\|`, ""), "|"); command == "/locks" && cells != 5 {
				t.Errorf("%d bars in %q", cells, lines[len(lines)-1])
			}
		}
	}
}

func TestMany(t *testing.T) {
	w := start(t)
	for n := range 51 {
		w.put(fmt.Sprintf("t%02d", n), "x")
	}
	got := robottest.Say(t, w.gh, locks.List{}, "/locks")
	if !strings.Contains(got.Detail, "| `t49` |") || !strings.HasSuffix(got.Detail, "|\n\nThere may be more: these are the first 50.") {
		t.Errorf("%s", got.Detail)
	}
}

func TestUsage(t *testing.T) {
	w := start(t)
	for name, robot := range w.robots {
		if _, err := robot.Run(t.Context(), issue.IssueEvent{}); err == nil {
			t.Errorf("%s of nothing", name)
		}
		if name != "/locks" {
			_, err := robot.Run(t.Context(), robottest.Comment(name, nil))
			robottest.Said(t, err, issue.Refused, true, "`"+name+"` takes a target; try `"+name+" prod`.")
			_, err = robot.Run(t.Context(), robottest.Comment(name, nil, "a b"))
			robottest.Said(t, err, issue.Refused, true, "`a b` is not a target; use letters, digits, `.`, `_`, `/` and `-`, a letter or digit first, at most 64.")
		}
	}
	w.say(`/lock-target "prod" 'it burns'`, issue.Ran, "`prod` is locked by `alice` since NOW (reason: `'it burns'`): nothing is deployed there until somebody comments `/unlock-target prod`.")
	mux := issue.NewMux()
	for name, robot := range w.robots {
		mux.Handle(name, robot)
	}
	if err := mux.Check(); err != nil {
		t.Error(err)
	}
	if _, err := locks.NewLock(locks.Options{}); err == nil {
		t.Error("a robot without a Drone")
	}
	if _, err := locks.NewUnlock(locks.Options{}); err == nil {
		t.Error("a robot without a Drone")
	}
	if help := (locks.List{}).Help(); help.Needs != issue.Read || !slices.Contains(help.Examples, "/locks") {
		t.Errorf("%+v", help)
	}
}
