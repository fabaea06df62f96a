package endpoint_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/fanux/robot/processors/endpoint"
)

const (
	silent      = "The endpoint of `/notify` was called and gave no answer." + look
	unreachable = "The endpoint of `/notify` cannot be reached: nothing was done. Try again later; if it stays so, tell whoever runs this robot."
	noTime      = "There was no time left to call the endpoint of `/notify`: nothing was done. Comment again."
)

// What the endpoint may have got is not sent again, and not called undone.
func TestNoAnswer(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"cut":           func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"not HTTP":      raw("SSH-2.0 " + token + "\r\n\r\n"),
		"half a header": raw("HTTP/1.1 200 OK\r\nContent-Le"),
		"endless headers": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X", string(make([]byte, 100<<10)))
		},
	} {
		for _, body := range []any{nil, map[string]any{"a": 1}} {
			r := serve(t, once(t, h))
			r.Body = body
			r.URL += "?token=" + token
			_, err := endpoint.New(nil).Call(t.Context(), notify, r)
			if t.Run(name, func(t *testing.T) { failed(t, err, silent) }); err == nil {
				t.Error(name)
			}
		}
	}
}

// raw is an endpoint that writes just that.
func raw(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Write([]byte(text))
			conn.Close()
		}
	}
}

func TestTimeoutAfterItWasSent(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := serve(t, once(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	_, err := endpoint.New(nil).Call(ctx, notify, r)
	failed(t, err, silent)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v does not know why", err)
	}
}

// The status decides, even where the body does not end in time.
func TestSlowBody(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	r := serve(t, once(t, func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(`{"url": "https://x`))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	r.Reply = show("url")
	got, err := endpoint.New(nil).Call(ctx, notify, r)
	if want := "missing: (the answer broke off, and has no `url`)"; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestNotSent(t *testing.T) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	r := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("called") })
	_, err := endpoint.New(nil).Call(over, notify, r)
	failed(t, err, noTime)
	_, err = endpoint.New(broken{errors.New("called")}).Call(over, notify, endpoint.Request{URL: "https://hooks.example.com/"})
	failed(t, err, noTime)

	gone := httptest.NewServer(nil)
	gone.Close()
	r.URL = gone.URL + "/?token=" + token
	_, err = endpoint.New(nil).Call(t.Context(), notify, r)
	failed(t, err, unreachable)
}

func TestUntrusted(t *testing.T) {
	s := httptest.NewUnstartedServer(says(200, "", ""))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	r := endpoint.Request{URL: s.URL, Private: true}
	_, err := endpoint.New(nil).Call(t.Context(), notify, r)
	failed(t, err, "The endpoint of `/notify` has no certificate that can be trusted: nothing was done."+operator)
	if _, err := endpoint.New(s.Client().Transport).Call(t.Context(), notify, r); err != nil {
		t.Errorf("with its certificate: %v", err)
	}
}

type broken struct{ error }

func (b broken) RoundTrip(*http.Request) (*http.Response, error) { return nil, b.error }

// A transport that reports nothing leaves a doubt, unless it could not dial.
func TestForeignTransport(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{errors.New("Post https://host/path?token=" + token + ": lost"), silent},
		{&net.OpError{Op: "dial", Err: errors.New("refused")}, unreachable},
	} {
		_, err := endpoint.New(broken{test.err}).Call(t.Context(), notify, endpoint.Request{URL: "https://hooks.example.com/?token=" + token, Secret: secret})
		failed(t, err, test.want)
	}
}

// Neither the pool, nor the proxy, nor the protocol of a transport is used: a second call
// has a connection of its own, and the environment's proxy does not see it.
func TestConnectionsOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	r := serve(t, func(_ http.ResponseWriter, r *http.Request) { seen[r.RemoteAddr] = true })
	proxy := func(*http.Request) (*url.URL, error) { t.Error("the proxy was asked"); return nil, nil }
	e := endpoint.New(&http.Transport{Proxy: proxy})
	for range 3 {
		if _, err := e.Call(t.Context(), notify, r); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 3 {
		t.Errorf("%d connections, want 3", len(seen))
	}
}
