package page

import (
	"bytes"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A comment on its way to the page. The last step is the one that makes it safe:
//
//	text ─goldmark→ HTML of any kind ─place.walk→ links of these pages ─sanitizer→ what is allowed

// gfm is Markdown as GitHub has it in comments, where the end of a line is one.
// https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax
var gfm = goldmark.New(
	goldmark.WithExtensions(
		extension.Linkify, extension.Strikethrough, extension.TaskList,
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
	),
	goldmark.WithRendererOptions(gmhtml.WithHardWraps(), gmhtml.WithUnsafe()), // see sanitizer
)

// sanitizer is what a comment may have. Images are not in it: nothing is asked of other hosts.
var sanitizer = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(
		"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "strong", "em", "b", "i", "del", "s", "ins",
		"ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "sub", "sup", "kbd", "samp", "var", "q",
	)
	p.AllowAttrs("open").Matching(regexp.MustCompile(`^(open)?$`)).OnElements("details")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|center|right)$`)).OnElements("th", "td")
	p.AllowAttrs("tabindex").Matching(regexp.MustCompile(`^0$`)).OnElements("table")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^nofollow noopener noreferrer$`)).OnElements("a")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^mention$`)).OnElements("a")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(command|task)$`)).OnElements("span")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	return p
}()

// markdown is a text as the page shows it.
func (at place) markdown(text string) template.HTML {
	var out bytes.Buffer
	if heavy(text) {
		return plainText(text)
	}
	if err := gfm.Convert([]byte(text), &out); err != nil {
		return plainText(text)
	}
	nodes, err := html.ParseFragment(&out, &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil { // nested too deeply
		return plainText(text)
	}
	out.Reset()
	for _, n := range nodes {
		top := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
		top.AppendChild(n)
		declass(top)
		at.walk(top)
		for n := range top.ChildNodes() {
			if err := html.Render(&out, n); err != nil {
				return plainText(text)
			}
		}
	}
	return template.HTML(sanitizer.SanitizeBytes(out.Bytes()))
}

// declass takes the classes away that a text brings: those that are left are the page's own.
func declass(top *html.Node) {
	for n := range top.Descendants() {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "class" })
	}
}

// heavy reports whether goldmark takes seconds for a text: it has quotations and lists in one
// another, or thousands of marks, for each of which the others are looked through.
func heavy(text string) bool {
	return nested.MatchString(text) || strings.Count(text, "[") > 2000 || strings.Count(text, "*")+strings.Count(text, "_") > 8000
}

var nested = regexp.MustCompile(`(?m)^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])){100}`)

func plainText(text string) template.HTML {
	return template.HTML("<pre>" + template.HTMLEscapeString(text) + "</pre>")
}

// words are all texts in a node.
func words(n *html.Node) string {
	var all strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			all.WriteString(d.Data)
		}
	}
	return all.String()
}
