package issue

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

type nothing struct{}

func (nothing) Run(context.Context, IssueEvent) (string, error) { return "", nil }

// BenchmarkFind is the search for commands, in texts without one and with one.
func BenchmarkFind(b *testing.B) {
	mux := NewMux()
	for _, name := range []string{"/help", "/ping", "/promote"} {
		mux.Handle(name, nothing{})
	}
	plain := "Looks good to me, thank you!\n\nI tried it on `dev`; see https://example.com/widgets for the rest.\n\n"
	for _, bm := range []struct {
		name, text string
		commands   int
	}{
		{"plain", plain, 0},
		{"command", plain + "/promote 42 dev REVISION=abc\n", 1},
		{"plain64KB", strings.Repeat(plain, 64<<10/len(plain)), 0},
		{"command64KB", strings.Repeat(plain, 64<<10/len(plain)) + "/promote 42 dev REVISION=abc\n", 1},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(bm.text)))
			b.ReportAllocs()
			for b.Loop() {
				if got := len(mux.find(bm.text)); got != bm.commands {
					b.Fatalf("%d commands, want %d", got, bm.commands)
				}
			}
		})
	}
}

// BenchmarkVerify is the signature of a payload, with one secret and while it is replaced.
func BenchmarkVerify(b *testing.B) {
	const secret = "a webhook secret that is long enough"
	body := bytes.Repeat([]byte("Widgets wobble. "), 14<<10/16)
	m := hmac.New(sha256.New, []byte(secret))
	m.Write(body)
	header := "sha256=" + hex.EncodeToString(m.Sum(nil))
	for _, bm := range []struct {
		name    string
		secrets []string
	}{{"first", []string{secret}}, {"second", []string{"a new secret that is long enough too", secret}}} {
		h := &Webhook{secrets: bm.secrets}
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if !h.signed(header, body) {
					b.Fatal("a good signature is refused")
				}
			}
		})
	}
}
