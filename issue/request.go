package issue

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// drain reads what is left of a request that is refused: a sender that is still writing
// when the connection ends never sees why. The deadline stays: net/http reads on when the
// handler has ended, and sets another one before the next request.
func drain(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength > 2*maxPayload {
		return // it would take too long; who announces so much waits for the answer, or has no manners
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(readTime))
	_, _ = io.CopyN(io.Discard, r.Body, 2*maxPayload)
}

// isForm tells the two content types that GitHub knows.
func isForm(contentType string) (bool, error) {
	kind, _, err := mime.ParseMediaType(contentType)
	switch {
	case err == nil && kind == "application/json":
		return false, nil
	case err == nil && kind == "application/x-www-form-urlencoded":
		return true, nil
	}
	return false, &refusal{http.StatusUnsupportedMediaType, "set the webhook's content type to application/json"}
}

func sizeOf(r *http.Request) (int64, error) {
	if r.ContentLength > maxPayload {
		return 0, &refusal{http.StatusRequestEntityTooLarge, "larger than GitHub's 25 MiB"}
	}
	if r.ContentLength < 0 { // chunked: GitHub never sends that; it may be as large as any
		return maxPayload, nil
	}
	return r.ContentLength, nil
}

// buffers are used again, so that an event that is not for us costs no memory.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func giveBack(b *bytes.Buffer) {
	if b.Cap() <= 1<<20 {
		b.Reset()
		buffers.Put(b)
	}
}

// read reads a payload: its beginning first, then, with a place in a reading room, the
// rest. A sender that trickles loses its place before long. The body is no longer to be
// used after leave.
func (h *Webhook) read(w http.ResponseWriter, r *http.Request, size int64, arrived time.Time) (body *bytes.Buffer, leave func(), err error) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(readTime)) // not every ResponseWriter can
	defer http.NewResponseController(w).SetReadDeadline(time.Time{})
	whole := http.MaxBytesReader(w, r.Body, maxPayload)
	first := make([]byte, firstRead)
	n, err := io.ReadFull(whole, first)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF) && int64(n) >= r.ContentLength: // all of it
		return bytes.NewBuffer(first[:n]), func() {}, nil
	case err != nil:
		return nil, nil, broken(err)
	}
	room, weight := h.reading, max(size, leastPayload)
	if size > smallPayload {
		room, weight = h.large, size
	}
	if err := enter(r.Context(), room, weight, arrived); err != nil {
		return nil, nil, err
	}
	body = buffers.Get().(*bytes.Buffer)
	leave = func() { giveBack(body); room.Release(weight) }
	body.Grow(int(min(size, 1<<20)) + bytes.MinRead)
	body.Write(first)
	if _, err := body.ReadFrom(whole); err != nil {
		leave()
		return nil, nil, broken(err)
	}
	return body, leave, nil
}

func broken(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return &refusal{http.StatusRequestEntityTooLarge, "larger than GitHub's 25 MiB"}
	}
	return &refusal{http.StatusBadRequest, "the body broke off"}
}

// signed checks the raw bytes. Only sha256: the older X-Hub-Signature is not looked at.
// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
func (h *Webhook) signed(header string, body []byte) bool {
	text, ok := strings.CutPrefix(header, "sha256=")
	sum, err := hex.DecodeString(text)
	if !ok || err != nil || len(sum) != sha256.Size {
		return false
	}
	for _, secret := range h.secrets {
		m := hmac.New(sha256.New, []byte(secret))
		m.Write(body)
		if hmac.Equal(sum, m.Sum(nil)) {
			return true
		}
	}
	return false
}

func payloadOf(form []byte) ([]byte, error) {
	values, err := url.ParseQuery(string(form))
	if err != nil || !values.Has("payload") {
		return nil, &refusal{http.StatusBadRequest, "the form has no payload"}
	}
	return []byte(values.Get("payload")), nil
}
