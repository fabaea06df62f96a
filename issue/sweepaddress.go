package issue

import (
	"net/url"
	"strings"
)

// sameFunction reports whether two addresses are the same function's: hosts and schemes have
// no case, the usual port need not be written, and webhooks are taken at / and at /github.
func sameFunction(a, b string) bool {
	one, err := url.Parse(a)
	other, err2 := url.Parse(b)
	return err == nil && err2 == nil && one.Hostname() != "" && root(one) == root(other)
}

func root(u *url.URL) string {
	port := u.Port()
	if port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		port = ""
	}
	path := strings.TrimRight(strings.TrimSuffix(strings.TrimRight(u.EscapedPath(), "/"), "/github"), "/")
	return strings.ToLower(u.Scheme) + "://" + strings.ToLower(u.Hostname()) + ":" + port + path
}
