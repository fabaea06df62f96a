package issue

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"time"
)

// conditional asks GitHub for nothing twice: a GET of what was got before carries its ETag,
// and where GitHub answers 304, which costs no rate limit, the answer is the one of before.
// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
//
// It is for who asks again and again. It stands below whatever adds the token, so that the
// answers it keeps are those for one identity.
type conditional struct {
	next http.RoundTripper

	mu   sync.Mutex
	kept map[string]answered
	size int
}

type answered struct {
	header http.Header
	body   []byte
	at     time.Time
}

const (
	maxKeptAnswer = 2 << 20 // bytes; a larger one is asked for anew each time
	maxKept       = 64 << 20
	keepTime      = time.Hour // then it is asked for anew: a server that says 304 for ever is not believed for ever
)

// NewConditional is a transport that asks for nothing twice; see the type. Watchers of one
// account share it.
func NewConditional(next http.RoundTripper) http.RoundTripper {
	return &conditional{next: next, kept: map[string]answered{}}
}

func (c *conditional) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodGet {
		return c.next.RoundTrip(r)
	}
	key := r.URL.String() + " " + r.Header.Get("Accept")
	c.mu.Lock()
	before, known := c.kept[key]
	known = known && time.Since(before.at) < keepTime
	c.mu.Unlock()
	if known {
		r = r.Clone(r.Context())
		r.Header.Set("If-None-Match", before.header.Get("ETag"))
	}
	response, err := c.next.RoundTrip(r)
	switch {
	case err != nil:
		return nil, err
	case known && response.StatusCode == http.StatusNotModified:
		return before.again(response), nil
	case response.StatusCode == http.StatusOK && response.Header.Get("ETag") != "":
		return response, c.keep(key, response)
	}
	return response, nil
}

// again is the answer of before, with what this one says of the rate limit and the time.
func (a answered) again(now *http.Response) *http.Response {
	now.Body.Close()
	header := a.header.Clone()
	for name, values := range now.Header {
		header[name] = values
	}
	now.Status, now.StatusCode, now.Header = "200 OK", http.StatusOK, header
	now.Body, now.ContentLength = io.NopCloser(bytes.NewReader(a.body)), int64(len(a.body))
	return now
}

// keep reads an answer, and keeps it where it is small.
func (c *conditional) keep(key string, response *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(response.Body, maxKeptAnswer+1))
	if err != nil {
		response.Body.Close()
		return err
	}
	if len(body) > maxKeptAnswer {
		response.Body = &rest{io.MultiReader(bytes.NewReader(body), response.Body), response.Body}
		return nil
	}
	response.Body.Close()
	response.Body = io.NopCloser(bytes.NewReader(body))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.size+len(body) > maxKept {
		clear(c.kept)
		c.size = 0
	}
	c.size += len(body) - len(c.kept[key].body)
	c.kept[key] = answered{response.Header.Clone(), body, time.Now()}
	return nil
}

// rest is a body whose beginning was read already.
type rest struct {
	io.Reader
	io.Closer
}
