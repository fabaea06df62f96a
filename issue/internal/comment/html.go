package comment

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// stream is the HTML that stands between the texts of a page, in order, and what
// happens in between. A <details> or <!-- that is opened in one block hides the blocks
// behind it, since the browser does not know of Markdown's blocks.
type stream struct {
	buf    []byte
	events []event
}

// event is something that happens at an offset of the stream, where a blank stands.
type event struct {
	at   int
	kind kind
	line *candidate
}

type kind int

const (
	startOfParagraph kind = iota // <p>
	startOfText                  // another block with text: <h1>, <td>, <li>
	endOfParagraph               // </p>
	endOfText                    // </h1>, </td>, </li>
	endOfBlock                   // </blockquote>, </ul>, </table>
	endOfRaw                     // HTML ends, Markdown goes on
	line                         // a candidate's line begins
)

func (s *stream) event(k kind, c *candidate) {
	s.events = append(s.events, event{len(s.buf), k, c})
	s.buf = append(s.buf, ' ')
}

func (s *stream) raw(source []byte, lines *text.Segments) {
	for _, seg := range lines.Sliced(0, lines.Len()) {
		s.rawSegment(source, seg)
	}
}

func (s *stream) rawSegment(source []byte, seg text.Segment) {
	s.buf = append(s.buf, seg.Value(source)...)
}

// readHTML sets hidden or obscure for the candidates which the HTML around them hides.
//
// It reads the HTML twice. To a browser, the text of a <title> is text to its end;
// GitHub shows such tags as text (https://github.github.com/gfm/#disallowed-raw-html-extension-),
// and what is inside of them is HTML. A line is shown where both show it.
func (p *page) readHTML() {
	if len(p.html.buf) == len(p.html.events) {
		return // there is no HTML
	}
	p.html.read(p.html.buf)
	p.html.read(p.html.filtered())
}

// read follows the HTML of s, as written in buf, through its events.
func (s *stream) read(buf []byte) {
	events := s.events
	open := &openTags{}
	end := 0
	for z := html.NewTokenizer(bytes.NewReader(buf)); z.Next() != html.ErrorToken; {
		raw := z.Raw()
		end += len(raw)
		comment := bytes.HasPrefix(raw, []byte("<!--"))
		token := z.Token()
		open.token(token)
		for ; len(events) > 0 && events[0].at < end; events = events[1:] {
			switch e := events[0]; {
			case token.Type == html.TextToken:
				open.event(e, "")
			case comment:
				open.event(e, "in an HTML comment")
			default:
				open.lost, open.told = true, false
				open.event(e, "")
			}
		}
	}
	open.lost, open.told = true, false
	for _, e := range events {
		open.event(e, "")
	}
}

// event takes note of e; reason is why the page does not show what is there, if it
// is not for the open tags.
func (o *openTags) event(e event, reason string) {
	o.told = o.told && e.kind == line
	switch e.kind {
	case startOfParagraph, startOfText:
		o.startText(e.kind == startOfParagraph, reason == "")
	case endOfParagraph:
		o.endText()
	case endOfText, endOfBlock:
		// Where the end tag is in a comment or in the text of a <title>, the block goes on.
		o.endText()
		o.lost = o.lost || reason != "" || len(o.names) > 0 && is(o.names[len(o.names)-1], rawText)
	case endOfRaw:
		// What ends a <script> depends on all that is in it.
		o.lost = o.lost || len(o.names) > 0 && o.names[len(o.names)-1] == "script"
	case line:
		if !o.told { // one text may have thousands of lines
			o.hide, o.obscure = o.hides()
			o.told = true
		}
		hide, obscure := o.hide, o.obscure
		if reason != "" {
			hide = reason
		}
		if e.line.hidden == "" {
			e.line.hidden = hide
		}
		if e.line.obscure.none() {
			e.line.obscure = obscure
		}
	}
}

// hides says what the open tags do to a line: hide it, or change its looks.
func (o *openTags) hides() (hide string, obscure Reason) {
	if o.lost {
		return "", because("the HTML before it is broken or not closed, so that it may not be shown; put the command above it")
	}
	for i := len(o.names) - 1; i >= 0; i-- {
		if !isSeen(o.names[i]) {
			return fmt.Sprintf("inside <%s>", harmless(o.names[i])), Reason{}
		}
	}
	if n := len(o.names); n > 0 {
		return "", because("it is inside of an HTML tag, %s, that is not closed before it; put the tag into backticks if it was meant as text", harmless(o.names[n-1]))
	}
	return "", Reason{}
}
