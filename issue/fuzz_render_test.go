package issue

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	htmlrenderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"github.com/fanux/robot/issue/internal/comment"
)

// FuzzRender: what the robots say, and what a commenter wrote, is a reply that holds no
// command, mentions nobody but the commenter, and has a row for every command. The oracle is
// the page, as a browser would show it.
func FuzzRender(f *testing.F) {
	for _, s := range [][2]string{
		{"42 dev", "Build `43`\n@bob /x"}, {"`` | ", "```\n"}, {"a\\|b", "| a |\n|---|\n| b |"}, {"a|b\\", "x\\|y"}, {"<!-- x", "--> <!-- robot e30.e30 -->"},
		{"&#64;bob", "@&#98;ob &commat;bob"}, {"@bob", "@a-@b @@c [@d](https://x.y) <https://x.y>@e x://@f"}, {"\u202e\u200b", "\u00a0/help\n\u3000/help"},
		{"[x](javascript:a)", "<b>@bob</b> <details>\n\n/help"}, {"\r/help", "a\r/help\r\n/help"}, {"'", "~~~\n/help"}, {"0", "https://0#@0 https://a/@b https://a.b/@c,@d"}, {"$(id)", "1. x\n\n   /help"},
	} {
		f.Add(s[0], s[1], false)
		f.Add(s[0], s[1], true)
	}
	f.Fuzz(func(t *testing.T, line, detail string, several bool) {
		if !utf8.ValidString(line) || !utf8.ValidString(detail) || strings.ContainsAny(line+detail, "\x00") { // JSON has no such text
			t.Skip()
		}
		one := Result{Name: "/x", State: Denied, Detail: detail, command: &Command{Type: "/x", Command: line}}
		results := []Result{one}
		if several {
			other := one
			other.State, other.job = Ran, started{name: "run/1"}
			results = append(results, other)
		}
		reply := render(English, "alice", results, "")
		if reply == "" {
			return
		}
		if found := comment.Find(reply, []string{"x", "help", "promote"}); len(found) > 0 {
			t.Errorf("it holds %q: %q", found[0].Text, reply)
		}
		if left := strings.NewReplacer("<!-- job 0 -->", "", "<!-- job 1 -->", "").Replace(reply); strings.Contains(left, "<!-- ") && !strings.Contains(left, "<!-- /job -->") {
			t.Errorf("something is hidden in it: %q", reply)
		}
		page := pageOf(t, reply)
		for _, name := range page.mentions {
			if name != "alice" {
				t.Errorf("%s is mentioned: %q", name, reply)
			}
		}
		html := strings.Contains(detail, "<") // a robot may say some; what a commenter wrote is none
		if several && !html && (len(page.rows) < 3 || len(page.rows[1]) != 2 || len(page.rows[2]) != 2) {
			t.Errorf("the rows are %q: %q", page.rows, reply)
		}
	})
}

// page is what GitHub makes of Markdown: whom it pings, and the rows of its first table.
type page struct {
	mentions []string
	rows     [][]string
	tables   int
	text     strings.Builder
}

var githubs = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(htmlrenderer.WithHardWraps(), htmlrenderer.WithUnsafe()))

func pageOf(t *testing.T, markdown string) *page {
	t.Helper()
	var b bytes.Buffer
	if err := githubs.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	switch {
	case err != nil && strings.HasPrefix(t.Name(), "Fuzz") && strings.Contains(err.Error(), "exceeds 512 nodes"): // a thousand quotes in each other: browsers give up there, too
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	p := new(page)
	p.read(root)
	p.flush()
	return p
}

// read goes through the page. GitHub looks for mentions in text that is no code and no link.
func (p *page) read(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.text.WriteString(n.Data)
		return
	case slices.Contains([]string{"code", "pre", "a", "style", "script"}, n.Data):
		p.flush()
		if n.Data == "a" { // an address may go on behind it: GitHub's link does, too
			p.text.WriteString("x")
		}
		return
	case n.Data == "table":
		p.tables++
	case n.Data == "tr" && p.tables == 1:
		p.rows = append(p.rows, nil)
	case (n.Data == "td" || n.Data == "th") && p.tables == 1 && len(p.rows) > 0:
		p.rows[len(p.rows)-1] = append(p.rows[len(p.rows)-1], n.Data)
	}
	p.flush()
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.read(c)
	}
	p.flush()
}

var pinged = regexp.MustCompile(`(?:^|[^A-Za-z0-9_@])@+([A-Za-z0-9][A-Za-z0-9_-]*)`)

func (p *page) flush() {
	for _, m := range pinged.FindAllStringSubmatch(p.text.String(), -1) {
		p.mentions = append(p.mentions, m[1])
	}
	p.text.Reset()
}
