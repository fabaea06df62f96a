package assign_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

const (
	post     = "POST issues/17/assignees"
	del      = "DELETE issues/17/assignees"
	get      = "GET issues/17"
	notTaken = ". It takes people who may write here or have written on this issue, and members of the organization, ten at most; and this robot's account has to have write access."
	notLogin = " is not the login of a GitHub account: nothing was changed. Write it as on its page, with or without an `@`."
	rest     = " Everything else of the command was done."
	nothing  = " Nothing was changed."
	dry      = "ran: Nothing was done. It would "
)

// TestTable: what is commented, by whom, who is assigned before, what GitHub is asked, who is
// assigned afterwards, and what is said.
func TestTable(t *testing.T) {
	many := "a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11"
	for _, test := range []struct {
		body, who string
		before    list
		calls     list
		after     list
		said      list
	}{
		// success
		{"/assign", "alice", nil, list{post}, list{"alice"}, list{"ran"}},
		{"/Assign bob", "alice", nil, list{post}, list{"bob"}, list{"ran"}},
		{"/assign @bob @dave", "alice", nil, list{post}, list{"bob", "dave"}, list{"ran"}},
		{"/assign @bob,@dave", "alice", nil, list{post}, list{"bob", "dave"}, list{"ran"}},
		{"/assign @bob, dave ,alice", "alice", nil, list{post}, list{"bob", "dave", "alice"}, list{"ran"}},
		{"/assign bob，dave", "alice", nil, list{post}, list{"bob", "dave"}, list{"ran"}},
		{"/assign bob @BOB,Bob", "alice", nil, list{post}, list{"bob"}, list{"ran"}},
		{"/assign ann", "alice", nil, list{post}, list{"ann"}, list{"ran"}}, // who wrote there
		{"/assign bob", "alice", list{"dave"}, list{post}, list{"dave", "bob"}, list{"ran"}},
		{"/unassign", "alice", list{"alice", "bob"}, list{del}, list{"bob"}, list{"ran"}},
		{"/unassign @Alice, bob", "dave", list{"alice", "bob"}, list{del}, nil, list{"ran"}},
		// no-op
		{"/assign", "alice", list{"alice"}, nil, list{"alice"}, list{"ran"}},
		{"/assign @ALICE bob", "dave", list{"bob", "alice"}, nil, list{"bob", "alice"}, list{"ran"}},
		{"/unassign", "alice", list{"bob"}, nil, list{"bob"}, list{"ran"}},
		{"/unassign alice stranger", "bob", nil, nil, nil, list{"ran"}},
		// partial
		{"/assign stranger bob ghost", "alice", nil, list{post}, list{"bob"}, list{"failed: GitHub did not assign `stranger`, `ghost`" + notTaken + rest}},
		{"/assign stranger alice", "alice", list{"alice"}, list{post}, list{"alice"}, list{"failed: GitHub did not assign `stranger`" + notTaken + rest}},
		{"/assign stranger", "alice", nil, list{post}, nil, list{"failed: GitHub did not assign `stranger`" + notTaken + nothing}},
		{"/assign a1", "alice", strings.Fields(many)[1:], list{post}, strings.Fields(many)[1:], list{"failed: GitHub did not assign `a1`" + notTaken + nothing}},
		// refusal
		{"/assign acme/leads", "alice", nil, nil, nil, list{"refused: `acme/leads`" + notLogin}},
		{"/assign bob @", "alice", nil, nil, nil, list{"refused: `  `" + notLogin}},
		{"/assign ,", "alice", nil, nil, nil, list{"refused: `,`" + notLogin}},
		{"/assign bob please!", "alice", nil, nil, nil, list{"refused: `please!`" + notLogin}},
		{"/unassign @@bob", "alice", list{"bob"}, nil, list{"bob"}, list{"refused: `@\u200bbob`" + notLogin}},
		{"/assign " + many, "alice", nil, nil, nil, list{"refused: 11 people are too many: nothing was changed. An issue has at most 10 assignees."}},
		{"/assign to=bob", "alice", nil, nil, nil, list{"refused: `/assign` takes no `key=value`. Usage: `/assign [user …]`, for example `/assign`."}},
		{"/unassign to=bob", "alice", list{"bob"}, nil, list{"bob"}, list{"refused: `/unassign` takes no `key=value`. Usage: `/unassign [user …]`, for example `/unassign`."}},
		{"/apply now", "alice", nil, nil, nil, list{"refused: `now` is more than `/apply` takes. Usage: `/apply`, for example `/apply`."}},
		// commands of one comment
		{"/assign bob\n/unassign bob", "alice", nil, list{post, del}, nil, list{"ran", "ran"}},
		{"/unassign bob\n/assign bob", "alice", list{"bob"}, list{del, post}, list{"bob"}, list{"ran", "ran"}},
		{"/assign bob\n/assign bob", "alice", nil, list{post}, list{"bob"}, list{"ran", "ran"}},
		{"/unassign bob\n/apply", "alice", list{"bob"}, list{del, post}, list{"alice"}, list{"ran", "ran"}},
		{"/apply\n/unassign", "alice", nil, list{post, del}, nil, list{"ran", "ran"}},
		{"/assign bob --dry-run\n/unassign bob", "alice", nil, nil, nil, list{dry + "assign `bob`.", "ran"}},
		// dry run
		{"/assign stranger bob alice --dry-run", "alice", list{"alice"}, nil, list{"alice"}, list{dry + "assign `stranger`, `bob`."}},
		{"/assign --dry-run", "alice", list{"alice"}, nil, list{"alice"}, list{dry + "change nothing."}},
		{"/unassign bob dave --dry-run", "alice", list{"bob"}, nil, list{"bob"}, list{dry + "unassign `bob`."}},
		{"/unassign --dry-run", "alice", nil, nil, nil, list{dry + "change nothing."}},
		{"/assign a/b --dry-run", "alice", nil, nil, nil, list{"refused: `a/b`" + notLogin}},
		{"/apply --dry-run", "alice", nil, nil, nil, list{dry + "assign `alice`."}},
		{"/apply --dry-run", "alice", list{"alice"}, nil, list{"alice"}, list{dry + "change nothing."}},
		{"/apply --dry-run", "alice", list{"bob"}, nil, list{"bob"}, list{"refused: This issue is taken already, by `bob`: nothing was changed. Ask them, or take another one."}},
		// /apply
		{"/apply", "alice", nil, list{post}, list{"alice"}, list{"ran"}},
		{"/apply", "stranger", nil, list{post}, list{"stranger"}, list{"ran"}}, // a comment is enough for GitHub
		{"/apply", "alice", list{"alice"}, nil, list{"alice"}, list{"ran"}},
		{"/apply", "alice", list{"bob", "alice"}, nil, list{"bob", "alice"}, list{"ran"}},
		{"/apply", "alice", list{"bob", "dave"}, nil, list{"bob", "dave"}, list{"refused: This issue is taken already, by `bob`, `dave`: nothing was changed. Ask them, or take another one."}},
	} {
		t.Run(test.body+" "+test.who, func(t *testing.T) {
			w := start(t)
			for _, login := range strings.Fields(many) {
				w.Repo.Grant(login, "read")
			}
			w.Repo.Assign(17, test.before...)
			w.said(w.Repo.Comment(17, test.who, test.body), test.said...)
			w.called(test.calls...)
			w.assigned(17, test.after...)
		})
	}
}

// TestPull: a pull request has assignees, and cannot be taken.
func TestPull(t *testing.T) {
	w := start(t)
	w.said(w.Repo.Comment(18, "alice", "/assign\n/apply"), "ran",
		"refused: This is a pull request, and only an issue can be taken: nothing was changed. To be assigned, comment `/assign`.")
	w.called("POST issues/18/assignees")
	w.said(w.Repo.Review(18, "bob", "/unassign alice"), "ran")
	w.called("DELETE issues/18/assignees")
	w.assigned(18)
}

func TestClosed(t *testing.T) {
	const closed = "refused: This issue is closed: nothing was changed. Take one that is open."
	w := start(t)
	w.said(w.Repo.Comment(19, "alice", "/apply\n/apply --dry-run\n/assign"), closed, closed, "ran")
	w.called("POST issues/19/assignees")
	w.said(w.Repo.Comment(19, "alice", "/apply"), "ran")
	w.called()
}

// TestOpened: the text of a new issue holds commands, too.
func TestOpened(t *testing.T) {
	w := start(t)
	w.said(w.Repo.Open(20, "bob", "Mine", "/apply"), "ran")
	w.assigned(20, "bob")
}

// TestDenied: who cannot read has no say.
func TestDenied(t *testing.T) {
	w := start(t)
	w.Repo.Private()
	for _, command := range []string{"/assign", "/unassign", "/apply"} {
		w.said(w.Repo.Comment(17, "stranger", command), "denied: `"+command+"` needs **read** here, and you have **none**. Ask somebody who has it to comment this.")
	}
	w.called()
}

// TestPowerless: GitHub silently ignores a robot that may not assign.
func TestPowerless(t *testing.T) {
	w := start(t)
	w.Repo.Assign(17, "bob")
	w.Break(wire.Fault{Status: 201, Body: `{"assignees":[{"login":"bob"}]}`}.On("POST", "/issues/17/assignees"))
	w.Break(wire.Fault{Status: 200, Body: `{"assignees":[{"login":"bob"}]}`}.On("DELETE", "/assignees"))
	w.said(w.Repo.Comment(17, "alice", "/assign\n/unassign bob alice\n/unassign bob"),
		"failed: GitHub did not assign `alice`"+notTaken+nothing,
		"failed: GitHub did not unassign `bob`: this robot's account has to have write access here."+rest,
		"failed: GitHub did not unassign `bob`: this robot's account has to have write access here."+nothing)
	w.Repo.Open(20, "bob", "Widgets wobble", "They do.")
	w.Break(wire.Fault{Status: 201, Body: `{"assignees":[]}`}.On("POST", "/issues/20/assignees"))
	w.said(w.Repo.Comment(20, "alice", "/apply"), "failed: GitHub did not assign `alice`"+notTaken+nothing)
}

// TestLate: an event that comes late does not tell who is assigned.
func TestLate(t *testing.T) {
	w := start(t)
	w.SetTime(func() time.Time { return time.Now().Add(-10 * time.Minute) })
	for _, test := range []struct {
		body                     string
		then, calls, said, after list
	}{
		{"/assign bob", list{"bob"}, list{get}, list{"ran"}, list{"bob"}},
		{"/unassign bob", nil, list{get, del}, list{"ran"}, list{}},
		{"/unassign bob\n/unassign bob", list{"bob"}, list{get, del, get}, list{"ran", "ran"}, list{}},
		{"/apply", list{"dave"}, list{get}, list{"refused: This issue is taken already, by `dave`: nothing was changed. Ask them, or take another one."}, list{"dave"}},
		{"/unassign dave --dry-run", nil, list{get}, list{dry + "unassign `dave`."}, list{"dave"}},
	} {
		event := w.Repo.Comment(17, "alice", test.body)
		w.Repo.Assign(17, test.then...)
		w.said(event, test.said...)
		w.called(test.calls...)
		w.assigned(17, append(list(nil), test.after...)...)
	}
}

func TestResumed(t *testing.T) {
	w := start(t)
	w.said(w.resumed("/assign bob", func() { w.Repo.Assign(17, "bob") }), "ran")
	w.called(get)
	w.said(w.resumed("/unassign bob", func() {}), "ran")
	w.called(get, del)
	w.said(w.resumed("/apply", func() { w.Repo.Assign(17, "alice") }), "ran")
	w.called(get)
	w.assigned(17, "alice")
}

// TestUnconfirmed: what GitHub may have done is said to be that, and seen to by the commands
// behind it.
func TestUnconfirmed(t *testing.T) {
	const unconfirmed = "failed: GitHub did not confirm it: it may have been done. Comment it again: what is done already is left as it is."
	for _, fault := range []wire.Fault{{Cut: true, After: true}, {Status: 502, After: true}, {Status: 201, Body: `{"id":`, After: true}} {
		w := start(t)
		w.Break(fault.On("POST", "/assignees").Once())
		w.said(w.Repo.Comment(17, "alice", "/assign bob\n/unassign bob"), unconfirmed, "ran")
		w.assigned(17)
		w.Break(fault.On("POST", "/assignees").Once())
		w.said(w.Repo.Comment(17, "alice", "/apply\n/apply"), unconfirmed, "ran")
		w.assigned(17, "alice")
		w.Break(fault.On("DELETE", "/assignees").Once())
		w.said(w.Repo.Comment(17, "alice", "/unassign\n/apply"), unconfirmed, "ran")
		w.assigned(17, "alice")
	}
}

// TestFaults: what GitHub refuses is not done, and the framework has the words.
func TestFaults(t *testing.T) {
	w := start(t)
	w.Break(issuetest.BadCredentials().On("", "/assignees"))
	w.Repo.Assign(17, "bob")
	const token = "failed: GitHub does not accept this robot's token any more; its operator has to renew it."
	w.said(w.Repo.Comment(17, "alice", "/assign\n/unassign bob"), token, token)
	w.Break(issuetest.BadGateway().On("GET", "/issues/17$"))
	w.SetTime(func() time.Time { return time.Now().Add(-10 * time.Minute) })
	const down = "failed: GitHub gave no answer when this issue was looked at: nothing was changed. Comment it again."
	w.said(w.Repo.Comment(17, "alice", "/assign\n/unassign\n/apply"), down, down, down)
	w.assigned(17, "bob")
}
