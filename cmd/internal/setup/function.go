package setup

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// slowStart is where GitHub, which waits ten seconds, may give up on a cold start.
const slowStart = 5 * time.Second

// function asks the function itself how it is.
func (c *Checkup) function(ctx context.Context) {
	u := root(c.Address.URL)
	u.Path += "/healthz"
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		c.fail("function", "its address cannot be asked", "correct --url")
		return
	}
	client := &http.Client{Transport: c.Settings.GitHub.Transport, Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	began := c.Now()
	answer, err := client.Do(r)
	took := c.Now().Sub(began)
	if err != nil {
		c.troubled("function", network(err, u.Host))
		return
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(answer.Body, 16)) // what is no answer of the robot's is told below
	text := fmt.Sprintf("%s answered %d in %.2f s", u.Host, answer.StatusCode, took.Seconds())
	switch status := answer.StatusCode; {
	case status == http.StatusOK && string(bytes.TrimSpace(said)) != "ok":
		c.fail("function", text+", but not as the robot does", "something else than the robot is there: correct --url; it is the address without /github and /healthz")
	case status == http.StatusOK && took > slowStart:
		c.warn("function", text+", and GitHub waits ten", "give it more memory, or an instance that is always there")
	case status == http.StatusOK:
		c.fine("function", "%s", text)
	case status == http.StatusNotFound || status == http.StatusMethodNotAllowed:
		c.fail("function", text, "something else than the robot is there: correct --url; it is the address without /github and /healthz")
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		c.fail("function", text, "let its HTTP trigger be anonymous: GitHub cannot log in, and the signature is the function's lock")
	case status >= 500:
		c.fail("function", text, "it does not start: its log says which setting is wrong, and robot serve with the same ones does, too")
	default:
		c.fail("function", text, "use the address that it leads to: GitHub does not follow")
	}
}
