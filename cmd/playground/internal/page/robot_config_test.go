package page

import (
	"html"
	"net/http"
	"strings"
	"testing"
)

const (
	broken = "commands:\n  hello:\n    uses: comment\n    wiht: { text: </textarea><script>alert(1)</script> }\n"
	greets = "commands:\n  hello:\n    about: greet\n    uses: comment\n    with: { text: \"Hello, {user}.\" }\n"
)

// TestConfigure: what has no mistake is in force at once, and the table says so.
func TestConfigure(t *testing.T) {
	r := open(t)
	r.lacks(r.get("/config"), "<code>/hello</code>")
	page := r.post("/config", "text", strings.ReplaceAll(greets, "\n", "\r\n")) // as browsers send it
	r.has(page, `<th scope="row"><code>/hello</code></th><td>greet</td>`, "this is in force", `id="commands"`)
	if got := r.s.Configuration(); got != greets {
		t.Errorf("in force is %q, want %q", got, greets)
	}
	page, _ = r.say("/hello")
	r.has(page, "Hello, ")
}

// TestRefusedConfiguration: what has a mistake is not put in force; its place is named, and
// nothing that was written is lost.
func TestRefusedConfiguration(t *testing.T) {
	r := open(t)
	r.post("/config", "text", greets)
	page := r.post("/config", "text", broken)
	r.has(page, "was not put in force", "robot.yml:4:5", `data-line="4" data-column="5"`, "wiht",
		"    wiht: { text: &lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; }\n</textarea>", "<code>/hello</code>")
	r.lacks(page, "<script>alert")
	if got := r.s.Configuration(); got != greets {
		t.Errorf("in force is %q, want %q", got, greets)
	}
}

// TestRefusedThere: the refusal stands beside the button, with the first mistake, and has the
// focus, by the page alone.
func TestRefusedThere(t *testing.T) {
	r := open(t)
	r.lacks(r.get("/config"), `id="refused"`, "autofocus")
	page := r.post("/config", "text", broken+"wrong: 1\n")
	form, _, _ := strings.Cut(page[strings.Index(page, `<form method="post" action="/config">`):], "</form>")
	r.has(form, `id="refused" class="refused" role="alert" tabindex="-1" autofocus`, "was not put in force", `data-line="3" data-column="5">robot.yml:3:5</a> text is missing`, `<a href="#h-checked">3 mistakes</a>`)
}

// TestTooLong: what is too long for a robot.yml is said to be, and is not in force.
func TestTooLong(t *testing.T) {
	r := open(t)
	r.post("/config", "text", greets)
	long, endless := strings.Repeat("# 太长\n", 150_000), strings.Repeat("# too long\n", 1<<19)
	r.has(r.post("/config/check", "text", long), "1 mistake", "it has 1350000 bytes, and at most")
	r.has(r.post("/config/check", "text", endless), "1 mistake", "it has more than 4 MB")
	page := r.post("/config", "text", endless)
	r.has(page, "It is too long and was not put in force.", "greet\n", `id="refused"`)
	if got := r.s.Configuration(); got != greets {
		t.Errorf("in force is %.80q, want %q", got, greets)
	}
}

// TestCallsServer: the example of http can be tried as it is.
func TestCallsServer(t *testing.T) {
	r := open(t)
	page := r.get("/config?example=http")
	r.has(page, "private: true", "url: "+r.url+"/healthz")
	_, text, _ := strings.Cut(page, "data-into=\"checked\">\n")
	text, _, _ = strings.Cut(text, "</textarea>")
	r.post("/config", "text", html.UnescapeString(text))
	page, _ = r.say("/health")
	r.has(page, "It is well, ")
}

// TestChecked is what is said while one types.
func TestChecked(t *testing.T) {
	r := open(t)
	said := r.post("/config/check", "text", broken)
	r.has(said, "mistake", "robot.yml:4:5", "    wiht: {", "\n    ^</pre>")
	r.lacks(said, "<html", "<script>alert")
	said = r.post("/config/check", "text", "use: [help, promote]\n"+greets)
	r.has(said, "No mistakes", `<code>/hello</code> <span class="badge added">new</span>`, `<code class="gone">/close</code>`, "would change")
	r.lacks(said, "/hello</code> <span class=\"badge altered\"", "this is in force")
	if r.s.Configuration() != "" {
		t.Error("a check has put something in force")
	}
}

// TestExamples: each is without mistakes, adds or takes something, and fills the editor.
func TestExamples(t *testing.T) {
	r := open(t)
	for _, e := range examples {
		if _, problems := r.s.Check(e.Text); problems != nil {
			t.Errorf("%s: %v", e.Name, problems)
		}
		page := r.get("/config?example=" + e.Name)
		first, _, _ := strings.Cut(e.here(r.s), "\n")
		r.has(page, first, `href="/config?example=`+e.Name+`" aria-current="true"`, "would change", "No mistakes")
	}
	r.has(r.get("/config?example=none"), "this is in force")
	r.answer(http.StatusForbidden, func() (*http.Response, error) {
		request, err := http.NewRequest(http.MethodPost, r.url+"/config", strings.NewReader("text=use:+[]"))
		if err != nil {
			return nil, err
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "cross-site")
		return r.http.Do(request)
	})
}
