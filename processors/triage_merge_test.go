package processors_test

import (
	"strings"

	"github.com/fanux/robot/issue/issuetest"
)

const (
	held     = "do-not-merge/hold"
	isHeld   = "pull; label " + held
	holds    = look + `; POST labels ["` + held + `"]`
	frees    = "DELETE labels/do-not-merge%2Fhold"
	merges   = pull + `; PUT merge {"sha":"HEAD"}`
	merged   = "merged by sealrobot; method merge"
	head     = "[`HEAD`](https://github.com/acme/widgets/pull/18/commits/HEAD)"
	change   = head + " (`Hold still`) into `main`"
	did      = "🚀 Merged " + change + " as [`COMMIT`](https://github.com/acme/widgets/commit/COMMIT)"
	already  = "🚀 This pull request is merged already, by `sealrobot`: " + change + " as [`COMMIT`](https://github.com/acme/widgets/commit/COMMIT)."
	outdated = "It was asked for a while ago, and there may be other commits since: nothing was merged. Look at " + head + ", and comment "
	onHold   = "😕 This pull request is on hold, by the label `do-not-merge/hold`: nothing was merged. End that with `/unhold` first."
	isClosed = "😕 This pull request is closed: nothing was merged. Reopen it first."
	howMerge = " Usage: `/merge [squash|rebase|merge] [KEY=value …]`, for example `/merge`."
	mayNot   = "You may not do it: `/merge` needs **write** here, and you have **read**. Ask somebody who has it to comment this."
)

func mergesBy(method string) string {
	return pull + `; PUT merge {"merge_method":"` + method + `","sha":"HEAD"}`
}

func forPulls(command string) string {
	return "😕 `" + command + "` is for pull requests, and this is an issue."
}

var mergeRows = []row{
	{"pull", "wendy", "/merge", merges, merged, did + "."},
	{"pull", "wendy", "/MERGE", merges, merged, did + "."},
	{"pull", "wendy", "/merge merge", mergesBy("merge"), merged, did + ", by `merge`."},
	{"pull", "wendy", "/merge Squash", mergesBy("squash"), "merged by sealrobot; method squash", did + ", by `squash`."},
	{"pull", "wendy", "/merge\u00a0rebase", mergesBy("rebase"), "merged by sealrobot; method rebase", did + ", by `rebase`."},
	{"pull; label kind/bug", "wendy", "/merge", merges, "kind/bug; " + merged, did + "."},
	{"pull", "tom", "/merge", "", "", denied("/merge", "write", "triage")},
	{"pull", "ann", "/merge", "", "", denied("/merge", "write", "read")},
	{"pull; assign bob", "bob", "/merge squash", "", "assigned bob", denied("/merge", "write", "read")},
	{"pull; merged bob", "wendy", "/merge", pull, "merged by bob; method merge", "🚀 This pull request is merged already, by `bob`: " + change + " as [`COMMIT`](https://github.com/acme/widgets/commit/COMMIT)."},
	{isHeld, "wendy", "/merge", pull, held, onHold},
	{"pull; closed", "wendy", "/merge", pull, "closed", isClosed},
	{"pull; draft", "wendy", "/merge", pull, "", "😕 This pull request is a draft: nothing was merged. Mark it as ready for review first."},
	{"pull; conflict", "wendy", "/merge", pull, "", "😕 This pull request conflicts with `main`: nothing was merged. Resolve the conflicts, then comment it again."},
	{"pull; lacks " + issuetest.NeedsReview, "wendy", "/merge", merges, "", "😕 " + head + " was not merged. It has to be approved by people with write access, and by 1 at least. Comment it again when that has changed."},
	{"pull; lacks " + issuetest.NeedsCheck("ci"), "wendy", "/merge", merges, "", "😕 " + head + " was not merged. The required check `ci` has not passed. Comment it again when that has changed."},
	{"pull; pushed", "wendy", "/merge", pull + "; PUT merge …", "", "😕 Somebody has pushed meanwhile: …"},
	{"pull; methods merge,rebase", "wendy", "/merge squash", mergesBy("squash") + "; GET /repos/acme/widgets", "", "😕 This repository does not allow the method `squash`: nothing was merged. It allows `merge`, `rebase`."},
	{"pull; methods squash", "wendy", "/merge", merges + "; GET /repos/acme/widgets; PUT merge {\"merge_method\":\"squash\",\"sha\":\"HEAD\"}", "merged by sealrobot; method squash", did + ", by `squash`."},
	{"pull", "wendy", "/merge it", "", "", "😕 `it` is no method of merging; it is `squash`, `rebase` or `merge`." + howMerge},
	{"pull", "wendy", "/merge squash please", "", "", "😕 `please` is more than `/merge` takes." + howMerge},
	{"pull", "wendy", "/merge how=squash", "", "", "😕 `/merge` takes no `how=`." + howMerge},
	{"", "wendy", "/merge", "", "", forPulls("/merge")},
	{"pull", "wendy", "/merge --dry-run", pull, "", would("merge " + change)},
	{"pull", "ruth", "/merge squash --dry-run", pull, "", would("merge "+change+", by `squash`") + "\n\n" + mayNot},
	{isHeld, "wendy", "/merge --dry-run", pull, held, onHold},
	{"pull", "wendy", "/merge\n/merge", merges + "; " + pull, merged, "🚀 " + answers("/merge", did+".", "/merge", already)},
	{"pull", "wendy", "/hold\n/merge", holds + "; " + pull, held, "😕 " + answers("/hold", "🚀", "/merge", onHold)},
	{isHeld, "wendy", "/unhold\n/merge", frees + "; " + merges, merged, "🚀 " + answers("/unhold", "🚀", "/merge", did+".")},
	{isHeld, "wendy", "/hold cancel\n/merge", frees + "; " + merges, merged, "🚀 " + answers("/hold cancel", "🚀", "/merge", did+".")},
	{"pull", "wendy", "/merge\n/hold", merges + "; " + holds, held + "; " + merged, "🚀 " + answers("/merge", did+".", "/hold", "🚀")},
	{"pull", "wendy", "/hold --dry-run\n/merge", look + "; " + merges, merged, "🚀 " + answers("/hold --dry-run", "🚀 It would add `do-not-merge/hold`.", "/merge", did+".")},
	{isHeld, "wendy", "/unhold --dry-run\n/merge", pull, held, "😕 " + answers("/unhold --dry-run", "🚀 It would remove `do-not-merge/hold`.", "/merge", onHold)},
	{"pull", "ruth", "/hold\n/merge", holds, held, "😕 " + answers("/hold", "🚀", "/merge", denied("/merge", "write", "read"))},
	{"pull", "wendy", "/hold\n/unhold\n/merge", look + "; " + merges, merged, "🚀 " + answers("/hold", "🚀", "/unhold", "🚀", "/merge", did+".")},
	{"pull", "wendy", "/close\n/merge", `PATCH issues/18 {"state":"closed"}; ` + pull, "closed", "😕 " + answers("/close", "🚀", "/merge", isClosed)},
	{"pull; closed", "wendy", "/reopen\n/merge", `PATCH issues/18 {"state":"open"}; ` + merges, merged, "🚀 " + answers("/reopen", "🚀", "/merge", did+".")},
	{"pull", "wendy", "/retitle Go\n/merge", `PATCH issues/18 {"title":"Go"}; ` + merges, "title Go; " + merged, "🚀 " + answers("/retitle Go", "🚀", "/merge", strings.Replace(did, "Hold still", "Go", 1)+".")},
	{"pull", "wendy", "/merge --dry-run squash", pull, "", would("merge " + change + ", by `squash`")},
	{"pull", "wendy", "/hold\n/merge --dry-run", holds + "; " + pull, held, "😕 " + answers("/hold", "🚀", "/merge --dry-run", onHold)},
	{isHeld, "wendy", "/unhold\n/merge --dry-run", frees + "; " + pull, "", "🚀 " + answers("/unhold", "🚀", "/merge --dry-run", would("merge "+change))},
	{"late; pull", "wendy", "/hold\n/merge", "GET labels; " + holds + "; " + pull, held, "😕 " + answers("/hold", "🚀", "/merge", onHold)},
	{"late; " + isHeld, "wendy", "/unhold\n/merge", "GET labels; " + frees + "; " + pull, "", "😕 " + answers("/unhold", "🚀", "/merge", "😕 "+outdated+"`/merge sha=HEAD`.")},
	{"late; pull", "wendy", "/merge\n/close", pull + `; GET labels; GET issues/18; PATCH issues/18 {"state":"closed"}`, "closed", "😕 " + answers("/merge", "😕 "+outdated+"`/merge sha=HEAD`.", "/close", "🚀")},
	{"late; pull", "wendy", "/merge", pull + "; GET labels", "", "😕 " + outdated + "`/merge sha=HEAD`."},
	{"late; pull", "wendy", "/merge Squash", pull + "; GET labels", "", "😕 " + outdated + "`/merge squash sha=HEAD`."},
	{"late; pull; merged bob", "wendy", "/merge", pull, "merged by bob; method merge", "🚀 This pull request is merged already, by `bob`: " + change + " as [`COMMIT`](https://github.com/acme/widgets/commit/COMMIT)."},
	{"late; pull", "wendy", "/merge --dry-run", pull + "; GET labels", "", would("merge " + change)},
	{"pull", "wendy", "/merge\n/close", merges, merged, "🚀 " + answers("/merge", did+".", "/close", "🚀")},
	{"pull", "wendy", "/merge\n/reopen", merges, merged, "😕 " + answers("/merge", did+".", "/reopen", isMerged)},
	{"pull", "wendy", "/merge --dry-run\n/close", pull + `; PATCH issues/18 {"state":"closed"}`, "closed", "🚀 " + answers("/merge --dry-run", would("merge "+change), "/close", "🚀")},

	{"pull", "ruth", "/hold", holds, held, "🚀"},
	{"pull", "ruth", "/HOLD until the \"release is out, a=1", holds, held, "🚀"},
	{"pull", "ruth", "/hold cancelled", holds, held, "🚀"},
	{isHeld, "ruth", "/hold", "", held, "🚀"},
	{isHeld, "ruth", "/hold Cancel", frees, "", "🚀"},
	{isHeld, "ruth", "/hold cancel please", "", held, "😕 To end the hold, comment `/hold cancel` and no more: nothing was changed. Usage: `/hold [cancel|reason…]`, for example `/hold`."},
	{"pull", "ruth", "/hold cancel", "", "", "🚀"},
	{"", "ruth", "/hold", "", "", forPulls("/hold")},
	{"", "ruth", "/hold cancel", "", "", forPulls("/hold")},
	{"private; pull", "mallory", "/hold", "", "", denied("/hold", "read", "none")},
	{"pull", "ruth", "/hold --dry-run", look, "", "🚀 It would add `do-not-merge/hold`."},
	{isHeld, "ruth", "/hold --dry-run", "", held, "🚀 Nothing would change."},
	{isHeld, "ruth", "/hold cancel --dry-run", "", held, "🚀 It would remove `do-not-merge/hold`."},
	{isHeld, "ruth", "/unhold", frees, "", "🚀"},
	{isHeld, "ruth", "/UnHold", frees, "", "🚀"},
	{"pull", "ruth", "/unhold", "", "", "🚀"},
	{isHeld, "ruth", "/unhold now", "", held, "😕 `now` is more than `/unhold` takes. Usage: `/unhold`, for example `/unhold`."},
	{"", "ruth", "/unhold", "", "", forPulls("/unhold")},
	{"private; " + isHeld, "mallory", "/unhold", "", held, denied("/unhold", "read", "none")},
	{isHeld, "ruth", "/unhold --dry-run", "", held, "🚀 It would remove `do-not-merge/hold`."},
	{"pull", "ruth", "/hold\n/unhold", look, "", "🚀"},
	{isHeld, "ruth", "/unhold\n/hold", look, held, "🚀"},
	{"pull", "ruth", "/hold\n/hold cancel\n/hold", holds, held, "🚀"},
	{"pull", "ruth", "/kind bug\n/hold", look + `; POST labels ["kind/bug","do-not-merge/hold"]`, held + " kind/bug", "🚀"},
}
