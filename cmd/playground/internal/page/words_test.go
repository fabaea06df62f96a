package page

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

var (
	inTemplate = regexp.MustCompile(`\.T ("(?:[^"\\]|\\.)*")`)
	verbs      = regexp.MustCompile(`%(?:\[\d+\])?[a-z%]`)
)

// texts are those that the templates and the Go files of the package say, and where.
func texts(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	add := func(quoted, where string) {
		text, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatalf("%s: %s: %v", where, quoted, err)
		}
		found[text] = where
	}
	templates, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range templates {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range inTemplate.FindAllSubmatch(data, -1) {
			add(string(m[1]), name)
		}
	}
	sources, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if text := literal(n); text != "" {
				add(text, name)
			}
			return true
		})
	}
	return found
}

// literal is that of say(lang, "…") or v.T("…").
func literal(n ast.Node) string {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return ""
	}
	at := -1
	switch f := call.Fun.(type) {
	case *ast.Ident:
		if f.Name == "say" {
			at = 1
		}
	case *ast.SelectorExpr:
		if f.Sel.Name == "T" {
			at = 0
		}
	}
	if at < 0 || at >= len(call.Args) {
		return ""
	}
	if text, ok := call.Args[at].(*ast.BasicLit); ok && text.Kind == token.STRING {
		return text.Value
	}
	return ""
}

// TestChinese: there is no text that Chinese lacks, and none whose verbs differ.
func TestChinese(t *testing.T) {
	all := texts(t)
	if len(all) < 60 {
		t.Fatalf("only %d texts: where are they?", len(all))
	}
	inTables(all)
	for _, chosen := range strings.Split("Owner,Maintainer,Member,Triager,Parent,Sub-issues,Blocked by,Duplicate of,Open,Closed,Merged,Draft,completed,not_planned,duplicate,reopened,resolved,too heated,off-topic,spam", ",") {
		all[chosen] = "a value"
	}
	for english, where := range all {
		if chinese[english] == "" {
			t.Errorf("%s: Chinese lacks %q", where, english)
		}
	}
	for english, translated := range chinese {
		want, got := verbs.FindAllString(english, -1), verbs.FindAllString(translated, -1)
		if !slices.Equal(want, got) && !sameVerbs(want, got) {
			t.Errorf("%q has %q, its Chinese %q has %q", english, want, translated, got)
		}
	}
}

// inTables adds the texts that the pages choose from a table.
func inTables(all map[string]string) {
	for _, r := range refusals {
		all[r.words] = "trouble.go"
	}
	for _, how := range did {
		all[how.what] = "issue_timeline.go"
	}
	for _, one := range purposes {
		all[one.means] = "robot_means.go"
	}
	for _, said := range reactions {
		all[said] = "robot_means.go"
	}
	for _, said := range claims {
		all[said] = "robot_means.go"
	}
	for _, one := range levers {
		all[one.Label], all[one.Then], all[one.Look] = "robot_switches.go", "robot_switches.go", "robot_switches.go"
	}
	all[notElsewhere] = "robot_switches.go"
	for _, r := range sandbox.Reactions() {
		all[r.Name] = "sandbox/reaction.go"
	}
	for _, one := range outcomes {
		all[one.Word] = "build_status.go"
	}
	for _, one := range examples {
		all[one.Title] = "robot_examples.go"
	}
	for _, one := range leading {
		all[one] = "robot_verdict.go"
	}
}

// TestOneVocabulary: no text is translated twice, where one translation would hide the other.
func TestOneVocabulary(t *testing.T) {
	seen := map[string]bool{}
	for _, some := range vocabularies {
		for english := range some {
			if seen[english] {
				t.Errorf("%q is in Chinese twice", english)
			}
			seen[english] = true
		}
	}
}

// sameVerbs reports whether both have the same, where one says which is which by number.
func sameVerbs(want, got []string) bool {
	number := regexp.MustCompile(`\[\d+\]`)
	var plain []string
	for _, v := range got {
		if !number.MatchString(v) {
			return false
		}
		plain = append(plain, number.ReplaceAllString(v, ""))
	}
	return slices.Equal(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(plain)))
}

// TestLanguages: the first is what the browser asks for, and then what one has chosen.
func TestLanguages(t *testing.T) {
	r := open(t)
	r.has(r.get(issue17), `<html lang="en"`, "Comment", "中文</button>")
	request, err := http.NewRequest(http.MethodGet, r.url+issue17, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")
	r.has(r.answer(http.StatusOK, func() (*http.Response, error) { return r.http.Do(request) }), `<html lang="zh-CN"`, "评论", "English</button>")
	page := r.post("/lang", "lang", "zh", "back", issue17)
	r.has(page, `<html lang="zh-CN"`, "幕后")
	page, _ = r.say("/kind bug\n/assign")
	r.has(page, "添加了", "指派了", "机器人")
	r.lacks(page, ">Edit<", "Behind the scenes", "now<")
	r.has(r.post("/lang", "lang", "en", "back", issue17), `<html lang="en"`, "Behind the scenes")
}

// TestPages: every template is shown by a page, in both languages.
func TestPages(t *testing.T) {
	r := open(t)
	r.say("/promote 42 dev\n/nothing\n/run deploy target=dev")
	hub := []string{
		issue17, "/acme/widgets/pull/18", "/acme/widgets/issues", "/acme/widgets/pulls?state=closed", "/acme/widgets/issues/new",
		"/deliveries", "/deliveries/1", "/config", "/acme/widgets/actions",
	}
	for _, lang := range []string{"en", "zh"} {
		r.post("/lang", "lang", lang, "back", "/")
		for _, path := range hub {
			r.wellFormed(path, r.get(path))
		}
		for _, path := range []string{"/acme/widgets", "/acme/widgets/43"} {
			page := r.answer(http.StatusOK, func() (*http.Response, error) { return r.http.Get(r.drone + path) })
			r.wellFormed(path, page)
			r.has(page, `href="`+r.url+`/acme/widgets/issues"`)
		}
	}
}

// wellFormed fails where an id stands twice, or a form of ours sends to another host.
func (r *reader) wellFormed(path, page string) {
	r.Helper()
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if seen[m[1]] {
			r.Errorf("%s: id %q twice", path, m[1])
		}
		seen[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`<(?:form|script|link|img)[^>]*(?:action|src|href)="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !strings.HasPrefix(m[1], "/") {
			r.Errorf("%s: %s", path, m[0])
		}
	}
	if !strings.HasSuffix(strings.TrimSpace(page), "</html>") || !strings.Contains(page, "<h1") || strings.Contains(page, "%!") {
		r.Errorf("%s: not whole, no heading, or a verbs without a value", path)
	}
	if regexp.MustCompile(`\sstyle=|\son[a-z]+="`).MatchString(page) {
		r.Errorf("%s: the policy forbids what stands in it", path)
	}
}
