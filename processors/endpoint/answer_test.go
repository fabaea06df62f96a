package endpoint_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/processors/endpoint"
)

// show is a reply of one field.
func show(field string) func(func(string) (string, bool)) (string, error) {
	return func(answer func(string) (string, bool)) (string, error) {
		text, ok := answer(field)
		if !ok {
			return "missing: " + text, nil
		}
		return text, nil
	}
}

func TestFields(t *testing.T) {
	const body = ` {"number": 7, "build": {"number": -12, "float": 1.5, "big": 12345678901234567890, "url": "https://ci.example.com/acme/widgets/7?a=1&b=2#top"},
		"items": [{"url": "http://ci.example.com:8080/0"}, {"url": "javascript:alert(1)"}], "status": "pending", "text": "a text", "yes": true, "none": null, "empty": "",
		"who": "@alice ` + "`x`" + `\r\n/promote 1 prod <!-- x -->", "hash#tag": 1, "a-b_c": "d", "中": "文", "@this": 1, "*": 1, "many": ["x"], "0": "zero",
		"user": "https://me:pw@ci.example.com/", "paren": "https://ci.example.com/)](x", "echo": "Bearer ` + token + `, ` + secret + `",
		"link": "https://ci.example.com/?token=` + token + `", "bidi": "a\u202eb", "digits": "007"}`
	for field, want := range map[string]string{
		"number": "7", "build.number": "-12", "build.float": "`1.5`", "build.big": "`12345678901234567890`",
		"build.url":   "<https://ci.example.com/acme/widgets/7?a=1&b=2#top>",
		"items.0.url": "<http://ci.example.com:8080/0>", "items.1.url": "`javascript:alert(1)`", "many.0": "`x`", "0": "`zero`",
		"status": "`201 Created`", "location": "<https://ci.example.com/queue/item/7/>", "yes": "`true`", "a-b_c": "`d`", "中": "`文`",
		"who":  "`` @\u200balice `x`  /promote 1 prod <!-- x --> ``",
		"user": "`https://me:pw@\u200bci.example.com/`", "paren": "`https://ci.example.com/)](x`", "bidi": "`a\ufffdb`", "digits": "`007`",
		"echo": "`***, ***`", "link": "`https://ci.example.com/?token=***`",
		"none": "missing: (the answer has no `none`)", "empty": "missing: (the answer has no `empty`)", "text": "missing: (the answer has no `text`)",
		"build": "missing: (the answer has no `build`)", "items.2.url": "missing: (the answer has no `items.2.url`)",
		"hash#tag": "missing: (the answer has no `hash#tag`)", "@this": "missing: (the answer has no `@\u200bthis`)", "*": "missing: (the answer has no `*`)",
		"items.#": "missing: (the answer has no `items.#`)", "items.#.url": "missing: (the answer has no `items.#.url`)", "number|@pretty": "missing: (the answer has no `number|@\u200bpretty`)",
		"": "missing: (the answer has no `  `)", "build..number": "missing: (the answer has no `build..number`)", `build\.number`: "missing: (the answer has no `build\\.number`)",
		"x`\n@bob": "missing: (the answer has no `` x` @\u200bbob ``)",
	} {
		r := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "https://ci.example.com/queue/item/7/")
			says(201, "application/json; charset=utf-8", body)(w, r)
		})
		r.Reply = show(field)
		if got := call(t, r); got != want {
			t.Errorf("%s: got %q, want %q", field, got, want)
		}
	}
}

func TestLocation(t *testing.T) {
	const none = "missing: (the answer has no `location`)"
	for location, want := range map[string]string{
		"": none, "javascript:alert(1)": none, "ftp://x/": none, "https://a:b@c/": none, "https:///x": none, "http://%zz/": none,
		"/queue/item/7/":        "<https://ci.example.com/queue/item/7/>",
		"https://other.test/@x": "`https://other.test/@\u200bx`",
	} {
		e := endpoint.New(hosts{"ci.example.com": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", location)
			w.WriteHeader(201)
		}})
		got, err := e.Call(t.Context(), notify, endpoint.Request{URL: "https://ci.example.com/job/x/build", Reply: show("location")})
		if err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", location, got, err, want)
		}
	}
}

// Without a reply of its own, the status and the first line are the reply.
func TestPlainReply(t *testing.T) {
	for _, test := range []struct {
		status     int
		kind, body string
		want       string
	}{
		{200, "text/plain", "\n  queued, @bob\nand more", "The endpoint of `/notify` answered 200 OK: `queued, @\u200bbob`"},
		{202, "", "<b>", "The endpoint of `/notify` answered 202 Accepted: `<b>`"},
		{204, "", "", "The endpoint of `/notify` answered 204 No Content."},
		{200, "text/html", "<!DOCTYPE html>", "The endpoint of `/notify` answered 200 OK."},
		{200, "application/json", `{"message": "done\nand more"}`, "The endpoint of `/notify` answered 200 OK: `done`"},
		{200, "application/json", `{"id": 7, "private": "x"}`, "The endpoint of `/notify` answered 200 OK."},
		{200, "application/json", `{"message": `, "The endpoint of `/notify` answered 200 OK."},
		{200, "text/plain", "https://ci.example.com/7", "The endpoint of `/notify` answered 200 OK: <https://ci.example.com/7>"},
		{200, "text/plain", "\xff\xfe " + token, "The endpoint of `/notify` answered 200 OK: `\ufffd ***`"},
		{200, "text/plain", strings.Repeat("x", 290) + token, "The endpoint of `/notify` answered 200 OK: `" + strings.Repeat("x", 290) + "***`"},
		{200, "text/plain", "https://ci.example.com/" + strings.Repeat("x", 400), "The endpoint of `/notify` answered 200 OK: `https://ci.example.com/" + strings.Repeat("x", 277) + "…`"},
		{299, "text/plain", strings.Repeat("x", 400), "The endpoint of `/notify` answered 299: `" + strings.Repeat("x", 300) + "…`"},
	} {
		if got := call(t, serve(t, once(t, says(test.status, test.kind, test.body)))); got != test.want {
			t.Errorf("%q: got %q, want %q", test.body, got, test.want)
		}
	}
}

// A reply that cannot be made does not make undone what was done.
func TestReplyFails(t *testing.T) {
	r := serve(t, says(200, "", ""))
	r.Reply = func(func(string) (string, bool)) (string, error) { return "", errors.New("no") }
	_, err := endpoint.New(nil).Call(t.Context(), notify, r)
	failed(t, err, "The endpoint of `/notify` did it (200 OK), but the configured reply cannot be made of its answer: do not ask again. Tell whoever runs this robot.")
}
