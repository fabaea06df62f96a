package comment

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	htmlrenderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
)

// The oracle knows nothing of how the finder works: it renders the whole comment as
// GitHub does (hard line breaks, raw HTML and all), lets an
// HTML parser build the page as a browser would, and looks for lines of plain text.

var renderer = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote,
		extension.NewLinkify(extension.WithLinkifyEmailRegexp(never))),
	goldmark.WithRendererOptions(htmlrenderer.WithHardWraps(), htmlrenderer.WithUnsafe()),
)

// shown returns the lines of plain text that a browser shows for a comment: those of
// which every character stands in html, body and p, or in what only sets them in
// another type (em, strong, del). Runs of blanks are one.
func shown(t testing.TB, md goldmark.Markdown, comment string) []string {
	t.Helper()
	var page bytes.Buffer
	if err := md.Convert(unify(comment), &page); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&page)
	switch {
	case err != nil && strings.HasPrefix(t.Name(), "Fuzz") && strings.Contains(err.Error(), "exceeds 512 nodes"): // browsers give up there, too
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	var b browser
	b.show(root, true)
	b.flush()
	return b.lines
}

type browser struct {
	lines []string
	line  strings.Builder
	mixed bool // a part of the line is not plain
}

func (b *browser) show(n *html.Node, plain bool) {
	switch n.Type {
	case html.TextNode:
		b.line.WriteString(n.Data)
		b.mixed = b.mixed || !plain && strings.TrimSpace(n.Data) != ""
		return
	case html.ElementNode:
		switch n.Data {
		case "html", "body", "em", "strong", "del":
		case "p":
			plain = plain && len(n.Attr) == 0
		case "a":
			plain = plain && !hasHref(html.Token{Attr: n.Attr})
		default:
			plain = false
		}
		if !slices.Contains([]string{"em", "strong", "del", "a", "b", "i", "code", "span", "img"}, n.Data) {
			b.flush()
			defer b.flush()
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.show(c, plain)
	}
}

func (b *browser) flush() {
	if line := strings.Join(strings.FieldsFunc(b.line.String(), isSpace), " "); line != "" && !b.mixed {
		b.lines = append(b.lines, line)
	}
	b.line.Reset()
	b.mixed = false
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }

const probe = "/oracle 42 dev"

// verdict is the finder's on the probe in comment.
func verdict(comment string) Line {
	for _, l := range Explain(comment, []string{"oracle"}) {
		if l.Text == probe {
			return l
		}
	}
	return Line{}
}

// TestCommonMarkExamples puts a command between any two lines of each example of the
// CommonMark specification, once as a line and once as a paragraph, and compares the
// finder with what a browser shows.
func TestCommonMarkExamples(t *testing.T) {
	// What the browser shows and the finder does not run, by the finder's reason.
	allowed := map[string]string{
		"inside <table>":   "a browser moves what it finds between rows in front of the table",
		"inside <tr>":      "likewise",
		"inside <div>":     "the <div> is opened in a quote or list item, and believed to be open beyond its end",
		"in an HTML block": "text in an HTML block may be shown, and is not Markdown: the contract says silence",
		"the HTML before it is broken or not closed": "refused in words: an unfinished tag ends somewhere in the HTML that the renderer adds; nothing is believed there",
		"it is inside of an HTML tag":                "raw <em> and <strong> are refused in words, Markdown's own are not",
	}
	for _, example := range examples(t) {
		lines := strings.SplitAfter(example.Markdown, "\n")
		for i := range lines {
			for _, with := range []string{probe + "\n", "\n" + probe + "\n\n"} {
				comment := strings.Join(lines[:i], "") + with + strings.Join(lines[i:], "")
				got := verdict(comment)
				want := slices.Contains(shown(t, renderer, comment), probe)
				if got.Verdict == Runs && !want {
					t.Errorf("example %d: runs, but is not shown as plain text:\n%s", example.Number, comment)
				}
				if got.Verdict == Runs && got.Number != lineOfProbe(comment) {
					t.Errorf("example %d: runs as line %d, want %d:\n%s", example.Number, got.Number, lineOfProbe(comment), comment)
				}
				if got.Verdict != Runs && want && !explained(allowed, got.Reason.String()) {
					t.Errorf("example %d: shown as plain text, but not run (%s):\n%s", example.Number, got.Reason, comment)
				}
			}
		}
	}
}

func lineOfProbe(comment string) int {
	return 1 + strings.Count(comment[:strings.Index(comment, probe)], "\n")
}

func explained(allowed map[string]string, reason string) bool {
	for prefix := range allowed {
		if strings.HasPrefix(reason, prefix) {
			return true
		}
	}
	return false
}

type example struct {
	Markdown string `json:"markdown"`
	Number   int    `json:"example"`
}

// examples reads the specification's examples from goldmark's module. They are under
// CC-BY-SA-4.0 and stay there.
func examples(t testing.TB) []example {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) < 600 {
		t.Fatalf("%d examples, want more than 600", len(all))
	}
	return all
}
