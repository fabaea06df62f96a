package page

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// text is a body as the page shows it.
type text struct {
	Shown string
	Rest  int    // bytes that are not shown
	Whole string // where all of it is
}

// A page has a great many bodies: of each as much as leaves it light.
const (
	most  = 3000  // of one
	least = 300   // of one
	sum   = 40000 // of all
)

// hidden stands where something is not shown.
const hidden = "•••"

// shortened is the beginning of a body, one of so many.
func shortened(body []byte, many int, whole string) text {
	t, end := text{Shown: pretty(body), Whole: whole}, min(most, max(least, sum/max(1, many)))
	if len(t.Shown) <= end {
		return t
	}
	if line := strings.LastIndexByte(t.Shown[:end], '\n'); line > end/2 {
		end = line
	}
	for end > 0 && !utf8.RuneStart(t.Shown[end]) {
		end--
	}
	t.Shown, t.Rest = t.Shown[:end], len(t.Shown)-end
	return t
}

// pretty is a body that one can read: JSON with a line for each value, and without what is
// nobody's business.
func pretty(body []byte) string {
	var b bytes.Buffer
	if json.Indent(&b, body, "", "  ") != nil {
		b.Reset()
		b.Write(body)
	}
	return private.ReplaceAllString(strings.ToValidUTF8(b.String(), "�"), "${1}"+hidden+`"`)
}

// private are values that are secret, or sealed: what the robot signs its references with
// says nothing to anybody, and is long.
var private = regexp.MustCompile(`(?i)("(?:access_token|token|secret|client_secret|webhook_secret|password|pem|private_key|robot_ref)"\s*:\s*")(?:[^"\\]|\\.)*"`)

// sealedIn is what of a query is not shown: the reference that the robot seals, and tokens.
var sealedIn = regexp.MustCompile(`(?i)\b(ROBOT_REF|access_token)=[^&]*`)

// longPath is a path with its query as people read it.
func longPath(path string) string {
	path = sealedIn.ReplaceAllString(path, "${1}="+hidden)
	if readable, err := url.QueryUnescape(path); err == nil && utf8.ValidString(readable) {
		return readable
	}
	return path
}

// shownPath is that without what is the same every time.
func shownPath(path string) string { return longPath(sandbox.Plain(path, "ROBOT_…")) }
