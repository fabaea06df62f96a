package page

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// place is where a text stands: what it can link to, and which of its lines are commands.
type place struct {
	repo   string                                  // "acme/widgets"
	page   func(repo string, number int) string    // of an issue; "" where there is none
	person func(login string) (page string)        // "" where there is none
	own    func(u *url.URL) (page string, is bool) // of a link, where it leads to these pages
	runs   []string                                // the names of the commands in it, in order
}

// walk makes of a text's HTML that of a comment on these pages.
func (at *place) walk(n *html.Node) {
	if n.DataAtom == atom.P {
		at.mark(n)
	}
	for _, child := range slices.Collect(n.ChildNodes()) {
		switch {
		case child.Type == html.TextNode:
			at.link(n, child)
			continue
		case child.Type != html.ElementNode:
			continue
		}
		switch child.DataAtom {
		case atom.Img:
			at.image(n, child)
		case atom.Input:
			task(n, child)
		case atom.A:
			at.anchor(child)
			at.walk(child)
		case atom.Table: // one that is wide scrolls
			child.Attr = append(child.Attr, html.Attribute{Key: "tabindex", Val: "0"})
			at.walk(child)
		case atom.Code, atom.Pre:
			// as it was written
		default:
			at.walk(child)
		}
	}
}

// image makes a link of a picture: it is on another host.
func (at *place) image(parent, img *html.Node) {
	alt := attr(img, "alt")
	if alt == "" {
		alt = "image"
	}
	text := &html.Node{Type: html.TextNode, Data: "🖼 " + alt}
	if within(img, atom.A) || attr(img, "src") == "" {
		replace(parent, img, text)
		return
	}
	a := anchor(attr(img, "src"), "")
	a.AppendChild(text)
	at.anchor(a)
	replace(parent, img, a)
}

// task is the box of a list of tasks: it cannot be ticked, hence it is none of a form.
func task(parent, input *html.Node) {
	box := "☐"
	if slices.ContainsFunc(input.Attr, func(a html.Attribute) bool { return a.Key == "checked" }) {
		box = "☑"
	}
	span := &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span, Attr: []html.Attribute{{Key: "class", Val: "task"}}}
	span.AppendChild(&html.Node{Type: html.TextNode, Data: box})
	replace(parent, input, span)
}

// anchor leads to these pages where GitHub's are what is meant, and nowhere unseen.
func (at *place) anchor(a *html.Node) {
	href := attr(a, "href")
	u, err := url.Parse(href)
	if err != nil {
		a.Attr = nil
		return
	}
	to, own := at.own(u)
	if !own {
		a.Attr = []html.Attribute{{Key: "href", Val: href}, {Key: "rel", Val: "nofollow noopener noreferrer"}}
		return
	}
	if short := issuePath.FindStringSubmatch(to); short != nil && words(a) == href && strings.HasPrefix(to, "/"+at.repo+"/") {
		a.FirstChild.Data = "#" + short[1]
	}
	a.Attr = []html.Attribute{{Key: "href", Val: to}}
}

// mark marks the lines of a paragraph that are commands.
func (at *place) mark(p *html.Node) {
	var line []*html.Node
	end := func() {
		at.markLine(p, line)
		line = nil
	}
	for _, n := range slices.Collect(p.ChildNodes()) {
		if n.DataAtom == atom.Br {
			end()
			continue
		}
		line = append(line, n)
	}
	end()
}

func (at *place) markLine(p *html.Node, line []*html.Node) {
	if len(at.runs) == 0 || len(line) == 0 || line[0].Type != html.TextNode {
		return
	}
	first := strings.Fields(line[0].Data)
	if len(first) == 0 || first[0] != at.runs[0] {
		return
	}
	at.runs = at.runs[1:]
	span := &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span, Attr: []html.Attribute{{Key: "class", Val: "command"}}}
	line[0].Data = strings.TrimLeft(line[0].Data, "\n")
	p.InsertBefore(span, line[0])
	for _, n := range line {
		p.RemoveChild(n)
		span.AppendChild(n)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func within(n *html.Node, what atom.Atom) bool {
	for up := range n.Ancestors() {
		if up.DataAtom == what {
			return true
		}
	}
	return false
}

func replace(parent, old, with *html.Node) {
	parent.InsertBefore(with, old)
	parent.RemoveChild(old)
}
