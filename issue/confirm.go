package issue

import (
	"context"
	"strings"
	"time"
)

// What a bot asks for and what deploys or pays is not done at its word: the reply asks for a
// person, and holds what was asked for, signed. /confirm does it, as the person who says so.

const (
	// confirmTime is how long a request may be confirmed.
	confirmTime = 24 * time.Hour

	// maxRequest is the longest command that can be confirmed, in bytes: its reply holds it.
	maxRequest = 2000
)

// NewConfirm returns the Runner of /confirm.
func NewConfirm() Runner { return confirm{} }

type confirm struct{}

func (confirm) Help() Help {
	return Help{
		About:    "start what a bot has asked for here",
		Long:     "A bot's word starts nothing that deploys or pays: a person who may do it has to confirm it, within a day.",
		Examples: []string{"/confirm"},
		Needs:    Anyone, // what is confirmed has its own needs
		Effect:   Deploys,
		Repeat:   Keyed,
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

// ask refuses for now what a person has to confirm; request is what is to be done then.
func (j *job) ask(known *command, command *Command, request *string) error {
	text := command.String()
	if len(text) > maxRequest {
		return Refusef("Not run: a bot's command that has to be confirmed may have %d bytes.", maxRequest)
	}
	*request = text
	return Refusef("%s asks for %s. Somebody who has %s can start it: %s, within a day.",
		Code(j.who.login), Code(Short(text, maxShown)), known.help.Needs.text(), Code("/confirm"))
}

// confirmed does what is asked for in the newest request of this issue that nobody has
// confirmed yet. Of several who confirm at once, GitHub lets one be the first to react.
func (j *job) confirmed(ctx context.Context, job *started) (string, error) {
	w := way{j.processor, j.hub, j.event.Repo, j.scope}
	var newest *posted
	for c, err := range j.hub.comments(ctx, j.at.owner, j.at.repo, j.at.number, time.Now().Add(-confirmTime)) {
		if err != nil {
			return "", err
		}
		if p := w.replyOf(c); p != nil && p.requests() != nil && time.Since(p.created) < confirmTime && c.GetReactions().GetRocket() == 0 {
			newest = p
		}
	}
	if newest == nil {
		return "", Refusef("There is nothing to confirm here: no bot has asked for anything within a day.")
	}
	var todo []found
	for _, request := range newest.requests() {
		for _, line := range j.scope.Mux.find(request) {
			if line.known == nil || !line.refusal.empty() {
				continue
			}
			if err := j.allow(ctx, line.known); err != nil {
				return "", err
			}
			todo = append(todo, line)
		}
	}
	claim, err := j.hub.react(ctx, newest.at, worked)
	if err != nil {
		return "", err
	}
	if !claim.first || todo == nil {
		return "", Refusef("Somebody has confirmed it already.")
	}
	return j.doAll(ctx, todo, job)
}

// doAll runs commands one after the other, as the person of this event; the first that
// fails ends it.
func (j *job) doAll(ctx context.Context, todo []found, job *started) (string, error) {
	var said []string
	for _, line := range todo {
		ctx := context.WithValue(ctx, callKey{}, j.call(ctx, line.command, job))
		if line.known.usage != nil {
			if err := line.known.usage.check(line.command); err != nil {
				return "", err
			}
		}
		text, err := run(ctx, line.known.run.Run, IssueEvent{j.event, line.command, j.hub.client})
		if err != nil {
			return "", err
		}
		job.by = line.command.Type
		said = append(said, text)
	}
	return strings.Join(said, "\n\n"), nil
}

// requests are the commands that the reply asks somebody to confirm.
func (p *posted) requests() (all []string) {
	for _, line := range p.mark.Commands {
		if line.Request != "" {
			all = append(all, line.Request)
		}
	}
	return all
}
