package issue

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"
)

// work takes one command from permission to result.
func (j *job) work(ctx context.Context, index int, line found) Result {
	began := time.Now()
	result := Result{Name: line.command.Type, State: Ran, command: line.command, index: index}
	text, err := j.attempt(ctx, index, line, &result)
	j.later, j.twin = errors.Is(err, errLater), errors.Is(err, errTwin)
	if err != nil {
		said := j.say(err)
		result.State, text = said.State, said.in(j.speaks(), line.known)
	}
	result.Detail = j.redact.Text(text)
	j.log.Info("command", "delivery", j.delivery, "at", fmt.Sprintf("%s#%d", j.at.fullName(), j.at.number), "source", j.at.String(),
		"line", line.command.Line, "name", result.Name, "by", j.who.login, "state", result.State,
		"took", time.Since(began).Round(time.Microsecond).String(), "error", j.logged(err))
	return result
}

// attempt is one command: may it run, and if so, what does it say?
// Into the result go the job that it started, and what it asks somebody to confirm.
func (j *job) attempt(ctx context.Context, index int, line found, result *Result) (string, error) {
	command, known := line.command, line.known
	switch {
	case index >= maxCommands:
		return "", j.surplus(index)
	case known == nil:
		return "", &Said{State: Unknown, Text: Textf("%s is not a command of this robot. Did you mean %s?", Code(command.Type), Code(line.meant))}
	case ctx.Err() != nil && j.broken: // as with a permission that could not be checked
		return "", Later(ctx.Err())
	case ctx.Err() != nil:
		return "", &Said{State: Skipped, Text: Textf("Not run: the time for one comment was used up. Comment it again.")}
	}
	ctx = context.WithValue(ctx, callKey{}, j.call(ctx, command, nil, result))
	if line.explains() {
		return j.explain(ctx, known, command)
	}
	if command.dry {
		return j.rehearse(ctx, line)
	}
	if f := j.begun(ctx, index, line, result); f.found || f.err != nil {
		return f.reply, f.err
	}
	if err := j.may(ctx, line); err != nil {
		return "", err
	}
	if j.asks(known) {
		return "", j.ask(known, command, &result.request)
	}
	j.moved = true
	text, err := run(ctx, known.run.Run, IssueEvent{j.event, command, j.hub.client})
	if j.broken && known.help.Repeat == Idempotent && RetryAfter(err) > 0 { // the earlier run may have done what this one did not
		return "", Later(err)
	}
	return text, err
}

// may refuses a command that is not to be run. One that was begun before was run with the text
// that it was written with, and as it was set up then.
func (j *job) may(ctx context.Context, line found) error {
	if err := j.allow(ctx, line.known); err != nil {
		return j.refused(line.known, err)
	}
	if j.broken && j.changed && line.known.help.Effect != Reads {
		return Unsure()
	}
	if line.refusal.empty() {
		if err := j.again(line.known); err != nil {
			return err
		}
	}
	return line.check()
}

// check refuses a command that cannot run as it is written.
func (f found) check() error {
	if !f.refusal.empty() {
		return Usagef("Not run: %s.", f.refusal)
	}
	if f.known.usage == nil {
		return nil
	}
	return f.known.usage.check(f.command)
}

// explain is what a command declares, and for those who may run it what it finds out.
func (j *job) explain(ctx context.Context, known *command, command *Command) (string, error) {
	text := known.explain(ctx)
	more, ok := known.run.(Explainer)
	if !ok || j.allow(ctx, known) != nil {
		return text, nil
	}
	said, err := run(ctx, more.Explain, IssueEvent{j.event, command, j.hub.client})
	if err != nil {
		return "", err
	}
	return text + "\n\n" + said, nil
}

// surplus refuses a command that is one too many, and with the last that is answered
// those behind it.
func (j *job) surplus(index int) error {
	if behind := len(j.lines) - maxAnswered; behind > 0 && index == maxAnswered-1 {
		return Refusef("Not run, nor are the %d after it: one comment may hold %d commands.", behind, maxCommands)
	}
	return Refusef("Not run: one comment may hold %d commands. Put it into another one.", maxCommands)
}

// askingHelp is what explains a command instead of running it.
var askingHelp = []string{"?", "--help", "-h"}

// explains reports whether the command is only to be explained.
func (f found) explains() bool {
	return f.refusal.empty() && slices.Contains(askingHelp, f.command.Command)
}

// call is what the robot may ask beside its event. given is what was confirmed, where the
// command is run for that.
func (j *job) call(ctx context.Context, command *Command, given *request, result *Result) *Call {
	c := &Call{
		Delivery: j.delivery,
		Self:     j.own.Login,
		place:    placed(j.at.String(), command.Line),
		lang:     j.speaks(),
		version:  j.version,
		ref: func(bind ...string) string {
			return j.keys.seal(forRef, ref{j.at.fullName(), j.at.number, j.at.String(), command.Line, command.Type, bind})
		},
		refers: func(sealed string, bind ...string) (int, bool) {
			from, ok := j.keys.refers(sealed, j.at.fullName(), bind)
			if !ok {
				return 0, false
			}
			return from.Issue, true
		},
		mine: func(sealed string, bind ...string) bool {
			from, ok := j.keys.refers(sealed, j.at.fullName(), bind)
			return ok && from.Source == j.at.String() && from.Line == command.Line && from.Name == command.Type
		},
		resumed: j.broken,
		turn:    func() error { return j.turn(result.index) },
		fresh:   j.fresh(),
		knows:   func(name string) bool { return j.scope.Mux.Runner(name) != nil },
		confirm: func(ctx context.Context) (string, error) { return j.confirmed(ctx, command, result) },
		asks: func(what Text, exactly string, others bool) error {
			return j.wants(command, given, what, exactly, others, &result.request)
		},
		labels: func(ctx context.Context) (*Labels, error) { return j.desk.of(ctx, result.index) },
		forget: j.desk.forget,
		level:  j.who.level,
		allows: func(need Permission) (bool, error) { return j.who.allows(ctx, need) },
		follow: func(name string, bind []string) {
			if _, ok := j.scope.Mux.follower(command.Type); ok {
				result.job = started{name: name, bind: bind}
				if command.Type != result.Name { // it was confirmed
					result.job.by = command.Type
				}
			}
		},
	}
	if command.dry {
		c.dry, c.follow = new(remarks), nil // no job begins
		c.labels = func(ctx context.Context) (*Labels, error) { return j.desk.rehearse(ctx, c.dry) }
	}
	return c
}

func (j *job) allow(ctx context.Context, c *command) error {
	if j.bot() { // it may say what it is configured to say, and that is all that was heard
		return nil
	}
	ok, err := j.who.allows(ctx, c.help.Needs)
	switch {
	case err != nil && j.broken && passes(err): // "not run" is more than is known of what was begun before
		return Later(err)
	case err != nil:
		trouble := gitHubTrouble(err)
		if trouble.empty() {
			trouble = Textf("GitHub did not answer; comment it again later.")
		}
		return Explain(err, Textf("Not run: your permission could not be checked. %s", trouble))
	case !ok:
		return &Said{State: Denied, Text: Textf("%s needs **%s** here, and you have **%s**. Ask somebody who has it to comment this.",
			Code("/"+c.name), c.help.Needs.Text(), j.who.level.Text())}
	}
	return nil
}

// run lets nobody fall who stands behind: a robot that panics fails alone.
func run(ctx context.Context, robot func(context.Context, IssueEvent) (string, error), event IssueEvent) (reply string, err error) {
	defer func() {
		if r := recover(); r != nil {
			reply, err = "", fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return robot(ctx, event)
}

// say turns any error into words for the issue. What was not made for people stays in the log.
func (j *job) say(err error) *Said {
	var said *Said
	if errors.As(err, &said) {
		return said
	}
	if trouble := gitHubTrouble(err); !trouble.empty() {
		return &Said{State: Failed, Text: trouble}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &Said{State: Failed, Text: Textf("It did not end in the time that one comment has. It may have done its work: look before you comment it again.")}
	}
	if j.delivery == "" {
		return &Said{State: Failed, Text: Textf("It failed, and the reason is not for an issue.")}
	}
	return &Said{State: Failed, Text: Textf("It failed, and the reason is not for an issue. The robot's log has it under delivery %s.", Code(j.delivery))}
}

// logged is an error for the log, in full and without secrets.
func (p *processor) logged(err error) string {
	if err == nil {
		return ""
	}
	return p.redact.Text(err.Error())
}
