package drone_webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"time"
)

// Sign returns the headers by which Drone signs an event: for who wants to know whether a
// robot believes it.
func Sign(secret string, body []byte, at time.Time) http.Header {
	sum := sha256.Sum256(body)
	date, digest := at.UTC().Format(http.TimeFormat), "SHA-256="+base64.StdEncoding.EncodeToString(sum[:])
	m := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(m, "date: %s\ndigest: %s", date, digest)
	mac := base64.StdEncoding.EncodeToString(m.Sum(nil))
	return http.Header{
		"Date": {date}, "Digest": {digest},
		"Signature": {`keyId="hmac-key",algorithm="hmac-sha256",signature="` + mac + `",headers="date digest"`},
	}
}
