package issue

import (
	"encoding/base64"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestRedactorWithinBase64: secrets of every length, wherever they stand in what is encoded.
func TestRedactorWithinBase64(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for length := range 60 {
		secret := make([]byte, length)
		for i := range secret {
			secret[i] = byte('!' + random.IntN('~'-'!'))
		}
		r := NewRedactor(string(secret))
		for _, before := range []string{"", "x", "xy", "xyz", "user:"} {
			for _, behind := range []string{"", "\n", "ab", "abc"} {
				for _, e := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
					sealed := e.EncodeToString([]byte(before + string(secret) + behind))
					got := r.Text("a " + sealed + " b")
					if hidden := strings.Contains(got, redacted); hidden != (length >= minSecret) || !strings.HasPrefix(got, "a ") || !strings.HasSuffix(got, " b") {
						t.Errorf("%q of %q is %q", sealed, secret, got)
					} else if left := len(got) - len("a  b") - len(redacted); hidden && left > e.EncodedLen(len(before))+e.EncodedLen(len(behind))+6 {
						t.Errorf("%q of %q leaves %q", sealed, secret, got)
					}
				}
			}
		}
	}
}

func TestRedactorOfAKey(t *testing.T) {
	line := func(c string) string { return strings.Repeat(c, 64) }
	key := "-----BEGIN KEY-----\n" + line("A") + "\n" + line("B") + "\n" + line("C")[:31] + "\n-----END KEY-----\n"
	r := NewRedactor(key)
	for in, want := range map[string]string{
		key:                              "[redacted]\n",
		strings.TrimSpace(key):           "[redacted]",
		line("A"):                        "[redacted]",
		`"` + line("B") + `\n"`:          `"[redacted]\n"`,
		line("A") + "\r\n  " + line("B"): "[redacted]\r\n  [redacted]",
		"-----BEGIN KEY-----":            "-----BEGIN KEY-----",
		line("C")[:31]:                   line("C")[:31],
		base64.StdEncoding.EncodeToString([]byte(strings.TrimSpace(key))): "[redacted]",
	} {
		if got := r.Text(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := NewRedactor("two words, and no long one").Text("two words"); got != "two words" {
		t.Errorf("a word of a secret is none: %q", got)
	}
	if got := NewRedactor("padded-secret\n").Text("it is padded-secret."); got != "it is [redacted]." {
		t.Errorf("%q", got)
	}
}

// TestRedactLines: base64 breaks its lines at 76 letters, and a secret may stand on two.
func TestRedactLines(t *testing.T) {
	secret := strings.Repeat("0123456789abcdef", 4)
	r := NewRedactor(secret)
	encoded := base64.StdEncoding.EncodeToString([]byte("user:" + secret + ":more"))
	for _, width := range []int{20, 64, 76} {
		var wrapped []string
		for chunk := range slices.Chunk([]byte(encoded), width) {
			wrapped = append(wrapped, "  "+string(chunk))
		}
		got := r.Lines("before\n" + strings.Join(wrapped, "\n") + "\nbehind")
		if strings.Contains(got, encoded[16:24]) || strings.Contains(got, encoded[78:86]) || !strings.HasPrefix(got, "before\n") || !strings.HasSuffix(got, "\nbehind") || strings.Count(got, "\n") != len(wrapped)+1 {
			t.Errorf("%d: %s", width, got)
		}
	}
	if got := r.Lines("0123\n4567 89abcdef" + secret[16:] + "x\ny"); got != "[redacted]\n[redacted]x\ny" {
		t.Errorf("%q", got)
	}
	if text := "0123456789abcde\n\nok 1\n"; r.Lines(text) != text {
		t.Error("what is no secret is blanked")
	}
}
