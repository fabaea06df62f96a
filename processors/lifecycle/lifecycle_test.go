package lifecycle_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/internal/robottest"
	"github.com/fanux/robot/processors/lifecycle"
)

var robots = map[string]issue.Runner{"/close": lifecycle.Close{}, "/reopen": lifecycle.Reopen{}}

// before is what happens before a comment.
type before = func(*robottest.Hall)

func closed(h *robottest.Hall)     { h.Repo.Close(17) }
func closedPull(h *robottest.Hall) { h.Repo.Close(18) }
func merged(h *robottest.Hall)     { h.Repo.Merge(18, "wendy") }
func assigned(h *robottest.Hall)   { h.Repo.Assign(17, "carol") }

func breaks(f wire.Fault) before { return func(h *robottest.Hall) { h.Break(f) } }

const (
	usage       = " Usage: `/close [not-planned|duplicate #n …]`, for example `/close`."
	refusal     = "refused: It is closed already, and GitHub keeps the reason: nothing was changed. Comment `/reopen` first."
	completes   = `PATCH issues/17 {"state":"closed","state_reason":"completed"}`
	plansNot    = `PATCH issues/17 {"state":"closed","state_reason":"not_planned"}`
	duplicates  = "GET issues/12\n" + `PATCH issues/17 {"state":"closed","state_reason":"duplicate","duplicate_issue_id":ID}`
	reopens     = `PATCH issues/17 {"state":"open"}`
	closesPull  = `PATCH issues/18 {"state":"closed"}`
	reopensPull = `PATCH issues/18 {"state":"open"}`
	needs       = " needs **author or assignee or triage** here, and you have **read**. Ask somebody who has it to comment this."
	twelve      = "closed duplicate of 12"
)

var rows = []struct {
	before
	number              int
	who, body           string
	calls, after, reply string
}{
	{nil, 17, "ann", "/close", completes, "closed completed", "ran"},
	{nil, 17, "tom", "/CLOSE completed", completes, "closed completed", "ran"},
	{nil, 17, "tom", "/close not-planned", plansNot, "closed not_planned", "ran"},
	{nil, 17, "tom", "/close Not_Planned", plansNot, "closed not_planned", "ran"},
	{nil, 17, "tom", "/close not\u00a0planned", plansNot, "closed not_planned", "ran"},
	{assigned, 17, "carol", "/close", completes, "closed completed", "ran"},
	{nil, 17, "carol", "/close", "", "open", "denied: `/close`" + needs},
	{closed, 17, "carol", "/reopen", "", "closed completed", "denied: `/reopen`" + needs},

	{nil, 17, "ann", "/close duplicate #12", duplicates, twelve, "ran"},
	{nil, 17, "ann", "/close Duplicate of 12", duplicates, twelve, "ran"},
	{nil, 17, "ann", "/close duplicate ACME/widgets#12", duplicates, twelve, "ran"},
	{nil, 17, "ann", "/close duplicate https://github.com/acme/widgets/issues/12#issuecomment-1", duplicates, twelve, "ran"},
	{nil, 17, "ann", "/close duplicate #99", "GET issues/99", "open", "refused: This repository has no issue `#99`."},
	{nil, 17, "ann", "/close duplicate #17", "", "open", "refused: `#17` is this very issue."},
	{nil, 17, "ann", "/close duplicate #18", "GET issues/18", "open", "refused: `#18` is a pull request."},
	{nil, 17, "ann", "/close duplicate other/repo#12", "", "open", "refused: `other/repo#12` is in another repository: nothing was changed. Name an issue of this one."},
	{nil, 17, "ann", "/close duplicate this", "", "open", "refused: `this` is not an issue; write it like `#12`." + usage},
	{nil, 17, "ann", "/close duplicate", "", "open", "refused: Of which issue is it a duplicate? Write it like `#12`." + usage},
	{nil, 17, "ann", "/close duplicate #12 #13", "", "open", "refused: `#13` is more than `/close` takes." + usage},

	{nil, 17, "ann", "/close this", "", "open", "refused: `this` is no reason to close an issue for." + usage},
	{nil, 17, "ann", "/close not", "", "open", "refused: `not` is no reason to close an issue for." + usage},
	{nil, 17, "ann", "/close why=x", "", "open", "refused: `/close` takes no `key=value`." + usage},
	{nil, 17, "ann", "/reopen it", "", "open", "refused: `it` is more than `/reopen` takes. Usage: `/reopen`, for example `/reopen`."},
	{closed, 17, "ann", "/close", "", "closed completed", "ran"},
	{closed, 17, "ann", "/close completed", "", "closed completed", "ran"},
	{closed, 17, "ann", "/close not-planned", "", "closed completed", refusal},
	{closed, 17, "ann", "/close duplicate #12", "", "closed completed", refusal},
	{nil, 17, "ann", "/reopen", "", "open", "ran"},
	{closed, 17, "ann", "/reopen", reopens, "open reopened", "ran"},

	{nil, 17, "ann", "/close\n/close\n/reopen\n/reopen", completes + "\n" + reopens, "open reopened", "ran\nran\nran\nran"},
	{closed, 17, "ann", "/reopen\n/close not-planned", reopens + "\n" + plansNot, "closed not_planned", "ran\nran"},

	{nil, 18, "ann", "/close", closesPull, "closed", "ran"},
	{nil, 18, "ann", "/close not-planned", "", "open", "refused: A pull request is closed without a reason: nothing was changed. Try `/close`."},
	{closedPull, 18, "ann", "/close", "", "closed", "ran"},
	{closedPull, 18, "ann", "/reopen", reopensPull, "open", "ran"},
	{merged, 18, "ann", "/close", "", "closed", "ran"},
	{merged, 18, "ann", "/reopen", "", "closed", "refused: This pull request is merged, and is not reopened. Open another one."},
	{func(h *robottest.Hall) {
		closedPull(h)
		h.Break(wire.Fault{Method: "PATCH", Status: 422, Body: `{"message":"Validation Failed"}`})
	}, 18, "ann", "/reopen",
		reopensPull, "closed", "refused: GitHub does not reopen this pull request: its branch is gone or was written anew, or another one is open for it."},

	{nil, 17, "ann", "/close --dry-run", "", "open", "ran: Nothing was done. It would close this issue as `completed`."},
	{nil, 18, "ann", "/close --dry-run", "", "open", "ran: Nothing was done. It would close this pull request."},
	{nil, 17, "ann", "/close duplicate #12 --dry-run", "GET issues/12", "open", "ran: Nothing was done. It would close this issue as a duplicate of `#12`."},
	{nil, 17, "ann", "/close duplicate #99 --dry-run", "GET issues/99", "open", "refused: This repository has no issue `#99`."},
	{closed, 17, "ann", "/close --dry-run", "", "closed completed", "ran: Nothing was done. It would change nothing."},
	{closed, 17, "ann", "/reopen --dry-run", "", "closed completed", "ran: Nothing was done. It would reopen this issue."},
	{closedPull, 18, "ann", "/reopen --dry-run", "", "closed", "ran: Nothing was done. It would reopen this pull request."},

	{breaks(wire.Fault{Method: "PATCH", Cut: true, After: true}), 17, "ann", "/close\n/close", completes + "\nGET issues/17", "closed completed",
		"failed: GitHub did not confirm it: it may have been done. Comment it again: what is done already is left as it is.\nran"},
	{breaks(issuetest.NotFound().On("PATCH", "")), 17, "ann", "/close", completes, "open", "failed: GitHub does not let this robot do that here (404); its operator has to give its token access."},
	{breaks(issuetest.BadGateway().On("GET", "issues/12$")), 17, "ann", "/close duplicate #12", "GET issues/12", "open",
		"failed: GitHub gave no answer when this issue was looked at: nothing was changed. Comment it again."},
}

func state(h *robottest.Hall, number int) string {
	i := h.Repo.Issue(number)
	text := map[bool]string{true: "closed ", false: "open "}[i.Closed] + i.Reason
	if i.DuplicateOf != 0 {
		text += fmt.Sprintf(" of %d", i.DuplicateOf)
	}
	return strings.TrimSpace(text)
}

func TestLifecycle(t *testing.T) {
	for _, row := range rows {
		t.Run(row.who+" "+row.body, func(t *testing.T) {
			t.Parallel()
			h := robottest.NewHall(t, robots)
			if row.before != nil {
				row.before(h)
			}
			reply := h.Say(row.number, row.who, row.body)
			calls := h.Work()
			if after := state(h, row.number); reply != row.reply || calls != row.calls || after != row.after {
				t.Errorf("calls\n%s\nwant\n%s\n\nafter %q, want %q\n\nreply\n%s\nwant\n%s", calls, row.calls, after, row.after, reply, row.reply)
			}
		})
	}
}

// TestLate: an event that is old, or whose commands were broken off, tells nothing of now.
func TestLate(t *testing.T) {
	for name, tell := range map[string]func(*robottest.Hall, int, string, string) issuetest.Event{"late": (*robottest.Hall).Old, "broken off": (*robottest.Hall).BrokeOff} {
		for _, row := range []struct{ body, calls, reply string }{
			{"/close", "GET issues/17", "ran"},
			{"/close not-planned", "GET issues/17", refusal},
			{"/reopen", "GET issues/17\n" + reopens, "ran"},
		} {
			h := robottest.NewHall(t, robots)
			event := tell(h, 17, "ann", row.body) // it tells that the issue is open
			h.Repo.Close(17)
			if got := h.Hear(event); got != row.reply || h.Work() != row.calls {
				t.Errorf("%s %s: %s\n%s", name, row.body, got, h.Work())
			}
		}
	}
}

// TestNowhere: an event that does not say where it happened.
func TestNowhere(t *testing.T) {
	for name, robot := range robots {
		_, err := robot.Run(t.Context(), issue.IssueEvent{Command: &issue.Command{Type: name}})
		robottest.Said(t, err, issue.Failed, false, "The comment does not say which issue it stands on: nothing was changed. Comment it again.")
	}
}
