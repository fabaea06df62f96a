package site

import (
	"errors"
	"math"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Unclear reports whether a call that went wrong may have been done all the same: there was
// no answer, or one out of the middle.
func Unclear(err error) bool { return unclear(answered(err)) }

func unclear(code int) bool { return code < 300 || code == http.StatusRequestTimeout || code >= 500 }

func answered(err error) int {
	if answer := issue.Answer(err); answer != nil {
		return answer.StatusCode
	}
	return 0
}

// Why is why GitHub did not do a thing, and what to do next.
func Why(err error) issue.Text {
	if wait := issue.RetryAfter(err); wait > 0 {
		return issue.Textf("GitHub's rate limit for this robot is used up: comment it again in %d min.", int(math.Ceil(wait.Minutes())))
	}
	code := answered(err)
	switch {
	case Unclear(err):
		return issue.Textf("GitHub did not answer as it should. Comment it again: what is done already is left as it is.")
	case code == http.StatusUnauthorized:
		return issue.Textf("GitHub does not accept this robot's token any more; its operator has to renew it.")
	case code == http.StatusGone:
		return issue.Textf("GitHub does not have this issue any more (410).")
	case strings.Contains(strings.ToLower(Message(err)), "archived"):
		return issue.Textf("This repository is archived. Its owner can unarchive it.")
	case code == http.StatusForbidden || code == http.StatusNotFound:
		return issue.Textf("GitHub does not let this robot do that here (%d). Its operator has to give its token `issues: write` and `pull_requests: write` (of a classic token, the scope `repo`), and its account write access to this repository.", code)
	}
	return issue.Textf("GitHub refuses it (%d). Tell whoever runs this robot.", code)
}

// Message is what GitHub wrote into an answer that is an error.
func Message(err error) string {
	var answer *github.ErrorResponse
	if !errors.As(err, &answer) {
		return ""
	}
	return answer.Message
}

// Untouched is what went wrong before anything was changed.
func Untouched(err error) error {
	if Unclear(err) {
		return issue.Explain(err, issue.Textf("GitHub gave no answer when this issue was looked at: nothing was changed. Comment it again."))
	}
	return issue.Explain(err, Sentences(issue.Textf("Nothing was changed."), Why(err)))
}

// Partly says how far a command went, and why not further: changes that were made, the one
// that went wrong, and those that were left.
func Partly(err error, done []issue.Text, wrong issue.Text, left []issue.Text) error {
	var said []issue.Text
	if len(done) > 0 {
		said = append(said, issue.Textf("Done: %s.", list(done)))
	}
	if Unclear(err) {
		said = append(said, issue.Textf("Not confirmed: %s.", wrong))
	} else {
		left = append([]issue.Text{wrong}, left...)
	}
	if len(left) > 0 {
		said = append(said, issue.Textf("Not done: %s.", list(left)))
	}
	return issue.Explain(err, Sentences(append(said, Why(err))...))
}

func list(changes []issue.Text) issue.Text {
	text := changes[0]
	for _, change := range changes[1:] {
		text = issue.Textf("%s, %s", text, change)
	}
	return text
}

// Sentences are some of them, one behind the other.
func Sentences(all ...issue.Text) issue.Text {
	text := all[0]
	for _, next := range all[1:] {
		text = issue.Textf("%s %s", text, next)
	}
	return text
}
