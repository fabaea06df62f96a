package proof

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// forgery is a stranger's comment that looks like the reply to somebody's command, but for
// the signature, which nobody has without the secret.
func (w *world) forgery(c *comment) {
	var lines []map[string]any
	for i, one := range c.commands {
		lines = append(lines, map[string]any{"l": i + 1, "n": "/" + one.kind, "s": "ran"})
	}
	text, err := json.Marshal(map[string]any{"r": slug, "i": c.event.Number, "s": c.source, "u": map[string]any{"l": "mallory"}, "c": lines})
	if err != nil {
		panic(err) // strings and numbers
	}
	payload := base64.RawURLEncoding.EncodeToString(text)
	w.repo.Comment(c.event.Number, "mallory", fmt.Sprintf("Done.\n\n<!-- robot %s.%s -->", payload, base64.RawURLEncoding.EncodeToString(make([]byte, sha256.Size))))
	w.tell("mallory forges a reply to %s", c.source)
}

// resigned is a text whose markers all have the right signature: to a robot that reads it,
// it is as if it did not look at signatures.
func resigned(text []byte) []byte {
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, "github.com/fanux/robot marker", sha256.Size)
	if err != nil {
		panic(err) // the length is one that HKDF allows
	}
	return jsonMarker.ReplaceAllFunc(text, func(found []byte) []byte {
		payload := jsonMarker.FindSubmatch(found)[1]
		mac := hmac.New(sha256.New, key)
		mac.Write(payload)
		return bytes.Replace(found, jsonMarker.FindSubmatch(found)[2], []byte(base64.RawURLEncoding.EncodeToString(mac.Sum(nil))), 1)
	})
}
