package lock

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// status is GitHub's answer behind an error, 0 where there is none.
func status(err error) int {
	if answer := issue.Answer(err); answer != nil {
		return answer.StatusCode
	}
	return 0
}

// says reports whether GitHub's message holds a text. It has no code for what it means.
func says(err error, text string) bool {
	var answer *github.ErrorResponse
	return errors.As(err, &answer) && status(err) == http.StatusUnprocessableEntity && strings.Contains(answer.Message, text)
}

// raced reports whether somebody else was faster.
func raced(err error) bool {
	return says(err, "already exists") || says(err, "not a fast forward") || says(err, "does not exist")
}

// refused reports whether GitHub did nothing, because of who asks or how often.
func refused(err error) bool {
	s := status(err)
	return s == http.StatusUnauthorized || s == http.StatusForbidden || s == http.StatusNotFound || s == http.StatusTooManyRequests
}

// doubtful reports whether GitHub may have done it all the same.
func doubtful(err error) bool {
	s := status(err)
	return s < 400 || s >= 500 || s == http.StatusConflict
}

// off reports whether the token is the reason. GitHub says 404 to those that may not know.
func off(err error) bool {
	s := status(err)
	return (s == http.StatusForbidden || s == http.StatusNotFound) && issue.RetryAfter(err) == 0
}

// plainly is an error of which the framework says what GitHub answered, or one that says
// that locks are off; nil where it is neither.
func plainly(doing string, err error) error {
	switch {
	case off(err):
		return issue.Explain(fmt.Errorf("%w: %w", ErrOff, err), issue.Textf("Locks are off here: the robot's token may not write this repository's contents (`contents: write`). Tell whoever runs this robot."))
	case !doubtful(err):
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// unread says that nothing was locked, for certain.
func unread(target string, err error) error {
	if plain := plainly("lock of "+target, err); plain != nil {
		return plain
	}
	return issue.Explain(err, issue.Textf("GitHub did not say whether %s is locked: nothing was done. Comment it again later.", params.Show(target)))
}

func unlisted(err error) error {
	if plain := plainly("locks", err); plain != nil {
		return plain
	}
	return issue.Explain(err, issue.Textf("GitHub did not say what is locked. Comment it again later."))
}

// unsure says that a lock may be there all the same. A brief one ends by itself.
func unsure(want Lock, err error) error {
	if want.Brief {
		return issue.Explain(err, issue.Textf("GitHub did not confirm the lock of %s: nothing was started. Comment it again in two minutes.", params.Show(want.Target)))
	}
	return issue.Explain(err, issue.Textf("GitHub did not confirm the lock of %s, and may have it all the same. Look with %s, and comment it again if it is not there.",
		params.Show(want.Target), issue.Code("/locks")))
}

// unbegun says of a command that it was not begun, where the error speaks of a target's lock. A
// GitHub that refuses such refs for good is one where they are off.
func unbegun(err error) error {
	var said *issue.Said
	switch {
	case err == nil, errors.Is(err, ErrOff):
		return err
	case errors.As(err, &said):
		return issue.Explain(err, issue.Textf("GitHub did not confirm that nobody else is at this very command: nothing was started. Comment it again."))
	case status(err) == http.StatusUnprocessableEntity:
		return errors.Join(ErrOff, err)
	}
	return err
}

func unended(target string, err error) error {
	if plain := plainly("unlock "+target, err); plain != nil {
		return plain
	}
	return issue.Explain(err, issue.Textf("GitHub did not confirm that the lock of %s is gone. Look with %s, and comment it again if it is there.",
		params.Show(target), issue.Code("/locks")))
}

func crowded(target string, err error) error {
	return issue.Explain(err, issue.Textf("Too many want the lock of %s at the same time: nothing was done. Comment it again.", params.Show(target)))
}
