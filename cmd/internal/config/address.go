package config

import (
	"net/url"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/processors/endpoint"
)

// holdURL reports what is wrong with an address: its host must be written out.
func (r *reader) holdURL(n *yaml.Node) bool {
	if n == nil {
		return false
	}
	before := len(r.found)
	text := n.Value
	scheme, rest, ok := strings.Cut(text, "://")
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	u, err := url.Parse(scheme + "://" + host)
	switch {
	case len(parse(scheme+"://"+host).places()) > 0:
		r.wrong(n, "nothing is filled into the host of an address")
	case !ok || scheme != "https" && scheme != "http" || err != nil || u.Hostname() == "" || u.User != nil:
		r.wrong(n, "want an address like https://hooks.example.com/x here, not %q", text)
	case strings.Contains(text, "#"):
		r.wrong(n, "an address that is called has no #")
	}
	return len(r.found) == before
}

// holdRequest reports what would be refused of a request before it is sent, each time.
func (r *reader) holdRequest(with *yaml.Node) {
	address, _ := fillURL(parse(textOf(get(with, "url"))), func(string) (string, error) { return "x", nil })
	request := endpoint.Request{URL: address, Private: isTrue(get(with, "private"))}
	if err := request.Check(); err != nil {
		r.wrong(get(with, "url"), "%v", err)
		return
	}
	for at, value := range pairs(get(with, "headers")) {
		one := request
		one.Headers = map[string]string{at.Value: value.Value}
		if err := one.Check(); err != nil {
			r.wrong(at, "%v", err)
		}
	}
	request.Method = textOf(get(with, "method"))
	last := with
	if n := get(with, "body"); n != nil && n.ShortTag() != "!!null" {
		request.Body, last = "x", n
	}
	if n := get(with, "form"); n != nil {
		request.Form, last = map[string]string{}, n
	}
	if err := request.Check(); err != nil {
		r.wrong(last, "%v", err)
	}
}

// hostOf is the scheme and host of an address that holdURL let pass.
func hostOf(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	return strings.ToLower(scheme + "://" + host)
}

// fillURL fills an address in: each value as one segment of the path, or one value of the
// query, whatever characters it has.
func fillURL(t template, value func(place string) (string, error)) (string, error) {
	return t.fillAfter(func(place, before string) (string, error) {
		text, err := value(place)
		switch {
		case err != nil:
			return "", err
		case strings.Contains(before, "?"):
			return url.QueryEscape(text), nil
		case text == "" || text == "." || text == "..":
			return "", badSegment(text)
		}
		return url.PathEscape(text), nil
	})
}
