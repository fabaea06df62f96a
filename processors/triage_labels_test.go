package processors_test

import "slices"

var rows = slices.Concat(labelRows, peopleRows, lifeRows, editRows, talkRows, relationRows, mergeRows, mixedRows)

// look is the repository's labels, which an instance reads once a minute.
const look = `GET labels`

// isLead is whether somebody is in a team.
const isLead = `GET /orgs/acme/teams/leads/memberships/ruth`

var labelRows = []row{
	{"", "ruth", "/kind bug", look + `; POST labels ["kind/bug"]`, "kind/bug", "🚀"},
	{"", "ruth", "/KIND Bug", look + `; POST labels ["kind/bug"]`, "kind/bug", "🚀"},
	{"", "ruth", "/kind feature", look + `; POST labels ["kind/Feature"]`, "kind/Feature", "🚀"},
	{"", "ruth", "/kind kind/bug", look + `; POST labels ["kind/bug"]`, "kind/bug", "🚀"},
	{"", "ruth", "/kind bug cleanup", look + `; POST labels ["kind/bug","kind/cleanup"]`, "kind/bug kind/cleanup", "🚀"},
	{"", "ruth", "/kind bug, cleanup", look + `; POST labels ["kind/bug","kind/cleanup"]`, "kind/bug kind/cleanup", "🚀"},
	{"", "ruth", "/kind bug,cleanup,bug", look + `; POST labels ["kind/bug","kind/cleanup"]`, "kind/bug kind/cleanup", "🚀"},
	{"label kind/bug", "ruth", "/kind bug", "", "kind/bug", "🚀"},
	{"label kind/bug", "ruth", "/kind bug cleanup", look + `; POST labels ["kind/cleanup"]`, "kind/bug kind/cleanup", "🚀"},
	{"label needs-kind", "ruth", "/kind bug", look + `; POST labels ["kind/bug"]; DELETE labels/needs-kind`, "kind/bug", "🚀"},
	{"", "ruth", "/kind bgu", look, "", "😕 This repository has no label `kind/bgu`. Did you mean `kind/bug`? Nothing was changed. [All labels](https://github.com/acme/widgets/labels) of this repository can be named, in any case."},
	{"", "ruth", "/kind bug unheard-of", look + `; POST labels ["kind/bug"]`, "kind/bug", "😕 This repository has no label `kind/unheard-of`. It has `kind/Feature`, `kind/bug`, `kind/cleanup`. Everything else of the command was done."},
	{"", "ruth", "/kind", "", "", "😕 `<name>` is missing. Usage: `/kind <name…>`, for example `/kind bug`."},
	{"", "ruth", "/kind a=b", "", "", "😕 `<name>` is missing…"},
	{"", "ruth", "/kind ,", "", "", "😕 `<name…>` is missing. Usage: `/kind <name…>`, for example `/kind bug`."},
	{"", "ruth", "/kindergarten", "", "", ""},
	{"", "ruth", "/kind ?", look, "", "🚀 **`/kind <name…>`**: set labels that begin with the command's name\n\nNeeds read.\n\nAs many as one likes, of the labels that this repository has; `?` in the place of a name lists them.\n\nFor example:\n\n- `/kind bug`\n\nThis repository has `kind/Feature`, `kind/bug`, `kind/cleanup`."},
	{"label kind/bug", "ruth", "/remove-kind bug", look + `; POST labels ["needs-kind"]; DELETE labels/kind%2Fbug`, "needs-kind", "🚀"},
	{"label kind/bug; label kind/cleanup", "ruth", "/remove-kind bug", `DELETE labels/kind%2Fbug`, "kind/cleanup", "🚀"},
	{"label area/api", "ruth", "/remove-area API", look + `; DELETE labels/area%2Fapi`, "", "🚀"},
	{"", "ruth", "/remove-area api", look, "", "🚀"},
	{"", "ruth", "/remove-area ipa", look, "", "😕 This repository has no label `area/ipa`. Did you mean `area/api`?…"},
	{"", "ruth", "/area api infra", look + `; POST labels ["area/api","area/infra"]`, "area/api area/infra", "🚀"},
	{"", "ruth", "/priority high\n/sig network", look + `; POST labels ["priority/high","sig/network"]`, "priority/high sig/network", "🚀"},
	{"label area/infra", "ruth", "/remove-area infra\n/area infra", look, "area/infra", "🚀"},
	{"", "ruth", "/area infra\n/remove-area infra", look, "", "🚀"},
	{"label kind/bug", "ruth", "/area api\n/remove-kind bug\n/kind cleanup", look + `; POST labels ["area/api","kind/cleanup"]; DELETE labels/kind%2Fbug`, "area/api kind/cleanup", "🚀"},
	{"", "ruth", "/os linux", look + `; POST labels ["os/linux"]`, "os/linux", "🚀"},
	{"label os/linux", "ruth", "/remove-os linux", look + `; DELETE labels/os%2Flinux`, "", "🚀"},
	{"pull", "ruth", "/kind bug", look + `; POST labels ["kind/bug"]`, "kind/bug", "🚀"},
	{"", "ruth", "/triage accepted", look + "; " + isLead, "", "😕 `triage/accepted` is for **triage or team:acme/leads** here, and you have **read**. Ask somebody who has it to comment this. Nothing was changed."},
	{"label needs-triage", "tom", "/triage accepted", look + `; POST labels ["triage/accepted"]; DELETE labels/needs-triage`, "triage/accepted", "🚀"},
	{"label triage/accepted", "ruth", "/triage accepted", "", "triage/accepted", "🚀"},
	{"label triage/accepted", "ruth", "/remove-triage accepted", isLead, "triage/accepted", "😕 `triage/accepted` is for **triage or team:acme/leads** here…"},
	{"", "ruth", "/label question", look + `; POST labels ["question"]`, "question", "🚀"},
	{"", "ruth", `/label "good first issue", question`, look + `; POST labels ["good first issue","question"]`, "good first issue question", "🚀"},
	{"", "ruth", "/label kind/bug", "", "", "😕 `kind/bug` is not among the labels that can be set like this: `question`, `good first issue`, `triage/accepted`, `wontfix`. Nothing was changed."},
	{"", "ruth", "/label questoin", "", "", "😕 `questoin` is not among the labels that can be set like this. Did you mean `question`? Nothing was changed."},
	{"", "wendy", "/label wontfix", look + `; POST labels ["wontfix"]`, "wontfix", "🚀"},
	{"", "tom", "/label wontfix question", look + `; POST labels ["question"]`, "question", "😕 `wontfix` is for **user:wendy** here, and you have **triage**. Ask somebody who has it to comment this. Everything else of the command was done."},
	{"label question", "ruth", "/remove-label question", `DELETE labels/question`, "", "🚀"},
	{"", "ruth", "/label", "", "", "😕 `<label>` is missing. Usage: `/label <label…>`, for example `/label question`."},
	{"", "ann", "/lifecycle frozen", look + `; POST labels ["lifecycle/frozen"]`, "lifecycle/frozen", "🚀"},
	{"label lifecycle/stale", "ann", "/lifecycle active", look + `; POST labels ["lifecycle/active"]; DELETE labels/lifecycle%2Fstale`, "lifecycle/active", "🚀"},
	{"label lifecycle/stale", "tom", "/remove-lifecycle stale", `DELETE labels/lifecycle%2Fstale`, "", "🚀"},
	{"assign bob", "bob", "/lifecycle stale", look + `; POST labels ["lifecycle/stale"]`, "lifecycle/stale; assigned bob", "🚀"},
	{"", "ruth", "/lifecycle frozen", "", "", "😕 `/lifecycle` needs **author or assignee or triage** here, and you have **read**. Ask somebody who has it to comment this."},
	{"", "ann", "/lifecycle molten", "", "", "😕 `molten` is none of `active`, `frozen`, `rotten`, `stale`. Usage: `/lifecycle <active|frozen|rotten|stale>`, for example `/lifecycle frozen`."},
	{"", "ann", "/lifecycle frozen please", "", "", "😕 `please` is more than `/lifecycle` takes. Usage: `/lifecycle <active|frozen|rotten|stale>`, for example `/lifecycle frozen`."},
	{"", "ruth", "/good-first-issue", look + `; POST labels ["good first issue"]`, "good first issue", "🚀"},
	{"label good first issue", "ruth", "/remove-good-first-issue", `DELETE labels/good%20first%20issue`, "", "🚀"},
	{"", "ruth", "/help-wanted", look + `; POST labels ["help-wanted"]`, "help-wanted", "🚀"},
	{"label help-wanted", "ruth", "/help-wanted", "", "help-wanted", "🚀"},
	{"", "ruth", "/good-first-issue please", "", "", "😕 `please` is more than `/good-first-issue` takes. Usage: `/good-first-issue`, for example `/good-first-issue`."},
	{"", "ruth", "/kind bug --dry-run", look, "", "🚀 It would add `kind/bug`."},
	{"label kind/bug", "ruth", "/kind bug --dry-run", "", "kind/bug", "🚀 Nothing would change."},
	{"label kind/bug", "ruth", "/remove-kind bug --dry-run\n/kind cleanup", look + `; POST labels ["kind/cleanup"]`, "kind/bug kind/cleanup", "🚀 …"},
	{"", "ruth", "/triage accepted --dry-run", look + "; " + isLead, "", "😕 `triage/accepted` is for…"},
}
