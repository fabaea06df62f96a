package drone

import (
	"net/http"

	"github.com/fanux/robot/issue"
)

const tellOperator = "Tell whoever runs this robot."

// explain makes a sentence of a call that went wrong.
func (c *Client) explain(e errand, x *exchange, err error) error {
	cause := c.cause(x, err)
	say := func(format string, args ...any) error { return issue.Explain(cause, format, args...) }
	switch {
	case !x.sent && x.ctx.Err() != nil:
		return say("There was no time left to ask Drone to %s: nothing was started. Comment again.", e.doing)
	case !x.sent:
		return say("Drone cannot be reached: nothing was started. Try again later; if it stays so, tell whoever runs this robot.")
	case e.starts && unconfirmed(x):
		return say("Drone was asked to %s and has not confirmed it. It may have started: look at [its builds](%s) before you ask again.",
			e.doing, c.page(e.repo))
	case x.status == 0 && x.ctx.Err() != nil:
		return say("Drone was asked to %s and did not answer in time: nothing was started. Try again.", e.doing)
	case x.status == 0 || x.status < 300:
		return say("Drone was asked to %s and gave no answer that can be read: nothing was started. Try again; if it stays so, tell whoever runs this robot.", e.doing)
	}
	return c.answered(e, x, say)
}

// unconfirmed reports whether Drone may have started something all the same: there was
// no answer, or half of one, or one that came from a proxy or out of a later step.
func unconfirmed(x *exchange) bool {
	switch x.status {
	case http.StatusNotImplemented:
		return false
	case http.StatusInternalServerError:
		return x.message != notFound
	}
	return x.status < 300 || x.status == http.StatusRequestTimeout || x.status >= 500
}

// What Drone's answers say, by which cases of one status are told apart.
const (
	notFound      = "Not Found"
	noRows        = "sql: no rows in result set"
	missingTarget = "Missing target environment"
)

// answered makes a sentence of a status above 299.
func (c *Client) answered(e errand, x *exchange, say func(string, ...any) error) error {
	repo := issue.Code(e.repo.String())
	switch {
	case x.status < 400:
		return say("Drone's address leads elsewhere (status %d), where the robot does not take its token: nothing was started. %s", x.status, tellOperator)
	case x.status == http.StatusBadRequest && x.message == missingTarget:
		return say("Drone misses the target: name one after the build number.")
	case x.status == http.StatusUnauthorized:
		return say("Drone does not accept the robot's token: nothing was started. Tell whoever runs this robot to renew it.")
	case x.status == http.StatusForbidden:
		return say("Drone forbids the robot's account to %s; the account may be deactivated. %s", e.doing, tellOperator)
	case x.status == http.StatusNotFound && x.message == noRows:
		return issue.Refusef("Drone knows no build %d of %s. Look up its number among [its builds](%s).", e.build, repo, c.page(e.repo))
	case x.status == http.StatusNotFound && x.message == notFound:
		return say("Drone does not know %s, or does not let the robot's account write there. "+
			"Activate the repository in Drone, or give the account write access to it; then comment again.", repo)
	case x.status == http.StatusNotFound:
		return say("What answers at Drone's address is not Drone (status 404): nothing was started. %s", tellOperator)
	case x.status == http.StatusRequestURITooLong || x.status == http.StatusRequestHeaderFieldsTooLarge:
		return say("The parameters are too long for Drone (status %d): nothing was started. Give fewer or shorter ones.", x.status)
	case x.status == http.StatusInternalServerError && x.message == notFound:
		return say("Drone found no `.drone.yml` at that commit, or its own access to %s has ended: nothing was started. "+
			"Promote a build that has the file, or have its owner sign in to Drone again.", repo)
	case x.status == http.StatusNotImplemented:
		return say("This Drone is the open-source edition, which cannot promote: nothing was started. %s", tellOperator)
	case x.status >= 500:
		return say("Drone was asked to %s and failed (status %d): nothing was started. Try again later; if it stays so, tell whoever runs this robot.", e.doing, x.status)
	}
	return say("Drone refused to %s (status %d): nothing was started. %s", e.doing, x.status, tellOperator)
}
