package page

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/fanux/robot/issue"
)

// reference is what becomes a link in a text: owner/repo#17, #17, @alice; and :rocket:.
var reference = regexp.MustCompile(`(^|[^\w/&@])(?:([\w.-]+/[\w.-]+)?#(\d{1,9})\b|@([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\[bot\])?)|:([a-z0-9_+-]+):)`)

var issuePath = regexp.MustCompile(`^/[^/]+/[^/]+/(?:issues|pull)/(\d+)$`)

// link makes links of the references in a text.
func (at *place) link(parent, text *html.Node) {
	rest := text.Data
	inLink := within(text, atom.A)
	for {
		m := reference.FindStringSubmatchIndex(rest)
		if m == nil {
			text.Data = rest
			return
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return rest[m[2*i]:m[2*i+1]]
		}
		begin := m[3] // after what stands before it
		n := &html.Node{Type: html.TextNode, Data: rest[begin:m[1]]}
		if to, class := at.refers(group(2), group(3), group(4)); to != "" && !inLink {
			a := anchor(to, class)
			a.AppendChild(n)
			n = a
		} else if picture := shortcodes[group(5)]; picture != "" {
			n.Data = picture
		}
		parent.InsertBefore(&html.Node{Type: html.TextNode, Data: rest[:begin]}, text)
		parent.InsertBefore(n, text)
		rest = rest[m[1]:]
	}
}

func (at *place) refers(repo, number, login string) (to, class string) {
	if login != "" {
		return at.person(login), "mention"
	}
	if repo == "" {
		repo = at.repo
	}
	n, _ := strconv.Atoi(number)
	return at.page(repo, n), ""
}

func anchor(href, class string) *html.Node {
	a := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A, Attr: []html.Attribute{{Key: "href", Val: href}}}
	if class != "" {
		a.Attr = append(a.Attr, html.Attribute{Key: "class", Val: class})
	}
	return a
}

// place is that of a text on an issue; lines are those that were read as commands in it.
func (p *Page) place(repo string, lines []issue.Line) place {
	at := place{repo: repo, page: p.issuePage, own: p.own, person: func(login string) string {
		if p.someone(login) {
			return "/" + repo + "/issues?author=" + url.QueryEscape(login)
		}
		return ""
	}}
	for _, line := range lines {
		if words := strings.Fields(line.Text); line.Runs && len(words) > 0 {
			at.runs = append(at.runs, words[0])
		}
	}
	return at
}

func (p *Page) someone(login string) bool {
	for _, one := range p.s.People() {
		if strings.EqualFold(one.Login, login) {
			return true
		}
	}
	return strings.EqualFold(login, p.s.Robot())
}

// issuePage is where an issue is, or "" where there is none.
func (p *Page) issuePage(repo string, number int) string {
	r := p.repository(repo)
	if r == nil {
		return ""
	}
	switch i := r.Issue(number); {
	case i.Number == 0:
		return ""
	case i.Pull:
		return "/" + r.FullName() + "/pull/" + strconv.Itoa(number)
	}
	return "/" + r.FullName() + "/issues/" + strconv.Itoa(number)
}

// own is the page that a link of GitHub's stands for in here. What leads to Drone stays.
func (p *Page) own(u *url.URL) (string, bool) {
	local := *u
	switch here := p.s.DroneURL(); {
	case u.Scheme == "" && u.Host == "" && u.Opaque == "":
		if p.earlier(u) {
			local.RawQuery = "all"
		}
		return local.String(), true
	case here != "" && strings.HasPrefix(u.String(), here+"/"):
		return u.String(), true
	case u.Scheme == "https" && u.Host == "github.com":
		local.Scheme, local.Host, local.User = "", "", nil
		if p.earlier(u) {
			local.RawQuery = "all"
		}
		parts := strings.SplitN(strings.TrimPrefix(u.Path, "/"), "/", 3)
		return local.String(), len(parts) > 1 && p.repository(parts[0]+"/"+parts[1]) != nil
	}
	return "", false
}

// shortcodes are those that robots and deployers write.
var shortcodes = map[string]string{
	"rocket": "🚀", "eyes": "👀", "tada": "🎉", "heart": "❤️", "+1": "👍", "-1": "👎", "thumbsup": "👍", "thumbsdown": "👎", "smile": "😄",
	"confused": "😕", "white_check_mark": "✅", "heavy_check_mark": "✔️", "x": "❌", "warning": "⚠️", "bug": "🐛", "fire": "🔥", "sparkles": "✨", "robot": "🤖",
	"hourglass": "⌛", "construction": "🚧", "lock": "🔒", "ship": "🚢", "wave": "👋", "memo": "📝",
}
