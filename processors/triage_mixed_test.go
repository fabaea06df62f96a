package processors_test

import (
	"fmt"
	"strings"
	"testing"
)

var mixedRows = []row{
	{"", "tom", "/kind bug\n/area api\n/assign @bob", look + `; POST labels ["kind/bug","area/api"]; ` + assigns("bob"), "area/api kind/bug; assigned bob", "🚀"},
	{"", "tom", "/kind bug\n/close\n/area api", look + `; POST labels ["kind/bug"]; ` + completes + `; POST labels ["area/api"]`, "area/api kind/bug; closed completed", "🚀"},
	{"", "tom", "/assign @bob\n/kind bug\n/retitle A", assigns("bob") + "; " + look + `; POST labels ["kind/bug"]; ` + titles("A"), "kind/bug; assigned bob; title A", "🚀"},
	{"", "tom", "/kind bug\n/assign @bob\n/remove-kind bug", look + `; POST labels ["kind/bug"]; ` + assigns("bob") + `; POST labels ["needs-kind"]; DELETE labels/kind%2Fbug`, "needs-kind; assigned bob", "🚀"},
	{"label area/infra", "tom", "/remove-area infra\n/lock\n/area infra", look + `; DELETE labels/area%2Finfra; PUT lock {}; POST labels ["area/infra"]`, "area/infra; locked", "🚀"},
	{"", "ruth", "/kind bug\n/close\n/assign", look + `; POST labels ["kind/bug"]; ` + assigns("ruth"), "kind/bug; assigned ruth", "😕 " + answers("/kind bug", "🚀", "/close", denied("/close", whoCloses, "read"), "/assign", "🚀")},
	{"", "wendy", "/label question\n/say Which version?\n/assign", look + `; POST labels ["question"]; ` + assigns("wendy"), "question; assigned wendy", "🚀 " + answers("/label question", "🚀", "/say Which version?", "🚀 Which version?", "/assign", "🚀")},
	{"", "ann", "/close this\n/kind bug\n/close", look + `; POST labels ["kind/bug"]; ` + completes, "kind/bug; closed completed", "😕 " + answers("/close this", "😕 `this` is no reason to close an issue for. Usage: `/close [not-planned\\|duplicate #n …]`, for example `/close`.", "/kind bug", "🚀", "/close", "🚀")},
	{"pull", "wendy", "/kind bug\n/merge\n/area api", look + `; POST labels ["kind/bug"]; ` + merges + `; POST labels ["area/api"]`, "area/api kind/bug; " + merged, "🚀 " + answers("/kind bug", "🚀", "/merge", did+".", "/area api", "🚀")},
	{"", "ruth", "/assign\n/lifecycle frozen", assigns("ruth") + "; " + look + `; POST labels ["lifecycle/frozen"]`, "lifecycle/frozen; assigned ruth", "🚀"},
	{"assign bob", "bob", "/unassign\n/lifecycle frozen", unassigns("bob"), "", "😕 " + answers("/unassign", "🚀", "/lifecycle frozen", denied("/lifecycle", whoCloses, "read"))},
	{"", "ruth", "/kind bug，cleanup", look + `; POST labels ["kind/bug","kind/cleanup"]`, "kind/bug kind/cleanup", "🚀"},
	{"late", "ruth", "/assign\n/close", "GET issues/17; " + assigns("ruth") + "; GET issues/17; " + completes, "assigned ruth; closed completed", "🚀"},
	{"late; assign bob", "bob", "/unassign\n/close", "GET issues/17; " + unassigns("bob"), "", "😕 " + answers("/unassign", "🚀", "/close", denied("/close", whoCloses, "read"))},
	{"late", "ann", "/close\n/reopen", "GET issues/17; " + completes + "; GET issues/17; " + reopens, "", "🚀"},
	{"late; closed", "ruth", "/assign\n/assign", "GET issues/17; " + assigns("ruth") + "; GET issues/17", "assigned ruth; closed completed", "🚀"},
	{"", "tom", "Thank you!\n\n/kind bug\n\nI take it.\n/assign", look + `; POST labels ["kind/bug"]; ` + assigns("tom"), "kind/bug; assigned tom", "🚀"},
	{"", "tom", "/kind bug\r\n/assign\r\n", look + `; POST labels ["kind/bug"]; ` + assigns("tom"), "kind/bug; assigned tom", "🚀"},
	{"", "tom", "/kind bug --dry-run\n/assign --dry-run\n/close", look + "; " + completes, "closed completed", "🚀 " + answers("/kind bug --dry-run", "🚀 It would add `kind/bug`.", "/assign --dry-run", would("assign `tom`"), "/close", "🚀")},
}

// twenty are as many commands as one comment may hold.
var twenty = []string{
	"/kind bug", "/area api", "/priority high", "/sig network", "/os linux", "/label question", "/good-first-issue", "/help-wanted", "/lifecycle active", "/triage accepted",
	"/assign @bob", "/unassign @bob", "/retitle A", "/milestone v1.2", "/type bug", "/parent #12", "/blocked-by #7", "/say Done.", "/lock spam", "/close",
}

// TestTwenty: one claim, one look-up of who may, one call for each change, one reply.
func TestTwenty(t *testing.T) {
	changes := strings.Join([]string{
		look, `POST labels ["kind/bug","area/api","priority/high","sig/network","os/linux","question","good first issue","help-wanted","lifecycle/active","triage/accepted"]`,
		assigns("bob"), unassigns("bob"), titles("A"), plans, schedules("1"), types, classifies(`"Bug"`), adopts, blockers, "GET issues/7" + block, locks("spam"), completes,
	}, "; ")
	for _, test := range []struct{ more, calls, reply string }{
		{"", changes, ""},
		{"\n/reopen\n/unlock", changes, "😕 Not run: one comment may hold 20 commands. Put it into another one."},
	} {
		s := newScene(t)
		s.set(t, "milestones v1.2")
		outcome := s.say(t, "tom", strings.Join(twenty, "\n")+test.more)
		count := map[string]int{}
		for _, c := range s.gh.Calls() {
			path, _, _ := strings.Cut(c.Path, "?")
			for _, one := range []string{"POST reactions", "GET permission", "POST comments"} {
				if method, end, _ := strings.Cut(one, " "); c.Method == method && strings.HasSuffix(path, "/"+end) {
					count[one]++
				}
			}
		}
		if got, want := fmt.Sprint(count), "map[GET permission:1 POST comments:1 POST reactions:2]"; got != want { // 👀, and 😕 at the end
			t.Errorf("%q: %s, want %s", test.more, got, want)
		}
		if got := s.calls(); got != test.calls {
			t.Errorf("%q: calls\n got %s\nwant %s", test.more, got, test.calls)
		}
		said, want := s.said(), 1 // tom may not /say
		for _, r := range outcome.Commands[len(twenty):] {
			want++
			if "😕 "+r.Detail != test.reply {
				t.Errorf("%s: %s", r.Name, r.Detail)
			}
		}
		if got := strings.Count(said, "| 😕 "); got != want || strings.Count(said, "\n| `") != len(outcome.Commands) {
			t.Errorf("%q: it says\n%s", test.more, said)
		}
	}
}
