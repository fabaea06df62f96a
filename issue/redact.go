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
type Redactor struct{ known *strings.Replacer }

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
	var pairs []string
	for _, secret := range secrets {
		if len(secret) < minSecret {
			continue
		}
		padded := base64.StdEncoding.EncodeToString([]byte(secret))
		for _, form := range []string{
			secret, url.QueryEscape(secret), url.PathEscape(secret),
			padded, strings.TrimRight(padded, "="), base64.RawURLEncoding.EncodeToString([]byte(secret)),
		} {
			pairs = append(pairs, form, redacted)
		}
	}
	return &Redactor{strings.NewReplacer(pairs...)}
}

// Text is s without the secrets.
func (r *Redactor) Text(s string) string {
	return gitHubToken.ReplaceAllLiteralString(r.known.Replace(s), redacted)
}
