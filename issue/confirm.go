package issue

import (
	"context"
	"slices"
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
		Code(j.who.login), Code(text), known.help.Needs.text(), Code("/confirm"))
}

// confirmed does what is asked for in the newest request of this issue that nobody has
// confirmed yet. Of several who confirm at once, GitHub lets one be the first to react.
func (j *job) confirmed(ctx context.Context, by *Command, job *started) (string, error) {
	requests, err := j.pending(ctx)
	if err != nil {
		return "", err
	}
	for _, p := range requests {
		todo, err := j.todo(ctx, by, p)
		if err != nil {
			return "", err
		}
		if todo == nil {
			continue
		}
		// The request's own comment is what is claimed: a copy of the reply leads there, too.
		claim, err := j.hub.react(ctx, p.at.source(p.mark.Source), confirmedOnce)
		if err != nil {
			return "", err
		}
		if claim.first {
			return j.doAll(ctx, todo, job)
		}
	}
	return "", Refusef("There is nothing to confirm here: no bot has asked for anything within a day.")
}

// confirmedOnce is the reaction to what a bot asked for that somebody has confirmed.
const confirmedOnce = "hooray" // 🎉

// pending are the replies of this issue that ask for a confirmation and stood there before
// it was given, the newest first.
func (j *job) pending(ctx context.Context) (all []*posted, err error) {
	w := way{j.processor, j.hub, j.event.Repo, j.scope}
	before := j.event.GetComment().GetCreatedAt().Time
	for c, err := range j.hub.comments(ctx, j.at.owner, j.at.repo, j.at.number, time.Now().Add(-confirmTime)) {
		if err != nil {
			return nil, err
		}
		p := w.replyOf(c)
		if p != nil && p.requests() != nil && time.Since(time.Unix(p.mark.At, 0)) < confirmTime && (before.IsZero() || !p.created.After(before)) {
			all = append(all, p)
		}
	}
	slices.Reverse(all)
	return all, nil
}

// todo are the commands of a request, for a person who may say all of them.
func (j *job) todo(ctx context.Context, by *Command, p *posted) (todo []found, err error) {
	for _, request := range p.requests() {
		for _, line := range j.scope.Mux.find(request) {
			if line.known == nil || !line.refusal.empty() {
				continue
			}
			if err := j.allow(ctx, line.known); err != nil {
				return nil, err
			}
			if line.known.usage != nil {
				if err := line.known.usage.check(line.command); err != nil {
					return nil, err
				}
			}
			line.command.Line = by.Line + len(todo)*maxAnswered // so that each has a reference of its own
			todo = append(todo, line)
		}
	}
	return todo, nil
}

// doAll runs commands one after the other, as the person of this event; the first that
// fails ends it.
func (j *job) doAll(ctx context.Context, todo []found, job *started) (string, error) {
	var said []string
	for _, line := range todo {
		ctx := context.WithValue(ctx, callKey{}, j.call(ctx, line.command, job))
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
