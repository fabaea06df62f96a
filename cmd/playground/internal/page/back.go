package page

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
)

// back leads to the page that a form was on, with what went wrong, if anything did: that stands
// in the address, and is sealed.
func (p *Page) back(w http.ResponseWriter, r *http.Request, err error) {
	to := local(r.FormValue("back"))
	if err != nil {
		query, notice := to.Query(), trouble(err)
		query.Set("notice", notice)
		query.Set("seal", p.seal(notice))
		to.RawQuery = query.Encode()
	}
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
}

// notice is what an address says went wrong; "" where we have not said it: a link from
// elsewhere puts no words into our mouth.
func (p *Page) notice(query url.Values) string {
	notice := query.Get("notice")
	if !hmac.Equal([]byte(query.Get("seal")), []byte(p.seal(notice))) {
		return ""
	}
	return notice
}

func (p *Page) seal(notice string) string {
	mac := hmac.New(sha256.New, p.key[:])
	mac.Write([]byte(notice))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

// local is a path of these pages, whatever a form says, without a notice.
func local(text string) *url.URL {
	u, err := url.Parse(text)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(text, "/") || strings.HasPrefix(text, "//") || strings.Contains(text, `\`) {
		return &url.URL{Path: "/"}
	}
	query := u.Query()
	query.Del("notice")
	query.Del("seal")
	path := "/" + strings.TrimLeft(u.Path, "/") // %2F is a slash, too, and two of them lead elsewhere
	return &url.URL{Path: path, RawQuery: query.Encode(), Fragment: u.Fragment}
}
