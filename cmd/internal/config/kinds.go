package config

import (
	"regexp"
	"slices"

	"github.com/fanux/robot/issue"
)

// family is a kind of command: what uses names, and what stands in its with.
type family struct {
	name  string
	about string
	with  shape
	help  issue.Help // Effect, Repeat, Dry and the permission where the command names none
	code  bool       // it runs code: a pull request's of a fork is refused
}

func values(about string) shape {
	return shape{kind: table, of: &shape{kind: word}, about: about}
}

var one = func(about string) shape { return shape{kind: word, about: about} }

// sha is the beginning of a commit's name, or what it is filled in with.
var sha = shape{kind: word, form: regexp.MustCompile(`^(?:[0-9a-fA-F]{7,40}|[^{]*\{.*\}.*)$`), want: "the beginning of a commit's name, like abc1234,", about: "what its commit has to begin with, like abc1234: nothing is started where it does not"}

var deploys = issue.Help{Effect: issue.Deploys, Repeat: issue.Keyed, Needs: issue.Write, Dry: true}

// families are all kinds. A built-in command is one as well: see builtin.
var families = []family{
	{"drone_promote", "promote a Drone build to a target", shape{kind: object, keys: []key{
		{"build", false, one("its number; latest, the newest that succeeded on the default branch, if left out")},
		{"target", true, one("the target")},
		{"sha", false, sha},
		{"params", false, values("environment variables of the steps")},
	}}, deploys, true},
	{"drone_build", "start a Drone build of a branch", shape{kind: object, keys: []key{
		{"branch", false, one("the branch; the default one if left out")},
		{"commit", false, one("a commit of it; its newest if left out")},
		{"params", false, values("environment variables of the steps")},
	}}, deploys, true},
	{"drone_rollback", "bring a target back to an earlier Drone build", shape{kind: object, keys: []key{
		{"build", false, one("its number; the last that succeeded there before the present one, if left out")},
		{"target", true, one("the target")},
		{"sha", false, sha},
		{"params", false, values("environment variables of the steps")},
	}}, deploys, true},
	{"workflow", "run a workflow of GitHub Actions, from the default branch", shape{kind: object, keys: []key{
		{"file", true, one("its file in .github/workflows")},
		{"inputs", false, values("its inputs")},
	}}, deploys, true},
	{"dispatch", "send a repository_dispatch event", shape{kind: object, keys: []key{
		{"event", true, one("its type")},
		{"payload", false, shape{kind: anything, about: "its client_payload: at most ten keys"}},
	}}, issue.Help{Effect: issue.Deploys, Repeat: issue.Once, Needs: issue.Write, Dry: true}, true},
	{"http", "call an HTTP endpoint", shape{kind: object, keys: []key{
		{"method", false, shape{kind: word, choices: []string{"GET", "POST", "PUT", "PATCH", "DELETE"}, about: "POST if left out"}},
		{"url", true, one("its address; places may stand after the host")},
		{"headers", false, values("headers; $NAME is the environment variable of that name")},
		{"secret", false, one("signs the body: X-Robot-Signature-256; $NAME is the environment variable of that name")},
		{"body", false, shape{kind: anything, about: "JSON"}},
		{"form", false, values("a form, in the place of a body")},
		{"private", false, shape{kind: flag, about: "the host is a private one, and may be called"}},
		{"reply", false, one("what to reply; {answer.field} is a field of the answer")},
	}}, issue.Help{Effect: issue.Writes, Repeat: issue.Once, Needs: issue.Write, Dry: true}, true},
	{"label", "label, assign, close, and say something", shape{kind: object, keys: []key{
		{"add", false, shape{kind: words, about: "labels to put on; the repository has to have them"}},
		{"remove", false, shape{kind: words, about: "labels to take off"}},
		{"assign", false, shape{kind: words, about: "people to assign"}},
		{"unassign", false, shape{kind: words, about: "people to unassign"}},
		{"close", false, shape{kind: word, choices: []string{"completed", "not_planned"}, about: "close it"}},
		{"reply", false, one("what to say, Markdown")},
	}}, issue.Help{Effect: issue.Writes, Repeat: issue.Idempotent, Needs: issue.Triage, Dry: true}, false},
	{"comment", "say something", shape{kind: object, keys: []key{
		{"text", true, one("what to say, Markdown")},
	}}, issue.Help{Effect: issue.Reads, Repeat: issue.Idempotent, Needs: issue.Read, Dry: true}, false},
}

// builtin is with of a built-in command under another name.
var builtin = shape{kind: object, keys: []key{
	{"args", false, shape{kind: words, about: "its arguments"}},
	{"params", false, values("its key=value words")},
}}

func familyOf(name string) (family, bool) {
	if i := slices.IndexFunc(families, func(f family) bool { return f.name == name }); i >= 0 {
		return families[i], true
	}
	return family{}, false
}

func familyNames() (names []string) {
	for _, f := range families {
		names = append(names, f.name)
	}
	return names
}
