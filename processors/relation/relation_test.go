package relation_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/internal/robottest"
	"github.com/fanux/robot/processors/relation"
)

var robots = map[string]issue.Runner{
	"/parent": relation.Parent{}, "/remove-parent": relation.Unparent{}, "/blocked-by": relation.Blocked{}, "/remove-blocked-by": relation.Unblocked{},
}

// before is what happens before a comment.
type before = func(*robottest.Hall)

func child(h *robottest.Hall)    { h.Repo.SetParent(17, 12) }
func above(h *robottest.Hall)    { h.Repo.SetParent(12, 17) }
func blocked(h *robottest.Hall)  { h.Repo.Block(17, 7) }
func breaks(f wire.Fault) before { return func(h *robottest.Hall) { h.Break(f) } }
func both(a, b before) before    { return func(h *robottest.Hall) { a(h); b(h) } }
func get(number int) string      { return fmt.Sprintf("\nGET issues/%d", number) }
func would(effect string) string { return "ran: Nothing was done. It would " + effect + "." }

// stranger has another repository's issue 12 in the answer to a question.
func stranger(path, list string) before {
	return breaks(wire.Fault{Method: "GET", Path: path, Status: 200,
		Body: fmt.Sprintf(list, `{"id": 4711, "number": 12, "repository_url": "https://api.github.com/repos/acme/secret"}`)})
}

const (
	up          = "GET issues/17/parent"
	adopt       = "\nPOST issues/12/sub_issues " + `{"sub_issue_id":ID}`
	replace     = "\nPOST issues/8/sub_issues " + `{"sub_issue_id":ID,"replace_parent":true}`
	leave       = "\nDELETE issues/12/sub_issue " + `{"sub_issue_id":ID}`
	list        = "GET issues/17/dependencies/blocked_by?per_page=100"
	block       = "\nPOST issues/17/dependencies/blocked_by " + `{"issue_id":ID}`
	unblock     = "\nDELETE issues/17/dependencies/blocked_by/ID"
	read        = "` needs **triage** here, and you have **read**. Ask somebody who has it to comment this."
	pull        = "refused: This is for issues, and not for a pull request: nothing was changed."
	elsewhere   = "` is in another repository: nothing was changed. Name an issue of this one."
	unconfirmed = "failed: GitHub did not confirm it: it may have been done. Comment it again: what is done already is left as it is."
	unseen      = "failed: Nothing was changed. GitHub does not accept this robot's token any more; its operator has to renew it."
	usage       = " Usage: `/parent <#issue>`, for example `/parent #12`."
	usages      = " Usage: `/blocked-by <#issue…>`, for example `/blocked-by #7`."
)

var rows = []struct {
	before
	number              int
	who, body           string
	calls, after, reply string
}{
	{nil, 17, "tom", "/parent #12", up + get(12) + adopt, "parent 12", "ran"},
	{nil, 17, "tom", "/parent 12", up + get(12) + adopt, "parent 12", "ran"},
	{nil, 17, "tom", "/parent Acme/Widgets#12", up + get(12) + adopt, "parent 12", "ran"},
	{nil, 17, "tom", "/parent https://github.com/acme/widgets/issues/12", up + get(12) + adopt, "parent 12", "ran"},
	{child, 17, "tom", "/parent #12", up, "parent 12", "ran"},
	{child, 17, "tom", "/parent #8", up + get(8) + replace, "parent 8", "ran"},
	{nil, 17, "tom", "/parent #12\n/parent #12\n/remove-parent\n/remove-parent", up + get(12) + adopt + "\n" + up + "\n" + up + leave + "\n" + up, "", "ran\nran\nran\nran"},
	{child, 17, "tom", "/remove-parent", up + leave, "", "ran"},
	{nil, 17, "tom", "/remove-parent", up, "", "ran"},
	{nil, 17, "ann", "/parent #12", "", "", "denied: `/parent" + read},
	{child, 17, "ann", "/remove-parent", "", "parent 12", "denied: `/remove-parent" + read},
	{nil, 17, "tom", "/parent", "", "", "refused: `<#issue>` is missing." + usage},
	{nil, 17, "tom", "/parent #12 #8", "", "", "refused: `#8` is more than `/parent` takes." + usage},
	{nil, 17, "tom", "/parent it", "", "", "refused: `it` is not an issue; write it like `#12`." + usage},
	{nil, 17, "tom", "/parent #0", "", "", "refused: `#0` is not an issue; write it like `#12`." + usage},
	{nil, 17, "tom", "/parent #99999999999", "", "", "refused: `#99999999999` is not an issue; write it like `#12`." + usage},
	{nil, 17, "tom", "/parent acme/gadgets#12", "", "", "refused: `acme/gadgets#12" + elsewhere},
	{nil, 17, "tom", "/parent https://evil.example/acme/widgets/issues/12", "", "", "refused: `https://evil.example/acme/widgets/issues/12" + elsewhere},
	{nil, 17, "tom", "/remove-parent #12", "", "", "refused: `#12` is more than `/remove-parent` takes. Usage: `/remove-parent`, for example `/remove-parent`."},
	{nil, 17, "tom", "/parent #99", up + get(99), "", "refused: This repository has no issue `#99`."},
	{nil, 17, "tom", "/parent #17", up, "", "refused: `#17` is this very issue."},
	{nil, 17, "tom", "/parent #18", up + get(18), "", "refused: `#18` is a pull request."},
	{nil, 18, "tom", "/parent #12", "", "", pull},
	{nil, 18, "tom", "/remove-parent", "", "", pull},
	{above, 17, "tom", "/parent #12", up + get(12) + adopt, "", "refused: GitHub does not take `#12` as the parent: an issue has at most 100 sub-issues, eight levels of them, and is not below itself."},
	{stranger("issues/8$", "%s"), 17, "tom", "/parent #8", up + get(8), "", "refused: `#8` was moved to another repository."},
	{stranger("/parent$", "%s"), 17, "tom", "/parent #8", up + get(8) + replace, "parent 8", "ran"},
	{stranger("/parent$", "%s"), 17, "tom", "/remove-parent", up + "\nDELETE /repos/acme/secret/issues/12/sub_issue " + `{"sub_issue_id":ID}`, "", "failed: GitHub does not let this robot do that here (404); its operator has to give its token access."},
	{nil, 17, "tom", "/parent #12 --dry-run", up + get(12), "", would("make this a sub-issue of `#12`")},
	{child, 17, "tom", "/parent #8 --dry-run", up + get(8), "parent 12", would("make this a sub-issue of `#8`, no longer of `#12`")},
	{child, 17, "tom", "/parent #12 --dry-run", up, "parent 12", would("change nothing")},
	{child, 17, "tom", "/remove-parent --dry-run", up, "parent 12", would("take this from its parent `#12`")},
	{breaks(wire.Fault{Method: "POST", Path: "sub_issues$", Cut: true}), 17, "tom", "/parent #12", up + get(12) + adopt, "", unconfirmed},
	{both(child, breaks(wire.Fault{Method: "DELETE", Path: "sub_issue$", Cut: true})), 17, "tom", "/remove-parent", up + leave, "parent 12", unconfirmed},
	{breaks(issuetest.BadCredentials().On("GET", "/parent$")), 17, "tom", "/parent #12", up, "", unseen},

	{nil, 17, "tom", "/blocked-by #7", list + get(7) + block, "blocked by 7", "ran"},
	{nil, 17, "tom", "/blocked-by #7, 8,acme/widgets#12 #7", list + get(7) + get(8) + get(12) + block + block + block, "blocked by 7 8 12", "ran"},
	{blocked, 17, "tom", "/blocked-by #7", list, "blocked by 7", "ran"},
	{blocked, 17, "tom", "/blocked-by #7 #8", list + get(8) + block, "blocked by 7 8", "ran"},
	{blocked, 17, "tom", "/remove-blocked-by 7", list + unblock, "", "ran"},
	{blocked, 17, "tom", "/remove-blocked-by #8", list, "blocked by 7", "ran"},
	{blocked, 17, "tom", "/remove-blocked-by #7\n/blocked-by #7", list + unblock + "\n" + list + get(7) + block, "blocked by 7", "ran\nran"},
	{stranger("blocked_by", "[%s]"), 17, "tom", "/blocked-by #12", list + get(12) + block, "blocked by 12", "ran"},
	{nil, 17, "ann", "/blocked-by #7", "", "", "denied: `/blocked-by" + read},
	{blocked, 17, "ann", "/remove-blocked-by #7", "", "blocked by 7", "denied: `/remove-blocked-by" + read},
	{nil, 17, "tom", "/blocked-by", "", "", "refused: `<#issue>` is missing." + usages},
	{nil, 17, "tom", "/blocked-by ,", "", "", "refused: `<#issue>` is missing." + usages},
	{nil, 17, "tom", "/blocked-by #7 soon", "", "", "refused: `soon` is not an issue; write it like `#12`." + usages},
	{nil, 17, "tom", "/blocked-by #7 acme/gadgets#8", "", "", "refused: `acme/gadgets#8" + elsewhere},
	{nil, 17, "tom", "/blocked-by 1 2 3 4 5 6 7 8 9 10 11", "", "", "refused: 11 issues are too many for one command: nothing was changed. Name at most 10."},
	{nil, 18, "tom", "/blocked-by #7", "", "", pull},
	{nil, 17, "tom", "/blocked-by #99 #17", list + get(99), "", "refused: This repository has no issue `#99`. `#17` is this very issue. Nothing was changed."},
	{nil, 17, "tom", "/blocked-by #7 #99", list + get(7) + get(99) + block, "blocked by 7", "refused: This repository has no issue `#99`. Everything else of the command was done."},
	{blocked, 17, "tom", "/blocked-by #7 #18", list + get(18), "blocked by 7", "refused: `#18` is a pull request. Everything else of the command was done."},
	{nil, 17, "tom", "/blocked-by #7 #8 --dry-run", list + get(7) + get(8), "", would("mark this issue as blocked by `#7`, `#8`")},
	{nil, 17, "tom", "/blocked-by #7 #99 --dry-run", list + get(7) + get(99), "", would("mark this issue as blocked by `#7`") + "\n\nThis repository has no issue `#99`."},
	{blocked, 17, "tom", "/blocked-by #7 --dry-run", list, "blocked by 7", would("change nothing")},
	{blocked, 17, "tom", "/remove-blocked-by #7 --dry-run", list, "blocked by 7", would("mark this issue as no longer blocked by `#7`")},
	{breaks(wire.Fault{Method: "POST", Path: "blocked_by$", Status: 422, Body: "{}"}), 17, "tom", "/blocked-by #7", list + get(7) + block, "",
		"refused: GitHub does not take `#7`: an issue can be blocked by 50 others, and not by itself. Nothing was changed."},
	{breaks(wire.Fault{Method: "POST", Path: "blocked_by$", Cut: true}), 17, "tom", "/blocked-by #7 #8", list + get(7) + get(8) + block, "", unconfirmed},
	{breaks(wire.Fault{Method: "POST", Path: "blocked_by$", Cut: true, Skip: 1}), 17, "tom", "/blocked-by #7 #8", list + get(7) + get(8) + block + block, "blocked by 7",
		"failed: Done: `#7`. Not confirmed: `#8`. Comment it again: what is done already is left as it is."},
	{breaks(issuetest.BadCredentials().On("GET", "blocked_by")), 17, "tom", "/blocked-by #7", list, "", unseen},
	{breaks(issuetest.BadCredentials().On("GET", "issues/8$")), 17, "tom", "/blocked-by #7 #8", list + get(7) + get(8), "", unseen},
}

func state(h *robottest.Hall) string {
	i := h.Repo.Issue(17)
	var all []string
	if i.Parent != 0 {
		all = append(all, fmt.Sprintf("parent %d", i.Parent))
	}
	if i.BlockedBy != nil {
		all = append(all, "blocked by "+strings.Trim(fmt.Sprint(i.BlockedBy), "[]"))
	}
	return strings.Join(all, "; ")
}

func TestRelation(t *testing.T) {
	for _, row := range rows {
		t.Run(row.who+" "+row.body, func(t *testing.T) {
			t.Parallel()
			h := robottest.NewHall(t, robots)
			if row.before != nil {
				row.before(h)
			}
			reply := h.Say(row.number, row.who, row.body)
			if calls, after := h.Work(), state(h); reply != row.reply || calls != row.calls || after != row.after {
				t.Errorf("calls\n%s\nwant\n%s\n\nafter %q, want %q\n\nreply\n%s\nwant\n%s", calls, row.calls, after, row.after, reply, row.reply)
			}
		})
	}
}

// TestBrokenOff: what was done before the robot broke off is not done again.
func TestBrokenOff(t *testing.T) {
	h := robottest.NewHall(t, robots)
	event := h.BrokeOff(17, "tom", "/parent #12\n/blocked-by #7 #8")
	child(h)
	blocked(h)
	if got, calls := h.Hear(event), h.Work(); got != "ran\nran" || calls != get(17)[1:]+"\n"+up+get(17)+"\n"+list+get(8)+block {
		t.Errorf("%s\n%s", got, calls)
	}
}
