package issue

import (
	"context"
	"errors"
)

// What was begun before may have done its work before it was broken off, whatever has changed
// since: the commenter's role, a rule, the text. Nothing is said of it before its robot has
// looked.
//
//	begun before ─▶ find: it is there ─▶ say and follow that
//	                not there ─▶ may it run? ─▶ run
//	                             no ─▶ nothing was done, or, where nobody can look, it may have run

// find asks the robot of a command that was begun before for what was done then. What it is
// given only reads, as in a dry run: who may not run the command is not asked for yet.
func (j *job) find(ctx context.Context, known *command, command *Command, result *Result) (reply string, found bool, err error) {
	if !j.broken || !known.finds() {
		return "", false, nil
	}
	client, err := j.reader()
	if err != nil {
		return "", false, err
	}
	call := j.call(ctx, command, nil, result)
	call.dry = new(remarks)
	ctx = context.WithValue(ctx, callKey{}, call)
	reply, err = run(ctx, func(ctx context.Context, event IssueEvent) (text string, err error) {
		text, found, err = known.run.(Finder).Find(ctx, event)
		return text, err
	}, IssueEvent{j.event, command, client})
	return reply, found, err
}

// finds reports whether what the command did can be found.
func (c *command) finds() bool {
	_, ok := c.run.(Finder)
	return ok && c.help.Repeat == Keyed
}

// refused is why a command is not run, for a person who may not. Where it was begun before, and
// nobody can look for what was done then, they may have been allowed to.
func (j *job) refused(known *command, refusal error) error {
	var said *Said
	switch {
	case !j.broken, known.help.Effect == Reads, known.finds(), errors.Is(refusal, errLater):
		return refusal
	case errors.As(refusal, &said) && said.State == Denied:
		return &Said{State: Denied, Text: Textf("It may have run: it was begun before, and broken off. Look, and if it did not, ask somebody who has **%s** here to comment it: you have **%s**.",
			known.help.Needs.Text(), j.who.level.Text())}
	}
	return Unsure()
}

// errTwin is the error of a command that another instance is at.
var errTwin = errors.New("another instance is at this very command")

// Twin is the error of a Runner that meets another instance at this very command, because both
// took its comment for theirs. Nothing more is done or said here: the other one does.
func Twin() error { return errTwin }
