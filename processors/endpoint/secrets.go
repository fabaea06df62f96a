package endpoint

import (
	"encoding/base64"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/fanux/robot/issue"
)

// secrets are texts that are never shown, in all the forms in which an endpoint may repeat
// them without meaning to.
type secrets []string

// leastSecret is how long something is at least that is worth hiding: what is shorter stands
// in half of all texts.
const leastSecret = 4

// open are headers whose values are no secret, and stand in many an answer.
var open = []string{"Accept", "Accept-Language", "Content-Type", "User-Agent"}

var secretParam = regexp.MustCompile(`(?i)token|key|secret|pass|sig|auth`)

// secretsOf are those of a request: its secret, the values of its headers, and what looks
// like a token in its query.
func secretsOf(r Request, u *url.URL) (s secrets) {
	s.add(r.Secret)
	for name, value := range r.Headers {
		if !slices.Contains(open, http.CanonicalHeaderKey(name)) {
			s.addHeader(value)
		}
	}
	for name, values := range u.Query() {
		if secretParam.MatchString(name) {
			for _, value := range values {
				s.add(value)
			}
		}
	}
	slices.SortFunc(s, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(s)
}

// addHeader adds a value and its parts: what follows "Bearer", the password in a "Basic",
// the values of cookies.
func (s *secrets) addHeader(value string) {
	s.add(value)
	if _, credential, ok := strings.Cut(value, " "); ok {
		s.add(credential)
		if pair, err := base64.StdEncoding.DecodeString(strings.TrimSpace(credential)); err == nil {
			_, password, _ := strings.Cut(string(pair), ":")
			s.add(string(pair))
			s.add(password)
		}
	}
	for part := range strings.SplitSeq(value, ";") {
		if _, inner, ok := strings.Cut(part, "="); ok {
			s.add(inner)
		}
	}
}

func (s *secrets) add(text string) {
	for _, form := range []string{
		clean(text), url.QueryEscape(text), url.PathEscape(text), html.EscapeString(text),
		base64.RawStdEncoding.EncodeToString([]byte(text)), base64.RawURLEncoding.EncodeToString([]byte(text)),
	} {
		if len(clean(text)) >= leastSecret && !slices.Contains(*s, form) {
			*s = append(*s, form)
		}
	}
}

const hidden = "***" // shorter than any secret, so that it holds none

// redact takes the secrets out of a text that is clean.
func (s secrets) redact(text string) string {
	for _, secret := range s {
		text = strings.ReplaceAll(text, secret, hidden)
	}
	for _, secret := range s {
		if strings.Contains(text, secret) { // made by what was put in its place
			return hidden
		}
	}
	return text
}

// clean makes one line of a text, without what nobody sees. It is done before secrets are
// looked for, so that none comes about by it.
func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(text, string(unicode.ReplacementChar))))
}

// mostShown is how much of a field is shown, in characters.
const mostShown = 300

var (
	wholeNumber = regexp.MustCompile(`^-?[0-9]{1,18}$`)
	// A link is one that Markdown and GitHub take as it stands: no user, nothing that ends a
	// <link> or a cell of a table, no character reference, no mention.
	link = regexp.MustCompile(`^https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?([/?#][A-Za-z0-9/?#._~%+=&,:-]*)?$`)
)

// show is a field as Markdown: a whole number as it is, a plain link as <link>, and
// everything else as a code span.
func (s secrets) show(f found) string {
	text := s.redact(clean(f.text))
	switch {
	case f.number && wholeNumber.MatchString(text):
		return text
	case len(text) <= mostShown && link.MatchString(text):
		return "<" + text + ">"
	}
	return s.code(text)
}

// code is a text as a code span.
func (s secrets) code(text string) string {
	return issue.Code(issue.Short(s.redact(clean(text)), mostShown))
}
