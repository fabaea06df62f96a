package endpoint

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
)

const (
	mostHead   = 64 << 10 // bytes of an answer's headers
	mostAnswer = 1 << 20  // and of its body
)

// carrier is a transport that dials by a dialer of ours. There is no proxy, not even the
// environment's: with one, the proxy's address is all that there would be to check, and the
// proxy would be asked to reach what must not be reached. A connection serves one request,
// so that none is sent again when an idle one turns out to be closed, and speaks HTTP/1.1,
// where a server cannot ask for the same again. What it sends back is not decompressed.
// https://pkg.go.dev/net/http#Transport
func carrier(base *http.Transport, dialer *net.Dialer) *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	t := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    Patience,
		DisableKeepAlives:      true,
		DisableCompression:     true,
		MaxResponseHeaderBytes: mostHead,
		Protocols:              protocols,
	}
	if base.TLSClientConfig != nil {
		t.TLSClientConfig = base.TLSClientConfig.Clone()
		t.TLSClientConfig.NextProtos = nil
	}
	return t
}

// free dials every address: the configuration names the host although it is private.
func free() *net.Dialer { return &net.Dialer{Timeout: Patience} }

// guarded dials public addresses alone. It looks at each address just before it is
// connected to, after the name was looked up: there is no second look-up for which a
// name server could have another answer.
func guarded() *net.Dialer {
	d := free()
	d.Control = func(network, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || network != "tcp4" && network != "tcp6" || !public(at.Addr()) {
			return errPrivate
		}
		return nil
	}
	return d
}

var errPrivate = errors.New("a private address, which the configuration does not allow")

// public reports whether an address is one of the Internet at large. Of IPv6 that is what is
// handed out, 2000::/3, less what stands in for IPv4 or for nobody: neither loopback nor
// local addresses are in it, nor any written as IPv4 (::ffff:0:0/96, 64:ff9b::/96), nor one
// of a zone: a Prefix contains none.
func public(a netip.Addr) bool {
	if a.Is4() {
		return !within(a, special4)
	}
	return handedOut.Contains(a) && !within(a, special6)
}

func within(a netip.Addr, blocks []netip.Prefix) bool {
	for _, block := range blocks {
		if block.Contains(a) {
			return true
		}
	}
	return false
}

var handedOut = netip.MustParsePrefix("2000::/3")

// special4 and special6 are the blocks of IANA's registries that are not for everybody.
// Cloud metadata is in them: 169.254.169.254 and, Aliyun's, 100.100.100.200.
// https://www.iana.org/assignments/iana-ipv4-special-registry/
// https://www.iana.org/assignments/iana-ipv6-special-registry/
var (
	special4 = blocks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
		"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4")
	special6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)

func blocks(texts ...string) (list []netip.Prefix) {
	for _, text := range texts {
		list = append(list, netip.MustParsePrefix(text))
	}
	return list
}
