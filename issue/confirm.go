package issue

import (
	"context"
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

// sender is who says the commands.
func (j *job) sender() account { return accountOf(j.event.GetSender()) }

// confirmedOnce is the reaction to what was asked for that somebody has confirmed.
const confirmedOnce = "hooray" // 🎉
