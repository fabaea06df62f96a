package page

import (
	"strconv"
	"strings"
	"testing"
)

// talk is so many comments on issue 17, and their ids.
func (r *reader) talk(n int) (ids []string) {
	r.Helper()
	for range n {
		r.s.GitHub().Repo(widgets).Comment(17, "alice", "hello")
	}
	if err := r.s.Wait(r.Context()); err != nil {
		r.Fatal(err)
	}
	for _, c := range r.s.GitHub().Repo(widgets).Issue(17).Comments {
		ids = append(ids, itoa(c.ID))
	}
	return ids
}

func shown(page string) int { return strings.Count(page, `id="issuecomment-`) }

// TestEarlier: of a long conversation there is the end, light, and a link to all of it.
func TestEarlier(t *testing.T) {
	r := open(t)
	r.talk(lately)
	if page := r.get(issue17); shown(page) != lately || strings.Contains(page, `id="earlier"`) {
		t.Errorf("%d comments are shown of %d", shown(page), lately)
	}
	ids := r.talk(120 - lately)
	page := r.get(issue17)
	if shown(page) != lately || len(page) > 100_000 {
		t.Errorf("%d comments are shown in %d bytes, want %d in at most 100,000", shown(page), len(page), lately)
	}
	r.has(page, "95 earlier comments", `href="`+issue17+`?all"`, `id="issuecomment-`+ids[119]+`"`, `data-from="`+ids[95]+`"`, "comments: 120")
	all := r.get(issue17 + "?all")
	if shown(all) != 120 || strings.Contains(all, `id="earlier"`) {
		t.Errorf("%d comments are all", shown(all))
	}
	for query, want := range map[string]int{"?from=" + ids[80]: 40, "?from=1": 120, "?from=x": lately, "?from=99999999999": lately, "?all=&from=" + ids[119]: 120} {
		if n := shown(r.get(issue17 + query)); n != want {
			t.Errorf("%s: %d comments are shown, want %d", query, n, want)
		}
	}
	gone, _ := strconv.ParseInt(ids[80], 10, 64)
	r.s.GitHub().Repo(widgets).Delete(gone, "alice")
	if n := shown(r.get(issue17 + "?from=" + ids[80])); n != 39 {
		t.Errorf("from a comment on that is gone, %d are shown, want 39", n)
	}
}

// TestEarlierLinks: a link to a comment leads to where it is shown; and what one does there
// leads back there.
func TestEarlierLinks(t *testing.T) {
	r := open(t)
	ids := r.talk(40)
	page, _ := r.say("See https://github.com" + issue17 + "#issuecomment-" + ids[3] + ", [that](" + issue17 + "#issuecomment-" + ids[3] + ") and [this](https://github.com" + issue17 + "#issuecomment-" + ids[39] + ").")
	if n := strings.Count(page, `href="`+issue17+"?all#issuecomment-"+ids[3]+`"`); n != 2 {
		t.Errorf("%d links lead to a comment that is not shown, want 2", n)
	}
	r.has(page, `href="`+issue17+"#issuecomment-"+ids[39]+`"`)
	page = r.post(issue17+"/comments", "body", "more", "back", issue17+"?all&body=less")
	if n := shown(page); n != 42 {
		t.Errorf("after a comment, %d are shown, want 42", n)
	}
}
