package page

import (
	"cmp"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// purpose says why a call is made, by its method and the end of its path without the query.
type purpose struct {
	method string
	path   *regexp.Regexp
	means  string
}

func why(method, path, means string) purpose {
	return purpose{method, regexp.MustCompile(path + `$`), means}
}

// purposes are tried in order. A call that is not among them is explained by its path alone.
var purposes = []purpose{
	why("GET", `/collaborators/[^/]+/permission`, "What may this person do here?"),
	why("POST", `/issues/\d+/comments`, "Replies."),
	why("PATCH", `/issues/comments/\d+`, "Brings the reply up to date."),
	why("DELETE", `/issues/comments/\d+`, "Takes a comment away."),
	why("GET", `/issues/comments/\d+/reactions|/issues/\d+/reactions`, "Who has claimed it, and has it an end?"),
	why("DELETE", `/reactions/\d+`, "Takes a reaction away: of several who try, GitHub lets one."),
	why("GET", `/(?:issues|pulls)/comments`, "Looks through the newest comments."),
	why("GET", `/issues/\d+/comments`, "Looks through the comments: is there a reply?"),
	why("GET", `/issues/comments/\d+`, "What does the comment say now?"),
	why("POST", `/git/commits`, "Writes down who locks the target, and why."),
	why("POST", `/git/refs`, "Locks the target: GitHub makes a ref of one name only once."),
	why("PATCH", `/git/refs/.+`, "Takes a lock over that nobody holds any more."),
	why("DELETE", `/git/refs/.+`, "Lets go of the target."),
	why("GET", `/git/(?:ref|refs|matching-refs)/.*`, "Is the target locked?"),
	why("GET", `/git/commits/[^/]+`, "Does GitHub know this commit?"),
	why("GET", `/contents/.+`, "Reads a file of the default branch."),
	why("POST", `/actions/workflows/[^/]+/dispatches`, "Starts the workflow."),
	why("GET", `/actions/workflows/[^/]+/runs|/actions/runs`, "Was a run for this comment started already?"),
	why("GET", `/actions/workflows.*`, "Which workflow is it?"),
	why("GET", `/actions/runs/\d+/jobs`, "Which step was it?"),
	why("GET", `/actions/runs/\d+`, "How is the run?"),
	why("POST", `/dispatches`, "Sends an event to the repository's workflows."),
	why("GET", `/labels`, "Which labels are there?"),
	why("POST", `/issues/\d+/labels`, "Puts labels on."),
	why("DELETE", `/issues/\d+/labels/.+`, "Takes a label off."),
	why("POST", `/issues/\d+/assignees`, "Assigns."),
	why("DELETE", `/issues/\d+/assignees`, "Unassigns."),
	why("GET", `/pulls/\d+`, "How is the pull request?"),
	why("PUT", `/pulls/\d+/merge`, "Merges it."),
	why("PUT", `/issues/\d+/lock`, "Locks the conversation."),
	why("PATCH", `/issues/\d+`, "Changes the issue."),
	why("GET", `/issues/\d+`, "How is the issue?"),
	why("GET", `/issues`, "Which issues have changed?"),
	why("GET", `/hooks/\d+/deliveries|/app/hook/deliveries`, "Which deliveries failed?"),
	why("POST", `/deliveries/\d+/attempts`, "Asks GitHub to deliver it again."),
	why("GET", `/hooks`, "Which webhook is ours?"),
	why("GET", `/user|/app`, "Who am I?"),
	why("GET", `^/repos/[^/]+/[^/]+`, "How is the repository?"),
	why("GET", `/builds/\d+/logs/.+`, "What did the step say?"),
	why("GET", `/builds/\d+`, "How is the build?"),
	why("GET", `/builds`, "Was a build for this comment started already?"),
	why("POST", `/builds/\d+/promote`, "Promotes the build."),
	why("POST", `/builds/\d+/rollback`, "Rolls the target back."),
	why("POST", `/builds/\d+/(?:approve|decline)/.+`, "Decides what the build waits for."),
	why("POST", `/builds/\d+`, "Builds it again."),
	why("POST", `/builds`, "Starts a build."),
	why("DELETE", `/builds/\d+`, "Cancels the build."),
}

// reactions are what the robot says without words.
var reactions = map[string]string{
	"rocket":   "🚀 “Done.”",
	"confused": "😕 “Not done”; the reply says why.",
	"heart":    "❤️ “I take over” what somebody began and did not end.",
	"hooray":   "🎉 “Confirmed”, and once only.",
}

// claims are what GitHub's answer to 👀 means: whoever hears 201 is the first.
// https://docs.github.com/rest/reactions/reactions#create-reaction-for-an-issue-comment
var claims = map[int]string{
	http.StatusCreated: "👀 “I have it.” GitHub says 201: nobody was before.",
	http.StatusOK:      "👀 “I have it?” GitHub says 200: somebody was before.",
}

// meaning is why the robot makes a call, in English; "" where nothing is known of it.
func meaning(c sandbox.Call) string {
	path, _, _ := strings.Cut(c.Path, "?")
	if c.Method == "POST" && strings.HasSuffix(path, "/reactions") {
		var body struct{ Content string }
		switch err := json.Unmarshal([]byte(c.Request), &body); {
		case err != nil:
			return ""
		case body.Content == "eyes":
			return cmp.Or(claims[c.Status], "👀 “I have it.” Of two that begin at once, GitHub lets one be the first.")
		}
		return reactions[body.Content]
	}
	for _, one := range purposes {
		if one.method == c.Method && one.path.MatchString(path) {
			return one.means
		}
	}
	return ""
}
