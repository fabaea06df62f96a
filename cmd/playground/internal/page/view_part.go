package page

import (
	"bytes"
	"net/http"
)

// part answers with one template of a page alone: what the script puts into it.
func (p *Page) part(w http.ResponseWriter, r *http.Request, page, name string, data any) {
	v := view{Lang: language(r), As: p.who(r), Robot: p.s.Robot(), Data: data, world: p.s, host: r.Host}
	var body bytes.Buffer
	if err := p.views[page].ExecuteTemplate(&body, name, v); err != nil {
		http.Error(w, "the part "+name+" failed: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = body.WriteTo(w)
}
