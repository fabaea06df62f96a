package edit_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/edit"
	"github.com/fanux/robot/processors/internal/robottest"
)

var robots = map[string]issue.Runner{"/retitle": edit.Retitle{}, "/milestone": edit.Milestone{}, "/type": edit.Type{}, "/remove-type": edit.Untype{}}

// before is what happens before a comment.
type before = func(*robottest.Hall)

// planned: 1 is v1.1 and closed, 2 is v1.2, 3 is "Next year", and 17 is for v1.2.
func planned(h *robottest.Hall) {
	for _, title := range []string{"v1.1", "v1.2", "Next year"} {
		h.Repo.Milestone(title, time.Time{})
	}
	h.Repo.CloseMilestone(1).Schedule(17, 2)
}

// twice: v1.1 is closed and open.
func twice(h *robottest.Hall) {
	h.Repo.Milestone("V1.1", time.Time{})
	h.Repo.Milestone("v1.1", time.Time{})
	h.Repo.CloseMilestone(1)
}

func old(h *robottest.Hall) {
	h.Repo.Milestone("v1.1", time.Time{})
	h.Repo.CloseMilestone(1)
}

func bug(h *robottest.Hall)      { h.Repo.Classify(17, "Bug") }
func typeless(h *robottest.Hall) { h.IssueTypes("acme") }
func reader(h *robottest.Hall)   { h.Repo.Grant(h.Self, "read") }
func breaks(f wire.Fault) before { return func(h *robottest.Hall) { h.Break(f) } }
func both(a, b before) before    { return func(h *robottest.Hall) { a(h); b(h) } }
func title(text string) string   { return `PATCH issues/17 {"title":"` + text + `"}` }
func milestone(n string) string  { return `PATCH issues/17 {"milestone":` + n + `}` }
func kind(name string) string    { return `PATCH issues/17 {"type":` + name + `}` }
func missing(name string) string { return "refused: This repository has no milestone `" + name + "`" }
func would(effect string) string { return "ran: Nothing was done. It would " + effect + "." }
func needs(name, n string) string {
	return "denied: `" + name + "` needs **" + n + "** here, and you have **read**. Ask somebody who has it to comment this."
}

const (
	open, closed = "GET milestones?per_page=100&state=open", "GET milestones?per_page=100&state=closed"
	looks        = "GET issues/17"
	types        = "GET /orgs/acme/issue-types"
	unconfirmed  = "failed: GitHub did not confirm it: it may have been done. Comment it again: what is done already is left as it is."
	dropped      = "failed: GitHub did not do it: this robot's account has to have write access here."
)

var rows = []struct {
	before
	number              int
	who, body           string
	calls, after, reply string
}{
	{nil, 17, "ann", "/retitle Widgets sway", title("Widgets sway"), "Widgets sway", "ran"},
	{nil, 17, "tom", "/retitle \t It's  a=b \"x ", title(`It's  a=b \"x`), `It's  a=b "x`, "ran"},
	{nil, 17, "tom", `/retitle "Widgets"`, title(`\"Widgets\"`), `"Widgets"`, "ran"},
	{nil, 17, "tom", "/retitle 小部件 🎉", title("小部件 🎉"), "小部件 🎉", "ran"},
	{nil, 18, "ann", "/retitle Hold it", `PATCH issues/18 {"title":"Hold it"}`, "Hold it", "ran"},
	{nil, 17, "carol", "/retitle Mine", "", "", needs("/retitle", "author or triage")},
	{nil, 17, "ann", "/retitle", "", "", "refused: `<title>` is missing. Usage: `/retitle <title…>`, for example `/retitle Widgets wobble in the wind`."},
	{nil, 17, "ann", "/retitle " + strings.Repeat("木", 257), "", "", "refused: The title has 257 characters: nothing was changed. GitHub takes 256 at most."},
	{nil, 17, "ann", "/retitle " + strings.Repeat("木", 256), title(strings.Repeat("木", 256)), strings.Repeat("木", 256), "ran"},
	{nil, 17, "ann", "/retitle Widgets wobble", "", "", "ran"},
	{nil, 17, "ann", "/retitle A\n/retitle A\n/retitle B", title("A") + "\n" + title("B"), "B", "ran\nran\nran"},
	{nil, 17, "ann", "/retitle A --dry-run", "", "", would("change the title to `A`")},
	{nil, 17, "ann", "/retitle Widgets wobble --dry-run", "", "", would("change nothing")},
	{reader, 17, "ann", "/retitle A", title("A"), "", "failed: GitHub does not let this robot do that here (403); its operator has to give its token access."},
	{breaks(wire.Fault{Method: "PATCH", Cut: true}), 17, "ann", "/retitle A", title("A"), "", unconfirmed},

	{planned, 17, "tom", "/milestone next YEAR", open + "\n" + milestone("3"), "; milestone Next year", "ran"},
	{planned, 17, "tom", `/milestone "Next year"`, open + "\n" + milestone("3"), "; milestone Next year", "ran"},
	{planned, 17, "tom", "/milestone v1.1", open + "\n" + closed + "\n" + milestone("1"), "; milestone v1.1", "ran"},
	{twice, 17, "tom", "/milestone V1.1", open + "\n" + milestone("2"), "; milestone v1.1", "ran"},
	{planned, 17, "tom", "/milestone V1.2", "", "; milestone v1.2", "ran"},
	{planned, 17, "tom", "/milestone Clear", milestone("null"), "", "ran"},
	{nil, 17, "tom", "/milestone clear", "", "", "ran"},
	{planned, 17, "tom", "/milestone clear\n/milestone clear\n/milestone v1.2\n/milestone v1.2", milestone("null") + "\n" + open + "\n" + milestone("2"), "; milestone v1.2", "ran\nran\nran\nran"},
	{planned, 18, "tom", "/milestone v1.2", open + "\n" + `PATCH issues/18 {"milestone":2}`, "; milestone v1.2", "ran"},
	{planned, 17, "carol", "/milestone v1.2", "", "; milestone v1.2", needs("/milestone", "triage")},
	{planned, 17, "tom", "/milestone", "", "; milestone v1.2", "refused: `<title|clear>` is missing. Usage: `/milestone <title|clear…>`, for example `/milestone v1.2`."},
	{planned, 17, "tom", "/milestone v1.3", open + "\n" + closed, "; milestone v1.2", missing("v1.3") + ": nothing was changed. Did you mean `v1.2`? Open: `v1.2`, `Next year`."},
	{planned, 17, "tom", "/milestone never ever again", open + "\n" + closed, "; milestone v1.2", missing("never ever again") + ": nothing was changed. Open: `v1.2`, `Next year`."},
	{planned, 17, "tom", `/milestone "clear"`, open + "\n" + closed, "; milestone v1.2", missing("clear") + ": nothing was changed. Open: `v1.2`, `Next year`."},
	{nil, 17, "tom", "/milestone v1.3", open + "\n" + closed, "", missing("v1.3") + ", and none that is open: nothing was changed."},
	{old, 17, "tom", "/milestone v1.2", open + "\n" + closed, "", missing("v1.2") + ": nothing was changed. Did you mean `v1.1`?"},
	{planned, 17, "tom", "/milestone Next year --dry-run", open, "; milestone v1.2", would("set the milestone `Next year`")},
	{planned, 17, "tom", "/milestone clear --dry-run", "", "; milestone v1.2", would("take the milestone `v1.2` away")},
	{planned, 17, "tom", "/milestone v1.2 --dry-run", "", "; milestone v1.2", would("change nothing")},
	{both(planned, breaks(wire.Fault{Method: "PATCH", Status: 200, Body: `{"milestone":{"number":2}}`})), 17, "tom", "/milestone next year", open + "\n" + milestone("3"), "; milestone v1.2", dropped},
	{both(planned, breaks(wire.Fault{Method: "PATCH", Status: 200, Body: `{"milestone":{"number":2}}`})), 17, "tom", "/milestone clear", milestone("null"), "; milestone v1.2", dropped},
	{both(planned, breaks(wire.Fault{Method: "PATCH", Status: 502})), 17, "tom", "/milestone clear", milestone("null"), "; milestone v1.2", unconfirmed},

	{nil, 17, "tom", "/type bug", types + "\n" + kind(`"Bug"`), "; type Bug", "ran"},
	{bug, 17, "tom", "/type 'FEATURE'", types + "\n" + kind(`"Feature"`), "; type Feature", "ran"},
	{bug, 17, "tom", "/type BUG", "", "; type Bug", "ran"},
	{bug, 17, "tom", "/type clear", kind("null"), "", "ran"},
	{bug, 17, "tom", "/remove-type", kind("null"), "", "ran"},
	{nil, 17, "tom", "/remove-type", looks, "", "ran"},
	{nil, 17, "tom", "/type bug\n/type bug\n/remove-type\n/remove-type", types + "\n" + kind(`"Bug"`) + "\n" + kind("null") + "\n" + looks, "", "ran\nran\nran\nran"},
	{breaks(issuetest.BadGateway().On("GET", "issues/17$")), 17, "tom", "/remove-type", looks, "", "failed: GitHub gave no answer when this issue was looked at: nothing was changed. Comment it again."},
	{nil, 17, "carol", "/type bug", "", "", needs("/type", "triage")},
	{bug, 17, "carol", "/remove-type", "", "; type Bug", needs("/remove-type", "triage")},
	{nil, 17, "tom", "/type", "", "", "refused: `<type|clear>` is missing. Usage: `/type <type|clear…>`, for example `/type bug`."},
	{nil, 17, "tom", "/remove-type bug", "", "", "refused: `bug` is more than `/remove-type` takes. Usage: `/remove-type`, for example `/remove-type`."},
	{nil, 17, "tom", "/type bug now", types, "", "refused: `acme` has no issue type `bug now`: nothing was changed. It has `Bug`, `Feature`, `Task`."},
	{typeless, 17, "tom", "/type bug", types, "", "refused: `acme` has no issue types: nothing was changed."},
	{nil, 18, "tom", "/type bug", "", "", "refused: A pull request has no type: nothing was changed. Comment this on an issue."},
	{nil, 18, "tom", "/remove-type", "", "", "refused: A pull request has no type: nothing was changed. Comment this on an issue."},
	{nil, 17, "tom", "/type bug --dry-run", types, "", would("set the type `Bug`")},
	{nil, 17, "tom", "/type bgu --dry-run", types, "", "refused: `acme` has no issue type `bgu`: nothing was changed. It has `Bug`, `Feature`, `Task`."},
	{bug, 17, "tom", "/remove-type --dry-run", "", "; type Bug", would("take the type `Bug` away")},
	{nil, 17, "tom", "/remove-type --dry-run", looks, "", would("change nothing")},
	{breaks(wire.Fault{Method: "PATCH", Status: 200, Body: `{}`}), 17, "tom", "/type bug", types + "\n" + kind(`"Bug"`), "", dropped},
	{both(bug, breaks(wire.Fault{Method: "PATCH", Status: 200, Body: `{"type":{"name":"Bug"}}`})), 17, "tom", "/remove-type", kind("null"), "; type Bug", dropped},
	{breaks(issuetest.NotFound().On("GET", "issue-types")), 17, "tom", "/type Bug", types + "\n" + kind(`"Bug"`), "; type Bug", "ran"},
	{breaks(issuetest.NotFound().On("GET", "issue-types")), 17, "tom", "/type bug", types + "\n" + kind(`"bug"`), "", "refused: GitHub knows no issue type `bug` here: nothing was changed. Write it as the organization does."},
	{breaks(issuetest.BadCredentials().On("GET", "issue-types")), 17, "tom", "/type bug", types, "", "failed: Nothing was changed. GitHub does not accept this robot's token any more; its operator has to renew it."},
	{breaks(wire.Fault{Method: "PATCH", Cut: true}), 17, "tom", "/type bug", types + "\n" + kind(`"Bug"`), "", unconfirmed},
}

func state(h *robottest.Hall, number int) (text string) {
	i := h.Repo.Issue(number)
	if i.Title != "Widgets wobble" && i.Title != "Hold still" {
		text = i.Title
	}
	if i.Milestone != "" {
		text += "; milestone " + i.Milestone
	}
	if i.Type != "" {
		text += "; type " + i.Type
	}
	return text
}

func TestEdit(t *testing.T) {
	for _, row := range rows {
		t.Run(row.who+" "+row.body, func(t *testing.T) {
			t.Parallel()
			h := robottest.NewHall(t, robots)
			if row.before != nil {
				row.before(h)
			}
			reply := h.Say(row.number, row.who, row.body)
			if calls, after := h.Work(), state(h, row.number); reply != row.reply || calls != row.calls || after != row.after {
				t.Errorf("calls\n%s\nwant\n%s\n\nafter %q, want %q\n\nreply\n%s\nwant\n%s", calls, row.calls, after, row.after, reply, row.reply)
			}
		})
	}
}

// TestLate: an event that is old, or whose commands were broken off, tells nothing of now.
func TestLate(t *testing.T) {
	for _, row := range []struct{ body, calls string }{
		{"/retitle Widgets wobble", "GET issues/17"},
		{"/milestone v1.2", "GET issues/17"},
		{"/milestone clear", "GET issues/17\n" + milestone("null")},
		{"/type bug", "GET issues/17"},
		{"/remove-type", "GET issues/17\n" + kind("null")},
	} {
		for name, tell := range map[string]func(*robottest.Hall, int, string, string) issuetest.Event{"late": (*robottest.Hall).Old, "broken off": (*robottest.Hall).BrokeOff} {
			h := robottest.NewHall(t, robots)
			event := tell(h, 17, "tom", row.body) // it tells of no milestone and no type
			planned(h)
			bug(h)
			if got := h.Hear(event); got != "ran" || h.Work() != row.calls {
				t.Errorf("%s %s: %s\n%s", name, row.body, got, h.Work())
			}
		}
	}
}

// TestUntold: an event that does not tell the type is not one of an issue without.
func TestUntold(t *testing.T) {
	h := robottest.NewHall(t, robots)
	event := h.Repo.Comment(17, "tom", "/remove-type")
	bug(h)
	if got := h.Hear(event); got != "ran" || h.Work() != looks+"\n"+kind("null") || h.Repo.Issue(17).Type != "" {
		t.Errorf("%s\n%s", got, h.Work())
	}
}

// TestOwnerIsAPerson: only organizations have types.
func TestOwnerIsAPerson(t *testing.T) {
	event := robottest.Comment("/type", nil, "bug")
	h := robottest.NewHall(t, nil)
	event.Client = h.Client()
	event.Command.Command = "bug"
	event.Repo.Owner.Type = new("User")
	_, err := edit.Type{}.Run(t.Context(), event)
	robottest.Said(t, err, issue.Refused, false, "Only organizations have issue types, and `acme` is none: nothing was changed.")
}

// TestWritten: what no webhook hands on.
func TestWritten(t *testing.T) {
	for name, want := range map[string]string{
		"/retitle": "`<title>` is missing.", "/milestone": "`<title|clear>` is missing.", "/type": "`<type|clear>` is missing.",
	} {
		event := robottest.Comment(name, nil)
		_, err := robots[name].Run(t.Context(), event)
		robottest.Said(t, err, issue.Refused, true, want)
	}
	for _, title := range []string{"a\u200bb", "a\x00b", "a\u2028b", "\xff"} {
		event := robottest.Comment("/retitle", nil)
		event.Command.Command = title
		_, err := edit.Retitle{}.Run(t.Context(), event)
		robottest.Said(t, err, issue.Refused, false, "The title holds a character that nobody can see: nothing was changed. Write it without.")
	}
}
