package endpoint

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
)

// The headers of ours that an endpoint may check.
const (
	signature   = "X-Robot-Signature-256" // sha256= and the HMAC of the body, as GitHub's X-Hub-Signature-256
	delivery    = "X-Robot-Delivery"      // the webhook's delivery that the command came with
	idempotency = "Idempotency-Key"       // the same for the same command
)

// ours are headers that no configuration sets: they say how the message is cut, or are
// written by the robot itself. Everything named X-Robot-… is one as well.
// https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
var ours = []string{"Host", "Content-Length", "Transfer-Encoding", "Content-Encoding", "Accept-Encoding", "Connection",
	"Proxy-Connection", "Keep-Alive", "Te", "Trailer", "Upgrade", "Expect", idempotency}

// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
var headerName = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")

// checkHeaders reports a header that cannot be set.
func (r Request) checkHeaders() error {
	for _, name := range slices.Sorted(maps.Keys(r.Headers)) {
		value := r.Headers[name]
		switch key := http.CanonicalHeaderKey(name); {
		case !headerName.MatchString(name), slices.Contains(ours, key), strings.HasPrefix(key, "X-Robot-"):
			return fault{issue.Textf("the header %s cannot be set", issue.Code(issue.Short(name, 60)))}
		case !oneLine(value):
			return fault{issue.Textf("the value of the header %s holds a control character", issue.Code(name))}
		}
	}
	return nil
}

// head writes the headers, which were checked.
func (r Request) head(ctx context.Context, h http.Header, body []byte, kind string) {
	h.Set("User-Agent", "robot")
	h.Set("Accept", "application/json, text/plain;q=0.9, */*;q=0.8")
	if kind != "" {
		h.Set("Content-Type", kind)
	}
	for _, name := range slices.Sorted(maps.Keys(r.Headers)) {
		h.Set(name, r.Headers[name])
	}
	say := issue.From(ctx)
	if say.Delivery != "" && oneLine(say.Delivery) {
		h.Set(delivery, say.Delivery)
	}
	if ref := say.Ref(); ref != "" {
		h.Set(idempotency, keyOf(ref))
	}
	if r.Secret != "" {
		h.Set(signature, "sha256="+hex.EncodeToString(sign(r.Secret, body)))
	}
}

// oneLine reports whether a value holds no control character: none that ends a line, and so
// begins another header, and no other.
func oneLine(value string) bool {
	return !strings.ContainsFunc(value, func(c rune) bool { return c < ' ' || c == 0x7f })
}

func sign(secret string, body []byte) []byte {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write(body)
	return m.Sum(nil)
}

// keyOf is a command's key: the same whenever and wherever the command is worked. The
// reference itself stays here, since it is a proof that only our own jobs are handed.
// https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
func keyOf(ref string) string {
	sum := sha256.Sum256([]byte("robot endpoint\n" + ref))
	return hex.EncodeToString(sum[:])
}
