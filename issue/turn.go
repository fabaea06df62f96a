package issue

import (
	"context"
	"fmt"
	"time"

	"github.com/google/go-github/v92/github"
)

// A comment has one end, and it is what its reply's marker says. The reaction is set before
// the reply is written: who dies in between leaves an end that the reply has not. What brings
// the reply on after that mends it, and at last a sweep does; no call is made to look for it
// where the lists that are read anyway show nothing of the kind.

// other is the end that a comment has not.
func other(end string) string {
	if end == worked {
		return wrong
	}
	return worked
}

// unclear is the end of a text that shows both.
const unclear = "?"

// endOf is the end that a text shows in a list, "" where that is none. People's reactions
// count there, too.
func endOf(r *github.Reactions) string {
	switch rocket, confused := r.GetRocket() > 0, r.GetConfused() > 0; {
	case rocket && confused:
		return unclear
	case rocket:
		return worked
	case confused:
		return wrong
	}
	return ""
}

// ends are those that texts show, by their places within the repository.
type ends map[string]string

func (e ends) see(kind string, id int64, r *github.Reactions) {
	if end := endOf(r); end != "" {
		e[fmt.Sprintf("%s/%d", kind, id)] = end
	}
}

// turn gives the comment behind a reply the end that the reply is about to have. Where that
// has been its end before, GitHub is asked only if something speaks against it: what a list
// showed, or, where none did, that somebody may have told of another end and died.
func (w way) turn(ctx context.Context, p *posted, end string, attempt int) error {
	source := p.at.source(p.mark.Source)
	switch {
	case p.mark.end() != end:
		if _, err := w.hub.react(ctx, source, end); err != nil {
			return err
		}
		return w.hub.takeBack(ctx, source, other(end))
	case p.end == end, p.end == "" && p.jobs() == 1 && attempt <= 1:
		return nil
	}
	return w.settle(ctx, p, end, 0)
}

// settle leaves that one end on the comment behind a reply. Ends of ours that are younger than
// so much are left alone: whoever set them may be about to write the reply.
func (w way) settle(ctx context.Context, p *posted, end string, age time.Duration) error {
	source, there, strays := p.at.source(p.mark.Source), false, []reaction(nil)
	for r, err := range w.hub.reactions(ctx, source) {
		switch content := r.GetContent(); {
		case err != nil:
			return err
		case !p.mark.By.is(accountOf(r.User)) || content != end && content != other(end):
		case age > 0 && time.Since(r.GetCreatedAt().Time) < age:
			return nil
		case content == end:
			there = true
		default:
			strays = append(strays, reaction{id: r.GetID()})
		}
	}
	if !there { // first, so that there is an end at any time
		if _, err := w.hub.react(ctx, source, end); err != nil {
			return err
		}
	}
	for _, r := range strays {
		if _, err := w.hub.unreact(ctx, source, r); err != nil {
			return err
		}
	}
	return nil
}

// right looks whether the comment behind a reply has the reply's end, after others may have
// brought it on, and mends it.
func (w way) right(ctx context.Context, p *posted) error {
	if err := w.renew(ctx, p); err != nil {
		return err
	}
	return w.settle(ctx, p, p.mark.end(), 0)
}
