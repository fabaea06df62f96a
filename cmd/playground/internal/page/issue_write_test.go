package page

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReactionNames: who hears a reaction hears a word, in their language.
func TestReactionNames(t *testing.T) {
	r := open(t)
	at := issue17 + "/reactions"
	r.has(r.post(at, "content", "+1", "back", issue17), `value="-1" aria-label="thumbs down" title="thumbs down">👎<`, `title="thumbs up: alice"`, `<span class="sr">thumbs up </span>`)
	page := r.post("/lang", "lang", "zh", "back", issue17)
	r.has(page, `aria-label="庆祝"`, `title="赞: alice"`)
	r.lacks(page, `aria-label="hooray"`, "thumbs")
}

// TestEditIssue: who may edits the text of an issue, or of a pull request, and nothing of it
// runs; it cannot be deleted.
func TestEditIssue(t *testing.T) {
	r := open(t)
	r.has(r.get(issue17), `action="`+issue17+`/edit"`, "Update description")
	before := len(r.s.Drone().Builds(widgets))
	for _, at := range []string{issue17, "/acme/widgets/issues/18"} {
		page := r.post(at+"/edit", "body", "/promote 42 dev", "back", at)
		r.has(page, "/promote 42 dev</textarea>")
		r.lacks(page, "delete-button")
	}
	if err := r.s.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, d := range r.s.Deliveries() {
		if d.Action != "edited" || len(d.Lines) != 1 || d.Lines[0].Runs {
			t.Errorf("%s %s: %+v", d.Event, d.Action, d.Lines)
		}
	}
	r.has(r.get(issue17), `class="muted edited"`)
	if builds := len(r.s.Drone().Builds(widgets)); builds != before || len(r.s.Deliveries()) != 2 || r.s.GitHub().Repo(widgets).Issue(17).Body != "/promote 42 dev" {
		t.Errorf("%d builds, %d before", builds, before)
	}
	r.be("stranger")
	r.lacks(r.get(issue17), "edit-button")
	r.has(r.post(issue17+"/edit", "body", "x", "back", issue17), "it takes more permission")
}

// TestChips: the commands that are ready are those in force, also on a page that is open.
func TestChips(t *testing.T) {
	r := open(t)
	r.has(r.get(issue17), `id="chips" data-live`, `data-fill="/kind bug"`)
	r.post("/config", "text", "use: [help]\n")
	page := r.get(issue17)
	r.has(page, `data-fill="/help"`)
	r.lacks(page, `data-fill="/kind bug"`)
}

const ownCommands = `use: [help, promote]
labels: { prefixes: [os] }
aliases: { deploy: promote }
commands:
  tell: { about: tell <them>, uses: http, args: "<text…>", with: { url: "https://hooks.example.com/x", body: { text: "{text}" } } }
  hello: { uses: comment, args: "[name=you]", examples: [/hello world, /hello], with: { text: "Hello, {name}." } }
  ready: { uses: label, with: { add: [ready] } }
  ship: { uses: drone_promote, args: "<target> [build=latest]", check: { target: [dev, prod] }, with: { build: "{build}", target: "{target}" } }
  status: { uses: comment, args: "<of>", with: { text: "{of}" } }
`

// TestOwnChips: commands of one's own are ready, too, by their examples or by what they need,
// and none that is off.
func TestOwnChips(t *testing.T) {
	r := open(t)
	r.post("/config", "text", ownCommands)
	page := r.get(issue17)
	var chips []string
	for _, m := range regexp.MustCompile(`data-fill="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		chips = append(chips, html.UnescapeString(m[1]))
	}
	want := []string{"/tell <text…>", "/hello world", "/ready", "/ship dev", "/status <of>", "/os name", "/deploy 42 dev", "/promote 42 dev REVISION=abc", "/help", "/promote 42 prod"}
	if diff := cmp.Diff(want, chips); diff != "" {
		t.Errorf("the chips (-want +got):\n%s", diff)
	}
	r.has(page, `title="tell &lt;them&gt;"`)
	var many strings.Builder
	for n := range 40 {
		fmt.Fprintf(&many, "  c%d: { uses: comment, with: { text: hello } }\n", n)
	}
	r.post("/config", "text", "use: [help]\ncommands:\n"+many.String())
	if n := strings.Count(r.get(issue17), "data-fill="); n != mostOwn+1 {
		t.Errorf("of forty commands, %d are ready, want %d and /help", n, mostOwn)
	}
}

// TestOtherRepository: where robot.yml does not name the repository, nothing is said to run,
// and nothing is offered.
func TestOtherRepository(t *testing.T) {
	r := open(t)
	said, _ := r.say("/kind bug")
	r.has(said, `<span class="command">/kind bug</span>`)
	r.post("/config", "text", "repos: [acme/gadgets]\n")
	page := r.get(issue17 + "?body=/help")
	r.has(page, "robot.yml does not name this repository", "in a repository that robot.yml does not name")
	r.lacks(page, "data-fill=", "runs as", `class="command"`)
	for _, path := range []string{"/parse", "/preview"} {
		page = r.post(path, "body", "/help", "back", issue17)
		r.has(page, `class="no"`, "in a repository that robot.yml does not name")
		r.lacks(page, "runs as", `class="command"`)
	}
	r.s.Add("acme/gadgets").Open(1, "alice", "Gadgets", "")
	const there = "/acme/gadgets/issues/1"
	r.has(r.get(there), `data-fill="/help"`)
	r.has(r.post("/parse", "body", "/help", "back", there), "runs as /help")
}

// TestManyLines: of a great many lines there is a sum, and a box to look through by keyboard.
func TestManyLines(t *testing.T) {
	r := open(t)
	page := r.post("/parse", "body", strings.Repeat("/help\n", 2000), "back", issue17)
	r.has(page, "2000 lines look like commands; 20 of them run.", `tabindex="0" role="region" aria-live="off" aria-label="What would become of each line"`)
	r.lacks(r.post("/parse", "body", "/help\n/help", "back", issue17), "tabindex", "look like commands")
	r.post("/lang", "lang", "zh", "back", issue17)
	page = r.post("/parse", "body", strings.Repeat("/help\n", 30), "back", issue17)
	r.has(page, "30 行看起来是命令，其中 20 行会执行。", "一条评论最多 20 条命令")
	r.lacks(page, "one comment may hold")
}

// TestDeleteAsks: a comment is deleted by two steps, also without a script.
func TestDeleteAsks(t *testing.T) {
	r := open(t)
	page, id := r.say("hello")
	_, after, _ := strings.Cut(page, `<details class="deleting"><summary class="delete-button`)
	form, _, closed := strings.Cut(after, "</details>")
	if !closed {
		t.Fatal("nothing is to be opened first")
	}
	r.has(form, `action="/acme/widgets/comments/`+id+`/delete"`, "Delete for good</button>")
	if n := strings.Count(page, "/delete\""); n != 1 {
		t.Errorf("%d forms delete, want 1", n)
	}
}
