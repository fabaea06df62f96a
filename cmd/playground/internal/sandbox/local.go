package sandbox

import (
	"net"
	"net/http"
	"strings"
)

// Local serves who calls this machine by a name of its own: a page elsewhere whose name is
// made to point here (DNS rebinding) is refused, and so is what a page elsewhere posts here.
// Nobody in here has a password, so that nothing else keeps them out.
func Local(next http.Handler) http.Handler {
	own := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLocal(r.Host) {
			http.Error(w, "the sandbox is for this machine alone: call it 127.0.0.1 or localhost", http.StatusForbidden)
			return
		}
		own.ServeHTTP(w, r)
	})
}

// isLocal reports whether a Host header names the loopback interface.
func isLocal(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	}
	switch strings.ToLower(name) {
	case "127.0.0.1", "localhost", "::1":
		return true
	}
	return false
}
