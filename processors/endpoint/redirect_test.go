package endpoint_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/processors/endpoint"
)

// A body is carried nowhere else, and no host but the configured one is called.
func TestRedirectsThatAreNotFollowed(t *testing.T) {
	const moved = "The endpoint of `/notify` has moved (%s), and the robot carries nothing to where it points: nothing was done." + operator
	const redirect = "The endpoint of `/notify` answered with a redirect (%s), which the robot does not follow." + look
	thief := func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s %s was called", r.Method, r.URL) }
	for _, to := range []string{"https://evil.example.net/x", "//evil.example.net/x", "http://hooks.example.com/y", "https://hooks.example.com:8443/y", "https://me@hooks.example.com/y", "https://hooks.example.com.evil.example.net/", ":", ""} {
		for status, want := range map[int]string{301: moved, 302: redirect, 303: redirect, 307: moved, 308: moved} {
			for _, method := range []string{"GET", "POST", "DELETE"} {
				calls := 0
				e := endpoint.New(hosts{"evil.example.net": thief, "hooks.example.com:8443": thief, "hooks.example.com.evil.example.net": thief, "hooks.example.com": func(w http.ResponseWriter, r *http.Request) {
					if calls++; calls > 1 {
						thief(w, r)
					}
					w.Header().Set("Location", to)
					w.WriteHeader(status)
				}})
				_, err := e.Call(t.Context(), notify, endpoint.Request{Method: method, URL: "https://hooks.example.com/x", Headers: map[string]string{"Authorization": token}})
				failed(t, err, fmt.Sprintf(want, fmt.Sprint(status, " ", http.StatusText(status))))
			}
		}
	}
}

func TestRedirectsAtHome(t *testing.T) {
	var paths []string
	r := serve(t, func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.Method+" "+r.URL.Path)
		body, _ := io.ReadAll(r.Body)
		if r.Header.Get("Authorization") != "Bearer "+token || len(body) > 0 {
			t.Errorf("%s has %v and %q", r.URL, r.Header, body)
		}
		if len(paths) < 4 {
			http.Redirect(w, r, strings.Repeat("y", len(paths))+"?a=1#b", http.StatusFound)
		}
	})
	r.Method = "GET"
	call(t, r)
	if got := strings.Join(paths, ", "); got != "GET /x, GET /y, GET /yy, GET /yyy" {
		t.Errorf("called %s", got)
	}
}

func TestRedirectLoop(t *testing.T) {
	calls := 0
	r := serve(t, func(w http.ResponseWriter, r *http.Request) { calls++; http.Redirect(w, r, "/x", http.StatusFound) })
	r.Method = "GET"
	_, err := endpoint.New(nil).Call(t.Context(), notify, r)
	failed(t, err, "The endpoint of `/notify` answered with a redirect (302 Found), which the robot does not follow."+look)
	if calls != 4 {
		t.Errorf("%d calls, want 4", calls)
	}
}
