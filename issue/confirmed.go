package issue

import (
	"context"
	"errors"
	"strings"
)

// confirmNow does what is confirmed, and gives the claim back where nothing was done: by a
// person who may not, or while a rule stands against it, nothing is confirmed.
func (j *job) confirmNow(ctx context.Context, todo []asked, source place, claim reaction, result *Result) (string, error) {
	text, err := j.doAll(ctx, todo, result)
	if err != nil && undone(todo, err) && !result.leaves() {
		if _, backErr := j.hub.unreact(ctx, source, claim); backErr != nil {
			j.log.Warn("the confirmation could not be given back", "delivery", j.delivery, "error", j.logged(backErr))
		}
	}
	return text, err
}

// leaves reports whether a result leaves something behind it: a job, a request, or a command
// that was confirmed and ran.
func (r Result) leaves() bool {
	if len(r.parts) > 0 {
		return r.parts[0].State == Ran || r.parts[0].leaves() // where the first did not run, none did
	}
	return r.request.text != "" || r.job.name != ""
}

// undone reports whether the command that ended what was confirmed did nothing, for certain: it
// was refused, or it follows whatever it may have started, and follows nothing.
func undone(todo []asked, err error) bool {
	var said *Said
	if !errors.As(err, &said) {
		return false
	}
	_, follows := todo[0].known.run.(Follower)
	return said.State == Denied || said.State == Refused || said.State == Failed && follows && len(todo) == 1
}

// doAll runs commands one after the other, as the person of this event; the first that
// fails ends it, and what went before and after it is said, too. Of several, each has its own
// line in the reply, which walks on with the job of each.
func (j *job) doAll(ctx context.Context, todo []asked, result *Result) (string, error) {
	if j.started+len(todo) > maxAnswered {
		return "", Refusef("Not started: one comment may start %d commands. Put it into another one.", maxAnswered)
	}
	if j.started += len(todo); len(todo) == 1 {
		return j.doOne(ctx, todo[0], result)
	}
	var said []string
	var failed *Said
	for n, one := range todo {
		part := Result{Name: result.Name, State: Ran, command: one.command, index: result.part(n)}
		text, err := "", error(&Said{State: Skipped, Text: Textf("Not started, since one before it was not: %s. Ask for it anew.", Code(one.request.text))})
		if failed == nil {
			text, err = j.doOne(ctx, one, &part)
		}
		switch {
		case errors.Is(err, errTwin):
			return "", err
		case err != nil:
			wrong := j.say(err)
			part.State, text = wrong.State, wrong.in(j.speaks(), one.known)
		}
		if err != nil && failed == nil {
			j.log.Warn("confirmed", "delivery", j.delivery, "name", one.command.Type, "error", j.logged(err))
			failed = &Said{State: part.State}
		}
		part.Detail = j.redact.Text(text)
		if result.parts = append(result.parts, part); text != "" {
			said = append(said, text)
		}
	}
	text := strings.Join(said, "\n\n")
	if failed == nil {
		return text, nil
	}
	failed.Text = Verbatim(text)
	return "", failed
}

// doOne runs a command that was confirmed.
func (j *job) doOne(ctx context.Context, one asked, result *Result) (string, error) {
	ctx = context.WithValue(ctx, callKey{}, j.call(ctx, one.command, &one.request, result))
	return run(ctx, one.known.run.Run, IssueEvent{j.event, one.command, j.hub.client})
}
