package drone

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// cause is what the log gets to see of a failed call. The error itself, which holds
// the URL with its query, can be asked what it is but not printed.
type cause struct {
	text string
	err  error
	open bool // Drone may have started something all the same
}

func (c *cause) Error() string { return c.text }

// Is makes errors.Is see the error that is kept back, as context.DeadlineExceeded.
func (c *cause) Is(target error) bool { return errors.Is(c.err, target) }

var query = regexp.MustCompile(`\?[^\s"]*`)

// Unconfirmed reports whether an error is that of a call by which Drone may have started
// something without saying so.
func Unconfirmed(err error) bool {
	var c *cause
	return errors.As(err, &c) && c.open
}

func (c *Client) cause(x *exchange, err error) *cause {
	text := fmt.Sprintf("status %d: %.300s", x.status, x.message)
	if x.status < 300 {
		text = reason(err)
	}
	text = strings.ReplaceAll(text, c.token, "***")
	text = strings.ReplaceAll(text, url.QueryEscape(c.token), "***")
	return &cause{text: "drone: " + x.asked + ": " + query.ReplaceAllString(text, "?…"), err: err}
}

// reason is an error's text without the URL that net/http puts before it.
func reason(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return err.Error()
}
