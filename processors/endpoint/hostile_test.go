package endpoint_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/fanux/robot/processors/endpoint"
)

func TestHugeAnswer(t *testing.T) {
	written := 0
	line := strings.Repeat("x", 1<<10)
	r := serve(t, once(t, func(w http.ResponseWriter, _ *http.Request) {
		for range 64 << 10 { // 64 MiB
			n, err := io.WriteString(w, line)
			if written += n; err != nil {
				return
			}
		}
	}))
	before := allocated()
	r.Reply = show("url")
	if got := call(t, r); got != "missing: (the answer broke off, and has no `url`)" {
		t.Errorf("got %q", got)
	}
	if grown := allocated() - before; grown > 16<<20 {
		t.Errorf("%d MiB were allocated", grown>>20)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// Nothing is decompressed: nobody asked for that.
func TestGzipBomb(t *testing.T) {
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	w.Write(append([]byte(`{"url":"https://x"}`), bytes.Repeat([]byte(" "), 8<<20)...))
	w.Close()
	r := serve(t, once(t, func(w http.ResponseWriter, r *http.Request) {
		if asked, ok := r.Header["Accept-Encoding"]; ok {
			t.Errorf("%v is accepted", asked)
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "application/json")
		w.Write(bomb.Bytes())
	}))
	r.Reply = show("url")
	before := allocated()
	if got := call(t, r); got != "missing: (the answer has no `url`)" {
		t.Errorf("got %q", got)
	}
	if grown := allocated() - before; grown > 4<<20 {
		t.Errorf("%d MiB were allocated", grown>>20)
	}
}

// What is nested deeper than any answer that means well is not looked into.
func TestDeepJSON(t *testing.T) {
	for deep, want := range map[int]string{9_000: "1", 11_000: "missing: (the answer has no `a`)", 500_000: "missing: (the answer has no `a`)"} {
		r := serve(t, once(t, says(200, "application/json", `{"a": 1, "message": `+strings.Repeat("[", deep)+strings.Repeat("]", deep)+"}")))
		if got := call(t, r); got != "The endpoint of `/notify` answered 200 OK." {
			t.Errorf("got %q", got)
		}
		r = serve(t, once(t, says(200, "application/json", `{"a": 1, "b": `+strings.Repeat("[", deep)+strings.Repeat("]", deep)+"}")))
		r.Reply = show("a")
		if got := call(t, r); got != want {
			t.Errorf("%d deep: got %q, want %q", deep, got, want)
		}
	}
}

// Broken JSON has no fields, but what was done stays done.
func TestInvalidJSON(t *testing.T) {
	for _, body := range []string{"", "{", `{"url": "https://x"`, `{"url": "https://x"} {"url": 1}`, `{"url": "https://x",}`, `"url"`, "null", "7", "<html>", "\x00\xff", `{'url': 1}`, `{"url": "\ud800"`} {
		r := serve(t, once(t, says(200, "application/json", body)))
		r.Reply = show("url")
		if got := call(t, r); got != "missing: (the answer has no `url`)" {
			t.Errorf("%q: got %q", body, got)
		}
	}
}

// A hundred and more informational answers do not keep us.
func TestEndlessInformation(t *testing.T) {
	r := serve(t, once(t, func(w http.ResponseWriter, r *http.Request) {
		raw(strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 10_000)+"HTTP/1.1 200 OK\r\n\r\n")(w, r)
	}))
	got, err := endpoint.New(nil).Call(t.Context(), notify, r)
	if err == nil {
		t.Errorf("got %q", got)
		return
	}
	failed(t, err, silent)
}

// The name of a status is the standard's, not the answer's.
func TestStatusLine(t *testing.T) {
	r := serve(t, raw("HTTP/1.1 200 @bob `x`\r\nContent-Length: 0\r\n\r\n"))
	if got := call(t, r); got != "The endpoint of `/notify` answered 200 OK." {
		t.Errorf("got %q", got)
	}
	r = serve(t, raw(fmt.Sprintf("HTTP/1.1 599 %s\r\nContent-Length: 0\r\n\r\n", token)))
	_, err := endpoint.New(nil).Call(t.Context(), notify, r)
	failed(t, err, "The endpoint of `/notify` failed (599)."+look)
}
