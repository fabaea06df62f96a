package drone_webhook_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"hash"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/processors/drone_webhook"
)

// sign signs headers as somebody does who has the secret, and does not do as Drone does.
func sign(secret, algorithm string, of func() hash.Hash, header http.Header, names ...string) {
	var lines []string
	for _, name := range names {
		lines = append(lines, name+": "+header.Get(name))
	}
	m := hmac.New(of, []byte(secret))
	m.Write([]byte(strings.Join(lines, "\n")))
	header.Set("Signature", fmt.Sprintf(`keyId="hmac-key",algorithm="%s",signature="%s",headers="%s"`,
		algorithm, base64.StdEncoding.EncodeToString(m.Sum(nil)), strings.Join(names, " ")))
}

func set(name string, values ...string) func(http.Header) {
	return func(h http.Header) { h[name] = values }
}

func swap(name, from, to string) func(http.Header) {
	return func(h http.Header) { h.Set(name, strings.Replace(h.Get(name), from, to, 1)) }
}

func twice(name string) func(http.Header) {
	return func(h http.Header) { h.Add(name, h.Get(name)) }
}

func signing(algorithm string, of func() hash.Hash, names ...string) func(http.Header) {
	return func(h http.Header) { sign(secret, algorithm, of, h, names...) }
}

const (
	noSignature = "the Signature header is missing, or is not one that Drone makes"
	wrong       = "the Signature header is wrong: does Drone have the robot's DRONE_WEBHOOK_SECRET?"
	algorithm   = "the Signature header's algorithm is not hmac-sha256"
	unsigned    = "the Signature header has to sign date and digest, and headers that are there once"
	noDate      = "the Date header is missing, or is not one date"
	noDigest    = "the Digest header is missing, or is not one SHA-256"
	digest      = "the Digest header is not the SHA-256 of the body"
)

// forgeries are what drone-go's own handler believes, most of them, and what is said of each.
var forgeries = map[string]struct {
	change func(http.Header)
	want   string
}{
	"no signature":                  {set("Signature"), noSignature},
	"no date":                       {set("Date"), noDate},
	"no digest":                     {set("Digest"), noDigest},
	"empty signature header":        {set("Signature", ""), noSignature},
	"empty date":                    {set("Date", ""), noDate},
	"empty digest":                  {set("Digest", ""), noDigest},
	"two signatures":                {twice("Signature"), noSignature},
	"two dates":                     {twice("Date"), noDate},
	"two digests":                   {twice("Digest"), noDigest},
	"another date":                  {swap("Date", ":16 ", ":17 "), wrong},
	"another digest":                {swap("Digest", "vQZ", "vQY"), wrong},
	"another signature":             {swap("Signature", "KRL", "KRM"), wrong},
	"in another header":             {func(h http.Header) { h["Authorization"], h["Signature"] = h["Signature"], nil }, noSignature},
	"as Authorization has it":       {swap("Signature", "keyId", "Signature keyId"), noSignature},
	"no key":                        {swap("Signature", `"hmac-key"`, `""`), noSignature},
	"no signature field":            {swap("Signature", "signature=", "sign="), noSignature},
	"no algorithm":                  {swap("Signature", `algorithm="hmac-sha256",`, ""), algorithm},
	"no headers":                    {swap("Signature", `,headers="date digest"`, ""), unsigned},
	"empty signature":               {swap("Signature", "KRLyElrE5k3XNXAITTYtBpslqBOIpeQQGFkSVhJiDJw=", ""), noSignature},
	"short signature":               {swap("Signature", "KRLyElrE5k3XNXAITTYtBpslqBOIpeQQGFkSVhJiDJw=", "KRLy"), noSignature},
	"no base64":                     {swap("Signature", "KRL", "K-L"), noSignature},
	"no strict base64":              {swap("Signature", "DJw=", "DJx="), noSignature},
	"a field twice":                 {swap("Signature", "keyId", `algorithm="hmac-sha256",keyId`), noSignature},
	"two header lists":              {swap("Signature", "keyId", `headers="date",keyId`), noSignature},
	"an unknown field":              {swap("Signature", "keyId", `created="1",keyId`), noSignature},
	"no quotes":                     {swap("Signature", `"hmac-key"`, `hmac-key`), noSignature},
	"an open quote":                 {swap("Signature", `digest"`, `digest`), noSignature},
	"a huge header":                 {swap("Signature", "hmac-key", strings.Repeat("k", 1<<20)), noSignature},
	"many fields":                   {swap("Signature", "keyId", strings.Repeat(",", 1<<20)), noSignature},
	"SHA1":                          {signing("hmac-sha1", sha1.New, "date", "digest"), noSignature},
	"SHA1, named well":              {signing("hmac-sha256", sha1.New, "date", "digest"), noSignature},
	"SHA256, named SHA1":            {signing("hmac-sha1", sha256.New, "date", "digest"), algorithm},
	"SHA512":                        {signing("hmac-sha512", sha512.New, "date", "digest"), noSignature},
	"SHA512, cut":                   {signing("hmac-sha512", sha512.New512_256, "date", "digest"), algorithm},
	"capital letters":               {signing("HMAC-SHA256", sha256.New, "date", "digest"), algorithm},
	"the date alone":                {signing("hmac-sha256", sha256.New, "date"), unsigned},
	"the digest alone":              {signing("hmac-sha256", sha256.New, "digest"), unsigned},
	"nothing":                       {signing("hmac-sha256", sha256.New), unsigned},
	"what is not there":             {signing("hmac-sha256", sha256.New, "date", "digest", "x-drone"), unsigned},
	"the target":                    {signing("hmac-sha256", sha256.New, "(request-target)", "date", "digest"), unsigned},
	"an empty name":                 {signing("hmac-sha256", sha256.New, "date", "", "digest"), unsigned},
	"the list changed":              {swap("Signature", "date digest", "digest date"), wrong},
	"signed with another secret":    {func(h http.Header) { sign("other", "hmac-sha256", sha256.New, h, "date", "digest") }, wrong},
	"signed with none":              {func(h http.Header) { sign("", "hmac-sha256", sha256.New, h, "date", "digest") }, wrong},
	"another body, signed":          {resigned("Digest", "SHA-256="+base64.StdEncoding.EncodeToString(make([]byte, 32))), digest},
	"a digest of another kind":      {resigned("Digest", "SHA-512="+base64.StdEncoding.EncodeToString(make([]byte, 64))), noDigest},
	"a digest without kind":         {resigned("Digest", base64.StdEncoding.EncodeToString(make([]byte, 32))), noDigest},
	"a short digest":                {resigned("Digest", "SHA-256="), noDigest},
	"a date in another form":        {resigned("Date", "2026-11-22T11:00:16Z"), noDate},
	"a date of another time zone":   {resigned("Date", "Sun, 22 Nov 2026 11:00:16 CET"), noDate},
	"a date that is too early":      {resigned("Date", "Sun, 22 Nov 2026 10:55:15 GMT"), "the Date header is 5m1s away from the robot's clock, and may be 5m0s"},
	"a date that is too late":       {resigned("Date", "Sun, 22 Nov 2026 11:05:17 GMT"), "the Date header is 5m1s away from the robot's clock, and may be 5m0s"},
	"a date of a month ago":         {resigned("Date", "Fri, 23 Oct 2026 11:00:16 GMT"), "the Date header is 720h0m0s away from the robot's clock, and may be 5m0s"},
	"a date beyond all reckoning":   {resigned("Date", "Thu, 01 Jan 9999 00:00:00 GMT"), "the Date header is 2562047h47m16.854775807s away from the robot's clock, and may be 5m0s"},
	"a date before all reckoning":   {resigned("Date", "Mon, 01 Jan 0001 00:00:00 GMT"), "the Date header is 2562047h47m16.854775807s away from the robot's clock, and may be 5m0s"},
	"the digest of an empty body":   {resigned("Digest", "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), digest},
	"a list of digests":             {resigned("Digest", "SHA-256=vQZST0aCd7RLlk8RAWlw1wVAdGu6E+G3KOFy5+syEwc=,SHA-256="), noDigest},
	"a digest with a name in small": {swap("Digest", "SHA-256", "sha-256"), wrong},
}

func resigned(name, value string) func(http.Header) {
	return func(h http.Header) {
		h.Set(name, value)
		sign(secret, "hmac-sha256", sha256.New, h, "date", "digest")
	}
}

func TestForgeries(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(forgeries)) {
		t.Run(name, func(t *testing.T) {
			header, body, at := event(t, names[4])
			h := newHook(t, at, nil)
			if w := h.post(header, body); w.Code != 204 {
				t.Fatalf("the true one: %d %s", w.Code, w.Body)
			}
			forgeries[name].change(header)
			w := h.post(header, body)
			if got := strings.TrimSpace(w.Body.String()); w.Code != 401 || got != forgeries[name].want {
				t.Errorf("got  %d %s\nwant 401 %s", w.Code, got, forgeries[name].want)
			}
			if log := h.log.String(); !strings.Contains(log, "level=WARN") || strings.Contains(log+w.Body.String(), secret) {
				t.Errorf("log %q, want a warning without the secret", log)
			}
		})
	}
}

// Each byte of a body is under its digest.
func TestAnotherBody(t *testing.T) {
	header, body, at := event(t, names[3])
	h := newHook(t, at, nil)
	for i := 0; i < len(body); i += 97 {
		forged := slices.Clone(body)
		forged[i] ^= 1
		if w := h.post(header, forged); w.Code != 401 || !strings.Contains(w.Body.String(), digest) {
			t.Fatalf("byte %d: %d %s, want 401", i, w.Code, w.Body)
		}
	}
	for _, forged := range [][]byte{nil, body[:len(body)-1], append(slices.Clone(body), ' ')} {
		if w := h.post(header, forged); w.Code != 401 {
			t.Errorf("%d bytes: %d, want 401", len(forged), w.Code)
		}
	}
}

// What signs more than it has to, or in another order, is Drone's as well.
func TestOtherOrders(t *testing.T) {
	header, body, at := event(t, names[3])
	for _, signed := range [][]string{{"digest", "date"}, {"x-drone-event", "date", "digest"}, {"date", "digest", "content-type"}} {
		sign(secret, "hmac-sha256", sha256.New, header, signed...)
		if w := newHook(t, at, nil).post(header, body); w.Code != 204 {
			t.Errorf("%v: %d %s, want 204", signed, w.Code, w.Body)
		}
	}
	sign(secret, "hmac-sha256", sha256.New, header, "date", "digest", "x-drone-event")
	header.Set("X-Drone-Event", "user")
	if w := newHook(t, at, nil).post(header, body); w.Code != 401 {
		t.Errorf("a signed header changed: %d, want 401", w.Code)
	}
}

func TestRotation(t *testing.T) {
	header, body, at := event(t, names[3])
	for _, test := range []struct {
		secrets []string
		want    int
	}{{[]string{"new", secret}, 204}, {[]string{secret, "new"}, 204}, {[]string{"new"}, 401}, {[]string{secret + " "}, 401}} {
		h := newHook(t, at, func(o *drone_webhook.Options) { o.Secrets = test.secrets })
		if w := h.post(header, body); w.Code != test.want {
			t.Errorf("%q: %d, want %d", test.secrets, w.Code, test.want)
		}
	}
}

// A MiB is enough for any event; one byte more is refused, whether it was announced or not.
// There is nothing else to answer for it than that it is not verified.
func TestLarge(t *testing.T) {
	now := time.Now()
	for _, test := range []struct {
		size      int
		announced int64
		want      int
	}{{1 << 20, 1 << 20, 204}, {1<<20 + 1, 1<<20 + 1, 401}, {1 << 20, -1, 204}, {1<<20 + 1, -1, 401}, {3 << 20, -1, 401}, {5, 1 << 62, 401}} {
		body := strings.Repeat(" ", test.size)
		r := httptest.NewRequest("POST", "/drone", strings.NewReader(body))
		r.Header, r.ContentLength = drone_webhook.Sign(secret, []byte(body), now), test.announced
		w := httptest.NewRecorder()
		newHook(t, now, nil).ServeHTTP(w, r)
		if w.Code != test.want || w.Code == 401 && w.Body.String() != "the body is larger than 1 MiB\n" {
			t.Errorf("%d bytes, announced as %d: %d %s, want %d", test.size, test.announced, w.Code, w.Body, test.want)
		}
	}
}
