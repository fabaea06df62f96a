package comment

import (
	"bytes"
	"regexp"
	"sort"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// after is the index of the first candidate whose name stands at or behind offset.
func (p *page) after(offset int) int {
	return sort.Search(len(p.found), func(i int) bool { return p.found[i].slash >= offset })
}

// paragraph reads the text of a block. If own is set, it is the commenter's own words:
// then the candidates in it are judged by what they stand in, and otherwise left alone.
func (p *page) paragraph(block ast.Node, own bool) {
	begin, end := startOfText, endOfText
	if block.Kind() == ast.KindParagraph {
		begin, end = startOfParagraph, endOfParagraph
	}
	p.html.event(begin, nil)
	t := tally{page: p, math: pair{size: 2}, struck: pair{size: 2}, crossed: pair{size: 1}}
	if own {
		t.left = p.at(block.Lines())
	}
	t.children(block, "")
	t.upTo(len(p.source) + 1)
	t.pairs()
	p.html.event(end, nil)
}

// tally walks the inline nodes of a block and notes for each of its candidates what
// its first character stands in, and how much of its line is plain text.
type tally struct {
	*page
	left  []*candidate // those that the walk has not reached
	now   *candidate   // the one whose line it is in
	plain int          // bytes of it that are plain

	math, struck, crossed pair
}

// children walks parent's children; what is in them is not plain if reason says so.
func (t *tally) children(parent ast.Node, reason string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			t.text(n.Segment.Start, n.Segment.Stop, reason)
		case *ast.AutoLink:
			t.autoLink(n, reason)
		case *ast.RawHTML:
			t.rawHTML(n)
		case *ast.CodeSpan:
			t.children(n, "in a code span")
		case *ast.Image:
			html := t.html // in an alt text, nothing is HTML
			t.children(n, "in an image")
			t.html = html
		default:
			t.children(n, "in a link")
		}
	}
}

// text counts the bytes from start to stop.
func (t *tally) text(start, stop int, reason string) {
	for start < stop {
		t.upTo(start)
		end := stop
		if len(t.left) > 0 && t.left[0].slash < end {
			end = t.left[0].slash
			if end == start {
				t.reach(reason)
				continue
			}
		}
		if reason == "" {
			t.math.see('$', t.source, start, end, t.now)
			t.struck.see('~', t.source, start, end, t.now)
			t.crossed.see('~', t.source, start, end, t.now)
		}
		if t.now != nil && reason == "" {
			t.plain += max(0, min(end, t.now.end)-max(start, t.now.start))
		}
		start = end
	}
}

// autoLink counts a bare URL as plain text: it is shown as it is written. One in angle
// brackets is not, since they are not shown.
func (t *tally) autoLink(n *ast.AutoLink, reason string) {
	label := n.Label(t.source)
	start := n.Pos() + bytes.Index(t.source[n.Pos():], label)
	if t.source[n.Pos()] == '<' {
		reason = "in a link"
	}
	t.text(start, start+len(label), reason)
}

func (t *tally) rawHTML(n *ast.RawHTML) {
	for _, seg := range n.Segments.Sliced(0, n.Segments.Len()) {
		t.text(seg.Start, seg.Stop, "in HTML")
	}
	t.html.raw(t.source, n.Segments)
	t.html.event(endOfRaw, nil)
}

// reach makes the next candidate the current one: its line begins here.
func (t *tally) reach(reason string) {
	t.close()
	t.now, t.plain = t.left[0], 0
	t.left = t.left[1:]
	t.now.hidden = reason
	t.math.reach(t.now)
	t.struck.reach(t.now)
	t.crossed.reach(t.now)
	t.html.event(line, t.now)
}

// upTo gives up the candidates that begin before offset and have not been reached: no
// text begins there, but the title of a link or another thing that is not shown.
func (t *tally) upTo(offset int) {
	for len(t.left) > 0 && t.left[0].slash < offset {
		t.close()
		t.now = nil
		t.left[0].hidden = "in a link"
		t.left = t.left[1:]
	}
	if t.now != nil && t.now.end <= offset {
		t.close()
		t.now = nil
	}
}

// close says of the current candidate how its line looks on the page.
func (t *tally) close() {
	c := t.now
	if c == nil || c.hidden != "" {
		return
	}
	switch escaped := notAsWritten.FindStringIndex(c.text); {
	case bytes.HasSuffix(t.source[:c.end], []byte(`\`)) && t.plain == c.end-c.start-1:
		c.obscure = because(`it ends in a \, which Markdown takes for a line break`)
	case t.plain != c.end-c.start:
		c.obscure = because("a part of it is not plain text (code, a link, HTML); write it without markup")
	case escaped != nil && isShownOtherwise(c.text):
		c.obscure = because("it has an escape that a reader does not see; write the character itself")
	}
}

// notAsWritten finds what may be a backslash escape or a character reference, see
// https://spec.commonmark.org/0.31.2/#backslash-escapes and #entity-and-numeric-character-references.
var notAsWritten = regexp.MustCompile("\\\\[!-/:-@[-`{-~]|&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);")

// isShownOtherwise reports whether one of them is: &nbsp; is a character, &hello; is not.
func isShownOtherwise(s string) bool {
	for _, m := range notAsWritten.FindAllStringSubmatch(s, -1) {
		if m[1] == "" || m[1][0] == '#' {
			return true
		}
		if _, ok := util.LookUpHTML5EntityByName(m[1]); ok {
			return true
		}
	}
	return false
}
