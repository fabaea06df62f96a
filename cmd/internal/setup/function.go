package setup

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// slowStart is where GitHub, which waits ten seconds, may give up on a cold start.
const slowStart = 5 * time.Second

// function looks whether GitHub would reach the function, whether it is the robot that answers,
// and what it says of its way to GitHub.
func (c *Checkup) function(ctx context.Context) {
	c.public(ctx)
	if c.healthy(ctx) {
		c.believes(ctx)
		c.distance(ctx)
	}
}

// below is an address of the function's.
func (c *Checkup) below(path string) string {
	u := root(c.Address.URL)
	u.Path += path
	return u.String()
}

// caller calls the function as GitHub does: it follows nowhere.
func (c *Checkup) caller() *http.Client {
	return &http.Client{Transport: c.Settings.GitHub.Transport, Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// healthy asks the function itself how it is.
func (c *Checkup) healthy(ctx context.Context) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.below("/healthz"), nil)
	if err != nil {
		c.fail("function", "its address cannot be asked", "correct --url")
		return false
	}
	began := c.Now()
	answer, err := c.caller().Do(r)
	took := c.Now().Sub(began)
	if err != nil {
		t := network(err, r.URL.Host)
		if untrusted(err) != "" {
			t.Remedy += "; GitHub does not call it either"
		}
		c.troubled("function", t)
		return false
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(answer.Body, 16)) // what is no answer of the robot's is told below
	text := fmt.Sprintf("%s answered %d in %.2f s", r.URL.Host, answer.StatusCode, took.Seconds())
	if answer.StatusCode != http.StatusOK || string(bytes.TrimSpace(said)) != "ok" {
		c.unhealthy(answer, text)
		return false
	}
	if took > slowStart {
		c.warn("function", text+", and GitHub waits ten", "give it more memory, or an instance that is always there")
	} else {
		c.fine("function", "%s", text)
	}
	if strings.HasPrefix(answer.Header.Get("Content-Disposition"), "attachment") {
		c.note("function", "the platform's own domain makes browsers download the page instead of showing it; GitHub does not mind", "/help on an issue shows the same; a domain of your own shows the page")
	}
	c.functionClock(answer.Header.Get("Date"), began.Add(took/2))
	return true
}

// unhealthy is said of an answer that is not the robot's.
func (c *Checkup) unhealthy(answer *http.Response, text string) {
	const elsewhere = "something else than the robot is there: correct --url; it is the address without /github and /healthz"
	switch status := answer.StatusCode; {
	case status == http.StatusOK:
		c.fail("function", text+", but not as the robot does", elsewhere)
	case status == http.StatusNotFound || status == http.StatusMethodNotAllowed:
		c.fail("function", text, elsewhere)
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		c.fail("function", text, "let its HTTP trigger be anonymous: GitHub cannot log in, and the signature is the function's lock")
	case status >= 500:
		c.fail("function", text, "it does not start: its log says which setting is wrong, and robot serve with the same ones does, too")
	case status >= 300 && status < 400:
		c.fail("function", text+leadsTo(answer), "use the address that it leads to: GitHub does not follow")
	default:
		c.fail("function", text, elsewhere)
	}
}

// leadsTo is where an answer leads to, without what may be a secret.
func leadsTo(answer *http.Response) string {
	to, err := answer.Location()
	if err != nil {
		return ": it leads elsewhere"
	}
	return ": it leads to " + (&url.URL{Scheme: to.Scheme, Host: to.Host, Path: to.Path}).String()
}
