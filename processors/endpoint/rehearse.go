package endpoint

import (
	"net/http"
	"net/netip"

	"github.com/fanux/robot/issue"
)

// rehearse says what would be called. The path is left out with the query: of many a hook it
// is the secret. So is the name of a private host, which is nobody's business; and headers
// and body, where what the commenter wrote stands beside what the configuration adds.
func (c *call) rehearse(x *exchange, r Request, request *http.Request) (string, error) {
	say := issue.From(c.parent)
	if r.Private {
		return say.Sayf("Nothing was done. It would call the endpoint of %s, a private one, with %s.", c.name, issue.Code(request.Method)), nil
	}
	if x.guarded() && written(request.URL.Hostname()) {
		return "", c.unanswered(x, errPrivate)
	}
	return say.Sayf("Nothing was done. It would call %s.", c.hide.code(request.Method+" "+request.URL.Scheme+"://"+request.URL.Host+"/…")), nil
}

// guarded reports whether it is our transport that carries the call, which dials public
// addresses alone.
func (x *exchange) guarded() bool {
	_, ours := x.carrier.(*http.Transport)
	return ours
}

// written reports whether a host is an address that is written out, and not public. What a
// name stands for is asked for when it is dialled, and not before.
func written(host string) bool {
	address, err := netip.ParseAddr(host)
	return err == nil && !public(address.Unmap())
}
