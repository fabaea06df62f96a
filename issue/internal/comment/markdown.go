package comment

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown reads GitHub Flavored Markdown (https://github.github.com/gfm/), as far as
// it decides what is plain text.
//
// Emphasis and strikethrough are left out: they hide nothing, and goldmark takes
// quadratic time for them. What is set in *bold* runs as it is written.
// E-mail addresses are left out too: GitHub looks for them when all else is parsed
// (postprocess_text in cmark-gfm's autolink.c), so they change nothing around them,
// which a URL does: the ` in https://example.com/` opens no code span.
var markdown = parser.NewParser(
	parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
		util.Prioritized(extension.NewFootnoteBlockParser(), 999))...),
	parser.WithInlineParsers(
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(codeSpans{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(extension.NewLinkifyParser(extension.WithLinkifyEmailRegexp(never)), 999)),
	parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
)

var never = regexp.MustCompile(`^[^\x00-\x{10FFFF}]`)

// closingTag begins an HTML block that goldmark takes for a paragraph: the 7th kind of
// https://spec.commonmark.org/0.31.2/#html-blocks, which leaves out these names for
// opening tags only.
var closingTag = regexp.MustCompile(`^ *</(?i:pre|script|style|textarea)\s*>\s*$`)

// layout finds out where on the page each of the candidates stands. It sets hidden for
// those which the page does not show as a line of text, and obscure for those which it
// shows otherwise than they are written.
func layout(s string, found []candidate) {
	for i := range found {
		found[i].hidden = "not part of the text"
	}
	source := unify(s)
	p := &page{source: source, found: found}
	p.blocks(markdown.Parse(text.NewReader(source)), "")
	p.readHTML()
}

// unify makes every line end one byte long. CommonMark knows LF, CR LF and CR
// (https://spec.commonmark.org/0.31.2/#line-ending), goldmark does not know CR.
func unify(s string) []byte {
	source := make([]byte, 0, len(s)+1)
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] != '\r':
			source = append(source, s[i])
		case i+1 == len(s) || s[i+1] != '\n':
			source = append(source, '\n')
		}
	}
	return source
}

// page is the page as far as it matters to the candidates: where they stand, and
// the HTML among them.
type page struct {
	source []byte
	found  []candidate
	html   stream
}

// blocks walks the blocks of the page in the order in which it shows them. Everything
// inside of parent is hidden for the reason given, if there is one.
func (p *page) blocks(parent ast.Node, reason string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		why := reason
		if why == "" {
			why = notText(n)
		}
		if why == "" && n.Lines().Len() > 0 {
			if first := n.Lines().At(0); closingTag.Match(first.Value(p.source)) {
				why = "in an HTML block"
			}
		}
		if n.Type() == ast.TypeInline {
			continue
		}
		for _, c := range p.at(n.Lines()) {
			c.hidden = why
		}
		switch n := n.(type) {
		case *ast.HTMLBlock:
			p.html.raw(p.source, n.Lines())
			if n.HasClosure() {
				p.html.rawSegment(p.source, n.ClosureLine)
			}
			p.html.event(endOfRaw, nil)
		case *extast.FootnoteList:
			// Footnotes are shown below everything else: their HTML matters to nothing.
			html := p.html
			p.blocks(n, why)
			p.html = html
		default:
			if hasText(n) {
				p.paragraph(n, why == "")
			} else {
				p.blocks(n, why)
				p.html.event(endOfBlock, nil)
			}
		}
	}
}

// notText is why the lines of a block of n's kind are not the commenter's own plain
// text; nothing if they are.
func notText(n ast.Node) string {
	switch n.Kind() {
	case ast.KindParagraph:
		return ""
	case ast.KindBlockquote:
		return "in a quote"
	case ast.KindList, ast.KindListItem:
		return "in a list item"
	case ast.KindHeading:
		return "in a heading"
	case ast.KindFencedCodeBlock:
		return "inside a code fence"
	case ast.KindCodeBlock:
		return "indented by four or more"
	case ast.KindHTMLBlock:
		return "in an HTML block"
	case ast.KindLinkReferenceDefinition:
		return "in a link definition"
	case extast.KindFootnoteList:
		return "in a footnote"
	case extast.KindTable:
		return "in a table"
	}
	return "not plain text"
}

// hasText reports whether n holds text rather than other blocks.
func hasText(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindParagraph, ast.KindTextBlock, ast.KindHeading, extast.KindTableCell:
		return true
	}
	return false
}

// at returns the candidates whose names stand in lines.
func (p *page) at(lines *text.Segments) []*candidate {
	var at []*candidate
	for _, seg := range lines.Sliced(0, lines.Len()) {
		for i := p.after(seg.Start); i < len(p.found) && p.found[i].slash < seg.Stop; i++ {
			at = append(at, &p.found[i])
		}
	}
	return at
}
