package setup

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"time"
)

// lookupTime is how long a name is looked up: whoever calls it next says what is wrong with it.
const lookupTime = 3 * time.Second

// public looks whether the function's address is one that GitHub reaches.
func (c *Checkup) public(ctx context.Context) {
	const remedy = "give GitHub the function's public https address; on a machine without one, robot watch needs none"
	if worries := c.Address.Worries(); len(worries) > 0 { // that nobody reaches it is the last of them, and the worst
		c.warn("function", c.Address.Host+": "+worries[len(worries)-1], remedy)
	}
	host := c.Address.Hostname()
	if private(host) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	lookup := c.Lookup
	if lookup == nil {
		lookup = net.DefaultResolver.LookupNetIP
	}
	all, err := lookup(ctx, "ip", host)
	if err != nil {
		return // behind a proxy, names need not be known
	}
	for _, at := range all {
		if at = at.Unmap(); inside(at) {
			c.warn("function", fmt.Sprintf("the name %s stands for %s, an address of this machine or of a private network, which GitHub does not reach", host, at), remedy)
			return
		}
	}
}

// inside reports whether an address is one of this machine or of a private network.
func inside(ip netip.Addr) bool {
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() || shared.Contains(ip)
}

// shared is what providers use behind their own translation of addresses.
// https://www.rfc-editor.org/rfc/rfc6598
var shared = netip.MustParsePrefix("100.64.0.0/10")
