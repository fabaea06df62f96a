package endpoint

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/fanux/robot/issue"
)

func TestPublic(t *testing.T) {
	for addresses, want := range map[string]bool{
		"8.8.8.8 1.1.1.1 100.63.255.255 100.128.0.0 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 223.255.255.255 169.253.0.1": true,
		"2606:4700::1111 2400:3200::1 2a00:1450::1 2001:4860:4860::8888":                                                    true,
		"127.0.0.1 127.9.9.9 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1":                                false,
		"169.254.169.254 100.100.100.200 100.64.0.1 100.127.255.255 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255":          false,
		"192.0.0.192 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1":                              false,
		":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:169.254.169.254 ::ffff:0:8.8.8.8":                        false,
		"64:ff9b::8.8.8.8 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd00:ec2::254":        false,
		"ff02::1 2001::1 2001:db8::1 2002:7f00:1::1 2002:a9fe:a9fe::1 3fff::1 4000::1 5f00::1 2606:4700::1111%eth0":         false,
	} {
		for address := range strings.FieldsSeq(addresses) {
			if got := public(netip.MustParseAddr(address)); got != want {
				t.Errorf("%s: got %t, want %t", address, got, want)
			}
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is public")
	}
}

const private = "The endpoint of `/notify` has a private address, which is called only where the configuration says so: nothing was done. Tell whoever runs this robot."

// Every way to write this machine's address is refused before it is connected to.
func TestPrivateAddresses(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(nil)
	s.Listener.Close()
	s.Listener = accepts{listener, t}
	s.StartTLS()
	t.Cleanup(s.Close)
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "[64:ff9b::127.0.0.1]", "169.254.169.254", "100.100.100.200", "[fe80::1%25lo]"} {
		_, err := New(nil).Call(t.Context(), notify, Request{URL: "https://" + host + ":" + port + "/"})
		said(t, host, err, private)
	}
}

// accepts is a listener that nobody may reach.
type accepts struct {
	net.Listener
	t *testing.T
}

func (a accepts) Accept() (net.Conn, error) {
	conn, err := a.Listener.Accept()
	if err == nil {
		a.t.Errorf("%s connected", conn.RemoteAddr())
	}
	return conn, err
}

// A name is judged by what it stands for when it is dialled, each time anew.
func TestNamesOfPrivateAddresses(t *testing.T) {
	var calls atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls.Add(1) }))
	t.Cleanup(s.Close)
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	e := named("127.0.0.1")
	for range 2 {
		_, err := e.Call(t.Context(), notify, Request{URL: "https://rebound.example.com:" + port + "/"})
		said(t, "a name", err, private)
	}
	if calls.Load() != 0 {
		t.Error("it was called")
	}
	if _, err := e.Call(t.Context(), notify, Request{URL: "http://rebound.example.com:" + port + "/", Private: true}); err != nil || calls.Load() != 1 {
		t.Errorf("named by the configuration: %v, %d calls", err, calls.Load())
	}
	_, err := named("").Call(t.Context(), notify, Request{URL: "https://unknown.example.com/"})
	said(t, "no such name", err, "The endpoint of `/notify` cannot be reached: nothing was done. Try again later; if it stays so, tell whoever runs this robot.")
}

// named is an Endpoint for which every name stands for that address.
func named(address string) *Endpoint {
	resolver := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go answerDNS(there, address)
		return here, nil
	}}
	public, private := guarded(), free()
	public.Resolver, private.Resolver = resolver, resolver
	return &Endpoint{carrier(&http.Transport{}, public), carrier(&http.Transport{}, private)}
}

// answerDNS answers the questions of one connection, each with its length before it.
// https://www.rfc-editor.org/rfc/rfc1035#section-4.2.2
func answerDNS(conn net.Conn, address string) {
	defer conn.Close()
	for {
		var length uint16
		if binary.Read(conn, binary.BigEndian, &length) != nil {
			return
		}
		packet := make([]byte, length)
		var m dnsmessage.Message
		if _, err := io.ReadFull(conn, packet); err != nil || m.Unpack(packet) != nil {
			return
		}
		m.Response, m.Additionals = true, nil
		if q := m.Questions[0]; address == "" {
			m.RCode = dnsmessage.RCodeNameError
		} else if q.Type == dnsmessage.TypeA {
			m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class}, Body: &dnsmessage.AResource{A: netip.MustParseAddr(address).As4()}}}
		}
		packet, err := m.Pack()
		if err != nil {
			return
		}
		conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(packet))), packet...))
	}
}

var notify = issue.IssueEvent{Command: &issue.Command{Type: "/notify"}}

func said(t *testing.T, what string, err error, want string) {
	t.Helper()
	var s *issue.Said
	if !errors.As(err, &s) || s.Text.String() != want {
		t.Errorf("%s: got %v\nwant %s", what, fmt.Sprint(err), want)
	}
}
