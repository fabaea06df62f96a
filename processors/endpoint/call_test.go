package endpoint_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/processors/endpoint"
)

// request is what reached an endpoint.
type request struct {
	method, path, body string
	header             http.Header
	length             int64
}

func (got *request) take(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	*got = request{r.Method, r.URL.RequestURI(), string(body), r.Header, r.ContentLength}
}

func TestWhatIsSent(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*endpoint.Request)
		want   request // its header: what has to be there
	}{
		{"JSON", func(r *endpoint.Request) {
			r.Body = map[string]any{"text": "<a&b> 你好", "n": 1, "yes": true, "list": []any{"x", nil}}
		}, request{"POST", "/x", `{"list":["x",null],"n":1,"text":"<a&b> 你好","yes":true}`, http.Header{"Content-Type": {"application/json"}}, 58}},
		{"a form", func(r *endpoint.Request) { r.Form = map[string]string{"B": "2 &", "A": "1"} },
			request{"POST", "/x", "A=1&B=2+%26", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, 11}},
		{"an empty form", func(r *endpoint.Request) { r.Form = map[string]string{} },
			request{"POST", "/x", "", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, 0}},
		{"nothing", func(*endpoint.Request) {}, request{"POST", "/x", "", http.Header{}, 0}},
		{"another method", func(r *endpoint.Request) { r.Method, r.Body = "PATCH", "text" }, request{"PATCH", "/x", `"text"`, http.Header{}, 6}},
		{"a query and a fragment", func(r *endpoint.Request) { r.Method, r.URL = "GET", r.URL+"/a%2Fb?q=1#part" }, request{"GET", "/x/a%2Fb?q=1", "", http.Header{}, 0}},
		{"headers of one's own", func(r *endpoint.Request) {
			r.Headers, r.Body = map[string]string{"private-token": token, "content-type": "application/vnd.x+json", "User-Agent": "me"}, []any{}
		}, request{"POST", "/x", "[]", http.Header{"Private-Token": {token}, "Content-Type": {"application/vnd.x+json"}, "User-Agent": {"me"}}, 2}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got request
			r := serve(t, once(t, got.take))
			test.change(&r)
			call(t, r)
			header := got.header
			got.header = test.want.header
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(request{})); diff != "" {
				t.Error(diff)
			}
			for name := range test.want.header {
				if diff := cmp.Diff(test.want.header[name], header[name]); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
			}
			if sum := header.Get("X-Robot-Signature-256"); sum != "sha256="+signed(got.body) {
				t.Errorf("signature %q is not that of %q", sum, got.body)
			}
		})
	}
}

func signed(body string) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(body))
	return hex.EncodeToString(m.Sum(nil))
}

func TestHeadersOfOurs(t *testing.T) {
	var got request
	r := serve(t, got.take)
	r.Secret = ""
	call(t, r)
	if agent := got.header.Get("User-Agent"); agent != "robot" {
		t.Errorf("user agent %q", agent)
	}
	for _, name := range []string{"X-Robot-Signature-256", "X-Robot-Delivery", "Idempotency-Key", "Accept-Encoding", "Content-Type"} {
		if value, ok := got.header[name]; ok {
			t.Errorf("%s is %q: without a secret, a mux or a body there is none", name, value)
		}
	}
}

// What the operator got wrong is said, and nothing is sent.
func TestFaults(t *testing.T) {
	for _, test := range []struct {
		change func(*endpoint.Request)
		want   string
	}{
		{func(r *endpoint.Request) { r.Method = "post" }, "there is no method `post`"},
		{func(r *endpoint.Request) { r.Method = "CONNECT" }, "there is no method `CONNECT`"},
		{func(r *endpoint.Request) { r.Method, r.Body = "GET", "x" }, "a `GET` carries no body"},
		{func(r *endpoint.Request) { r.Body, r.Form = "x", map[string]string{} }, "it has a body and a form"},
		{func(r *endpoint.Request) { r.Body = map[string]any{"f": func() {}} }, "its body cannot be written as JSON"},
		{func(r *endpoint.Request) { r.Private = false }, "its address is not `https`, which only a private host may do without"},
		{func(r *endpoint.Request) { r.URL = strings.Replace(r.URL, "://", "://me:"+secret+"@", 1) }, "its address holds a user, which belongs into a header"},
		{func(r *endpoint.Request) { r.URL = "ftp://host/" + token }, "its address is none that can be called"},
		{func(r *endpoint.Request) { r.URL = "//host/?token=" + token }, "its address is none that can be called"},
		{func(r *endpoint.Request) { r.URL = "http:host" }, "its address is none that can be called"},
		{func(r *endpoint.Request) { r.URL = "http://:80/\r\nX: " + token }, "its address is none that can be called"},
		{func(r *endpoint.Request) { r.Headers["X-A"] = token + "\r\nX-Evil: 1" }, "the value of the header `X-A` holds a control character"},
		{func(r *endpoint.Request) { r.Headers["X-A"] = token + "\x00" }, "the value of the header `X-A` holds a control character"},
		{func(r *endpoint.Request) { r.Headers["X-A"] = token + "\x7f" }, "the value of the header `X-A` holds a control character"},
		{func(r *endpoint.Request) { r.Headers["X-A\r\nX-Evil"] = "1" }, "the header `X-A  X-Evil` cannot be set"},
		{func(r *endpoint.Request) { r.Headers[""] = "1" }, "the header `  ` cannot be set"},
		{func(r *endpoint.Request) { r.Headers["host"] = "other" }, "the header `host` cannot be set"},
		{func(r *endpoint.Request) { r.Headers["CONTENT-LENGTH"] = "1" }, "the header `CONTENT-LENGTH` cannot be set"},
		{func(r *endpoint.Request) { r.Headers["transfer-encoding"] = "chunked" }, "the header `transfer-encoding` cannot be set"},
		{func(r *endpoint.Request) { r.Headers["X-Robot-signature-256"] = "sha256=0" }, "the header `X-Robot-signature-256` cannot be set"},
		{func(r *endpoint.Request) { r.Headers["idempotency-key"] = "1" }, "the header `idempotency-key` cannot be set"},
	} {
		r := serve(t, func(http.ResponseWriter, *http.Request) { t.Errorf("%s: called", test.want) })
		test.change(&r)
		_, err := endpoint.New(nil).Call(t.Context(), notify, r)
		failed(t, err, "What is configured for `/notify` is wrong: "+test.want+". Nothing was done. Tell whoever runs this robot.")
	}
}

// A call has what is left of the time, and never more than five seconds.
func TestDeadline(t *testing.T) {
	long, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	short, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	for ctx, most := range map[context.Context]time.Duration{t.Context(): endpoint.Patience, long: endpoint.Patience, short: time.Second} {
		carrier := hosts{"hooks.example.com": func(_ http.ResponseWriter, r *http.Request) {
			deadline, ok := r.Context().Deadline()
			if left := time.Until(deadline); !ok || left > most || left < most-time.Second {
				t.Errorf("%v are left, want %v", left, most)
			}
		}}
		if _, err := endpoint.New(carrier).Call(ctx, notify, endpoint.Request{URL: "https://hooks.example.com/x"}); err != nil {
			t.Error(err)
		}
	}
}
