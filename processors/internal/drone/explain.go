package drone

import (
	"net/http"

	"github.com/fanux/robot/issue"
)

var tellOperator = issue.Textf("Tell whoever runs this robot.")

// explain makes a sentence of a call that went wrong.
func (c *Client) explain(e errand, x *exchange, err error) error {
	if e.build != 0 && x.status == http.StatusNotFound && unknown(x.message) {
		return issue.Refusef("Drone knows no build %d of %s. Look up its number among [its builds](%s).", e.build, issue.Code(e.repo.String()), c.Page(e.repo))
	}
	if e.decides && x.status == http.StatusBadRequest {
		return issue.Refusef("Build %s does not wait for an approval any more: nothing was changed. Look at its page.", c.Cite(e.repo, int64(e.build)))
	}
	if x.status < 300 || (e.starts || e.changes) && unconfirmed(x) {
		why := c.cause(x, err)
		why.open = e.starts && x.sent
		return issue.Explain(why, c.unanswered(e, x))
	}
	return issue.Explain(c.cause(x, err), answered(e, x))
}

// unanswered makes a sentence of a call that Drone gave no answer to, or none that decides.
func (c *Client) unanswered(e errand, x *exchange) issue.Text {
	switch {
	case !x.sent && x.ctx.Err() != nil:
		return issue.Textf("There was no time left to ask Drone to %s: %s. Comment again.", e.doing, e.undone())
	case !x.sent:
		return issue.Textf("Drone cannot be reached: %s. Try again later; if it stays so, tell whoever runs this robot.", e.undone())
	case e.starts:
		return issue.Textf("Drone was asked to %s and has not confirmed it. It may have started: look at [its builds](%s) before you ask again.",
			e.doing, c.Page(e.repo))
	case e.changes:
		return issue.Textf("Drone was asked to %s and has not confirmed it. It may have been done: look at [build %d](%s) before you ask again.",
			e.doing, e.build, c.Link(e.repo, int64(e.build)))
	case x.status == 0 && x.ctx.Err() != nil:
		return issue.Textf("Drone was asked to %s and did not answer in time: nothing was started. Try again.", e.doing)
	}
	return issue.Textf("Drone was asked to %s and gave no answer that can be read: nothing was started. Try again; if it stays so, tell whoever runs this robot.", e.doing)
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

// unknown reports whether Drone's 404 is about the build, not about the repository.
func unknown(message string) bool {
	return message == noRows || message == "Build not found" || message == "Stage not found"
}

// answered makes a sentence of a status above 299.
func answered(e errand, x *exchange) issue.Text {
	repo := issue.Code(e.repo.String())
	switch {
	case x.status < 400:
		return issue.Textf("Drone's address leads elsewhere (status %d), where the robot does not take its token: %s. %s", x.status, e.undone(), tellOperator)
	case x.status == http.StatusBadRequest && x.message == missingTarget:
		return issue.Textf("Drone misses the target: name one after the build number.")
	case x.status == http.StatusUnauthorized:
		return issue.Textf("Drone does not accept the robot's token: %s. Tell whoever runs this robot to renew it.", e.undone())
	case x.status == http.StatusForbidden:
		return issue.Textf("Drone forbids the robot's account to %s; the account may be deactivated. %s", e.doing, tellOperator)
	case x.status == http.StatusNotFound && x.message == notFound && e.decides:
		return issue.Textf("Drone does not let the robot's account decide this: nothing was changed. "+
			"It has to be an admin of %s on GitHub, or of Drone. Tell whoever runs this robot, or decide it on the build's page.", repo)
	case x.status == http.StatusNotFound && x.message == notFound:
		return issue.Textf("Drone does not know %s, or does not let the robot's account write there. "+
			"Activate the repository in Drone, or give the account write access to it; then comment again.", repo)
	case x.status == http.StatusNotFound && x.message != "" && e.branch != "":
		return issue.Textf("Drone finds no branch %s in %s, or its own access to the repository has ended: nothing was started. "+
			"Name a branch that is there, or have the repository's owner sign in to Drone again.", clip(e.branch), repo)
	case x.status == http.StatusNotFound:
		return issue.Textf("What answers at Drone's address is not Drone (status 404): %s. %s", e.undone(), tellOperator)
	case x.status == http.StatusConflict && e.changes:
		return issue.Textf("Drone was at work on the same build and did not %s: nothing was changed. Comment it again.", e.doing)
	case x.status == http.StatusRequestURITooLong || x.status == http.StatusRequestHeaderFieldsTooLarge:
		return issue.Textf("The parameters are too long for Drone (status %d): nothing was started. Give fewer or shorter ones.", x.status)
	case x.status == http.StatusInternalServerError && x.message == notFound && e.branch != "":
		return issue.Textf("Drone found no `.drone.yml` at that commit, or its own access to %s has ended: nothing was started. "+
			"Build a commit that has the file, or have its owner sign in to Drone again.", repo)
	case x.status == http.StatusInternalServerError && x.message == notFound:
		return issue.Textf("Drone found no `.drone.yml` at that commit, or its own access to %s has ended: nothing was started. "+
			"Promote a build that has the file, or have its owner sign in to Drone again.", repo)
	case x.status == http.StatusNotImplemented:
		return issue.Textf("This Drone is the open-source edition, which cannot promote: nothing was started. %s", tellOperator)
	case x.status >= 500:
		return issue.Textf("Drone was asked to %s and failed (status %d): nothing was started. Try again later; if it stays so, tell whoever runs this robot.", e.doing, x.status)
	}
	return issue.Textf("Drone refused to %s (status %d): %s. %s", e.doing, x.status, e.undone(), tellOperator)
}
