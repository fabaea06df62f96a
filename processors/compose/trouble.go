package compose

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// carryOut does one step after the other, up to one that goes wrong.
func carryOut(ctx context.Context, steps []step) error {
	for n, s := range steps {
		if response, err := s.do(ctx); err != nil {
			return partly(err, site.Status(response), steps[:n], s, steps[n+1:])
		}
	}
	return nil
}

// partly says how far it went, and why not further.
func partly(err error, code int, done []step, wrong step, left []step) error {
	text := reason(err, code)
	undone := left
	if !unclear(code) {
		undone = append([]step{wrong}, left...)
	}
	if len(undone) > 0 {
		text = sentences(issue.Textf("Not done: %s.", list(undone)), text)
	}
	if unclear(code) {
		text = sentences(issue.Textf("Not confirmed: %s.", wrong.what), text)
	}
	if len(done) > 0 {
		text = sentences(issue.Textf("Done: %s.", list(done)), text)
	}
	return issue.Explain(err, text)
}

// untouched is what went wrong before anything was changed.
func untouched(err error, code int) error {
	if unclear(code) {
		return issue.Explain(err, issue.Textf("GitHub gave no answer when this issue and its labels were looked at: nothing was changed. Comment it again."))
	}
	return issue.Explain(err, sentences(issue.Textf("Nothing was changed."), reason(err, code)))
}

// unclear is a call that may have been done: no answer, or one out of the middle.
func unclear(code int) bool {
	return code < 300 || code == http.StatusRequestTimeout || code >= 500
}

// reason is why GitHub did not do a thing, and what to do next.
func reason(err error, code int) issue.Text {
	if wait := issue.RetryAfter(err); wait > 0 {
		return issue.Textf("GitHub's rate limit for this robot is used up: comment it again in %d min.", int(math.Ceil(wait.Minutes())))
	}
	switch {
	case unclear(code):
		return issue.Textf("GitHub did not answer as it should. Comment it again: what is done already is left as it is.")
	case code == http.StatusUnauthorized:
		return issue.Textf("GitHub does not accept this robot's token any more; its operator has to renew it.")
	case code == http.StatusGone:
		return issue.Textf("GitHub does not have this issue any more (410).")
	case strings.Contains(strings.ToLower(said(err)), "archived"):
		return issue.Textf("This repository is archived. Its owner can unarchive it.")
	case code == http.StatusForbidden || code == http.StatusNotFound:
		return issue.Textf("GitHub does not let this robot do that here (%d). Its operator has to give its token `issues: write` and `pull_requests: write` (of a classic token, the scope `repo`), and its account write access to this repository.", code)
	}
	return issue.Textf("GitHub refuses it (%d). Tell whoever runs this robot.", code)
}

// said is what GitHub wrote.
func said(err error) string {
	var answer *github.ErrorResponse
	if !errors.As(err, &answer) {
		return ""
	}
	return answer.Message
}

// list are steps in a row.
func list(steps []step) issue.Text {
	text := steps[0].what
	for _, s := range steps[1:] {
		text = issue.Textf("%s, %s", text, s.what)
	}
	return text
}

// sentences are two of them, one behind the other.
func sentences(a, b issue.Text) issue.Text { return issue.Textf("%s %s", a, b) }
