package processors_test

import (
	"fmt"
	"strings"
)

// people is a call about people: assigns, or asks for reviews.
func people(method, what, list string, logins ...string) string {
	return fmt.Sprintf(`%s %s {"%s":["%s"]}`, method, what, list, strings.Join(logins, `","`))
}

func assigns(logins ...string) string   { return people("POST", "assignees", "assignees", logins...) }
func unassigns(logins ...string) string { return people("DELETE", "assignees", "assignees", logins...) }
func asks(logins ...string) string {
	return pull + "; " + people("POST", "requested_reviewers", "reviewers", logins...)
}

// denied is what somebody is told who may not.
func denied(command, needs, has string) string {
	return "😕 `" + command + "` needs **" + needs + "** here, and you have **" + has + "**. Ask somebody who has it to comment this."
}

// answers is a reply to several commands: each, and what became of it.
func answers(all ...string) string {
	text := "| command | result |\n|---|---|"
	for n := 0; n < len(all); n += 2 {
		text += "\n| `" + all[n] + "` | " + all[n+1] + " |"
	}
	return text
}

// would is what a dry run says.
func would(what string) string { return "🚀 Nothing was done. It would " + what + "." }

const (
	pull     = "GET pulls/18"
	notTaken = ". It takes people who may write here or have written on this issue, and members of the organization, ten at most; and this robot's account has to have write access."
	notLogin = " is not the login of a GitHub account: nothing was changed. Write it as on its page, with or without an `@`."
	notAsked = " for a review. It asks collaborators of this repository, and teams (`org/team`) of its organization that can read it, but never the author."
	nothing  = " Nothing was changed."
	rest     = " Everything else of the command was done."
	isIssue  = "😕 This is an issue, and only a pull request is reviewed: nothing was changed. To assign somebody, comment `/assign`."
	eleven   = "a b c d e f g h i j k"
)

var peopleRows = []row{
	{"", "ruth", "/assign", assigns("ruth"), "assigned ruth", "🚀"},
	{"", "ruth", "/assign @bob", assigns("bob"), "assigned bob", "🚀"},
	{"", "ruth", "/assign bob", assigns("bob"), "assigned bob", "🚀"},
	{"", "ruth", "/ASSIGN @Bob", assigns("Bob"), "assigned bob", "🚀"},
	{"", "ruth", "/assign @bob @tom", assigns("bob", "tom"), "assigned bob tom", "🚀"},
	{"", "ruth", "/assign @bob,@tom", assigns("bob", "tom"), "assigned bob tom", "🚀"},
	{"", "ruth", "/assign @bob, tom ,@BOB", assigns("bob", "tom"), "assigned bob tom", "🚀"},
	{"", "ruth", "/assign @bob、@tom", assigns("bob", "tom"), "assigned bob tom", "🚀"},
	{"", "ruth", "/assign @bob，@tom", assigns("bob", "tom"), "assigned bob tom", "🚀"},
	{"", "ruth", "/assign\t@bob", assigns("bob"), "assigned bob", "🚀"},
	{"", "ruth", "/assign\u3000@bob\u00a0@tom", assigns("bob", "tom"), "assigned bob tom", "🚀"},
	{"", "ruth", "/assign lea", assigns("lea"), "assigned lea", "🚀"},
	{"", "mallory", "/assign", assigns("mallory"), "assigned mallory", "🚀"}, // who wrote here
	{"pull", "ruth", "/assign @bob", assigns("bob"), "assigned bob", "🚀"},
	{"assign ruth", "ruth", "/assign", "", "assigned ruth", "🚀"},
	{"assign bob", "ruth", "/assign @BOB", "", "assigned bob", "🚀"},
	{"assign bob", "ruth", "/assign @bob @tom", assigns("tom"), "assigned bob tom", "🚀"},
	{"", "ruth", "/assign @nobody", assigns("nobody"), "", "😕 GitHub did not assign `nobody`" + notTaken + nothing},
	{"", "ruth", "/assign @bob @nobody", assigns("bob", "nobody"), "assigned bob", "😕 GitHub did not assign `nobody`" + notTaken + rest},
	{"assign bob", "ruth", "/assign bob, nobody", assigns("nobody"), "assigned bob", "😕 GitHub did not assign `nobody`" + notTaken + rest},
	{"", "ruth", "/assign bob please", assigns("bob", "please"), "assigned bob", "😕 GitHub did not assign `please`" + notTaken + rest},
	{"", "ruth", "/assign bob please!", "", "", "😕 `please!`" + notLogin},
	{"", "ruth", "/assign @acme/leads", "", "", "😕 `acme/leads`" + notLogin},
	{"", "ruth", "/assign ,", "", "", "😕 `,`" + notLogin},
	{"", "ruth", "/assign " + eleven, "", "", "😕 11 people are too many: nothing was changed. An issue has at most 10 assignees."},
	{"", "ruth", "/assign to=bob", "", "", "😕 `/assign` takes no `key=value`. Usage: `/assign [user …]`, for example `/assign`."},
	{"private", "mallory", "/assign", "", "", denied("/assign", "read", "none")},
	{"", "ruth", "/assign @bob --dry-run", "", "", would("assign `bob`")},
	{"assign bob", "ruth", "/assign bob --dry-run", "", "assigned bob", would("change nothing")},
	{"", "ruth", "/assign --dry-run @bob", "", "", would("assign `bob`")},
	{"", "ruth", "/assign @nobody —dry-run", "", "", would("assign `nobody`")},
	{"", "ruth", "/assign ?", "", "", "🚀 **`/assign [user …]`**: assign people, or yourself\n\nNeeds read.…"},
	{"", "ruth", "/assign @bob\n/assign @bob", assigns("bob"), "assigned bob", "🚀"},
	{"", "ruth", "/assign @bob\n/assign @nobody", assigns("bob") + "; " + assigns("nobody"), "assigned bob", "😕 " + answers("/assign @\u200bbob", "🚀", "/assign @\u200bnobody", "😕 GitHub did not assign `nobody`"+notTaken+nothing)},
	{"", "ruth", "/assignment @bob", "", "", ""},
	{"", "ruth", "/asign @bob", "", "", "😕 `/asign` is not a command of this robot. Did you mean `/assign`?"},
	{"", "ruth", "```\n/assign\n```", "", "", ""},
	{"", "ruth", "> /assign", "", "", ""},

	{"assign ruth", "ruth", "/unassign", unassigns("ruth"), "", "🚀"},
	{"assign bob", "ruth", "/unassign", "", "assigned bob", "🚀"},
	{"assign bob", "ruth", "/Unassign @BOB", unassigns("BOB"), "", "🚀"},
	{"assign bob; assign tom", "ruth", "/unassign @bob, tom", unassigns("bob", "tom"), "", "🚀"},
	{"assign bob", "ruth", "/unassign bob tom", unassigns("bob"), "", "🚀"},
	{"", "ruth", "/unassign @nobody", "", "", "🚀"},
	{"assign bob", "ruth", "/unassign bob please!", "", "assigned bob", "😕 `please!`" + notLogin},
	{"assign bob", "ruth", "/unassign who=bob", "", "assigned bob", "😕 `/unassign` takes no `key=value`. Usage: `/unassign [user …]`, for example `/unassign`."},
	{"private; assign bob", "mallory", "/unassign @bob", "", "assigned bob", denied("/unassign", "read", "none")},
	{"assign bob", "ruth", "/unassign @bob @tom --dry-run", "", "assigned bob", would("unassign `bob`")},
	{"", "ruth", "/unassign --dry-run", "", "", would("change nothing")},
	{"", "ruth", "/assign @bob\n/unassign @bob", assigns("bob") + "; " + unassigns("bob"), "", "🚀"},
	{"assign bob", "ruth", "/unassign @bob\n/assign @bob", unassigns("bob") + "; " + assigns("bob"), "assigned bob", "🚀"},
	{"", "ruth", "/assign @bob --dry-run\n/unassign @bob", "", "", "🚀 " + answers("/assign @\u200bbob --dry-run", "🚀 Nothing was done. It would assign `bob`.", "/unassign @\u200bbob", "🚀")},

	{"", "ruth", "/apply", assigns("ruth"), "assigned ruth", "🚀"},
	{"", "ruth", "/APPLY", assigns("ruth"), "assigned ruth", "🚀"},
	{"assign ruth", "ruth", "/apply", "", "assigned ruth", "🚀"},
	{"assign bob", "ruth", "/apply", "", "assigned bob", "😕 This issue is taken already, by `bob`: nothing was changed. Ask them, or take another one."},
	{"closed", "ruth", "/apply", "", "closed completed", "😕 This issue is closed: nothing was changed. Take one that is open."},
	{"pull", "ruth", "/apply", "", "", "😕 This is a pull request, and only an issue can be taken: nothing was changed. To be assigned, comment `/assign`."},
	{"", "ruth", "/apply now", "", "", "😕 `now` is more than `/apply` takes. Usage: `/apply`, for example `/apply`."},
	{"private", "mallory", "/apply", "", "", denied("/apply", "read", "none")},
	{"", "ruth", "/apply --dry-run", "", "", would("assign `ruth`")},
	{"assign bob", "ruth", "/apply --dry-run", "", "assigned bob", "😕 This issue is taken already, by `bob`: nothing was changed. Ask them, or take another one."},
	{"", "ruth", "/apply\n/apply", assigns("ruth"), "assigned ruth", "🚀"},
	{"", "ruth", "/apply\n/unassign", assigns("ruth") + "; " + unassigns("ruth"), "", "🚀"},
	{"closed", "ann", "/reopen\n/apply", reopens + "; " + assigns("ann"), "assigned ann", "🚀"},
	{"assign bob", "ruth", "/unassign @bob\n/apply", unassigns("bob") + "; " + assigns("ruth"), "assigned ruth", "🚀"},
	{"", "ruth", "/assign bob\n/apply", assigns("bob"), "assigned bob", "😕 " + answers("/assign bob", "🚀", "/apply", "😕 This issue is taken already, by `bob`: nothing was changed. Ask them, or take another one.")},

	{"pull", "ruth", "/cc", asks("ruth"), "review ruth", "🚀"},
	{"pull", "ruth", "/CC @Bob", asks("Bob"), "review bob", "🚀"},
	{"pull", "ruth", "/cc @bob,tom", asks("bob", "tom"), "review bob tom", "🚀"},
	{"pull", "ruth", "/cc @acme/leads", pull + "; " + people("POST", "requested_reviewers", "team_reviewers", "leads"), "review leads", "🚀"},
	{"pull", "ruth", "/cc bob, acme/leads", pull + `; POST requested_reviewers {"reviewers":["bob"],"team_reviewers":["leads"]}`, "review bob leads", "🚀"},
	{"pull; review bob", "ruth", "/cc @bob", pull, "review bob", "🚀"},
	{"pull; review acme/leads", "ruth", "/cc acme/leads tom", asks("tom"), "review tom leads", "🚀"},
	{"pull", "ruth", "/cc @ann", pull, "", "😕 GitHub does not ask `ann`" + notAsked + nothing},
	{"pull", "ann", "/cc", pull, "", "😕 GitHub does not ask `ann`" + notAsked + nothing},
	{"pull", "mallory", "/cc", asks("mallory"), "", "😕 GitHub does not ask `mallory`" + notAsked + nothing},
	{"pull", "ruth", "/cc @nobody", asks("nobody"), "", "😕 GitHub does not ask `nobody`" + notAsked + nothing},
	{"pull", "ruth", "/cc @bob @nobody", asks("bob", "nobody") + "; " + people("POST", "requested_reviewers", "reviewers", "bob") + "; " + people("POST", "requested_reviewers", "reviewers", "nobody"),
		"review bob", "😕 GitHub does not ask `nobody`" + notAsked + rest},
	{"pull", "ruth", "/cc bob other/team", asks("bob"), "review bob", "😕 GitHub does not ask `other/team`" + notAsked + rest},
	{"pull", "ruth", "/cc bob please!", "", "", "😕 `please!` is neither the login of a GitHub account nor a team (`org/team`): nothing was changed. Write it as on its page, with or without an `@`."},
	{"pull", "ruth", "/cc for=bob", "", "", "😕 `/cc` takes no `key=value`. Usage: `/cc [user|org/team …]`, for example `/cc`."},
	{"", "ruth", "/cc @bob", "", "", isIssue},
	{"private; pull", "mallory", "/cc", "", "", denied("/cc", "read", "none")},
	{"pull", "ruth", "/cc @bob --dry-run", pull, "", would("ask `bob` for a review")},
	{"pull; review bob", "ruth", "/cc @bob --dry-run", pull, "review bob", would("change nothing")},
	{"pull; review ruth", "ruth", "/uncc", pull + "; " + people("DELETE", "requested_reviewers", "reviewers", "ruth"), "", "🚀"},
	{"pull; review bob; review acme/leads", "ruth", "/uncc @bob, @acme/leads", pull + `; DELETE requested_reviewers {"reviewers":["bob"],"team_reviewers":["leads"]}`, "", "🚀"},
	{"pull; review bob", "ruth", "/UNCC tom", pull, "review bob", "🚀"},
	{"pull; review bob", "ruth", "/uncc bob please!", "", "review bob", "😕 `please!` is neither the login of a GitHub account nor a team…"},
	{"", "ruth", "/uncc", "", "", isIssue},
	{"private; pull; review bob", "mallory", "/uncc bob", "", "review bob", denied("/uncc", "read", "none")},
	{"pull; review bob", "ruth", "/uncc bob --dry-run", pull, "review bob", would("withdraw the request for a review by `bob`")},
	{"pull", "ruth", "/cc @bob\n/uncc @bob", asks("bob") + "; " + pull + "; " + people("DELETE", "requested_reviewers", "reviewers", "bob"), "", "🚀"},
}
