package drone_webhook_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/processors/drone_webhook"
)

// Whatever stands in the header: what is believed holds a signature of the date and the
// digest of this very request, and nobody makes that without the secret.
func FuzzSignature(f *testing.F) {
	body, now := []byte(end), time.Now().Truncate(time.Second)
	header := drone_webhook.Sign(secret, body, now)
	message := func(names ...string) string {
		m := hmac.New(sha256.New, []byte(secret))
		for i, name := range names {
			fmt.Fprint(m, strings.Repeat("\n", min(i, 1)), name, ": ", header.Get(name))
		}
		return base64.StdEncoding.EncodeToString(m.Sum(nil))
	}
	good := header.Get("Signature")
	f.Add(good)
	f.Add(strings.Replace(good, "date digest", "date", 1))
	f.Add(strings.Replace(good, "hmac-sha256", "hmac-sha1", 1))
	f.Add(`keyId="a",algorithm="hmac-sha256",signature="` + message("digest", "date") + `",headers="digest date"`)
	f.Add(`signature="",headers=""`)
	f.Add(`,,,="",`)
	f.Fuzz(func(t *testing.T, text string) {
		h := newHook(t, now, nil)
		with := http.Header{"Date": header["Date"], "Digest": header["Digest"], "Signature": {text}}
		w := h.post(with, body)
		believed := strings.Contains(text, message("date", "digest")) && strings.Contains(text, `headers="date digest"`) ||
			strings.Contains(text, message("digest", "date")) && strings.Contains(text, `headers="digest date"`)
		switch {
		case w.Code != 204 && w.Code != 401:
			t.Errorf("%q: %d", text, w.Code)
		case w.Code == 204 && (!believed || !strings.Contains(text, `algorithm="hmac-sha256"`)):
			t.Errorf("%q was believed", text)
		case text == good && w.Code != 204:
			t.Errorf("%q was not believed: %s", text, w.Body)
		}
	})
}

// A body that is verified may still be anything.
func FuzzBody(f *testing.F) {
	f.Add([]byte(end))
	for _, name := range names {
		_, body, _ := event(f, name)
		f.Add(body)
	}
	now := time.Now()
	f.Fuzz(func(t *testing.T, body []byte) {
		h := newHook(t, now, nil)
		if w := h.send(t, body, now); w.Code != 204 {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		for _, told := range h.told {
			if owner, name, ok := strings.Cut(told.at, "/"); !ok || owner == "" || name == "" || strings.ContainsAny(name, "/?#%") {
				t.Errorf("told %q", told.at)
			}
		}
		if strings.Contains(h.log.String(), "panic") {
			t.Error(h.log.String())
		}
	})
}
