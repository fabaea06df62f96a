package site

import (
	"context"
	"net/http/httptrace"
	"sync/atomic"
)

// Trace follows one request on its way out. The zero Trace is ready.
type Trace struct{ looking, wrote atomic.Bool }

// Of is the context of the request that is followed.
func (t *Trace) Of(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { t.looking.Store(true) },
		WroteHeaders: func() { t.wrote.Store(true) },
	})
}

// Maybe reports whether GitHub may have got the request. A transport of somebody else's may
// not tell: then it may have.
func (t *Trace) Maybe() bool { return t.wrote.Load() || !t.looking.Load() }
