package conversation_test

import (
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/conversation"
	"github.com/fanux/robot/processors/internal/robottest"
)

var robots = map[string]issue.Runner{"/lock": conversation.Lock{}, "/unlock": conversation.Unlock{}, "/say": conversation.Say{}}

// before is what happens before a comment.
type before = func(*robottest.Hall)

func locked(h *robottest.Hall) { h.Repo.Lock(17) }

func breaks(f wire.Fault) before { return func(h *robottest.Hall) { h.Break(f) } }

const (
	usage       = " Usage: `/lock [off-topic|too heated|resolved|spam …]`, for example `/lock`."
	locks       = "PUT issues/17/lock {}"
	spams       = `PUT issues/17/lock {"lock_reason":"spam"}`
	heats       = `PUT issues/17/lock {"lock_reason":"too heated"}`
	unlocks     = "DELETE issues/17/lock"
	unconfirmed = "failed: GitHub did not confirm it: it may have been done. Comment it again: what is done already is left as it is."
	read        = "** here, and you have **read**. Ask somebody who has it to comment this."
)

var rows = []struct {
	before
	number              int
	who, body           string
	calls, after, reply string
}{
	{nil, 17, "tom", "/lock", locks, "locked", "ran"},
	{nil, 17, "tom", "/lock SPAM", spams, "locked spam", "ran"},
	{nil, 17, "tom", "/lock too heated", heats, "locked too heated", "ran"},
	{nil, 17, "tom", "/lock too-heated", heats, "locked too heated", "ran"},
	{nil, 17, "tom", "/lock off topic", `PUT issues/17/lock {"lock_reason":"off-topic"}`, "locked off-topic", "ran"},
	{nil, 17, "tom", `/lock "resolved"`, `PUT issues/17/lock {"lock_reason":"resolved"}`, "locked resolved", "ran"},
	{nil, 18, "tom", "/lock", "PUT issues/18/lock {}", "locked", "ran"},
	{nil, 17, "ann", "/lock", "", "", "denied: `/lock` needs **triage" + read},
	{locked, 17, "ann", "/unlock", "", "locked", "denied: `/unlock` needs **triage" + read},
	{nil, 17, "tom", "/lock this", "", "", "refused: `this` is no reason to lock a conversation for." + usage},
	{nil, 17, "tom", "/lock spam now", "", "", "refused: `spam now` is no reason to lock a conversation for." + usage},
	{nil, 17, "tom", "/unlock now", "", "", "refused: `now` is more than `/unlock` takes. Usage: `/unlock`, for example `/unlock`."},
	{locked, 17, "tom", "/lock", "", "locked", "ran"},
	{locked, 17, "tom", "/lock spam", spams, "locked spam", "ran"},
	{nil, 17, "tom", "/unlock", "", "", "ran"},
	{locked, 17, "tom", "/unlock", unlocks, "", "ran"},
	{nil, 17, "tom", "/lock spam\n/lock\n/lock spam\n/lock too heated\n/unlock\n/unlock", spams + "\n" + heats + "\n" + unlocks, "", "ran\nran\nran\nran\nran\nran"},
	{nil, 17, "tom", "/lock --dry-run", "", "", "ran: Nothing was done. It would lock the conversation."},
	{nil, 17, "tom", "/lock too heated --dry-run", "", "", "ran: Nothing was done. It would lock the conversation as `too heated`."},
	{locked, 17, "tom", "/lock --dry-run", "", "locked", "ran: Nothing was done. It would change nothing."},
	{locked, 17, "tom", "/unlock --dry-run", "", "locked", "ran: Nothing was done. It would unlock the conversation."},
	{breaks(wire.Fault{Method: "PUT", Cut: true, After: true}), 17, "tom", "/lock\n/lock", locks + "\nGET issues/17", "locked", unconfirmed + "\nran"},
	{func(h *robottest.Hall) { locked(h); h.Break(wire.Fault{Method: "DELETE", Path: "/lock$", Status: 502}) }, 17, "tom", "/unlock", unlocks, "locked", unconfirmed},
	{breaks(issuetest.NotFound().On("PUT", "")), 17, "tom", "/lock", locks, "", "failed: GitHub does not let this robot do that here (404); its operator has to give its token access."},

	{nil, 17, "wendy", "/say The release is out.", "", "", "ran: The release is out."},
	{nil, 17, "wendy", "/say it's \"so a=b", "", "", `ran: it's "so a=b`},
	{nil, 17, "tom", "/say The release is out.", "", "", "denied: `/say` needs **write** here, and you have **triage**. Ask somebody who has it to comment this."},
	{nil, 17, "wendy", "/say", "", "", "refused: `<text>` is missing. Usage: `/say <text…>`, for example `/say The release is out.`."},
	{nil, 17, "wendy", "/say Out. --dry-run", "", "", "ran: Nothing was done. It would say:\n\nOut."},
}

func TestConversation(t *testing.T) {
	for _, row := range rows {
		t.Run(row.who+" "+row.body, func(t *testing.T) {
			t.Parallel()
			h := robottest.NewHall(t, robots)
			if row.before != nil {
				row.before(h)
			}
			reply := h.Say(row.number, row.who, row.body)
			i, after := h.Repo.Issue(row.number), ""
			if i.Locked {
				after = "locked"
			}
			if i.LockReason != "" {
				after += " " + i.LockReason
			}
			if calls := h.Work(); reply != row.reply || calls != row.calls || after != row.after {
				t.Errorf("calls\n%s\nwant\n%s\n\nafter %q, want %q\n\nreply\n%s\nwant\n%s", calls, row.calls, after, row.after, reply, row.reply)
			}
		})
	}
}

// TestLate: an event that is old, or whose commands were broken off, tells nothing of now.
func TestLate(t *testing.T) {
	for body, calls := range map[string]string{"/lock": "GET issues/17", "/unlock": "GET issues/17\n" + unlocks, "/say Hello.": ""} {
		for name, tell := range map[string]func(*robottest.Hall, int, string, string) issuetest.Event{"late": (*robottest.Hall).Old, "broken off": (*robottest.Hall).BrokeOff} {
			h := robottest.NewHall(t, robots)
			event := tell(h, 17, "wendy", body) // it tells that nothing is locked
			h.Repo.Lock(17)
			if got := h.Hear(event); got[:3] != "ran" || h.Work() != calls {
				t.Errorf("%s %s: %s\n%s", name, body, got, h.Work())
			}
		}
	}
}

func TestWritten(t *testing.T) {
	_, err := conversation.Say{}.Run(t.Context(), robottest.Comment("/say", nil))
	robottest.Said(t, err, issue.Refused, true, "`<text>` is missing.")
}
