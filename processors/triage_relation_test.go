package processors_test

const (
	types     = "GET /orgs/acme/issue-types"
	parents   = "GET parent"
	adopts    = parents + `; GET issues/12; POST issues/12/sub_issues {"sub_issue_id":ID}`
	leaves    = parents + `; DELETE issues/12/sub_issue {"sub_issue_id":ID}`
	blockers  = "GET dependencies/blocked_by"
	block     = `; POST dependencies/blocked_by {"issue_id":ID}`
	unblock   = "; DELETE dependencies/blocked_by/ID"
	noType    = "😕 A pull request has no type: nothing was changed. Comment this on an issue."
	forIssues = "😕 This is for issues, and not for a pull request: nothing was changed."
	elsewhere = " is in another repository: nothing was changed. Name an issue of this one."
	howToType = " Usage: `/type <type|clear…>`, for example `/type bug`."
	howParent = " Usage: `/parent <#issue>`, for example `/parent #12`."
	howBlock  = " Usage: `/blocked-by <#issue…>`, for example `/blocked-by #7`."
)

func classifies(name string) string { return `PATCH issues/17 {"type":` + name + `}` }

var relationRows = []row{
	{"", "tom", "/type bug", types + "; " + classifies(`"Bug"`), "type Bug", "🚀"},
	{"", "tom", "/TYPE\tFEATURE", types + "; " + classifies(`"Feature"`), "type Feature", "🚀"},
	{"type Bug", "tom", "/type bug", "", "type Bug", "🚀"},
	{"type Bug", "tom", "/type feature", types + "; " + classifies(`"Feature"`), "type Feature", "🚀"},
	{"type Bug", "tom", "/type clear", classifies("null"), "", "🚀"},
	{"", "tom", "/type clear", "GET issues/17", "", "🚀"},
	{"", "tom", "/type bgu", types, "", "😕 `acme` has no issue type `bgu`: nothing was changed. It has `Bug`, `Feature`."},
	{"", "tom", "/type bug please", types, "", "😕 `acme` has no issue type `bug please`: nothing was changed. It has `Bug`, `Feature`."},
	{"", "tom", "/type", "", "", "😕 `<type|clear>` is missing." + howToType},
	{"", "ann", "/type bug", "", "", denied("/type", "triage", "read")},
	{"pull", "tom", "/type bug", "", "", noType},
	{"", "tom", "/type bug --dry-run", types, "", would("set the type `Bug`")},
	{"type Bug", "tom", "/type bug --dry-run", "", "type Bug", would("change nothing")},
	{"type Bug", "tom", "/remove-type", classifies("null"), "", "🚀"},
	{"type Bug", "tom", "/Remove-Type", classifies("null"), "", "🚀"},
	{"", "tom", "/remove-type", "GET issues/17", "", "🚀"},
	{"type Bug", "tom", "/remove-type it", "", "type Bug", "😕 `it` is more than `/remove-type` takes. Usage: `/remove-type`, for example `/remove-type`."},
	{"type Bug", "ann", "/remove-type", "", "type Bug", denied("/remove-type", "triage", "read")},
	{"pull", "tom", "/remove-type", "", "", noType},
	{"type Bug", "tom", "/remove-type --dry-run", "", "type Bug", would("take the type `Bug` away")},
	{"", "tom", "/type bug\n/type bug\n/remove-type", types + "; " + classifies(`"Bug"`) + "; " + classifies("null"), "", "🚀"},
	{"type Bug", "tom", "/remove-type\n/type bug", classifies("null") + "; " + types + "; " + classifies(`"Bug"`), "type Bug", "🚀"},

	{"", "tom", "/parent #12", adopts, "parent 12", "🚀"},
	{"", "tom", "/PARENT 12", adopts, "parent 12", "🚀"},
	{"", "tom", "/parent acme/widgets#12", adopts, "parent 12", "🚀"},
	{"", "tom", "/parent https://github.com/acme/widgets/issues/12", adopts, "parent 12", "🚀"},
	{"parent", "tom", "/parent #12", parents, "parent 12", "🚀"},
	{"parent", "tom", "/parent #7", parents + `; GET issues/7; POST issues/7/sub_issues {"sub_issue_id":ID,"replace_parent":true}`, "parent 7", "🚀"},
	{"", "tom", "/parent #99", parents + "; GET issues/99", "", "😕 This repository has no issue `#99`."},
	{"", "tom", "/parent #17", parents, "", "😕 `#17` is this very issue."},
	{"", "tom", "/parent #18", parents + "; GET issues/18", "", "😕 `#18` is a pull request."},
	{"", "tom", "/parent acme/gadgets#12", "", "", "😕 `acme/gadgets#12`" + elsewhere},
	{"above", "tom", "/parent #12", adopts, "", "😕 GitHub does not take `#12` as the parent…"},
	{"", "tom", "/parent", "", "", "😕 `<#issue>` is missing." + howParent},
	{"", "tom", "/parent it", "", "", "😕 `it` is not an issue; write it like `#12`." + howParent},
	{"", "tom", "/parent #12 please", "", "", "😕 `please` is more than `/parent` takes." + howParent},
	{"", "tom", "/parent #12, #7", "", "", "😕 `#7` is more than `/parent` takes." + howParent},
	{"", "ann", "/parent #12", "", "", denied("/parent", "triage", "read")},
	{"pull", "tom", "/parent #12", "", "", forIssues},
	{"", "tom", "/parent #12 --dry-run", parents + "; GET issues/12", "", would("make this a sub-issue of `#12`")},
	{"parent", "tom", "/parent #12 --dry-run", parents, "parent 12", would("change nothing")},
	{"parent", "tom", "/remove-parent", leaves, "", "🚀"},
	{"parent", "tom", "/REMOVE-parent", leaves, "", "🚀"},
	{"", "tom", "/remove-parent", parents, "", "🚀"},
	{"parent", "tom", "/remove-parent please", "", "parent 12", "😕 `please` is more than `/remove-parent` takes. Usage: `/remove-parent`, for example `/remove-parent`."},
	{"parent", "ann", "/remove-parent", "", "parent 12", denied("/remove-parent", "triage", "read")},
	{"pull", "tom", "/remove-parent", "", "", forIssues},
	{"parent", "tom", "/remove-parent --dry-run", parents, "parent 12", would("take this from its parent `#12`")},
	{"", "tom", "/parent #12\n/remove-parent", adopts + "; " + leaves, "", "🚀"},
	{"parent", "tom", "/remove-parent\n/parent #12", leaves + "; " + adopts, "parent 12", "🚀"},

	{"", "tom", "/blocked-by #7", blockers + "; GET issues/7" + block, "blocked by 7", "🚀"},
	{"", "tom", "/Blocked-By 7", blockers + "; GET issues/7" + block, "blocked by 7", "🚀"},
	{"", "tom", "/blocked-by #7, #12", blockers + "; GET issues/7; GET issues/12" + block + block, "blocked by 7 12", "🚀"},
	{"", "tom", "/blocked-by #7,12,#7", blockers + "; GET issues/7; GET issues/12" + block + block, "blocked by 7 12", "🚀"},
	{"", "tom", "/blocked-by #7、#12", blockers + "; GET issues/7; GET issues/12" + block + block, "blocked by 7 12", "🚀"},
	{"", "tom", "/blocked-by #7，#12", blockers + "; GET issues/7; GET issues/12" + block + block, "blocked by 7 12", "🚀"},
	{"blocked", "tom", "/blocked-by #7", blockers, "blocked by 7", "🚀"},
	{"blocked", "tom", "/blocked-by #7 #12", blockers + "; GET issues/12" + block, "blocked by 7 12", "🚀"},
	{"", "tom", "/blocked-by #7 #99", blockers + "; GET issues/7; GET issues/99" + block, "blocked by 7", "😕 This repository has no issue `#99`. Everything else of the command was done."},
	{"", "tom", "/blocked-by #17", blockers, "", "😕 `#17` is this very issue. Nothing was changed."},
	{"", "tom", "/blocked-by", "", "", "😕 `<#issue>` is missing." + howBlock},
	{"", "tom", "/blocked-by #7 soon", "", "", "😕 `soon` is not an issue; write it like `#12`." + howBlock},
	{"", "tom", "/blocked-by acme/gadgets#7", "", "", "😕 `acme/gadgets#7`" + elsewhere},
	{"", "ann", "/blocked-by #7", "", "", denied("/blocked-by", "triage", "read")},
	{"pull", "tom", "/blocked-by #7", "", "", forIssues},
	{"", "tom", "/blocked-by #7 --dry-run", blockers + "; GET issues/7", "", would("mark this issue as blocked by `#7`")},
	{"blocked", "tom", "/blocked-by #7 --dry-run", blockers, "blocked by 7", would("change nothing")},
	{"blocked", "tom", "/remove-blocked-by #7", blockers + unblock, "", "🚀"},
	{"blocked", "tom", "/remove-blocked-by #7, #12", blockers + unblock, "", "🚀"},
	{"blocked", "tom", "/remove-blocked-by #12", blockers, "blocked by 7", "🚀"},
	{"blocked", "tom", "/remove-blocked-by", "", "blocked by 7", "😕 `<#issue>` is missing. Usage: `/remove-blocked-by <#issue…>`, for example `/remove-blocked-by #7`."},
	{"blocked", "tom", "/remove-blocked-by seven", "", "blocked by 7", "😕 `seven` is not an issue; write it like `#12`. Usage: `/remove-blocked-by <#issue…>`, for example `/remove-blocked-by #7`."},
	{"blocked", "ann", "/remove-blocked-by #7", "", "blocked by 7", denied("/remove-blocked-by", "triage", "read")},
	{"pull", "tom", "/remove-blocked-by #7", "", "", forIssues},
	{"blocked", "tom", "/remove-blocked-by #7 --dry-run", blockers, "blocked by 7", would("mark this issue as no longer blocked by `#7`")},
	{"blocked", "tom", "/remove-blocked-by #7\n/blocked-by #7", blockers + unblock + "; " + blockers + "; GET issues/7" + block, "blocked by 7", "🚀"},
}
