package e2e

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// TestForged takes Drone's own webhook of a build's end, and lies. What the robot writes is
// what Drone says of the build when it is asked.
func TestForged(t *testing.T) {
	s := begin(t, "article.yml")
	s.comment("alice", "/promote 1 dev")
	s.ends(2, sdk.StatusPassing)
	before := s.replies()
	deliveries := s.relay.of(s.slug, 2)
	real := deliveries[len(deliveries)-1]
	lie := bytes.ReplaceAll(real.Body, []byte(`"success"`), []byte(`"failure"`))
	signed := func(secret string, body []byte, at time.Time) http.Header {
		header := real.Header.Clone()
		for name, value := range dronetest.Sign(secret, body, at) {
			header[name] = value
		}
		return header
	}
	without := func(name string) http.Header {
		header := real.Header.Clone()
		header.Del(name)
		return header
	}
	for _, test := range []struct {
		what   string
		header http.Header
		body   []byte
		want   int
	}{
		{"another body", real.Header, lie, http.StatusUnauthorized},
		{"another secret", signed("a guess", lie, time.Now()), lie, http.StatusUnauthorized},
		{"an empty secret", signed("", lie, time.Now()), lie, http.StatusUnauthorized},
		{"an old date", signed(hookSecret, lie, time.Now().Add(-time.Hour)), lie, http.StatusUnauthorized},
		{"no signature", without("Signature"), real.Body, http.StatusUnauthorized},
		{"no digest", without("Digest"), real.Body, http.StatusUnauthorized},
		{"the real one again", real.Header, real.Body, http.StatusNoContent},
		{"a lie with Drone's secret", signed(hookSecret, lie, time.Now()), lie, http.StatusNoContent},
	} {
		if got := pass(t.Context(), s.robot.url+"/drone", test.header, test.body); got != test.want {
			t.Errorf("%s: the answer is %d, want %d", test.what, got, test.want)
		}
		now := s.replies()
		if len(now) != len(before) || now[0].Body != before[0].Body {
			t.Errorf("%s: the reply changed\nfrom %s\nto   %s", test.what, before[0].Body, now[0].Body)
		}
	}
}
