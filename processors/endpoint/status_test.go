package endpoint_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/processors/endpoint"
)

const (
	operator = " Tell whoever runs this robot."
	look     = " It may have been done: look before you ask again."
	written  = " Look at what you wrote; if it is right, tell whoever runs this robot."
)

func TestStatuses(t *testing.T) {
	of := func(format string, more ...any) string {
		return fmt.Sprintf("The endpoint of `/notify` "+format, more...)
	}
	for statuses, want := range map[string]string{
		"401 403 407": of("does not accept the robot's credentials (%%s): nothing was done.") + operator,
		"404 405 406 410 411 415 421 426 501 505":                 of("does not know such a call (%%s): nothing was done.") + written,
		"400 402 412 413 414 416 417 422 423 424 425 428 431 451": of("refused this (%%s): nothing was done.") + written,
		"429":                 of("is called too often (%%s): nothing was done.") + " Ask again later.",
		"301 307 308":         of("has moved (%%s), and the robot carries nothing to where it points: nothing was done.") + operator,
		"300 302 303 304 306": of("answered with a redirect (%%s), which the robot does not follow.") + look,
		"408 409 418 444 499 500 502 503 504 507 520 599": of("failed (%%s).") + look,
	} {
		for status := range strings.FieldsSeq(statuses) {
			var code int
			fmt.Sscan(status, &code)
			r := serve(t, once(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(code)
			}))
			r.URL += "?token=" + token
			_, err := endpoint.New(nil).Call(t.Context(), notify, r)
			failed(t, err, fmt.Sprintf(want, strings.TrimSpace(status+" "+http.StatusText(code))))
		}
	}
}

// What the endpoint says of its refusal is shown, without what only it and we know.
func TestRefusalsSay(t *testing.T) {
	const refused = "The endpoint of `/notify` refused this (422 Unprocessable Entity): nothing was done. It says %s." + written
	for body, want := range map[string]string{
		`{"message": "no such branch @bob\nmore"}`:                "`no such branch @\u200bbob`",
		`{"error": "ref is missing"}`:                             "`ref is missing`",
		`{"message": {"base": ["Reference not found"]}}`:          "`Reference not found`",
		`{"errors": [{"code": 1}, {"message": "second"}]}`:        "`second`",
		`{"message": "` + token + ` and ` + secret + ` are bad"}`: "`*** and *** are bad`",
		`{"message": "Bearer ` + token + `"}`:                     "`***`",
		`{"message": "see https://x"}`:                            "`see https://x`",
	} {
		_, err := endpoint.New(nil).Call(t.Context(), notify, serve(t, says(422, "application/json", body)))
		failed(t, err, fmt.Sprintf(refused, want))
	}
}

func TestRetryAfter(t *testing.T) {
	for after, want := range map[string]string{"30": "Ask again in 30 seconds.", "-1": "Ask again later.", "Wed, 21 Oct 2026 07:28:00 GMT": "Ask again later.", "99999999999": "Ask again later."} {
		_, err := endpoint.New(nil).Call(t.Context(), notify, serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", after)
			w.WriteHeader(429)
			io.WriteString(w, "slow down")
		}))
		failed(t, err, "The endpoint of `/notify` is called too often (429 Too Many Requests): nothing was done. It says `slow down`. "+want)
	}
}

// Whatever form a secret comes back in, it is not shown.
func TestSecretsInOtherForms(t *testing.T) {
	r := serve(t, nil)
	r.Secret = "a secret/with + <signs>"
	r.URL += "?private_token=in-the-query&ref=main"
	r.Headers = map[string]string{"Authorization": "Basic cm9ib3Q6YXBpLXRva2VuLW9mLWl0cw==", "X-Api": "k\u00e9y with blanks", "Cookie": "a=cookie-one; b=cookie-two", "Accept": "text/plain", "X-V": "1"}
	r.Reply = show("text")
	for line, want := range map[string]string{
		"a secret/with + <signs>":             "`***`",
		"a\tsecret/with + <signs>":            "`***`",
		"a\u2028secret/with + <signs>":        "`***`",
		"a+secret%2Fwith+%2B+%3Csigns%3E":     "`***`",
		"a secret/with + &lt;signs&gt;":       "`***`",
		"YSBzZWNyZXQvd2l0aCArIDxzaWducz4=":    "`***=`",
		"cm9ib3Q6YXBpLXRva2VuLW9mLWl0cw== is": "`*** is`",
		"robot:api-token-of-its":              "`***`",
		"password api-token-of-its":           "`password ***`",
		"https://x/?t=api-token-of-its":       "`https://x/?t=***`",
		"k\u00e9y with blanks":                "`***`",
		"cookie-one cookie-two":               "`*** ***`",
		"in-the-query main":                   "`*** main`",
		"text/plain 1 is no secret":           "`text/plain 1 is no secret`",
	} {
		server := serve(t, says(200, "text/plain", line))
		server.Secret, server.Headers, server.Reply = r.Secret, r.Headers, r.Reply
		server.URL += "?private_token=in-the-query&ref=main"
		if got := call(t, server); got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}
