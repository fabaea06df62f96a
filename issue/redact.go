package issue

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Redactor blanks secrets in what is about to be shown or logged: those it was given,
// as they are, in base64 and as they stand in a URL, and whatever has the form of a
// token of GitHub's, whose installation tokens nobody configures.
type Redactor struct {
	known *strings.Replacer
	long  []string // the forms of secrets that may be broken into lines
}

// A secret of a few letters stands in ordinary words by chance: blanking it would show
// more than it hides. The operator is warned about it at start.
const minSecret = 6

// https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/; their
// length is not fixed: https://docs.github.com/en/rest/apps/apps
var gitHubToken = regexp.MustCompile(`\b(?:gh[pousr]_|github_pat_)[A-Za-z0-9_.-]{16,}`)

const redacted = "[redacted]"

// NewRedactor returns a Redactor of the secrets.
func NewRedactor(secrets ...string) *Redactor {
	// The replacer takes the first that fits: one secret may be the beginning of another.
	secrets = slices.SortedFunc(slices.Values(secrets), func(a, b string) int { return len(b) - len(a) })
	var pairs, long []string
	for _, secret := range secrets {
		secret = strings.TrimSpace(secret) // as a key that was read from a file, and is shown without its last line end
		for _, form := range forms(secret) {
			pairs = append(pairs, form, redacted)
			if len(form) >= leastLong {
				long = append(long, form)
			}
		}
		if lines := strings.Fields(secret); len(lines) > 1 { // a key: what shows its lines one by one shows it
			for _, line := range lines {
				if len(line) >= leastLine {
					pairs = append(pairs, line, redacted)
				}
			}
		}
	}
	return &Redactor{strings.NewReplacer(pairs...), long}
}

// leastLong is what no text holds by chance, whatever blanks are left out of it.
const leastLong = 12

// leastLine is what a line of a secret has that is one by itself: "-----BEGIN" is not.
const leastLine = 32

// forms are the ways in which a secret may stand in a text.
func forms(secret string) []string {
	if len(secret) < minSecret {
		return nil
	}
	all := []string{secret, url.QueryEscape(secret), url.PathEscape(secret)}
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.RawURLEncoding} {
		all = append(all, encoding.EncodeToString([]byte(secret)))
	}
	return append(all, within(secret)...)
}

// within is the middle of a secret's base64 where other text stands before and behind it, as
// a user's name and a colon do: three octets make four characters, so there are three ways. Of
// the shortest secret that leaves seven characters, which are no coincidence.
func within(secret string) (all []string) {
	for _, before := range []int{0, 1, 2} {
		whole := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before) + secret))
		first := (before*8 + 5) / 6            // characters that hold bits of what stands before
		last := (before + len(secret)) * 8 / 6 // characters that hold nothing of what stands behind
		all = append(all, whole[first:last], strings.NewReplacer("+", "-", "/", "_").Replace(whole[first:last]))
	}
	return all
}

// Text is s without the secrets.
func (r *Redactor) Text(s string) string {
	return gitHubToken.ReplaceAllLiteralString(r.known.Replace(s), redacted)
}

// Lines is Text for several lines, as of a log: base64 breaks what it makes into lines of 76
// letters, and others at other places.
func (r *Redactor) Lines(s string) string {
	s = r.Text(s)
	var flat strings.Builder // s without blanks and line ends
	var at []int             // where each byte of it stands in s
	for i := range len(s) {
		if !strings.ContainsRune(" \t\r\n", rune(s[i])) {
			flat.WriteByte(s[i])
			at = append(at, i)
		}
	}
	hidden := make([]bool, len(s))
	for _, form := range r.long {
		for from := 0; ; {
			i := strings.Index(flat.String()[from:], form)
			if i < 0 {
				break
			}
			from += i + len(form)
			for j := at[from-len(form)]; j <= at[from-1]; j++ {
				hidden[j] = s[j] != '\n'
			}
		}
	}
	return blank(s, hidden)
}

// blank is s with what is hidden of each line in one word.
func blank(s string, hidden []bool) string {
	var b strings.Builder
	for i := range len(s) {
		switch {
		case !hidden[i]:
			b.WriteByte(s[i])
		case i == 0 || !hidden[i-1]:
			b.WriteString(redacted)
		}
	}
	return b.String()
}
