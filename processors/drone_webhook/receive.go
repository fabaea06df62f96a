package drone_webhook

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

const (
	mostBody = 1 << 20         // bytes; Drone's events have three thousand
	readTime = 5 * time.Second // what a sender has to send it
)

var (
	errTooLarge = errors.New("the body is larger than 1 MiB")
	errBroken   = errors.New("the body broke off")
	errDigest   = errors.New("the Digest header is not the SHA-256 of the body")
	errNoDigest = errors.New("the Digest header is missing, or is not one SHA-256")
)

// receive reads the body of a request that is verified to come from Drone just now. The
// signature is of headers alone, so it stands before the body is read: strangers cost nothing.
//
// drone-go has a handler that verifies less: it believes any body that comes with the headers
// of another one, of any date, and lets the request choose what of it is signed.
func (h *handler) receive(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if err := h.signed(r.Header); err != nil {
		return nil, err
	}
	if r.ContentLength > mostBody {
		return nil, errTooLarge
	}
	limit(w)
	var body bytes.Buffer
	body.Grow(int(max(r.ContentLength, 0)) + bytes.MinRead)
	if _, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, mostBody)); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, errTooLarge
		}
		return nil, errBroken
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // it was for the body
	return body.Bytes(), digested(r.Header, body.Bytes())
}

// digested checks that the digest, which is signed, is that of the body.
// https://www.rfc-editor.org/rfc/rfc3230#section-4.3.2
func digested(header http.Header, body []byte) error {
	text, err := single(header, "Digest", errNoDigest)
	if err != nil {
		return err
	}
	encoded, ok := strings.CutPrefix(text, "SHA-256=")
	given, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if !ok || err != nil || len(given) != sha256.Size {
		return errNoDigest
	}
	sum := sha256.Sum256(body)
	if subtle.ConstantTimeCompare(given, sum[:]) != 1 {
		return errDigest
	}
	return nil
}

// single is the value of a header that stands in a request once.
func single(header http.Header, name string, otherwise error) (string, error) {
	if values := header.Values(name); len(values) == 1 && values[0] != "" {
		return values[0], nil
	}
	return "", otherwise
}

// drain reads what is left of a request that is refused: a sender that is still writing when
// the connection ends never sees why.
func drain(w http.ResponseWriter, r *http.Request) {
	limit(w)
	_, _ = io.CopyN(io.Discard, r.Body, 2*mostBody)
}

// limit gives a sender its time. It holds until a request is read as a whole: net/http reads
// on after a handler that did not, and would wait for ever. Not every ResponseWriter can.
func limit(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(readTime))
}
