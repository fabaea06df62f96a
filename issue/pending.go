package issue

import (
	"context"
	"slices"
	"time"
)

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

// manyLines is more than a comment has, which is of up to 65,536 characters.
const manyLines = 1 << 16

// asked is a command that waits for a confirmation, found again.
type asked struct {
	found
	request request
}

// todo are the commands of a reply, for a person who may say all of them.
func (j *job) todo(ctx context.Context, by *Command, p *posted) (todo []asked, err error) {
	for _, request := range p.requests() {
		for _, line := range j.scope.Mux.find(request.text) {
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
			line.command.Line = by.Line + len(todo)*manyLines // so that each has a reference of its own
			todo = append(todo, asked{line, request})
		}
	}
	return todo, nil
}

// requests are the commands that the reply asks somebody to confirm.
func (p *posted) requests() (all []request) {
	for _, line := range p.mark.Commands {
		if line.Request != "" {
			all = append(all, request{line.Request, line.Exactly, line.Others, p.mark.asker()})
		}
	}
	return all
}

// needsOthers reports whether one of the requests wants somebody else than who asked.
func (p *posted) needsOthers() bool {
	return slices.ContainsFunc(p.mark.Commands, func(line markedLine) bool { return line.Others })
}
