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

// TestLanguages: every page is the same in both of its languages.
func TestLanguages(t *testing.T) {
	for _, page := range pages(t) {
		english, translated := sections(t, page), sections(t, translation(page))
		if len(english) != len(translated) {
			t.Errorf("%s has %d headings, %s has %d", page, len(english), translation(page), len(translated))
		}
		for i := range min(len(english), len(translated)) {
			if diff := cmp.Diff(english[i].facts, translated[i].facts); diff != "" {
				t.Errorf("%q in %s (-) and %q in %s (+) differ:\n%s", english[i].heading, page, translated[i].heading, translation(page), diff)
				if len(english) != len(translated) {
					break // below it, all do
				}
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

func parsed(t *testing.T, name string) (page ast.Node, source []byte) {
	t.Helper()
	source = []byte(read(t, name))
	return goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source)), source
}

// anchors are the numbers of a page's headings, by what GitHub lets links call them.
func anchors(t *testing.T, name string) map[string]int {
	t.Helper()
	page, source := parsed(t, name)
	numbers := map[string]int{}
	for n := page.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindHeading {
			heading := string(n.Lines().Value(source))
			numbers[strings.ReplaceAll(strings.ToLower(unsaid.ReplaceAllString(heading, "")), " ", "-")] = len(numbers) + 1
		}
	}
	return numbers
}

func sections(t *testing.T, name string) (list []section) {
	t.Helper()
	page, source := parsed(t, name)
	for n := page.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindHeading {
			list = append(list, section{string(n.Lines().Value(source)), map[string][]string{}})
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
			s.facts["links"][i] = leadsTo(t, name, link)
		}
		slices.Sort(s.facts["figures"]) // the order of words is the language's
		for _, set := range []string{"code", "links"} {
			slices.Sort(s.facts[set])
			s.facts[set] = slices.Compact(s.facts[set])
		}
	}
	return list
}

// leadsTo is where a page's link leads, in whatever language. One that leads nowhere is reported,
// and one that leads out of the page's language.
func leadsTo(t *testing.T, page, link string) string {
	t.Helper()
	if strings.HasPrefix(link, "http") {
		return link
	}
	file, anchor, _ := strings.Cut(link, "#")
	to := page
	if file != "" {
		to = filepath.ToSlash(filepath.Join(filepath.Dir(page), file))
	}
	if _, err := os.Stat(filepath.Join(root, to)); err != nil {
		t.Errorf("%s: a link leads nowhere: %v", page, err)
		return link
	}
	if !strings.HasSuffix(to, ".md") {
		return to
	}
	one := strings.HasSuffix(page, inChinese)
	neutral := func(name string) string { return strings.TrimSuffix(strings.TrimSuffix(name, inChinese), ".md") }
	if other := neutral(to) + inChinese; neutral(to) != neutral(page) && strings.HasSuffix(to, inChinese) != one {
		if _, err := os.Stat(filepath.Join(root, other)); err == nil {
			t.Errorf("%s: the link %s leads to another language", page, link)
		}
	}
	if anchor == "" {
		return neutral(to)
	}
	number := anchors(t, to)[anchor]
	if number == 0 {
		t.Errorf("%s: the link %s leads to no heading of %s", page, link, to)
	}
	return fmt.Sprintf("%s, heading %d", neutral(to), number)
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
