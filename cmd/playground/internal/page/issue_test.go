package page

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// TestFirst leads to the lowest open issue, and programs to the function's own page.
func TestFirst(t *testing.T) {
	r := open(t)
	r.has(r.get("/"), "<h1><bdi>Widgets wobble on dev", `id="comment"`)
	r.s.GitHub().Repo(widgets).Close(17)
	r.has(r.get("/"), "New issue")
	request, err := http.NewRequest(http.MethodGet, r.url+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "application/json")
	answer := r.answer(http.StatusOK, func() (*http.Response, error) { return r.http.Do(request) })
	r.lacks(answer, "<html")
}

// TestComment is the main job: a command, its reactions and its reply, on one page.
func TestComment(t *testing.T) {
	r := open(t)
	page, id := r.say("/promote 42 dev REVISION=abc")
	r.has(page,
		`id="issuecomment-`+id+`" data-author="alice"`, `data-author="sealrobot"`, `data-content="eyes"`, `data-content="rocket"`,
		`<span class="command">/promote 42 dev REVISION=abc</span>`, `>bot</span>`, "succeeded", `href="`+r.drone+`/acme/widgets/43"`, "· edited</span>")
	r.lacks(page, "<!-- robot")
	page, _ = r.say("/kind bug\n/assign")
	r.has(page, `data-event="labeled"`, `data-event="assigned"`, `<span class="assignee">alice</span>`, ">kind/bug</span>")
}

// TestEdit: what is edited is marked, and nothing of it runs.
func TestEdit(t *testing.T) {
	r := open(t)
	_, id := r.say("hello")
	before := len(r.s.Drone().Builds(widgets))
	r.post("/acme/widgets/comments/"+id+"/edit", "body", "/promote 42 dev", "back", issue17)
	if err := r.s.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	page := r.get(issue17)
	r.has(page, "/promote 42 dev", "· edited</span>")
	if builds := len(r.s.Drone().Builds(widgets)); builds != before || strings.Contains(page, `data-author="sealrobot"`) {
		t.Errorf("an edited comment started something: %d builds, %d before", builds, before)
	}
	r.lacks(r.post("/acme/widgets/comments/"+id+"/delete", "back", issue17), "issuecomment-"+id)
}

// TestReact: a reaction is taken back by doing it again, and is one's own.
func TestReact(t *testing.T) {
	r := open(t)
	_, id := r.say("hello")
	at := "/acme/widgets/comments/" + id + "/reactions"
	r.has(r.post(at, "content", "heart", "back", issue17), `class="reaction mine" name="content" value="heart"`)
	r.be("stranger")
	page := r.post(at, "content", "heart", "back", issue17)
	r.has(page, `title="heart: alice, stranger"`, `<span class="n">2</span>`)
	page = r.post(at, "content", "heart", "back", issue17)
	r.has(page, `<span class="n">1</span>`)
	r.lacks(page, "reaction mine")
	r.has(r.post(issue17+"/reactions", "content", "rocket", "back", issue17), `action="/acme/widgets/issues/17/reactions"`, "rocket: stranger")
	r.has(r.post(issue17+"/reactions", "content", "poop", "back", issue17), `class="notice"`)
}

// TestState closes and reopens, and locks.
func TestState(t *testing.T) {
	r := open(t)
	r.has(r.post(issue17+"/state", "state", "closed", "back", issue17), `state closed`, "Closed", `data-event="closed"`, "completed", "Reopen")
	r.has(r.post(issue17+"/state", "state", "open", "back", issue17), `state open`, `data-event="reopened"`)
	r.has(r.post(issue17+"/lock", "lock", "true", "back", issue17), "locked the conversation", "Unlock")
	r.lacks(r.post(issue17+"/lock", "lock", "false", "back", issue17), "Unlock")
}

// TestRefused: GitHub's refusals are said in words, in the reader's language.
func TestRefused(t *testing.T) {
	r := open(t)
	_, id := r.say("mine")
	r.be("stranger")
	page := r.get(issue17)
	r.lacks(page, "edit-button", "delete-button", "Close issue", "Lock conversation")
	const more = "it takes more permission"
	r.has(r.post("/acme/widgets/comments/"+id+"/edit", "body", "x", "back", issue17), more, `class="notice"`)
	r.has(r.post("/acme/widgets/comments/"+id+"/delete", "back", issue17), more)
	r.has(r.post(issue17+"/state", "state", "closed", "back", issue17), more)
	r.has(r.post(issue17+"/lock", "lock", "true", "back", issue17), more)
	r.has(r.post(issue17+"/comments", "body", " ", "back", issue17), "There is nothing in the text.")
	r.has(r.post("/acme/widgets/comments/1/delete", "back", issue17), "There is no such thing here")
	r.s.GitHub().Repo(widgets).Grant("stranger", "none").Lock(17)
	locked, _ := r.say("may I?")
	r.has(locked, "🔒 locked")
	r.has(r.post(issue17+"/comments", "body", "may I?", "back", issue17), "The conversation is locked", ">may I?</textarea>")
	r.post("/lang", "lang", "zh", "back", issue17)
	r.has(r.post(issue17+"/comments", "body", "may I?", "back", issue17), "讨论已锁定")
	r.be("maintainer")
	r.has(r.get(issue17), "edit-button", "delete-button", "解锁讨论")
}

// TestNotices: a page says what these pages have said, and not what a link from elsewhere
// wants it to.
func TestNotices(t *testing.T) {
	r, other := open(t), open(t)
	r.has(r.post(issue17+"/comments", "body", " ", "back", issue17), `<p class="notice">There is nothing in the text.`)
	const notice = "?notice=Your+session+has+ended"
	seal := func(of *reader) string {
		of.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		defer func() { of.http.CheckRedirect = nil }()
		answer, err := of.http.PostForm(of.url+issue17+"/comments", form([]string{"body", " ", "back", issue17}))
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		to, err := answer.Location()
		if err != nil {
			t.Fatal(err)
		}
		return to.RawQuery
	}
	r.has(r.get(issue17+"?"+seal(r)), `class="notice"`)
	_, sealed, _ := strings.Cut(seal(r), "seal=")
	for _, query := range []string{notice, notice + "&seal=", notice + "&seal=" + sealed, "?" + seal(other), "?seal=" + sealed} {
		r.lacks(r.get(issue17+query), `class="notice"`, ">Your session")
	}
}

// TestIssues are the lists, and a new issue whose text is a command.
func TestIssues(t *testing.T) {
	r := open(t)
	for _, path := range []string{"/acme/widgets", "/acme/widgets/issues"} {
		page := r.get(path)
		r.has(page, "Widgets wobble on dev")
		r.lacks(page, "Fix the wobble")
	}
	r.has(r.get("/acme/widgets/pulls"), "Fix the wobble")
	r.has(r.get("/acme/widgets/issues?state=closed"), "There is nothing here.")
	r.has(r.get("/acme/widgets/issues?author=maintainer"), "Fix the wobble")
	r.has(r.get("/acme/widgets/issues/new?title=a&body=b"), `value="a"`, ">b</textarea>")
	page := r.post("/acme/widgets/issues", "title", "Another", "body", "/kind bug", "back", "/acme/widgets/issues/new")
	r.has(page, "<h1><bdi>Another", `<span class="command">/kind bug</span>`)
	r.has(r.post("/acme/widgets/issues", "title", "", "body", "x", "back", "/acme/widgets/issues/new"), "An issue needs a title.")
	if err := r.s.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.has(r.get("/acme/widgets/issues"), "Another", ">kind/bug</span>", `<span class="count">2</span>`)
}

// TestWhere: an issue and a pull request have one address each, and what is not there says so.
func TestWhere(t *testing.T) {
	r := open(t)
	r.has(r.get("/acme/widgets/issues/18?body=%2Fhelp"), "Fix the wobble", "No reviews", "/merge squash", ">/help</textarea>")
	r.has(r.get("/acme/widgets/pull/17"), "Widgets wobble")
	for _, path := range []string{"/acme/widgets/issues/404", "/acme/widgets/issues/x", "/acme/nothing", "/nobody/nothing/issues", "/acme/widgets/pull/0"} {
		page := r.answer(http.StatusNotFound, func() (*http.Response, error) { return r.http.Get(r.url + path) })
		r.has(page, "Not found", "</html>")
	}
	r.has(r.get("/healthz"), "ok")
}

// TestPreview is a page for who has no script, and a part for who has.
func TestPreview(t *testing.T) {
	r := open(t)
	fields := []string{"body", "**bold** see #18\n\n/promote 42 dev", "back", issue17}
	r.has(r.post("/preview", fields...), "<strong>bold</strong>", `<a href="/acme/widgets/pull/18">#18</a>`, "runs as /promote", `action="/acme/widgets/issues/17/comments"`, "</html>")
	r.has(r.post("/parse", "body", "/promote 42x dev\n/nothing"), "42x", `class="no"`)
	r.lacks(r.post("/parse", "body", "hello"), "<li")
	r.has(r.post("/lang", "lang", "zh", "back", "/preview"), "评论")
	r.has(r.post("/parse", "body", "/promote 42 dev"), "第 1 行", "/promote")
	r.lacks(r.post("/parse", "body", "/promote 42 dev"), "runs as")
	request, err := http.NewRequest(http.MethodPost, r.url+"/preview", strings.NewReader(form(fields).Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("X-Fragment", "1")
	part := r.answer(http.StatusOK, func() (*http.Response, error) { return r.http.Do(request) })
	r.has(part, "<strong>bold</strong>", `<span class="command">`)
	r.lacks(part, "<html")
}

// TestOtherOrigin: no page of another host acts as who is signed in here, or leads elsewhere.
func TestOtherOrigin(t *testing.T) {
	r := open(t)
	for _, header := range []string{"Origin", "Sec-Fetch-Site"} {
		for _, path := range []string{issue17 + "/comments", "/as", "/lang", "/preview"} {
			request, err := http.NewRequest(http.MethodPost, r.url+path, strings.NewReader("body=x&login=owner"))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			request.Header.Set(header, map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}[header])
			r.answer(http.StatusForbidden, func() (*http.Response, error) { return r.http.Do(request) })
		}
	}
	if n := len(r.s.GitHub().Repo(widgets).Issue(17).Comments); n != 0 {
		t.Errorf("%d comments, want none", n)
	}
	for text, want := range map[string]string{
		"/a?notice=x&b=c&seal=y#d": "/a?b=c#d", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", "/%2Fevil.example": "/evil.example",
		"": "/", "javascript:alert(1)": "/", "evil": "/", "/%": "/",
	} {
		if got := local(text).String(); got != want {
			t.Errorf("local(%q) = %q, want %q", text, got, want)
		}
		if u, err := url.Parse(local(text).String()); err != nil || u.Host != "" {
			t.Errorf("local(%q) leads to %q", text, u)
		}
	}
}
