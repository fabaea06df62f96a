package processors_test

import "strings"

const (
	completes  = `PATCH issues/17 {"state":"closed","state_reason":"completed"}`
	plansNot   = `PATCH issues/17 {"state":"closed","state_reason":"not_planned"}`
	duplicates = `GET issues/12; PATCH issues/17 {"state":"closed","state_reason":"duplicate","duplicate_issue_id":ID}`
	reopens    = `PATCH issues/17 {"state":"open"}`
	whoCloses  = "author or assignee or triage"
	howToClose = " Usage: `/close [not-planned|duplicate #n …]`, for example `/close`."
	keptReason = "😕 It is closed already, and GitHub keeps the reason: nothing was changed. Comment `/reopen` first."
	noReason   = "😕 A pull request is closed without a reason: nothing was changed. Try `/close`."
	isMerged   = "😕 This pull request is merged, and is not reopened. Open another one."

	plans     = "GET milestones"
	howToLock = " Usage: `/lock [off-topic|too heated|resolved|spam …]`, for example `/lock`."
)

func titles(title string) string { return `PATCH issues/17 {"title":"` + title + `"}` }
func schedules(n string) string  { return `PATCH issues/17 {"milestone":` + n + `}` }
func locks(reason string) string { return `PUT lock {"lock_reason":"` + reason + `"}` }

var lifeRows = []row{
	{"", "ann", "/close", completes, "closed completed", "🚀"},
	{"", "tom", "/CLOSE", completes, "closed completed", "🚀"},
	{"", "wendy", "/close", completes, "closed completed", "🚀"},
	{"assign bob", "bob", "/close", completes, "assigned bob; closed completed", "🚀"},
	{"", "ruth", "/close", "", "", denied("/close", whoCloses, "read")},
	{"assign bob", "ruth", "/close not-planned", "", "assigned bob", denied("/close", whoCloses, "read")},
	{"", "ann", "/close not-planned", plansNot, "closed not_planned", "🚀"},
	{"", "ann", "/Close\tNot-Planned", plansNot, "closed not_planned", "🚀"},
	{"", "ann", "/close\u00a0not-planned", plansNot, "closed not_planned", "🚀"},
	{"", "ann", "/close duplicate #12", duplicates, "closed duplicate; of 12", "🚀"},
	{"", "ann", "/close Duplicate 12", duplicates, "closed duplicate; of 12", "🚀"},
	{"", "ann", "/close duplicate #99", "GET issues/99", "", "😕 This repository has no issue `#99`."},
	{"", "ann", "/close duplicate #17", "", "", "😕 `#17` is this very issue."},
	{"", "ann", "/close duplicate", "", "", "😕 Of which issue is it a duplicate? Write it like `#12`." + howToClose},
	{"", "ann", "/close duplicate #12 #7", "", "", "😕 `#7` is more than `/close` takes." + howToClose},
	{"", "ann", "/close duplicate that", "", "", "😕 `that` is not an issue; write it like `#12`." + howToClose},
	{"", "ann", "/close this", "", "", "😕 `this` is no reason to close an issue for." + howToClose},
	{"", "ann", "/close not-planned please", "", "", "😕 `not-planned please` is no reason to close an issue for." + howToClose},
	{"", "ann", "/close reason=spam", "", "", "😕 `/close` takes no `key=value`." + howToClose},
	{"closed", "ann", "/close", "", "closed completed", "🚀"},
	{"closed", "ann", "/close not-planned", "", "closed completed", keptReason},
	{"pull", "ann", "/close", `PATCH issues/18 {"state":"closed"}`, "closed", "🚀"},
	{"pull", "ann", "/close not-planned", "", "", noReason},
	{"pull; closed", "ann", "/close", "", "closed", "🚀"},
	{"", "ann", "/close --dry-run", "", "", would("close this issue as `completed`")},
	{"", "ann", "/close --dry-run not-planned", "", "", would("close this issue as `not_planned`")},
	{"closed", "ann", "/close --dry-run", "", "closed completed", would("change nothing")},
	{"", "ruth", "/close --dry-run", "", "", would("close this issue as `completed`") + "\n\nYou may not do it: " + strings.TrimPrefix(denied("/close", whoCloses, "read"), "😕 ")},
	{"", "ann", "/close\n/close", completes, "closed completed", "🚀"},
	{"", "ann", "/close\n/reopen", completes + "; " + reopens, "", "🚀"},
	{"", "ann", "/close\n/reopen\n/close not-planned", completes + "; " + reopens + "; " + plansNot, "closed not_planned", "🚀"},
	{"", "ruth", "/assign\n/close", assigns("ruth") + "; " + completes, "assigned ruth; closed completed", "🚀"},
	{"assign bob", "bob", "/unassign\n/close", unassigns("bob"), "", "😕 " + answers("/unassign", "🚀", "/close", denied("/close", whoCloses, "read"))},
	{"", "ann", "/close\n/apply", completes, "closed completed", "😕 " + answers("/close", "🚀", "/apply", "😕 This issue is closed: nothing was changed. Take one that is open.")},
	{"", "ann", "/close-it", "", "", ""},
	{"", "ann", "/close ?", "", "", "🚀 **`/close [not-planned|duplicate #n …]`**: close the issue or pull request…"},
	{"", "ann", "please /close", "", "", ""},

	{"closed", "ann", "/reopen", reopens, "", "🚀"},
	{"closed", "tom", "/REOPEN", reopens, "", "🚀"},
	{"closed; assign bob", "bob", "/reopen", reopens, "assigned bob", "🚀"},
	{"closed", "ruth", "/reopen", "", "closed completed", denied("/reopen", whoCloses, "read")},
	{"", "ann", "/reopen", "", "", "🚀"},
	{"closed", "ann", "/reopen it", "", "closed completed", "😕 `it` is more than `/reopen` takes. Usage: `/reopen`, for example `/reopen`."},
	{"pull; closed", "ann", "/reopen", `PATCH issues/18 {"state":"open"}`, "", "🚀"},
	{"pull; merged wendy", "ann", "/reopen", "", "merged by wendy; method merge", isMerged},
	{"closed", "ann", "/reopen --dry-run", "", "closed completed", would("reopen this issue")},
	{"", "ann", "/reopen --dry-run", "", "", would("change nothing")},
	{"closed", "ann", "/reopen\n/close", reopens + "; " + completes, "closed completed", "🚀"},
}

var editRows = []row{
	{"", "ann", "/retitle Widgets sway", titles("Widgets sway"), "title Widgets sway", "🚀"},
	{"", "tom", "/RETITLE Widgets sway", titles("Widgets sway"), "title Widgets sway", "🚀"},
	{"", "ann", "/retitle\u3000小部件 🎉", titles("小部件 🎉"), "title 小部件 🎉", "🚀"},
	{"", "ann", `/retitle Bug: it's a=b, "so  what`, titles(`Bug: it's a=b, \"so  what`), `title Bug: it's a=b, "so  what`, "🚀"},
	{"pull", "ann", "/retitle Hold on", `PATCH issues/18 {"title":"Hold on"}`, "title Hold on", "🚀"},
	{"", "ann", "/retitle Widgets wobble", "", "", "🚀"},
	{"", "ann", "/retitle widgets wobble", titles("widgets wobble"), "title widgets wobble", "🚀"},
	{"", "ann", "/retitle", "", "", "😕 `<title>` is missing. Usage: `/retitle <title…>`, for example `/retitle Widgets wobble in the wind`."},
	{"", "ann", "/retitle " + strings.Repeat("x", 257), "", "", "😕 The title has 257 characters: nothing was changed. GitHub takes 256 at most."},
	{"", "ruth", "/retitle Mine", "", "", denied("/retitle", "author or triage", "read")},
	{"assign bob", "bob", "/retitle Mine", "", "assigned bob", denied("/retitle", "author or triage", "read")},
	{"", "ann", "/retitle Widgets sway --dry-run", "", "", would("change the title to `Widgets sway`")},
	{"", "ann", "/retitle Widgets wobble --dry-run", "", "", would("change nothing")},
	{"", "ann", "/retitle A\n/retitle A\n/retitle B", titles("A") + "; " + titles("B"), "title B", "🚀"},
	{"", "ann", "/retitle A\n/retitle Widgets wobble", titles("A") + "; " + titles("Widgets wobble"), "", "🚀"},

	{"milestones v1.1, v1.2", "tom", "/milestone v1.2", plans + "; " + schedules("2"), "milestone v1.2", "🚀"},
	{"milestones v1.1, v1.2", "tom", "/Milestone V1.1", plans + "; " + schedules("1"), "milestone v1.1", "🚀"},
	{"milestones Next year", "tom", "/milestone next year", plans + "; " + schedules("1"), "milestone Next year", "🚀"},
	{"past v1.0", "tom", "/milestone v1.0", plans + "; " + plans + "; " + schedules("1"), "milestone v1.0", "🚀"},
	{"pull; milestones v1.2", "tom", "/milestone v1.2", plans + `; PATCH issues/18 {"milestone":1}`, "milestone v1.2", "🚀"},
	{"milestone v1.1; milestones v1.2", "tom", "/milestone v1.2", plans + "; " + schedules("2"), "milestone v1.2", "🚀"},
	{"milestone v1.2", "tom", "/milestone v1.2", "", "milestone v1.2", "🚀"},
	{"milestone v1.2", "tom", "/milestone clear", schedules("null"), "", "🚀"},
	{"milestone v1.2", "tom", "/milestone CLEAR", schedules("null"), "", "🚀"},
	{"", "tom", "/milestone clear", "", "", "🚀"},
	{"milestones v1.2", "tom", "/milestone v1.3", plans + "; " + plans, "", "😕 This repository has no milestone `v1.3`: nothing was changed. Did you mean `v1.2`? Open: `v1.2`."},
	{"", "tom", "/milestone v1.2", plans + "; " + plans, "", "😕 This repository has no milestone `v1.2`, and none that is open: nothing was changed."},
	{"milestones v1.2", "tom", "/milestone v1.2 please", plans + "; " + plans, "", "😕 This repository has no milestone `v1.2 please`: nothing was changed…"},
	{"milestone v1.2", "tom", "/milestone clear it", plans + "; " + plans, "milestone v1.2", "😕 This repository has no milestone `clear it`: nothing was changed…"},
	{"milestone v1.2", "tom", "/milestone", "", "milestone v1.2", "😕 `<title|clear>` is missing. Usage: `/milestone <title|clear…>`, for example `/milestone v1.2`."},
	{"milestones v1.2", "ann", "/milestone v1.2", "", "", denied("/milestone", "triage", "read")},
	{"milestones v1.2", "tom", "/milestone v1.2 --dry-run", plans, "", would("set the milestone `v1.2`")},
	{"milestone v1.2", "tom", "/milestone clear --dry-run", "", "milestone v1.2", would("take the milestone `v1.2` away")},
	{"milestones v1.2", "tom", "/milestone v1.2\n/milestone clear", plans + "; " + schedules("1") + "; " + schedules("null"), "", "🚀"},
	{"milestone v1.2", "tom", "/milestone clear\n/milestone v1.2\n/milestone v1.2", schedules("null") + "; " + plans + "; " + schedules("1"), "milestone v1.2", "🚀"},
}

var talkRows = []row{
	{"", "tom", "/lock", "PUT lock {}", "locked", "🚀"},
	{"", "tom", "/LOCK Spam", locks("spam"), "locked spam", "🚀"},
	{"", "tom", "/lock too heated", locks("too heated"), "locked too heated", "🚀"},
	{"", "tom", "/lock too-heated", locks("too heated"), "locked too heated", "🚀"},
	{"", "tom", "/lock off-topic", locks("off-topic"), "locked off-topic", "🚀"},
	{"pull", "tom", "/lock\u00a0resolved", locks("resolved"), "locked resolved", "🚀"},
	{"locked", "tom", "/lock", "", "locked", "🚀"},
	{"locked", "tom", "/lock spam", locks("spam"), "locked spam", "🚀"},
	{"", "tom", "/lock this", "", "", "😕 `this` is no reason to lock a conversation for." + howToLock},
	{"", "tom", "/lock spam please", "", "", "😕 `spam please` is no reason to lock a conversation for." + howToLock},
	{"", "ann", "/lock", "", "", denied("/lock", "triage", "read")},
	{"", "tom", "/lock spam --dry-run", "", "", would("lock the conversation as `spam`")},
	{"locked", "tom", "/lock --dry-run", "", "locked", would("change nothing")},
	{"", "tom", "/lock spam\n/lock\n/lock spam\n/unlock", locks("spam") + "; DELETE lock", "", "🚀"},
	{"locked", "tom", "/unlock", "DELETE lock", "", "🚀"},
	{"locked", "tom", "/Unlock", "DELETE lock", "", "🚀"},
	{"", "tom", "/unlock", "", "", "🚀"},
	{"locked", "tom", "/unlock now", "", "locked", "😕 `now` is more than `/unlock` takes. Usage: `/unlock`, for example `/unlock`."},
	{"locked", "ann", "/unlock", "", "locked", denied("/unlock", "triage", "read")},
	{"locked", "tom", "/unlock --dry-run", "", "locked", would("unlock the conversation")},
	{"locked", "tom", "/unlock\n/lock", "DELETE lock; PUT lock {}", "locked", "🚀"},

	{"", "wendy", "/say The release is out.", "", "", "🚀 The release is out."},
	{"", "wendy", "/SAY it's \"so, a=b", "", "", "🚀 it's \"so, a=b"},
	{"", "wendy", "/say @lea, look: #12", "", "", "🚀 @\u200blea, look: #12"},
	{"", "wendy", "/say /close", "", "", `🚀 \/close`},
	{"locked", "wendy", "/say Closed for today.", "", "locked", "🚀 Closed for today."},
	{"", "wendy", "/say", "", "", "😕 `<text>` is missing. Usage: `/say <text…>`, for example `/say The release is out.`."},
	{"", "tom", "/say The release is out.", "", "", denied("/say", "write", "triage")},
	{"", "ann", "/say The release is out.", "", "", denied("/say", "write", "read")},
	{"", "wendy", "/say Out. --dry-run", "", "", "🚀 Nothing was done. It would say:\n\nOut."},
	{"", "wendy", "/say --dry-run", "", "", "😕 `<text>` is missing. Usage: `/say <text…>`, for example `/say The release is out.`."},
	{"", "wendy", "/say $x^2$ is $1", "", "", "🚀 <span>$</span>x^2<span>$</span> is <span>$</span>1"},
	{"", "wendy", "/say A\n/say B", "", "", "🚀 " + answers("/say A", "🚀 A", "/say B", "🚀 B")},
}
