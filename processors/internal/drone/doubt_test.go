package drone_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/internal/drone"
)

// clock is a context whose deadline passes when the test says so.
type clock struct {
	context.Context
	once sync.Once
	over chan struct{}
}

func newClock() *clock { return &clock{Context: context.Background(), over: make(chan struct{})} }

func (c *clock) Strike()               { c.once.Do(func() { close(c.over) }) }
func (c *clock) Done() <-chan struct{} { return c.over }
func (c *clock) Err() error {
	select {
	case <-c.over:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

// strikeOnWebhook makes the deadline pass after Drone started the build.
func strikeOnWebhook(t *testing.T, notify func(url, secret string), c *clock) {
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { c.Strike() }))
	t.Cleanup(s.Close)
	notify(s.URL, "secret")
}

func TestDeadlineAfterPromote(t *testing.T) {
	d, c := start(t, nil)
	ctx := newClock()
	strikeOnWebhook(t, d.Notify, ctx)
	d.Break(wire.Fault{Path: "/promote", After: true, Delay: time.Hour})
	_, err := c.Promote(ctx, widgets, 1, "dev", nil)
	said(t, err, issue.Failed, unconfirmed)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v is not a deadline's", err)
	}
	if n := len(d.Builds("acme/widgets")); n != 2 {
		t.Errorf("%d builds, want 2: the effect came first", n)
	}
}

func TestDeadlineBeforePromote(t *testing.T) {
	d, c := start(t, nil)
	ctx := newClock()
	ctx.Strike()
	_, err := c.Promote(ctx, widgets, 1, "dev", nil)
	said(t, err, issue.Failed, "There was no time left to ask Drone to promote build 1 to `dev`: nothing was started. Comment again.")
	if calls := d.Calls(); len(calls) != 0 {
		t.Errorf("calls %v, want none", calls)
	}
}

// A deadline that passes while the connection is made: Drone never got the request.
func TestDeadlineWhileDialling(t *testing.T) {
	ctx := newClock()
	_, c := start(t, func(o *drone.Options) {
		o.HTTP = &http.Transport{DialContext: func(dial context.Context, _, _ string) (net.Conn, error) {
			ctx.Strike()
			<-dial.Done()
			return nil, dial.Err()
		}}
	})
	_, err := c.Promote(ctx, widgets, 1, "dev", nil)
	said(t, err, issue.Failed, "There was no time left to ask Drone to promote build 1 to `dev`: nothing was started. Comment again.")
}

func TestDeadlineWhileReading(t *testing.T) {
	ctx := newClock()
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		ctx.Strike()
		<-r.Context().Done()
	}))
	t.Cleanup(s.Close)
	_, c := start(t, func(o *drone.Options) { o.Server = s.URL })
	_, err := c.Build(ctx, widgets, 1)
	said(t, err, issue.Failed, "Drone was asked to show build 1 and did not answer in time: nothing was started. Try again.")
}

func TestNobodyListens(t *testing.T) {
	s := httptest.NewServer(nil)
	s.Close()
	_, c := start(t, func(o *drone.Options) { o.Server = s.URL })
	_, err := c.Promote(context.Background(), widgets, 1, "dev", map[string]string{"KEY": "private"})
	said(t, err, issue.Failed, "Drone cannot be reached: nothing was started. Try again later; if it stays so, tell whoever runs this robot.")
}

type carrier func(*http.Request) (*http.Response, error)

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }

// A transport that reports nothing leaves a doubt, unless it could not dial.
func TestForeignTransport(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{errors.New("GET https://host/path?KEY=private: lost with " + token), unconfirmed},
		{&net.OpError{Op: "dial", Err: errors.New("refused")}, "Drone cannot be reached: nothing was started. Try again later; if it stays so, tell whoever runs this robot."},
	} {
		_, c := start(t, func(o *drone.Options) {
			o.HTTP = carrier(func(*http.Request) (*http.Response, error) { return nil, test.err })
		})
		_, err := c.Promote(context.Background(), widgets, 1, "dev", nil)
		said(t, err, issue.Failed, test.want)
	}
}
