package setup

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// Address is where the function is called.
type Address struct{ url.URL }

// UnmarshalText reads an address like https://host/path, for the command line.
func (a *Address) UnmarshalText(text []byte) error {
	u, err := url.Parse(strings.TrimSpace(string(text)))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
		return errors.New("want the function's address, like https://host/path, without user or fragment")
	}
	a.URL = *u
	return nil
}

// canonical is an address as two of them are compared: hosts and schemes have no case,
// the usual port need not be written, and no path is the path "/".
func canonical(u url.URL) string {
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	if port := u.Port(); port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), ""
	return u.String()
}

// is reports whether text is this address.
func (a Address) is(text string) bool {
	u, err := url.Parse(text)
	return err == nil && canonical(*u) == canonical(a.URL)
}

// root is where the function itself is: it takes webhooks there, and at /github below.
func root(u url.URL) url.URL {
	u.Path, u.RawPath, u.RawQuery = strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/github"), "", ""
	return u
}

// sameFunction reports whether two addresses are the same function's.
func sameFunction(a, b string) bool {
	one, err := url.Parse(a)
	other, err2 := url.Parse(b)
	return err == nil && err2 == nil && canonical(root(*one)) == canonical(root(*other))
}

// Worries are what speaks against an address: none of them stands in the way on a test
// machine.
func (a Address) Worries() (list []string) {
	if a.Scheme == "http" {
		list = append(list, "it is http: what people write travels in the clear, and anybody on the way can read and repeat it; use https outside a test")
	}
	if private(a.Hostname()) {
		list = append(list, "it is an address of this machine or of a private network, which GitHub does not reach")
	}
	return list
}

func private(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".local") || strings.HasSuffix(host, ".internal") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && inside(ip) || err != nil && !strings.Contains(host, ".") && net.ParseIP(host) == nil
}
