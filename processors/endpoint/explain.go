package endpoint

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"

	"github.com/fanux/robot/issue"
)

// What to do next.
var (
	tellOperator = issue.Textf("Tell whoever runs this robot.")
	lookFirst    = issue.Textf("It may have been done: look before you ask again.")
	lookAtWords  = issue.Textf("Look at what you wrote; if it is right, tell whoever runs this robot.")
	later        = issue.Textf("Ask again later.")
)

// misconfigured makes a sentence of a request that cannot be made.
func (c *call) misconfigured(err error) error {
	var f fault
	if !errors.As(err, &f) {
		return err
	}
	return issue.Errorf("What is configured for %s is wrong: %s. Nothing was done. %s", c.name, f.Text, tellOperator)
}

// unanswered makes a sentence of a call without an answer.
func (c *call) unanswered(x *exchange, err error) error {
	cause := c.cause(reason(err), err)
	var untrusted *tls.CertificateVerificationError
	switch {
	case x.sent:
		return issue.Explain(cause, issue.Textf("The endpoint of %s was called and gave no answer. %s", c.name, lookFirst))
	case errors.Is(err, errPrivate):
		return issue.Explain(cause, issue.Textf("The endpoint of %s has a private address, which is called only where the configuration says so: nothing was done. %s", c.name, tellOperator))
	case errors.As(err, &untrusted):
		return issue.Explain(cause, issue.Textf("The endpoint of %s has no certificate that can be trusted: nothing was done. %s", c.name, tellOperator))
	case c.parent.Err() != nil:
		return issue.Explain(cause, issue.Textf("There was no time left to call the endpoint of %s: nothing was done. Comment again.", c.name))
	}
	return issue.Explain(cause, issue.Textf("The endpoint of %s cannot be reached: nothing was done. Try again later; if it stays so, tell whoever runs this robot.", c.name))
}

// Statuses of an endpoint that did nothing, for sure. All others leave a doubt: 408, 409 and
// 499 as well as what a proxy says of a server that it lost.
// https://www.rfc-editor.org/rfc/rfc9110#section-15
var (
	credentials = []int{401, 403, 407}
	unknown     = []int{404, 405, 406, 410, 411, 415, 421, 426, 501, 505}
	unwanted    = []int{400, 402, 412, 413, 414, 416, 417, 422, 423, 424, 425, 428, 431, 451}
	moved       = []int{301, 305, 307, 308}
	busy        = []int{429}
)

// refused makes a sentence of a status that is not 2xx.
func (c *call) refused(a *answer) error {
	status, line := statusText(a.status), a.line()
	var says issue.Text
	if line != "" {
		says = issue.Textf(" It says %s.", c.hide.show(found{text: line}))
	}
	return issue.Explain(c.cause("status "+status+": "+line, nil), c.refusal(a, status, says))
}

func (c *call) refusal(a *answer, status string, says issue.Text) issue.Text {
	switch {
	case slices.Contains(credentials, a.status):
		return issue.Textf("The endpoint of %s does not accept the robot's credentials (%s): nothing was done.%s %s", c.name, status, says, tellOperator)
	case slices.Contains(unknown, a.status):
		return issue.Textf("The endpoint of %s does not know such a call (%s): nothing was done.%s %s", c.name, status, says, lookAtWords)
	case slices.Contains(unwanted, a.status):
		return issue.Textf("The endpoint of %s refused this (%s): nothing was done.%s %s", c.name, status, says, lookAtWords)
	case slices.Contains(busy, a.status):
		return issue.Textf("The endpoint of %s is called too often (%s): nothing was done.%s %s", c.name, status, says, retryAfter(a.header))
	case slices.Contains(moved, a.status):
		return issue.Textf("The endpoint of %s has moved (%s), and the robot carries nothing to where it points: nothing was done.%s %s", c.name, status, says, tellOperator)
	case a.status >= 300 && a.status < 400:
		return issue.Textf("The endpoint of %s answered with a redirect (%s), which the robot does not follow.%s %s", c.name, status, says, lookFirst)
	}
	return issue.Textf("The endpoint of %s failed (%s).%s %s", c.name, status, says, lookFirst)
}

// retryAfter says when to ask again, where an answer says it in seconds.
// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
func retryAfter(h http.Header) issue.Text {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 1 || seconds > 24*60*60 {
		return later
	}
	return issue.Textf("Ask again in %d seconds.", seconds)
}

// answered is what is said of a call that worked and has no reply of its own.
func (c *call) answered(a *answer) issue.Text {
	if line := a.line(); line != "" {
		return issue.Textf("The endpoint of %s answered %s: %s", c.name, statusText(a.status), c.hide.show(found{text: line}))
	}
	return issue.Textf("The endpoint of %s answered %s.", c.name, statusText(a.status))
}

// cause is what the log gets to see of a call that failed. The error itself, which may hold
// an address with its query, can be asked what it is but not printed.
type cause struct {
	text string
	err  error
}

func (c *cause) Error() string        { return c.text }
func (c *cause) Is(target error) bool { return errors.Is(c.err, target) }

var query = regexp.MustCompile(`\?[^\s"]*`)

func (c *call) cause(text string, err error) error {
	text = query.ReplaceAllString(c.hide.redact(clean(text)), "?…")
	return &cause{fmt.Sprintf("endpoint: %s: %s", c.asked, issue.Short(text, mostShown)), err}
}

// reason is an error's text without the address that net/http puts before it.
func reason(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return err.Error()
}
