package issue_test

import (
	"bytes"
	"context"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// tagger is /tag and /untag: it sets what stands behind it.
type tagger struct{ remove bool }

func (t tagger) Help() issue.Help {
	return issue.Help{Usage: "<label…>", Needs: issue.Read, Effect: issue.Relabels, Repeat: issue.Idempotent}
}

func (t tagger) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	on, err := issue.From(ctx).Labels(ctx)
	if err != nil {
		return "", err
	}
	if t.remove {
		on.Remove(event.Command.Args...)
	} else {
		on.Add(event.Command.Args...)
	}
	return "", nil
}

// viewer is /view: it says what the labels are.
type viewer struct{}

func (viewer) Run(ctx context.Context, _ issue.IssueEvent) (string, error) {
	on, err := issue.From(ctx).Labels(ctx)
	if err != nil {
		return "", err
	}
	return "Labels: " + strings.Join(on.All(), " "), nil
}

func newTagged(t *testing.T) *world {
	w := newWorld(t)
	w.more = map[string]issue.Runner{"/tag": tagger{}, "/untag": tagger{true}, "/view": viewer{}}
	w.url = w.serve()
	w.repo.Label(17, "old")
	return w
}

// touched are the calls to labels, and the commands' own reads.
func (w *world) touched() (calls []string) {
	for _, c := range w.gh.Calls() {
		if strings.Contains(c.Path, "/labels") {
			calls = append(calls, c.Method+" "+c.Path[strings.LastIndex(c.Path, "/17/")+4:]+" "+strings.TrimSpace(string(c.Body)))
		}
	}
	return calls
}

func TestLabelsThatFollowEachOtherAreOneCall(t *testing.T) {
	w := newTagged(t)
	a := w.say("alice", "/tag a\n/untag old\n/tag b c\n/untag c\n/view\n/tag d")
	if want := []string{`POST labels ["a","b"]`, "DELETE labels/old ", `POST labels ["d"]`}; !slices.Equal(w.touched(), want) {
		t.Errorf("%q", w.touched())
	}
	if a.Commands[4].Detail != "Labels: a b" || len(a.Commands) != 6 {
		t.Errorf("%+v", a.Commands)
	}
}

// TestLabelsThatAreSoCostNothing, whatever their case.
func TestLabelsThatAreSoCostNothing(t *testing.T) {
	w := newTagged(t)
	a := w.say("alice", "/tag OLD\n/untag new\n/tag x\n/untag X\n/untag old\n/tag old")
	if len(w.touched()) != 0 || slices.ContainsFunc(a.states(), func(s issue.State) bool { return s != issue.Ran }) || len(w.replies()) != 0 {
		t.Errorf("%q, %v, %q", w.touched(), a.states(), w.replies())
	}
}

// TestLabelsThatFailAreToldToWhomWantedThem, and to nobody else; what comes after looks anew.
func TestLabelsThatFailAreToldToWhomWantedThem(t *testing.T) {
	w := newTagged(t)
	w.gh.Break(issuetest.BadGateway().On("DELETE", "/labels/old").Once())
	a := w.say("alice", "/tag a\n/untag old\n/tag b\n/view")
	if want := []issue.State{issue.Ran, issue.Failed, issue.Ran, issue.Ran}; !slices.Equal(a.states(), want) {
		t.Errorf("%v", a.states())
	}
	if want := "Not done: removing `old`. GitHub answered 502; comment it again later."; a.Commands[1].Detail != want {
		t.Errorf("got %q", a.Commands[1].Detail)
	}
	if a.Commands[3].Detail != "Labels: old a b" {
		t.Errorf("got %q", a.Commands[3].Detail)
	}
}

// swapper is /swap: it sets one label in the place of another.
type swapper struct{ tagger }

func (swapper) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	on, err := issue.From(ctx).Labels(ctx)
	if err != nil {
		return "", err
	}
	on.Add(event.Command.Args[1])
	on.Remove(event.Command.Args[0])
	return "", nil
}

// TestLabelThatIsNotReplacedStays: what was to make room for a label that could not be added.
func TestLabelThatIsNotReplacedStays(t *testing.T) {
	w := newTagged(t)
	w.more["/swap"] = swapper{}
	w.url = w.serve()
	w.repo.Label(17, "other")
	w.gh.Break(issuetest.BadGateway().On("POST", "/labels").Once())
	a := w.say("alice", "/swap old new\n/untag other")
	if want := []string{`POST labels ["new"]`, "DELETE labels/other "}; !slices.Equal(w.touched(), want) {
		t.Errorf("%q", w.touched())
	}
	if want := []issue.State{issue.Failed, issue.Ran}; !slices.Equal(a.states(), want) {
		t.Errorf("%v", a.states())
	}
}

// TestLateEventsDoNotTellTheLabels: they are looked at, once.
func TestLateEventsDoNotTellTheLabels(t *testing.T) {
	w := newTagged(t)
	said := w.repo.Comment(17, "alice", "/tag new\n/view\n/view")
	w.repo.Label(17, "since")
	w.gh.Forget()
	request := said.Request(w.url, secret)
	body, err := io.ReadAll(request.Body)
	if err != nil {
		t.Fatal(err)
	}
	body = regexp.MustCompile(`"created_at":"[^"]*"`).ReplaceAll(body, []byte(`"created_at":"2020-01-01T00:00:00Z"`))
	request.Body, request.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	request.Header.Set("X-Hub-Signature-256", issuetest.Sign(secret, body))
	a := w.send(request)
	if want := []string{"GET labels?per_page=100 ", `POST labels ["new"]`}; !slices.Equal(w.touched(), want) {
		t.Errorf("%q", w.touched())
	}
	if a.Commands[1].Detail != "Labels: old since new" {
		t.Errorf("got %+v", a.Commands)
	}
}

// TestDryLabels: nobody sees what would be.
func TestDryLabels(t *testing.T) {
	w := newTagged(t)
	a := w.say("alice", "/tag a --dry-run\n/view\n/untag old --dry-run\n/tag old --dry-run")
	if len(w.touched()) != 0 {
		t.Errorf("%q", w.touched())
	}
	for i, want := range []string{"It would add `a`.", "Labels: old", "It would remove `old`.", "Nothing would change."} {
		if a.Commands[i].Detail != want {
			t.Errorf("%d: %q", i, a.Commands[i].Detail)
		}
	}
}

// TestLabelOfDotsIsNotRemoved: its address would be that of all labels.
func TestLabelOfDotsIsNotRemoved(t *testing.T) {
	w := newTagged(t)
	w.repo.Label(17, "..")
	a := w.say("alice", "/untag ..")
	if a.states()[0] != issue.Failed || len(w.touched()) != 0 {
		t.Errorf("%v, %q", a.states(), w.touched())
	}
}
