package issue

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
)

// FuzzSignature: what is believed names sha256, and is the sum of this body with one of our
// secrets, and nothing around it.
func FuzzSignature(f *testing.F) {
	body := []byte(`{"action":"created"}`)
	h := &Webhook{secrets: []string{"the new secret", "the old secret"}}
	for _, header := range []string{"", "sha256=", "sha1=", "sha256=sha256=", "SHA256=", "sha256= "} {
		f.Add(header, "", "the old secret", body)
		f.Add(header, "00", "another secret", body)
	}
	f.Add("sha256=", "\n", "the new secret", []byte(nil))
	f.Add("sha256=", "", "", body)
	f.Fuzz(func(t *testing.T, before, after, secret string, body []byte) {
		sum := strings.TrimPrefix(issuetest.Sign(secret, body), "sha256=")
		header := before + sum + after
		ours := secret == "the new secret" || secret == "the old secret"
		if want := ours && before == "sha256=" && after == ""; h.signed(header, body) != want {
			t.Errorf("%q is believed: %v, want %v", header, !want, want)
		}
		if h.signed(before+after, body) { // nobody guesses it
			t.Errorf("%q is believed", before+after)
		}
		raw, _ := hex.DecodeString(sum)
		if h.signed(before+string(raw)+after, body) {
			t.Error("the bare sum is believed")
		}
	})
}
