package conversation_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"github.com/fanux/robot/processors/conversation"
	"github.com/fanux/robot/processors/internal/robottest"
)

// kinds are those of what is in a reply's Markdown, but for paragraphs, text and addresses.
func kinds(source string) (kinds []string) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	root := md.Parser().Parse(text.NewReader([]byte(source)))
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.RawHTML:
			if tag := string(n.Segments.Value([]byte(source))); tag != "<span>" && tag != "</span>" {
				kinds = append(kinds, tag)
			}
		case *ast.Document, *ast.Paragraph, *ast.Text, *ast.String, *ast.AutoLink:
		default:
			kinds = append(kinds, n.Kind().String())
		}
		return ast.WalkContinue, nil
	})
	return kinds
}

// rendered is the HTML of a text, without the links that are made of addresses, and without
// what keeps dollars apart.
func rendered(source string) string {
	var b strings.Builder
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := md.Convert([]byte(source), &b); err != nil {
		return err.Error()
	}
	return anchor.ReplaceAllString(b.String(), "")
}

var anchor = regexp.MustCompile(`</?a\b[^>]*>|</?span>`)

// texts are what somebody might have said.
var texts = []string{
	"The release is out.", "a *b* **c** _d_ __e__ ~~f~~ ~g~ `h` ``i``", "snake_case and x_1_y, _x", "# no heading", "- no list", "+ none", "* none", "1. none", "12) none",
	"> no quote", "---", "===", "[a](https://evil.example)", "![a](b)", "[a]: b", "[ ] todo", "<b>bold</b> <!-- hidden --> <img src=x>", "<https://example.com>",
	"&amp; &lt; &#64;bob &commat;bob &copy; a & b &c", `a \* b \\ c \`, "``` go", "~~~", "| a | b |", "a | b", "```x``` | `y|z`", "@bob @acme/leads bob@example.com",
	"/close", "/say again", "https://example.com/a_b_/~c?x=1&y=2#z", "see https://example.com/_a_. And *b*", "https://example.com/a*b*c", ": colon", "#12 and acme/widgets#7",
	"https://example.com/x https://example.com/_y_ *z*", "小部件 **坏了**。", "$x$ :smile: ^1", "$", "$$x_1$$ and $`y`$", "from $5 to $6 in $HOME",
}

// TestPlain: what is said looks as it was written.
func TestPlain(t *testing.T) {
	for _, said := range texts {
		event := robottest.Comment("/say", nil)
		event.Command.Command = said
		reply, err := conversation.Say{}.Run(t.Context(), event)
		want := "<p>" + strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(said) + "</p>\n"
		if html := rendered(reply); html != want || err != nil {
			t.Errorf("%q is written %s and shown\n%swant\n%s", said, reply, html, want)
		}
		if math := strings.ReplaceAll(reply, "<span>$</span>", ""); strings.Contains(math, "$") {
			t.Errorf("%q may be shown as mathematics: %s", said, reply)
		}
		if kinds := kinds(reply); kinds != nil {
			t.Errorf("%q is shown with %v", said, kinds)
		}
	}
}

// TestPlainReply: it acts on nobody, and stays in its cell of a table.
func TestPlainReply(t *testing.T) {
	for _, said := range texts {
		for _, body := range []string{"/say " + said, "/say " + said + "\n/say " + said} {
			h := robottest.NewHall(t, robots)
			if outcome := h.Say(17, "wendy", body); strings.HasPrefix(outcome, "refused") { // there was markup in it
				continue
			}
			reply, _, _ := strings.Cut(h.Repo.Issue(17).By(h.Self)[0].Body, "\n\n<!-- robot")
			_, reply, _ = strings.Cut(reply, "\n\n")
			if strings.Contains(reply, "@bob ") || strings.Contains(reply, "@acme") || strings.HasPrefix(reply, "/") {
				t.Errorf("%q acts: %s", said, reply)
			}
			if html := rendered(reply); strings.Contains(body, "\n") && (strings.Count(html, "<tr>") != 3 || strings.Count(html, "<td>") != 4) {
				t.Errorf("%q breaks the table: %s", said, reply)
			}
		}
	}
}
