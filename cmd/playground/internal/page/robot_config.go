package page

import (
	"net/http"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
)

// maxConfig is far more than the robot reads, however it is encoded, so that the robot says
// what is too long.
const maxConfig = 4 << 20

// pane is the page of the configuration.
type pane struct {
	Text     string // in the editor
	Checked  checked
	Commands []row // in force
	Examples []example
	Example  string // the one that is in the editor
	Refused  bool   // it was to be put in force, and has mistakes
	Lost     bool   // and it is too long to be shown again
}

// row is a command of the table.
type row struct {
	issue.Listing
	About, Needs string // in the reader's language
	New, Changed bool   // against those in force
}

// rows are commands as the table has them.
func rows(lang string, all []issue.Listing) (list []row) {
	for _, l := range all {
		help := l.Help.In(issue.Lang(lang))
		list = append(list, row{Listing: l, About: help.About, Needs: l.Help.Needs.Text().In(issue.Lang(lang))})
	}
	return list
}

// Line is the command as one writes it.
func (r row) Line() string { return strings.TrimSpace(r.Name + " " + r.Help.Usage) }

// config is GET /config: what is in force, or an example to begin with.
func (p *Page) config(w http.ResponseWriter, r *http.Request) {
	text, chosen := p.s.Configuration(), r.URL.Query().Get("example")
	if at := slices.IndexFunc(examples, func(e example) bool { return e.Name == chosen }); at >= 0 {
		text = examples[at].here(p.s)
	} else {
		chosen = ""
	}
	p.pane(w, r, pane{Text: text, Example: chosen})
}

func (p *Page) pane(w http.ResponseWriter, r *http.Request, shown pane) {
	lang := language(r)
	if shown.Lost {
		shown.Checked = tooLong(lang)
	} else {
		shown.Checked = p.look(lang, shown.Text)
	}
	shown.Commands, shown.Examples = rows(lang, p.s.Commands()), examples
	p.show(w, r, "config", say(lang, "Configuration"), shown)
}

// written is the text that a form brings, with the line ends of a file: browsers send CRLF.
// What is too long is not read to its end, and nothing is not it.
func written(w http.ResponseWriter, r *http.Request) (text string, ok bool) {
	r.Body = http.MaxBytesReader(w, r.Body, maxConfig)
	if err := r.ParseForm(); err != nil {
		return "", false
	}
	return strings.ReplaceAll(r.PostForm.Get("text"), "\r\n", "\n"), true
}

// configure is POST /config: the text is put in force, or shown again with its mistakes. The
// answer is 200 then, too: of a 422 a browser's console would say that the page failed.
func (p *Page) configure(w http.ResponseWriter, r *http.Request) {
	switch text, ok := written(w, r); {
	case !ok:
		p.pane(w, r, pane{Text: p.s.Configuration(), Refused: true, Lost: true})
	case p.s.Configure(text) != nil:
		p.pane(w, r, pane{Text: text, Refused: true})
	default:
		http.Redirect(w, r, "/config", http.StatusSeeOther)
	}
}

// check is POST /config/check: what is said of the text while one types.
func (p *Page) check(w http.ResponseWriter, r *http.Request) {
	said := tooLong(language(r))
	if text, ok := written(w, r); ok {
		said = p.look(language(r), text)
	}
	p.part(w, r, "config", "checked", said)
}
