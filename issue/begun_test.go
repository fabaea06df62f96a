package issue_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// declared is a crew with a Help.
type declared struct {
	*crew
	help issue.Help
}

func (d declared) Help() issue.Help { return d.help }

// finder is one that knows what it did, or does not.
type finder struct {
	declared
	there bool
	err   error
}

func (f finder) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	if err := issue.From(ctx).Turn(); err != nil {
		return "", err
	}
	return f.declared.Run(ctx, event)
}

func (f finder) Find(ctx context.Context, event issue.IssueEvent) (string, bool, error) {
	_, answer, err := event.Client.Issues.CreateComment(ctx, "acme", "widgets", 17, github.IssueCommentRequest{Body: "found it"})
	if err == nil || answer != nil {
		return "", false, errors.New("it can write")
	}
	return "Started job 1.", f.there, f.err
}

// brokeOff is a comment that somebody began three minutes ago, and did not end.
func (w *world) brokeOff(login, text string) issuetest.Event {
	w.gh.SetTime(func() time.Time { return time.Now().Add(-10 * time.Minute) })
	e := w.repo.Comment(17, login, text)
	w.gh.SetTime(func() time.Time { return time.Now().Add(-3 * time.Minute) })
	w.repo.React(e.Comment, "sealrobot", "eyes")
	w.gh.SetTime(time.Now)
	return e
}

// TestBegunBeforeAndRefusedNow: what ran before it was broken off is never told as not run,
// also where the commenter may not run it any more, or where it is not a command any more as it
// is written; and it does not run then.
func TestBegunBeforeAndRefusedNow(t *testing.T) {
	const (
		maybe  = "It may have run: it was begun before, and broken off. Look, and if it did not, "
		denied = " needs **write** here, and you have **read**."
	)
	of := func(effect issue.Effect, repeat issue.Repeat) issue.Help {
		return issue.Help{Usage: "<word>", Effect: effect, Repeat: repeat}
	}
	forbidden := wire.Fault{Method: "GET", Path: "/permission$", Status: http.StatusForbidden}
	for name, row := range map[string]struct {
		who, say string
		fault    wire.Fault
		state    issue.State
		want     string
	}{
		"found, denied":         {"reader", "/there x", wire.Fault{}, issue.Ran, "Started job 1."},
		"found, usage":          {"alice", "/there x y", wire.Fault{}, issue.Ran, "Started job 1."},
		"found, unread":         {"alice", "/there x", forbidden, issue.Ran, "Started job 1."},
		"nothing, denied":       {"reader", "/gone x", wire.Fault{}, issue.Denied, denied},
		"nothing, usage":        {"alice", "/gone", wire.Fault{}, issue.Refused, "is missing"},
		"nobody knows":          {"reader", "/blind x", wire.Fault{}, issue.Failed, maybe},
		"keyed, denied":         {"reader", "/keyed x", wire.Fault{}, issue.Denied, maybe + "ask somebody who has **write** here to comment it: you have **read**."},
		"once, denied":          {"reader", "/once x", wire.Fault{}, issue.Denied, maybe + "ask somebody who has **write** here to comment it: you have **read**."},
		"once, usage":           {"alice", "/once x y", wire.Fault{}, issue.Failed, maybe + "comment it again."},
		"once, never a command": {"alice", "/once \"x", wire.Fault{}, issue.Refused, "Not run:"},
		"once, unread":          {"alice", "/once x", forbidden, issue.Failed, maybe + "comment it again."},
		"harmless, denied":      {"reader", "/harmless x", wire.Fault{}, issue.Denied, maybe},
		"reads, denied":         {"reader", "/reads x", wire.Fault{}, issue.Denied, denied},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			keyed := declared{w.crew, of(issue.Deploys, issue.Keyed)}
			w.more = map[string]issue.Runner{
				"/there":    finder{keyed, true, nil},
				"/gone":     finder{keyed, false, nil},
				"/blind":    finder{keyed, false, issue.Unsure()},
				"/keyed":    keyed,
				"/once":     declared{w.crew, of(issue.Writes, issue.Once)},
				"/harmless": declared{w.crew, of(issue.Writes, issue.Idempotent)},
				"/reads":    declared{w.crew, of(issue.Reads, issue.Idempotent)},
			}
			w.repo.Grant("reader", "read")
			w.url = w.serve()
			e := w.brokeOff(row.who, row.say)
			w.gh.Break(row.fault)
			a := w.send(e.Request(w.url, secret))
			if len(a.Commands) != 1 || a.Commands[0].State != row.state || !strings.Contains(a.Commands[0].Detail, row.want) {
				t.Errorf("%d %s, want %s %q", a.status, a.body, row.state, row.want)
			}
			if ran := w.crew.ran(); len(ran) > 0 || len(w.replies()) != 1 {
				t.Errorf("ran %q, said %q", ran, w.replies())
			}
		})
	}
}

// TestBegunBeforeAndAllowed: what is not there is run, and what cannot be found out now waits.
func TestBegunBeforeAndAllowed(t *testing.T) {
	w := newWorld(t)
	keyed := declared{w.crew, issue.Help{Usage: "<word>", Effect: issue.Deploys, Repeat: issue.Keyed}}
	w.more = map[string]issue.Runner{"/gone": finder{keyed, false, nil}, "/later": finder{keyed, false, issue.Later(errors.New("down"))}}
	w.url = w.serve()
	if a := w.send(w.brokeOff("alice", "/later x").Request(w.url, secret)); a.status != 500 || len(w.replies()) > 0 {
		t.Errorf("%d %s", a.status, a.body)
	}
	if a := w.send(w.brokeOff("alice", "/gone y").Request(w.url, secret)); a.states()[0] != issue.Ran {
		t.Errorf("%d %s", a.status, a.body)
	}
	same(t, "ran", w.crew.ran(), "y")
}

type twin struct{ *crew }

func (twin) Run(context.Context, issue.IssueEvent) (string, error) { return "", issue.Twin() }

// TestTwin: who meets another instance at the same command says nothing, and leaves the comment
// to the other, who has it.
func TestTwin(t *testing.T) {
	w := newWorld(t)
	w.more = map[string]issue.Runner{"/twin": twin{w.crew}}
	w.url = w.serve()
	e := w.repo.Comment(17, "alice", "/twin\n/count x")
	a := w.send(e.Request(w.url, secret))
	if a.status != 200 || len(a.Commands) != 2 || a.Commands[0].State != issue.Duplicate || a.Commands[1].State != issue.Duplicate {
		t.Errorf("%d %s", a.status, a.body)
	}
	if ran, on := w.crew.ran(), w.repo.Reactions(e.Comment, "sealrobot"); len(ran) > 0 || len(w.replies()) > 0 || len(on) != 1 {
		t.Errorf("ran %q, said %q, reactions %q", ran, w.replies(), on)
	}
}

// TestOrderOfWhatWasBegunBefore: what is not there, while a command below it is, is not begun
// after that one, and neither while nobody can say it of one below; what stands below is. What
// begins nothing says what it has to say.
func TestOrderOfWhatWasBegunBefore(t *testing.T) {
	of := func(needs issue.Permission) issue.Help {
		return issue.Help{Usage: "<word>", Needs: needs, Effect: issue.Deploys, Repeat: issue.Keyed}
	}
	for text, row := range map[string]struct{ states, says, ran string }{
		"/gone x\n/there y\n/gone z": {"[skipped ran ran]", "what stands below it was", "z"},
		"/gone x\n/later y":          {"[]", "it is looked at again later", ""},
		"/gone x\n/blind y":          {"[ran failed]", "It may have run", "x"},
		"/gone\n/there y":            {"[refused ran]", "is missing", ""},
		"/admin x\n/there y":         {"[denied ran]", "needs **admin**", ""},
		"/ship x\n/there y":          {"[refused ran]", "Not started yet", ""},
	} {
		w := newWorld(t)
		keyed := declared{w.crew, of(issue.Write)}
		w.more = map[string]issue.Runner{
			"/gone": finder{keyed, false, nil}, "/there": finder{keyed, true, nil}, "/blind": finder{keyed, false, issue.Unsure()},
			"/later": finder{keyed, false, issue.Later(errors.New("down"))}, "/admin": finder{declared{w.crew, of(issue.Admin)}, false, nil},
			"/ship": unfound{&shipper{asks: true, help: of(issue.Write)}},
		}
		w.url = w.serve()
		a := w.send(w.brokeOff("alice", text).Request(w.url, secret))
		if fmt.Sprint(a.states()) != row.states || !strings.Contains(a.body, row.says) || strings.Join(w.crew.ran(), " ") != row.ran {
			t.Errorf("%q: %d %s, ran %q", text, a.status, a.body, w.crew.ran())
		}
		if strings.Contains(text, "/ship") {
			w.want("alice", "/confirm", issue.Ran, "Shipped.")
		}
	}
}

// unfound is a shipper that finds nothing of its own.
type unfound struct{ *shipper }

func (unfound) Find(context.Context, issue.IssueEvent) (string, bool, error) { return "", false, nil }

// TestFoundMeanwhile: what another instance began while the commands above it ran is not begun
// again.
func TestFoundMeanwhile(t *testing.T) {
	w := newWorld(t)
	keyed := declared{w.crew, issue.Help{Usage: "<word>", Effect: issue.Deploys, Repeat: issue.Keyed}}
	second := &finder{keyed, false, nil}
	w.more = map[string]issue.Runner{"/first": first{keyed, second}, "/second": second}
	w.url = w.serve()
	if a := w.send(w.brokeOff("alice", "/first x\n/second y").Request(w.url, secret)); fmt.Sprint(a.states()) != "[ran ran]" || len(w.crew.ran()) > 0 {
		t.Errorf("%s, ran %q", a.body, w.crew.ran())
	}
}

// first is a Runner that takes so long that another instance begins the second.
type first struct {
	declared
	second *finder
}

func (f first) Run(context.Context, issue.IssueEvent) (string, error) {
	f.second.there = true
	return "Took a while.", nil
}
