package drone_webhook

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	skew          = 5 * time.Minute // between Drone's clock and ours
	mostSignature = 1 << 10         // bytes of the header; Drone's has 120
)

var (
	errNoSignature = errors.New("the Signature header is missing, or is not one that Drone makes")
	errSignature   = errors.New("the Signature header is wrong: does Drone have the robot's DRONE_WEBHOOK_SECRET?")
	errAlgorithm   = errors.New("the Signature header's algorithm is not hmac-sha256")
	errUnsigned    = errors.New("the Signature header has to sign date and digest, and headers that are there once")
	errNoDate      = errors.New("the Date header is missing, or is not one date")
)

// signed checks that the headers were signed with one of our secrets, the date and the digest
// among them, and not long ago.
//
// Drone signs as this draft says, in a header of its name; its documents say Authorization.
// https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-10
func (h *handler) signed(header http.Header) error {
	text, err := single(header, "Signature", errNoSignature)
	if err != nil {
		return err
	}
	s, err := parse(text)
	if err != nil {
		return err
	}
	message, err := s.message(header)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(h.Secrets, func(secret string) bool { return s.by(secret, message) }) {
		return errSignature
	}
	return h.fresh(header)
}

// fresh checks the date, which is signed: what was recorded is not believed for ever.
func (h *handler) fresh(header http.Header) error {
	date, err := time.Parse(http.TimeFormat, header.Get("Date"))
	if err != nil {
		return errNoDate
	}
	if off := h.Now().Sub(date); off.Abs() > skew {
		return fmt.Errorf("the Date header is %s away from the robot's clock, and may be %s", off.Abs().Round(time.Second), skew)
	}
	return nil
}

// signature is the header of its name.
type signature struct {
	headers []string // in the order in which they are signed
	mac     []byte
}

// parse reads the header: four fields, each once, as `name="value"`, with commas between.
func parse(text string) (signature, error) {
	if len(text) > mostSignature {
		return signature{}, errNoSignature
	}
	fields := make(map[string]string, 4)
	for field := range strings.SplitSeq(text, ",") {
		name, quoted, ok := strings.Cut(field, `="`)
		value, closed := strings.CutSuffix(quoted, `"`)
		_, twice := fields[name]
		if !ok || !closed || twice || strings.Contains(value, `"`) || !slices.Contains([]string{"keyId", "algorithm", "headers", "signature"}, name) {
			return signature{}, errNoSignature
		}
		fields[name] = value
	}
	mac, err := base64.StdEncoding.Strict().DecodeString(fields["signature"])
	headers := strings.Split(fields["headers"], " ")
	switch {
	case fields["keyId"] == "", err != nil, len(mac) != sha256.Size:
		return signature{}, errNoSignature
	case fields["algorithm"] != "hmac-sha256":
		return signature{}, errAlgorithm
	case !slices.Contains(headers, "date"), !slices.Contains(headers, "digest"):
		return signature{}, errUnsigned
	}
	return signature{headers, mac}, nil
}

// message is what is signed: a line for each of the headers.
func (s signature) message(header http.Header) (string, error) {
	missing := map[string]error{"date": errNoDate, "digest": errNoDigest}
	lines := make([]string, len(s.headers))
	for i, name := range s.headers {
		value, err := single(header, name, cmp.Or(missing[name], errUnsigned))
		if err != nil {
			return "", err
		}
		lines[i] = name + ": " + value
	}
	return strings.Join(lines, "\n"), nil
}

// by reports whether the message was signed with a secret.
func (s signature) by(secret, message string) bool {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(message))
	return hmac.Equal(s.mac, m.Sum(nil))
}
