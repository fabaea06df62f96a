package cc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/cc"
	"github.com/fanux/robot/processors/internal/robottest"
)

type list = []string

// world is a hall with the robots of this package, and more people.
type world struct {
	*testing.T
	*robottest.Hall
}

func start(t *testing.T) *world {
	t.Helper()
	w := &world{t, robottest.NewHall(t, map[string]issue.Runner{"/cc": cc.CC{}, "/uncc": cc.Uncc{}})}
	w.Repo.Grant("alice", "read").Grant("bob", "read").Grant("dave", "triage")
	w.Team("acme/leads", "dave")
	w.SignIn("stranger") // an account without a part in this
	return w
}

// said checks how the commands of an event go.
func (w *world) said(event issuetest.Event, want ...string) {
	w.Helper()
	if diff := cmp.Diff(strings.Join(want, "\n"), w.Hear(event)); diff != "" {
		w.Errorf("results (-want +got):\n%s", diff)
	}
}

// called checks the calls that the robots made for the last event.
func (w *world) called(want ...string) {
	w.Helper()
	var got []string
	for line := range strings.Lines(w.Work()) {
		got = append(got, strings.Join(strings.Fields(line)[:2], " "))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("calls (-want +got):\n%s", diff)
	}
}

// asked checks who is asked for a review, teams behind people.
func (w *world) asked(want ...string) {
	w.Helper()
	i := w.Repo.Issue(18)
	got := append(append(list(nil), i.Reviewers...), i.Teams...)
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("reviewers (-want +got):\n%s", diff)
	}
}

const (
	get     = "GET pulls/18"
	post    = "POST pulls/18/requested_reviewers"
	del     = "DELETE pulls/18/requested_reviewers"
	asks    = " for a review. It asks collaborators of this repository, and teams (`org/team`) of its organization that can read it, but never the author."
	nobody  = " is neither the login of a GitHub account nor a team (`org/team`): nothing was changed. Write it as on its page, with or without an `@`."
	rest    = " Everything else of the command was done."
	nothing = " Nothing was changed."
	dry     = "ran: Nothing was done. It would "
	reviews = "refused: This is an issue, and only a pull request is reviewed: nothing was changed. To assign somebody, comment `/assign`."
)

// TestTable: what is commented, by whom, who is asked before, what GitHub is asked, who is
// asked afterwards, and what is said.
func TestTable(t *testing.T) {
	for _, test := range []struct {
		body, who             string
		before                list
		calls, after, replies list
	}{
		// success
		{"/cc", "alice", nil, list{get, post}, list{"alice"}, list{"ran"}},
		{"/CC @bob", "alice", nil, list{get, post}, list{"bob"}, list{"ran"}},
		{"/cc @bob, alice,@BOB", "alice", nil, list{get, post}, list{"bob", "alice"}, list{"ran"}},
		{"/cc @bob、alice", "alice", nil, list{get, post}, list{"bob", "alice"}, list{"ran"}},
		{"/cc @acme/leads", "alice", nil, list{get, post}, list{"leads"}, list{"ran"}},
		{"/cc ACME/Leads bob", "alice", nil, list{get, post}, list{"bob", "leads"}, list{"ran"}},
		{"/cc bob alice", "alice", list{"bob"}, list{get, post}, list{"bob", "alice"}, list{"ran"}},
		{"/cc dave", "ann", nil, list{get, post}, list{"dave"}, list{"ran"}},
		{"/uncc", "alice", list{"alice", "bob"}, list{get, del}, list{"bob"}, list{"ran"}},
		{"/uncc @bob,acme/leads", "alice", list{"alice", "bob", "acme/leads"}, list{get, del}, list{"alice"}, list{"ran"}},
		{"/uncc acme/leads", "alice", list{"acme/leads"}, list{get, del}, nil, list{"ran"}},
		// no-op
		{"/cc", "alice", list{"alice"}, list{get}, list{"alice"}, list{"ran"}},
		{"/cc BOB Acme/leads", "alice", list{"bob", "acme/leads"}, list{get}, list{"bob", "leads"}, list{"ran"}},
		{"/uncc", "alice", list{"bob"}, list{get}, list{"bob"}, list{"ran"}},
		{"/uncc ann ghost other/leads", "alice", list{"acme/leads"}, list{get}, list{"leads"}, list{"ran"}},
		// partial
		{"/cc stranger", "alice", nil, list{get, post}, nil, list{"failed: GitHub does not ask `stranger`" + asks + nothing}},
		{"/cc bob stranger alice ghost", "alice", nil, list{get, post, post, post, post, post}, list{"bob", "alice"}, list{"failed: GitHub does not ask `stranger`, `ghost`" + asks + rest}},
		{"/cc acme/nobody bob", "alice", nil, list{get, post, post, post}, list{"bob"}, list{"failed: GitHub does not ask `acme/nobody`" + asks + rest}},
		{"/cc bob ann", "alice", nil, list{get, post}, list{"bob"}, list{"failed: GitHub does not ask `ann`" + asks + rest}},
		{"/cc bob other/leads", "alice", nil, list{get, post}, list{"bob"}, list{"failed: GitHub does not ask `other/leads`" + asks + rest}},
		{"/cc bob other/leads", "alice", list{"bob"}, list{get}, list{"bob"}, list{"failed: GitHub does not ask `other/leads`" + asks + rest}},
		{"/cc stranger other/leads ann", "alice", nil, list{get, post}, nil, list{"failed: GitHub does not ask `other/leads`, `ann`, `stranger`" + asks + nothing}},
		{"/cc", "ann", nil, list{get}, nil, list{"failed: GitHub does not ask `ann`" + asks + nothing}},
		// refusal
		{"/cc bob @", "alice", nil, nil, nil, list{"refused: `  `" + nobody}},
		{"/cc acme/leads/x", "alice", nil, nil, nil, list{"refused: `acme/leads/x`" + nobody}},
		{"/uncc acme/..", "alice", nil, nil, nil, list{"refused: `acme/..`" + nobody}},
		{"/cc please!", "alice", nil, nil, nil, list{"refused: `please!`" + nobody}},
		{"/uncc please!", "alice", nil, nil, nil, list{"refused: `please!`" + nobody}},
		{"/cc a b c d e f g h i j k", "alice", nil, nil, nil, list{"refused: 11 are too many for one command: nothing was changed. Name at most 10."}},
		{"/cc for=bob", "alice", nil, nil, nil, list{"refused: `/cc` takes no `key=value`. Usage: `/cc [user|org/team …]`, for example `/cc`."}},
		// commands of one comment
		{"/cc bob\n/uncc bob", "alice", nil, list{get, post, get, del}, nil, list{"ran", "ran"}},
		{"/uncc bob\n/cc bob\n/cc bob", "alice", list{"bob"}, list{get, del, get, post, get}, list{"bob"}, list{"ran", "ran", "ran"}},
		// dry run
		{"/cc bob alice stranger --dry-run", "dave", list{"alice"}, list{get}, list{"alice"}, list{dry + "ask `bob`, `stranger` for a review."}},
		{"/cc bob ann --dry-run", "alice", nil, list{get}, nil, list{dry + "ask `bob` for a review.\n\nGitHub does not ask `ann`" + asks}},
		{"/cc --dry-run", "ann", nil, list{get}, nil, list{"failed: GitHub does not ask `ann`" + asks + nothing}},
		{"/cc --dry-run", "alice", list{"alice"}, list{get}, list{"alice"}, list{dry + "change nothing."}},
		{"/uncc bob alice --dry-run", "dave", list{"alice"}, list{get}, list{"alice"}, list{dry + "withdraw the request for a review by `alice`."}},
		{"/uncc --dry-run", "alice", nil, list{get}, nil, list{dry + "change nothing."}},
		{"/cc ! --dry-run", "alice", nil, nil, nil, list{"refused: `!`" + nobody}},
	} {
		t.Run(test.body+" "+test.who, func(t *testing.T) {
			w := start(t)
			w.Repo.RequestReview(18, test.before...)
			w.said(w.Repo.Comment(18, test.who, test.body), test.replies...)
			w.called(test.calls...)
			w.asked(test.after...)
		})
	}
}

// TestIssue: an issue has nobody who reviews it.
func TestIssue(t *testing.T) {
	w := start(t)
	w.said(w.Repo.Comment(17, "alice", "/cc\n/uncc bob\n/cc --dry-run"), reviews, reviews, reviews)
	w.called()
}

// TestElsewhere: commands stand in the text of a pull request and in review comments, too.
func TestElsewhere(t *testing.T) {
	w := start(t)
	w.said(w.Repo.Review(18, "alice", "/cc bob"), "ran")
	w.asked("bob")
	w.said(w.Repo.OpenPull(20, "alice", "More", "/cc bob"), "ran")
	if got := w.Repo.Issue(20).Reviewers; !cmp.Equal(got, list{"bob"}) {
		t.Errorf("got %q", got)
	}
}

func TestDenied(t *testing.T) {
	w := start(t)
	w.Repo.Private()
	for _, command := range []string{"/cc", "/uncc"} {
		w.said(w.Repo.Comment(18, "stranger", command), "denied: `"+command+"` needs **read** here, and you have **none**. Ask somebody who has it to comment this.")
	}
	w.called()
}

// TestResumed: a run that was broken off is done again, and asks nobody twice.
func TestResumed(t *testing.T) {
	w := start(t)
	w.SetTime(func() time.Time { return time.Now().Add(-30 * time.Minute) })
	event := w.Repo.Comment(18, "alice", "/cc bob alice")
	w.Repo.React(event.Comment, "sealrobot", "eyes")
	w.Repo.RequestReview(18, "bob")
	w.SetTime(time.Now)
	w.said(event, "ran")
	w.called(get, post)
	calls := strings.Count(strings.Join(w.Repo.Issue(18).History, " "), "review_requested")
	if w.asked("bob", "alice"); calls != 2 {
		t.Errorf("%d requests for reviews, want 2", calls)
	}
}

// TestLeftOut: whom GitHub leaves out without a word is named; a team may be replaced by its
// members.
func TestLeftOut(t *testing.T) {
	w := start(t)
	w.Break(wire.Fault{Status: 201, Body: `{"requested_reviewers":[{"login":"dave"}],"requested_teams":[]}`}.On("POST", "/requested_reviewers"))
	w.said(w.Repo.Comment(18, "alice", "/cc acme/leads"), "ran")
	w.said(w.Repo.Comment(18, "alice", "/cc dave bob"), "failed: GitHub does not ask `bob`"+asks+rest)
}

// TestFaults: what is said says what was done.
func TestFaults(t *testing.T) {
	const (
		unconfirmed = "failed: GitHub did not confirm it: it may have been done. Comment it again: what is done already is left as it is."
		again       = " GitHub did not answer as it should. Comment it again: what is done already is left as it is."
		token       = "GitHub does not accept this robot's token any more; its operator has to renew it."
	)
	for n, test := range []struct {
		body  string
		fault wire.Fault
		said  string
		after list
	}{
		{"/cc bob", wire.Fault{Cut: true, After: true}.On("POST", "/requested"), unconfirmed, list{"alice", "bob"}},
		{"/cc bob", issuetest.BadGateway().On("POST", "/requested"), unconfirmed, list{"alice"}},
		{"/cc bob", issuetest.BadCredentials().On("POST", "/requested"), "failed: " + token, list{"alice"}},
		{"/uncc alice", wire.Fault{Cut: true, After: true}.On("DELETE", "/requested"), unconfirmed, nil},
		{"/uncc alice", issuetest.BadCredentials().On("DELETE", "/requested"), "failed: " + token, list{"alice"}},
		{"/cc bob", wire.Fault{Cut: true}.On("GET", "/pulls"), "failed: GitHub gave no answer when this issue was looked at: nothing was changed. Comment it again.", list{"alice"}},
		{"/uncc", issuetest.BadCredentials().On("GET", "/pulls"), "failed: Nothing was changed. " + token, list{"alice"}},
		// one of several, each asked singly
		{"/cc ghost bob dave stranger", wire.Fault{Skip: 3, Cut: true, After: true}.On("POST", "/requested"),
			"failed: Done: asking `bob` for a review. Not confirmed: asking `dave` for a review. Not done: asking `ghost` for a review, asking `stranger` for a review." + again, list{"alice", "bob", "dave"}},
		{"/cc ghost bob", wire.Fault{Skip: 1, Status: 403, Body: "{}"}.On("POST", "/requested"),
			"failed: Not done: asking `ghost` for a review, asking `bob` for a review. GitHub does not let this robot do that here (403). Its operator has to give its token `issues: write` and `pull_requests: write` (of a classic token, the scope `repo`), and its account write access to this repository.", list{"alice"}},
	} {
		t.Run(fmt.Sprint(n, test.body), func(t *testing.T) {
			w := start(t)
			w.Repo.RequestReview(18, "alice")
			w.Break(test.fault)
			w.said(w.Repo.Comment(18, "alice", test.body), test.said)
			w.asked(test.after...)
		})
	}
}
