package drone_webhook_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_webhook"
)

const end = `{"event":"build","repo":{"namespace":"acme","name":"widgets"},` +
	`"build":{"number":5,"status":"success","event":"custom","target":"main","params":{"ROBOT_REF":"x"}}}`

func bringing(bring drone_webhook.Bring) func(*drone_webhook.Options) {
	return func(o *drone_webhook.Options) { o.Bring = bring }
}

// In a bubble of its own the time is what the test says: it costs none.
// https://pkg.go.dev/testing/synctest

// Sixteen ends are worked at once, one more waits two seconds, and is dropped then; an event
// that is none of ours needs no place.
func TestPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		full, free := 0, make(chan bool)
		var mu sync.Mutex
		h := newHook(t, time.Time{}, bringing(func(context.Context, string, string, issue.News) (*issue.Result, error) {
			mu.Lock()
			full++
			mu.Unlock()
			<-free
			return nil, nil
		}))
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() { h.send(t, []byte(end), time.Now()) })
		}
		synctest.Wait()
		began := time.Now()
		if w := h.send(t, []byte(strings.Replace(end, "success", "running", 1)), began); w.Code != 204 || time.Since(began) != 0 {
			t.Errorf("a pending event: %d after %s", w.Code, time.Since(began))
		}
		if w := h.send(t, []byte(end), began); w.Code != 204 || time.Since(began) != 2*time.Second {
			t.Errorf("the 17th: %d after %s, want 204 after 2 s", w.Code, time.Since(began))
		}
		if log := h.log.String(); full != 16 || !strings.Contains(log, "level=WARN") || !strings.Contains(log, "too much in flight") {
			t.Errorf("%d at once, log %q", full, log)
		}
		all.Go(func() { h.send(t, []byte(end), time.Now()) })
		time.Sleep(time.Second)
		close(free) // in time for the one that waits
		all.Wait()
		if full != 17 {
			t.Errorf("%d were worked, want 17", full)
		}
	})
}

// An end has five seconds, whatever the caller does meanwhile.
func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHook(t, time.Time{}, bringing(func(ctx context.Context, _, _ string, _ issue.News) (*issue.Result, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}))
		began := time.Now()
		caller, hangUp := context.WithTimeout(t.Context(), time.Second)
		defer hangUp()
		r := httptest.NewRequestWithContext(caller, "POST", "/drone", strings.NewReader(end))
		r.Header = drone_webhook.Sign(secret, []byte(end), began)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if took := time.Since(began); w.Code != 204 || took != 5*time.Second {
			t.Errorf("%d after %s, want 204 after 5 s", w.Code, took)
		}
		if log := h.log.String(); !strings.Contains(log, "level=ERROR") || !strings.Contains(log, context.DeadlineExceeded.Error()) {
			t.Errorf("log %q, want the error", log)
		}
	})
}

// What goes wrong behind the door is our affair, and does not take a place for good.
func TestTrouble(t *testing.T) {
	for _, bring := range []drone_webhook.Bring{
		func(context.Context, string, string, issue.News) (*issue.Result, error) {
			return nil, errors.New("GitHub is gone")
		},
		func(context.Context, string, string, issue.News) (*issue.Result, error) { panic("GitHub is gone") },
	} {
		h := newHook(t, time.Time{}, bringing(bring))
		for range 40 {
			if w := h.send(t, []byte(end), time.Now()); w.Code != 204 || w.Body.Len() != 0 {
				t.Fatalf("%d %s, want 204", w.Code, w.Body)
			}
		}
		if log := h.log.String(); strings.Count(log, "GitHub is gone") != 40 || strings.Contains(log, "too much") {
			t.Errorf("log %q", log)
		}
	}
}

// pipes is a listener within the process, so that its connections are within the bubble.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	if c, ok := <-p; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}
func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.UnixAddr{} }

// Who sends half a body is waited for, but not for long; a stranger just as long.
func TestSlowBody(t *testing.T) {
	for who, status := range map[string]string{secret: "the body broke off", "other": wrong} {
		synctest.Test(t, func(t *testing.T) {
			listener := make(pipes, 1)
			server := &http.Server{Handler: newHook(t, time.Time{}, nil)}
			var serving sync.WaitGroup
			serving.Go(func() { _ = server.Serve(listener) })
			ours, theirs := net.Pipe()
			listener <- theirs
			began := time.Now()
			fmt.Fprintf(ours, "POST /drone HTTP/1.1\r\nHost: robot\r\nContent-Length: %d\r\n", len(end))
			_ = drone_webhook.Sign(who, []byte(end), began).Write(ours)
			fmt.Fprintf(ours, "\r\n%s", end[:100])
			resp, err := http.ReadResponse(bufio.NewReader(ours), nil)
			if err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(resp.Body)
			if took := time.Since(began); resp.StatusCode != 401 || strings.TrimSpace(string(text)) != status || took != 5*time.Second {
				t.Errorf("%d %s after %s, want 401 %s after 5 s", resp.StatusCode, text, took, status)
			}
			ours.Close()
			close(listener)
			server.Close()
			serving.Wait()
		})
	}
}
