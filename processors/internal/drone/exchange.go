package drone

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
)

const (
	mostAnswer  = 8 << 20  // bytes of an answer that are read
	mostTrouble = 64 << 10 // and of one that is an error
)

// exchange is one call: it lends drone-go, which has neither, a context and a record
// of what happened.
type exchange struct {
	ctx  context.Context
	base http.RoundTripper

	asked   string // "POST /api/repos/…", without the query
	sent    bool   // Drone may have got the request
	status  int    // of the answer; 0 where there was none
	message string // of an answer above 299
}

// RoundTrip implements http.RoundTripper.
func (x *exchange) RoundTrip(r *http.Request) (*http.Response, error) {
	x.asked = r.Method + " " + r.URL.Path
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	var looking, connected atomic.Bool
	ctx := httptrace.WithClientTrace(x.ctx, &httptrace.ClientTrace{
		GetConn: func(string) { looking.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	resp, err := x.base.RoundTrip(r.WithContext(ctx))
	if err != nil {
		// A transport of somebody else's may not report: then only a failed dial is sure.
		x.sent = x.sent || connected.Load() || !looking.Load() && !dialFailed(err)
		x.status = 0
		return nil, err
	}
	x.sent, x.status = true, resp.StatusCode
	x.read(resp)
	return resp, nil
}

// read bounds the body, and keeps the message of an error.
func (x *exchange) read(resp *http.Response) {
	if resp.StatusCode < 300 {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, mostAnswer), resp.Body}
		return
	}
	body, _ := io.ReadAll(io.LimitReader(resp.Body, mostTrouble))
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	var trouble struct{ Message string }
	if json.Unmarshal(body, &trouble) == nil {
		x.message = trouble.Message
	}
}

func dialFailed(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}
