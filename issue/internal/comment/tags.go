package comment

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// openTags are the elements that are open at a place of the page.
//
// HTML closes elements in many ways that nobody can remember
// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody). Here all
// that counts is that an element which is open in a browser is open here too. So only
// what is nested well is closed; behind anything else, nothing is believed to be shown.
type openTags struct {
	names []string // of the open elements, outermost first
	lost  bool     // nothing is known any more
	base  int      // how many were open when the text began
	clean bool     // since then, nothing could close the text's own element
	inP   bool     // the text is a paragraph

	told    bool // hide and obscure are what hides says here
	hide    string
	obscure Reason
}

func (o *openTags) token(t html.Token) {
	o.told = false
	switch t.Type {
	case html.StartTagToken, html.SelfClosingTagToken: // HTML ignores the / of <div/>
		o.start(t)
	case html.EndTagToken:
		o.end(t.Data)
	}
}

// start opens an element, unless it is one that holds nothing or changes nothing.
func (o *openTags) start(t html.Token) {
	if !isOrdinary(t.Data) && !isFormatting(t.Data) && !is(t.Data, "area br embed img input wbr") {
		o.clean = false
	}
	switch {
	case is(t.Data, "svg math template frameset plaintext noscript"):
		o.lost = true // from here on, other rules hold
	case is(t.Data, voids), t.Data == "p" && len(t.Attr) == 0, t.Data == "a" && !hasHref(t):
	default:
		o.names = append(o.names, t.Data)
	}
}

func hasHref(t html.Token) bool {
	return slices.ContainsFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "href" })
}

// end closes the innermost element of that name, if what is inside of it allows.
func (o *openTags) end(name string) {
	if !isOrdinary(name) && !isFormatting(name) {
		o.clean = false
	}
	i := len(o.names) - 1
	for i >= 0 && o.names[i] != name {
		i--
	}
	if i < 0 {
		return // browsers ignore it
	}
	inside := o.names[i+1:]
	switch {
	case i < o.base && !(o.inP && is(name, blocks)):
		o.lost = true // browsers do not look beyond the text's own element, or clone half of it
	case len(inside) == 0:
		o.names = o.names[:i]
	case isFormatting(name) && all(inside, isFormatting):
		o.names = append(o.names[:i], inside...)
	case (isOrdinary(name) || is(name, blocks)) && all(inside, isOrdinary) && !slices.ContainsFunc(o.names[:i], isImplied):
		o.names = o.names[:i]
	default:
		o.lost = true
	}
	if len(o.names) < o.base {
		o.base = len(o.names)
		o.clean = false
	}
}

// startText begins a block with text; a paragraph closes a <p> before it. It is not
// shown if a comment covers the place.
func (o *openTags) startText(paragraph, shown bool) {
	if n := len(o.names); paragraph && shown && n > 0 && o.names[n-1] == "p" {
		o.names = o.names[:n-1]
	}
	o.base, o.clean, o.inP = len(o.names), shown, paragraph
}

// endText ends it: its own element is closed, and with it the ordinary ones inside.
// Formatting goes on (<b> in one paragraph makes the next one bold), and so does
// everything if there was a block inside, which closed the element before its time.
func (o *openTags) endText() {
	base := o.base
	o.base = 0
	if !o.clean || o.lost {
		return
	}
	o.clean = false
	kept := o.names[:base]
	for _, name := range o.names[base:] {
		if !isOrdinary(name) {
			kept = append(kept, name)
		}
	}
	o.names = kept
}

func all(names []string, f func(string) bool) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !f(name) })
}

// is reports whether name is one of the words of list.
func is(name, list string) bool {
	return strings.Contains(" "+list+" ", " "+name+" ")
}

// Elements by what they do to the text around them.
const (
	voids      = "area base basefont bgsound br col embed hr img input link meta param source track wbr"
	formatting = "a b big code em font i nobr s small strike strong tt u"
	blocks     = "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol pre search section summary ul"
	rawText    = "iframe noembed noframes script style textarea title xmp"
	implied    = "body button caption colgroup dd dt form frame h1 h2 h3 h4 h5 h6 head html iframe image li listing marquee noembed noframes noscript object applet optgroup option p rb rp rt rtc ruby script select style table tbody td textarea tfoot th thead title tr xmp keygen isindex math svg template frameset plaintext"
)

func isFormatting(name string) bool { return is(name, formatting) }

// isImplied reports whether there are other ways to close the element than its end tag.
func isImplied(name string) bool { return is(name, implied) || isFormatting(name) }

// isOrdinary reports whether the element hides nothing and is closed with the block it
// is in: <kbd>, <sup>, and what was never meant to be one, the <string> of List<string>.
func isOrdinary(name string) bool {
	return !is(name, voids) && !is(name, formatting) && !is(name, blocks) && !is(name, implied)
}

// isSeen reports whether what is in the element is shown, and shown as text.
func isSeen(name string) bool {
	return isOrdinary(name) || is(name, "b big em font i nobr small strong u")
}

// disallowed are the tags that GitHub shows as text, and <noscript>, whose text is
// text or HTML depending on who reads it.
var disallowed = regexp.MustCompile(`(?i)<(/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext|noscript)[\s/>])`)

// filtered returns the stream as GitHub shows it.
func (s *stream) filtered() []byte {
	return disallowed.ReplaceAll(s.buf, []byte(" $1"))
}
