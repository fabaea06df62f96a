package endpoint

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
)

// exchange is one call on its way, and how far it came.
type exchange struct {
	carrier http.RoundTripper
	sent    bool // the endpoint may have got the request
}

// do sends the request, once, and reads the answer. It follows the few redirects that a GET
// may follow.
func (x *exchange) do(r *http.Request) (*answer, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	var looking, wrote atomic.Bool
	r = r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{
		GetConn:      func(string) { looking.Store(true) },
		WroteHeaders: func() { wrote.Store(true) },
	}))
	for hops := 0; ; hops++ {
		response, err := x.carrier.RoundTrip(r)
		if err != nil {
			// A transport of somebody else's may not report: then only a failed dial is sure.
			_, reports := x.carrier.(*http.Transport)
			x.sent = wrote.Load() || !reports && !looking.Load() && !dialFailed(err)
			return nil, err
		}
		next := follow(r, response, hops)
		if next == nil {
			return read(response, r.URL), nil
		}
		response.Body.Close()
		r = next
	}
}

func dialFailed(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

const mostHops = 3

// follow is the request that a redirect asks for: of a GET, to the same host by the same
// scheme, a few times. Another one would carry headers to a stranger, or a body, or ask
// something else than was asked; nil then, and the redirect is the answer.
func follow(r *http.Request, response *http.Response, hops int) *http.Request {
	switch response.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil
	}
	if r.Method != http.MethodGet || hops == mostHops || response.Header.Get("Location") == "" {
		return nil
	}
	to, err := r.URL.Parse(response.Header.Get("Location"))
	if err != nil || to.Scheme != r.URL.Scheme || !strings.EqualFold(to.Host, r.URL.Host) || to.User != nil {
		return nil
	}
	next := r.Clone(r.Context())
	next.URL = to
	return next
}
