package setup

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"syscall"
)

// hostOf is the host of an address, with its port.
func hostOf(address, otherwise string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return otherwise
}

// network says why there was no answer, or none that can be read. The error itself holds
// the address with its query, and is not shown.
func network(err error, host string) *Trouble {
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return troublef("run it again", "the call to %s was interrupted", host)
	case errors.As(err, &dns) && dns.IsNotFound:
		return troublef("correct the address; behind a proxy, set HTTPS_PROXY", "there is no host %s", host)
	case errors.As(err, &dns):
		return troublef("is there a network? Behind a proxy, set HTTPS_PROXY", "the name %s cannot be looked up from here", host)
	case untrusted(err) != "":
		return troublef("mend its certificate; where an authority of your own signed it, set SSL_CERT_FILE to that", "the certificate of %s %s", host, untrusted(err))
	case errors.Is(err, http.ErrSchemeMismatch):
		return troublef("use http:// in the address, or the port of its https", "%s does not speak https", host)
	case errors.As(err, &timeout) && timeout.Timeout():
		return troublef("try again; is there a firewall or a proxy (HTTPS_PROXY) between?", "%s did not answer in time", host)
	case errors.Is(err, syscall.ECONNREFUSED):
		return troublef("start it, or correct the address and port", "nothing listens at %s", host)
	case unreadable(err):
		return troublef("correct the address: something else is there", "the answer of %s cannot be read", host)
	}
	return troublef("is there a network, and a proxy (HTTPS_PROXY) on the way?", "%s cannot be reached", host)
}

// untrusted says what is wrong with a certificate, or "".
func untrusted(err error) string {
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &name):
		return "is for another name"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "has expired, or is not valid yet"
	case errors.As(err, &authority), errors.As(err, &invalid):
		return "is not trusted"
	}
	return ""
}

// unreadable reports whether there was an answer: what comes before one is a url.Error.
func unreadable(err error) bool {
	var before *url.Error
	return !errors.As(err, &before)
}
