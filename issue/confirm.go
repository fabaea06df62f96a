package issue

import (
	"context"
	"errors"
	"strings"
	"time"
)

// Some commands wait for a person's word: what a bot asks for and what deploys or pays, and
// what a Runner asks about (Call.Confirm). The reply holds what was asked for, signed.
// /confirm does it, as the person who says so.

const (
	// confirmTime is how long a request may be confirmed.
	confirmTime = 24 * time.Hour

	// maxRequest is the longest command that can be confirmed, in bytes, with what it would do:
	// its reply holds both. maxRequests is what a reply holds of them altogether.
	maxRequest  = 2000
	maxRequests = 4 * maxRequest
)

// request is a command that waits for /confirm.
type request struct {
	text    string  // the command, as it was written
	exactly string  // what it would do, in the Runner's words; "" where no Runner was asked
	others  bool    // who asked may not confirm it
	asked   account // who did
}

// NewConfirm returns the Runner of /confirm.
func NewConfirm() Runner { return confirm{} }

type confirm struct{}

func (confirm) Help() Help {
	return Help{
		About: "start what was asked for here and waits for a person's word",
		Long: "A bot's word starts nothing that deploys or pays, and some targets want a second look: " +
			"a person who may do it has to confirm it, within a day.",
		Examples: []string{"/confirm"},
		Needs:    Anyone, // what is confirmed has its own needs
		Effect:   Deploys,
		Repeat:   Once, // what it did is recognised by the command that it did
	}
}

func (confirm) Run(ctx context.Context, _ IssueEvent) (string, error) {
	c := From(ctx)
	if c.confirm == nil {
		return "", Errorf("There is nothing to confirm.")
	}
	return c.confirm(ctx)
}

// asks reports whether a command is only asked for, because it is a bot that says it.
func (j *job) asks(known *command) bool {
	return j.bot() && (known.help.Effect == Deploys || known.help.Effect == Pays)
}

func (j *job) bot() bool { return j.event.GetSender().GetType() == "Bot" }

// longest is how long a request may be, beside those of the other commands of the comment.
func (j *job) longest() int {
	return min(maxRequest, maxRequests/max(1, min(len(j.lines), maxCommands)))
}

// ask refuses for now what a person has to confirm; into takes what is to be done then.
func (j *job) ask(known *command, command *Command, into *request) error {
	text := command.String()
	if len(text) > j.longest() {
		return Refusef("Not run: a bot's command that has to be confirmed may have %d bytes.", j.longest())
	}
	*into = request{text: text, asked: j.sender()}
	return Refusef("%s asks for %s. Somebody who has %s can start it: %s, within a day.",
		Code(j.who.login), Code(text), known.help.Needs.Text(), Code("/confirm"))
}

// wants is Call.Confirm: given is the request that was confirmed, nil where none was.
func (j *job) wants(command *Command, given *request, what Text, exactly string, others bool, into *request) error {
	text := command.String()
	switch {
	case given != nil && (given.exactly == exactly || given.exactly == "") && !(others && given.asked.same(j.sender())):
		return nil
	case len(text)+len(exactly) > j.longest():
		return Refusef("Not run: a command that has to be confirmed may have %d bytes.", j.longest())
	}
	*into = request{text: text, exactly: exactly, others: others, asked: j.sender()}
	switch {
	case given != nil:
		return Refusef("Not started: what it would do has changed since it was asked for. Now it would %s. Somebody who may can start that with %s, within a day.", what, Code("/confirm"))
	case others:
		return Refusef("Not started yet: it would %s. Somebody else who may has to start it with %s, within a day.", what, Code("/confirm"))
	}
	return Refusef("Not started yet: it would %s. Start it with %s, within a day; so can others who may.", what, Code("/confirm"))
}

// confirmed does what is asked for in the newest request of this issue that nobody has
// confirmed yet. Of several who confirm at once, GitHub lets one be the first to react.
func (j *job) confirmed(ctx context.Context, by *Command, result *Result) (string, error) {
	requests, err := j.pending(ctx)
	if err != nil {
		return "", unstarted(err)
	}
	written := j.event.GetComment().GetCreatedAt().Time
	for _, p := range requests {
		// The request's own comment is what is claimed: a copy of the reply leads there, too.
		source := p.at.source(p.mark.Source)
		if p.needsOthers() && p.mark.asker().same(j.sender()) {
			if done, err := j.hub.reacted(ctx, source, confirmedOnce, j.own); err != nil {
				return "", unstarted(err)
			} else if done {
				continue
			}
			return "", &Said{State: Denied, Text: Textf("You asked for it yourself: somebody else who may has to say %s.", Code("/confirm"))}
		}
		todo, err := j.todo(ctx, by, p)
		if err != nil {
			return "", err
		}
		if todo == nil {
			continue
		}
		claim, err := j.hub.react(ctx, source, confirmedOnce)
		switch {
		case err != nil:
			return "", unstarted(err)
		case claim.first:
			return j.confirmNow(ctx, todo, source, claim, result)
		case !written.IsZero() && claim.at.After(written): // it is what this comment meant
			return "", Refusef("Somebody else has just confirmed it.")
		}
	}
	return "", Refusef("There is nothing to confirm here: nothing that was asked for within a day waits for it.")
}

// unstarted says that nothing was started where GitHub gave no answer. The request may be
// confirmed all the same, and nobody can confirm it again then.
func unstarted(err error) error {
	if status := gitHubStatusOf(err); status != 0 && status < 500 {
		return err
	}
	return Explain(err, Textf("GitHub gave no answer: nothing was started. Comment it again; if there is nothing to confirm then, ask for it anew."))
}

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

// sender is who says the commands.
func (j *job) sender() account { return accountOf(j.event.GetSender()) }

// confirmedOnce is the reaction to what was asked for that somebody has confirmed.
const confirmedOnce = "hooray" // 🎉

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
