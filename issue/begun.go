package issue

import (
	"context"
	"errors"
	"slices"
)

// What was begun before may have done its work before it was broken off, whatever has changed
// since: the commenter's role, a rule, the text. Nothing is said of it before its robot has
// looked.
//
//	begun before ─▶ find: it is there ─▶ say and follow that
//	                not there ─▶ may it run? ─▶ run
//	                             no ─▶ nothing was done, or, where nobody can look, it may have run
//
// Commands keep their order as far as can be known: what is not there, while one below it is, had
// its turn, and could not be begun. It is not begun after that one (see Call.Turn). Of what leaves
// no trace nobody knows whether it was begun: what stands above it is.

// finding is what a robot found of a command that was begun before.
type finding struct {
	reply string
	found bool
	err   error
	job   started
}

// lookBack looks for what was done before, from the last command up to the first that was.
func (j *job) lookBack(ctx context.Context) {
	if !j.broken {
		return
	}
	j.findings = map[int]finding{}
	lines := j.lines[:min(len(j.lines), maxCommands)]
	for i, line := range slices.Backward(lines) {
		if line.known == nil || line.command.dry || line.explains() || !line.known.finds() {
			continue
		}
		f := j.find(ctx, i, line)
		if j.findings[i] = f; errors.Is(f.err, errLater) {
			j.unclear = max(j.unclear, i)
		}
		if f.found {
			j.done = i
			return
		}
	}
}

// turn is Call.Turn.
func (j *job) turn(index int) error {
	if index < j.done {
		return &Said{State: Skipped, Text: Textf("Not run: it could not be begun when it was its turn, and what stands below it was. Comment it again.")}
	}
	return nil
}

// begun is what was found of a command that was begun before.
func (j *job) begun(ctx context.Context, index int, line found, result *Result) finding {
	if !j.broken || !line.known.finds() {
		return finding{}
	}
	f, looked := j.findings[index]
	if !looked || !f.found && j.moved { // a while has gone by
		f = j.find(ctx, index, line)
	}
	if result.job = f.job; !f.found && f.err == nil && index < j.unclear {
		f.err = Later(errors.New("what stands below it may have been begun"))
	}
	return f
}

// find asks the robot of a command that was begun before for what was done then. What it is
// given only reads, as in a dry run: who may not run the command is not asked for yet.
func (j *job) find(ctx context.Context, index int, line found) (f finding) {
	client, err := j.reader()
	if err != nil {
		return finding{err: err}
	}
	result := Result{Name: line.command.Type, index: index}
	call := j.call(ctx, line.command, nil, &result)
	call.dry = new(remarks)
	ctx = context.WithValue(ctx, callKey{}, call)
	f.reply, f.err = run(ctx, func(ctx context.Context, event IssueEvent) (text string, err error) {
		text, f.found, err = line.known.run.(Finder).Find(ctx, event)
		return text, err
	}, IssueEvent{j.event, line.command, client})
	f.job = result.job
	return f
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
