package page

import "testing"

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
