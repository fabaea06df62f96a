package endpoint_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/endpoint"
)

var mention = regexp.MustCompile(`@[A-Za-z0-9]`)

// Whatever an endpoint answers: no secret comes back, nobody is mentioned, and what stands
// around the answer stays the plain text that it is.
func FuzzAnswer(f *testing.F) {
	for _, body := range []string{
		`{"url": "https://ci.example.com/7", "n": 7, "message": "@bob"}`, "text @bob\n```\ncode", "{\"url\": \"```\\n# x\", \"message\": \"``\"}",
		`{"url": "https://a/&commat;bob&#64;x", "n": 1e400}`, `{"message": "` + token + `", "url": "https://x/` + secret + `"}`, "Bearer\t" + token,
		`{"url": "<img src=x onerror=alert(1)>", "n": "[a](b)"}`, "![x](https://y) https://z/@bob www.example.com a@b.c", "| a |\n|---|", "{", "\x00\u202e`", `{"url":"https://x/*a*_b_~c~"}`,
	} {
		f.Add(200, "application/json", "https://ci.example.com/queue/1/", body)
		f.Add(422, "text/plain", "/@bob", body)
		f.Add(302, "", "javascript:alert(`"+token+"`)", body)
	}
	f.Fuzz(func(t *testing.T, status int, kind, location, body string) {
		if status < 200 || status > 599 {
			status = 200
		}
		e := endpoint.New(answers{status, kind, location, body})
		r := endpoint.Request{URL: "https://hooks.example.com/x", Secret: secret, Headers: map[string]string{"Authorization": "Bearer " + token}}
		_, fields := e.Call(t.Context(), notify, r)
		reply, err := e.Call(t.Context(), notify, r)
		plain(t, reply, err)
		r.Reply = func(answer func(string) (string, bool)) (string, error) {
			var shown []string
			for _, field := range []string{"url", "n", "message", "text", "location", "status", body} {
				text, _ := answer(field)
				shown = append(shown, text)
			}
			return strings.Join(shown, " and "), nil
		}
		reply, err = e.Call(t.Context(), notify, r)
		plain(t, reply, err)
		if (err == nil) != (fields == nil) {
			t.Errorf("a reply changes the end: %v, %v", fields, err)
		}
	})
}

// answers is a transport that brings whatever answer.
type answers struct {
	status               int
	kind, location, body string
}

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) {
	h := http.Header{"Content-Type": {a.kind}, "Location": {a.location}}
	return &http.Response{StatusCode: a.status, Header: h, Body: io.NopCloser(strings.NewReader(a.body)), Request: r}, nil
}

// plain checks what is shown, and what the log gets to see.
func plain(t *testing.T, reply string, err error) {
	t.Helper()
	if err != nil {
		discreet(t, err.Error())
		reply = err.(*issue.Said).Text.String()
	}
	discreet(t, reply)
	if mention.MatchString(reply) {
		t.Errorf("%q mentions somebody", reply)
	}
	source := []byte("before " + reply + " after\n\nbelow")
	document := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	first, last := document.FirstChild(), document.LastChild()
	if document.ChildCount() != 2 || first.Kind() != ast.KindParagraph || last.Kind() != ast.KindParagraph {
		t.Fatalf("%q is more than a line", reply)
	}
	start, ok := first.FirstChild().(*ast.Text)
	end, ok2 := first.LastChild().(*ast.Text)
	if !ok || !ok2 || !strings.HasPrefix(string(start.Value(source)), "before ") || !strings.HasSuffix(string(end.Value(source)), " after") {
		t.Errorf("%q takes what stands around it", reply)
	}
	for n := first.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text, *ast.CodeSpan:
		case *ast.AutoLink:
			if url := string(n.URL(source)); !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
				t.Errorf("%q links %q", reply, url)
			}
		default:
			t.Errorf("%q holds a %s", reply, n.Kind())
		}
	}
}
