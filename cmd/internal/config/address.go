package config

import (
	"net/url"
	"strings"

	"go.yaml.in/yaml/v4"
)

// holdURL reports what is wrong with an address: its host must be written out.
func (r *reader) holdURL(n *yaml.Node) {
	if n == nil {
		return
	}
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
	var b strings.Builder
	for _, p := range t {
		if p.place == "" {
			b.WriteString(p.text)
			continue
		}
		text, err := value(p.place)
		if err != nil {
			return "", err
		}
		if strings.Contains(b.String(), "?") {
			b.WriteString(url.QueryEscape(text))
			continue
		}
		if text == "" || text == "." || text == ".." {
			return "", badSegment(text)
		}
		b.WriteString(url.PathEscape(text))
	}
	return b.String(), nil
}
