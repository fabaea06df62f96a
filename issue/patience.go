package issue

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"

	"github.com/google/go-github/v92/github"
)

const (
	mostWaits = 2           // for one call
	spare     = time.Second // what is left of the deadline after a wait, for the call itself
)

// patient waits where GitHub says "later", and asks again: RetryAfter reads what it says. A
// call that a limit refuses has done nothing, so that one that writes is as good to repeat as
// one that reads; an answer of any other kind, or none, is handed on at once.
//
// It waits for as long as GitHub says, where the deadline of the call leaves the time, and
// never without a deadline: then the caller has all the time there is, and decides. What is
// not waited for is handed on, too. Nothing is counted here, since another instance counts on
// its own: GitHub knows what its account has created in this minute and hour.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
type patient struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (p patient) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := p.next.RoundTrip(r)
	for range mostWaits {
		later := delayOf(response, err)
		if later == 0 || !wait(r.Context(), later) {
			break
		}
		again, ok := repeat(r)
		if !ok {
			break
		}
		response, err = p.next.RoundTrip(again)
	}
	return response, err
}

// delayOf is how long GitHub is not to be asked again; 0 where it has not said so. The token
// of an App's installation may be what it refuses: that comes as an error.
func delayOf(response *http.Response, err error) time.Duration {
	if err != nil {
		return RetryAfter(err)
	}
	if response.StatusCode != http.StatusForbidden && response.StatusCode != http.StatusTooManyRequests {
		return 0
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	response.Body = io.NopCloser(bytes.NewReader(body))
	if err != nil {
		return 0 // what there is of it is handed on
	}
	seen := *response
	seen.Body = io.NopCloser(bytes.NewReader(body)) // which is used up
	return RetryAfter(github.CheckResponse(&seen))
}

// wait reports whether it has waited: not where the deadline is too near, or where the call
// was given up meanwhile.
func wait(ctx context.Context, d time.Duration) bool {
	deadline, ok := ctx.Deadline()
	if !ok || time.Until(deadline) < d+spare {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// repeat is the same request once more, which takes its body from the beginning.
func repeat(r *http.Request) (*http.Request, bool) {
	again := r.Clone(r.Context())
	if r.Body == nil || r.Body == http.NoBody {
		return again, true
	}
	if r.GetBody == nil {
		return nil, false
	}
	body, err := r.GetBody()
	again.Body = body
	return again, err == nil
}

// timely ends every attempt at a call after callTimeout. It stands below patient: to wait is
// no part of an attempt.
type timely struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t timely) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), callTimeout)
	response, err := t.next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	response.Body = &releasing{response.Body, cancel} // it is still to be read
	return response, nil
}
