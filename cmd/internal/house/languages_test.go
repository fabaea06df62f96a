package house

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// TestLanguages: the README is the same in both of its languages.
func TestLanguages(t *testing.T) {
	english, chinese := sections(t, "README.md"), sections(t, "README.zh-CN.md")
	if len(english) != len(chinese) {
		t.Errorf("README.md has %d headings, README.zh-CN.md has %d", len(english), len(chinese))
	}
	for i := range min(len(english), len(chinese)) {
		if diff := cmp.Diff(english[i].facts, chinese[i].facts); diff != "" {
			t.Errorf("%q in README.md (-) and %q in README.zh-CN.md (+) differ:\n%s", english[i].heading, chinese[i].heading, diff)
			if len(english) != len(chinese) {
				break // below it, all do
			}
		}
	}
	if diff := cmp.Diff(tableInReadme.FindString(read(t, "README.md")), tableInReadme.FindString(read(t, "README.zh-CN.md"))); diff != "" {
		t.Errorf("README.zh-CN.md has another table of the commands; copy README.md's:\n%s", diff)
	}
}

// section is what a heading, and what follows it, has in every language.
type section struct {
	heading string
	facts   map[string][]string
}

var (
	figure = regexp.MustCompile(`\d+(?:\.\d+)*`)
	word   = regexp.MustCompile(`年 \d+ 月|,`)        // no figures: July, and the comma of 2,000
	unsaid = regexp.MustCompile(`[^\p{L}\p{N} _-]`) // what GitHub leaves out of a heading's anchor
)

func sections(t *testing.T, name string) (list []section) {
	t.Helper()
	source := []byte(read(t, name))
	page := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	anchors := map[string]string{}
	for n := page.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindHeading {
			heading := string(n.Lines().Value(source))
			list = append(list, section{heading, map[string][]string{}})
			anchors["#"+strings.ReplaceAll(strings.ToLower(unsaid.ReplaceAllString(heading, "")), " ", "-")] = fmt.Sprintf("heading %d", len(list))
		}
		ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering && len(list) > 0 {
				list[len(list)-1].read(n, source)
			}
			return ast.WalkContinue, nil
		})
	}
	for _, s := range list {
		for i, link := range s.facts["links"] {
			if to, ok := anchors[link]; ok {
				s.facts["links"][i] = to
			} else if !strings.HasPrefix(link, "http") {
				s.facts["links"][i] = "file"
				if _, err := os.Stat(filepath.Join(root, link)); err != nil {
					t.Errorf("%s: a link below %q leads nowhere: %v", name, s.heading, err)
				}
			}
		}
		slices.Sort(s.facts["figures"]) // the order of words is the language's
		for _, set := range []string{"code", "links"} {
			slices.Sort(s.facts[set])
			s.facts[set] = slices.Compact(s.facts[set])
		}
	}
	return list
}

func (s section) read(n ast.Node, source []byte) {
	add := func(fact string, value ...string) { s.facts[fact] = append(s.facts[fact], value...) }
	kind := n.Kind().String()
	switch n := n.(type) {
	case *ast.Heading:
		kind = fmt.Sprintf("Heading of level %d", n.Level)
	case *ast.List:
		kind = map[bool]string{true: "ordered List", false: "List"}[n.IsOrdered()]
	case *extast.Table:
		kind = fmt.Sprintf("Table of %d × %d", n.ChildCount(), len(n.Alignments))
	case *ast.FencedCodeBlock:
		mark := ""
		if before, ok := n.PreviousSibling().(*ast.HTMLBlock); ok {
			mark = string(before.Lines().Value(source))
		}
		add("blocks", fmt.Sprintf("%s```%s\n%s```", mark, n.Language(source), n.Lines().Value(source)))
	case *ast.CodeSpan:
		code := source[n.FirstChild().(*ast.Text).Segment.Start:n.LastChild().(*ast.Text).Segment.Stop]
		add("code", strings.Join(strings.Fields(string(code)), " ")) // wherever its lines end
	case *ast.Link:
		add("links", string(n.Destination))
	case *ast.AutoLink:
		add("links", string(n.URL(source)))
	case *ast.Text:
		if n.Parent().Kind() != ast.KindCodeSpan {
			add("figures", figure.FindAllString(word.ReplaceAllString(string(n.Value(source)), ""), -1)...)
		}
	}
	if n.Type() == ast.TypeBlock && n.Parent().Kind() != extast.KindTable && n.Kind() != extast.KindTableCell {
		add("outline", fmt.Sprintf("%s in %s", kind, n.Parent().Kind()))
	}
}
