package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
)

// floor serves the least that any receiver of GitHub's webhooks has to do: it takes the
// body, checks its signature and looks for a command.
func floor(out io.Writer) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(out, `{"msg":"listening","address":%q}`+"\n", listener.Addr())
	return http.Serve(listener, http.HandlerFunc(receive))
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func receive(w http.ResponseWriter, r *http.Request) {
	body := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(body)
	body.Reset()
	body.Grow(int(min(r.ContentLength, 1<<20)) + bytes.MinRead)
	if _, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, 25<<20)); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	sum, _ := hex.DecodeString(strings.TrimPrefix(r.Header.Get("X-Hub-Signature-256"), "sha256="))
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body.Bytes())
	text := commentBody(body.Bytes())
	switch {
	case !hmac.Equal(sum, mac.Sum(nil)):
		w.WriteHeader(http.StatusUnauthorized)
	case text == nil || bytes.HasPrefix(text, []byte("/")) || bytes.Contains(text, []byte(`\n/`)):
		w.WriteHeader(http.StatusOK)
	default:
		w.WriteHeader(http.StatusAccepted)
	}
}

// commentBody returns comment.body as it stands in the payload. It knows strings and
// depth, and decodes nothing.
func commentBody(payload []byte) []byte {
	depth, inComment := 0, false
	for i := 0; i < len(payload); i++ {
		switch payload[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			text := untilQuote(payload[i+1:])
			i += len(text) + 1
			switch rest := payload[min(i+1, len(payload)):]; {
			case depth == 1 && bytes.HasPrefix(rest, []byte(":{")):
				inComment = string(text) == "comment"
			case depth == 2 && inComment && string(text) == "body" && bytes.HasPrefix(rest, []byte(`:"`)):
				return untilQuote(rest[2:])
			}
		}
	}
	return nil
}

// untilQuote is text up to the quote that ends it.
func untilQuote(text []byte) []byte {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return text[:i]
		}
	}
	return text
}
