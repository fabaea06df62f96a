package issuetest

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Event is something that happened, as a webhook tells of it.
type Event struct {
	Name    string // X-GitHub-Event
	Action  string // created, edited, …; empty for ping
	GUID    string // X-GitHub-Delivery: the same when it is delivered again
	Number  int    // of the issue or pull request
	Comment int64  // id of the comment; 0 where it is about none
	Payload json.RawMessage

	repo int64
}

// Request returns the webhook as GitHub would post it to address. Posting another one of
// the same Event is a redelivery.
func (e Event) Request(address, secret string) *http.Request {
	return e.request(address, secret, false)
}

// FormRequest is Request for a hook with content type application/x-www-form-urlencoded.
func (e Event) FormRequest(address, secret string) *http.Request {
	return e.request(address, secret, true)
}

func (e Event) request(address, secret string, form bool) *http.Request {
	r := Request(address, secret, e.Name, e.Payload, form)
	r.Header.Set("X-GitHub-Delivery", e.GUID)
	r.Header.Set("X-GitHub-Hook-Installation-Target-ID", strconv.FormatInt(e.repo, 10))
	return r
}

// Request returns any payload as the webhook of an event, with all headers that GitHub
// sends and a new delivery id. It panics where address is not one.
// https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers
func Request(address, secret, event string, payload []byte, form bool) *http.Request {
	contentType := "application/json"
	if form {
		contentType = "application/x-www-form-urlencoded"
		payload = []byte(url.Values{"payload": {string(payload)}}.Encode())
	}
	r, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(payload))
	if err != nil {
		panic(err)
	}
	for k, v := range map[string]string{
		"Accept":                                 "*/*",
		"Content-Type":                           contentType,
		"User-Agent":                             "GitHub-Hookshot/5f3a2c1",
		"X-GitHub-Event":                         event,
		"X-GitHub-Delivery":                      guid(),
		"X-GitHub-Hook-ID":                       "7",
		"X-GitHub-Hook-Installation-Target-ID":   "1",
		"X-GitHub-Hook-Installation-Target-Type": "repository",
	} {
		r.Header.Set(k, v)
	}
	if secret != "" {
		r.Header.Set("X-Hub-Signature", "sha1="+sum(sha1.New, secret, payload))
		r.Header.Set("X-Hub-Signature-256", Sign(secret, payload))
	}
	return r
}

// Sign returns the X-Hub-Signature-256 of a body.
func Sign(secret string, body []byte) string { return "sha256=" + sum(sha256.New, secret, body) }

func sum(h func() hash.Hash, secret string, body []byte) string {
	mac := hmac.New(h, []byte(secret))
	mac.Write(body)
	return fmt.Sprintf("%x", mac.Sum(nil))
}

// guid looks like GitHub's: a version 1 UUID, without a meaning here.
func guid() string {
	var b [16]byte
	rand.Read(b[:])
	return strings.ToLower(fmt.Sprintf("%x-%x-11ef-%x-%x", b[:4], b[4:6], b[8:10], b[10:]))
}
