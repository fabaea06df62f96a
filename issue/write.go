package issue

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// write tells of the news of one job, which are complete, and writes them into its reply.
// The reply comes last: where anything before fails, it says what it said, and the news may
// come again. Where it has several jobs, or the news are no end and may be overtaken by it,
// it is read anew first, and looked at again after.
func (w way) write(ctx context.Context, p *posted, i int, news News) (*Result, error) {
	shared := p.jobs() > 1 || !news.Progress.ended()
	if shared {
		release, err := w.walking.replies.hold(ctx, p.at.String())
		if err != nil {
			return nil, err
		}
		defer release()
		if err := w.renew(ctx, p); err != nil {
			return nil, err
		}
	}
	line := p.mark.Commands[i]
	if !news.after(line) {
		return nil, nil
	}
	text := w.textOf(p, news)
	if err := w.tell(ctx, p, p.restated(i, news, text, "", w.keys), news, text); err != nil {
		return nil, fmt.Errorf("tell of %s: %w", news.Job, err)
	}
	err := w.put(ctx, p, i, news)
	if shared && err == nil {
		err = w.secure(ctx, p, i, news)
	}
	if err != nil {
		return nil, err
	}
	state := Ran
	if news.Progress.bad() {
		state = Failed
	}
	w.log.Info("news", "at", fmt.Sprintf("%s#%d", w.fullName(), p.mark.Issue), "source", p.mark.Source, "name", line.Name, "job", news.Job, "attempt", news.Attempt, "progress", news.Progress)
	return &Result{Name: line.Name, State: state, Detail: text}, nil
}

// maxNews is how much of a job's news a reply shows, in characters: it may hold twenty.
const maxNews = 1500

// textOf is the news as the reply shows them, on one line.
func (w way) textOf(p *posted, news News) string {
	said := w.redact.Text(news.Text.In(w.speaks())) // while its secrets are whole
	line := strings.Join(strings.Fields(tame(p.mark.Asked, said)), " ")
	return w.redact.Text(news.Progress.icon() + " " + Short(line, maxNews))
}

// put writes news into a reply as it was read. The reply is what it was where GitHub refuses.
func (w way) put(ctx context.Context, p *posted, i int, news News) error {
	next := p.restated(i, news, w.textOf(p, news), w.logOf(p, news), w.keys)
	if err := w.hub.edit(ctx, next.at, next.body); err != nil {
		return err
	}
	*p = next
	return nil
}

// GitHub knows no condition on a comment's edit: who writes last wins. What was written over
// is written again, so often.
const rewrites = 3

// secure looks whether the news of one job that were just written into a reply still stand
// there: those of other jobs are written into it at the same time.
func (w way) secure(ctx context.Context, p *posted, i int, news News) error {
	for range rewrites {
		if err := w.renew(ctx, p); err != nil {
			return err
		}
		if !news.after(p.mark.Commands[i]) {
			break
		}
		if err := w.put(ctx, p, i, news); err != nil {
			return err
		}
	}
	if err := w.mend(ctx, p); err != nil || p.end == p.mark.end() {
		return err
	}
	return w.passing(w.settle(ctx, p, p.mark.end(), 0)) // each of two ends alone made no other of it
}

// mend looks at the jobs that have no end in the reply, after it was written: another
// instance may have written the end of one between our reading and our writing, and we over
// it. Where nobody has told of that end yet, it is for us to do.
func (w way) mend(ctx context.Context, p *posted) error {
	for i, line := range p.mark.Commands {
		if line.Job == "" || line.Progress.ended() {
			continue
		}
		news, err := w.look(ctx, line.follower(), w.newsOf(p, line))
		if err != nil {
			return err
		}
		if news.Progress.ended() && news.after(line) {
			text := w.textOf(p, news)
			if err := w.tell(ctx, p, p.restated(i, news, text, "", w.keys), news, text); err != nil {
				return err
			}
			if err := w.put(ctx, p, i, news); err != nil {
				return err
			}
		}
	}
	return nil
}

// tell makes the reactions right, and mentions the person, once, where the end is a bad one:
// the edit of a comment sends no mail. next is what the reply is about to be.
func (w way) tell(ctx context.Context, p *posted, next posted, news News, text string) error {
	if err := w.passing(w.turn(ctx, p, next.mark.end(), news.Attempt)); err != nil {
		return err
	}
	p.end = next.mark.end()
	if !news.Progress.bad() || p.mark.Asked == "" || p.told() {
		return nil
	}
	return w.passing(w.mention(ctx, p, text))
}

// passing is an error that may be gone the next time. One that will not, since a comment was
// deleted or an issue locked, does not keep the outcome from its reply.
func (w way) passing(err error) error {
	if err != nil && !passes(err) {
		w.log.Warn("a part of the outcome cannot be told", "at", w.fullName(), "error", w.logged(err))
		return nil
	}
	return err
}

// told reports whether the reply tells of a bad end already. Of the first one somebody was
// told.
func (p *posted) told() bool {
	return slices.ContainsFunc(p.mark.Commands, func(line markedLine) bool { return line.Progress.bad() })
}

// othersTime is what another instance that tells of the same end is given to do so.
const othersTime = 3 * time.Second

// mention tells the person of a bad end. Who sets the reaction on the reply first is who
// mentions; where somebody did and no mention came of it, it is for us to do.
func (w way) mention(ctx context.Context, p *posted, text string) error {
	told, err := w.hub.react(ctx, p.at, wrong)
	if err != nil {
		return err
	}
	if !told.first {
		there, err := w.mentioned(ctx, p)
		if err == nil && !there && told.age < othersTime {
			select {
			case <-time.After(othersTime):
				there, err = w.mentioned(ctx, p)
			case <-ctx.Done():
				err = ctx.Err()
			}
		}
		if err != nil || there {
			return err
		}
	}
	marker := w.keys.marker(mark{Repo: p.mark.Repo, Issue: p.mark.Issue, Source: p.at.String(), By: p.mark.By})
	mention := Textf("@%s %s ([reply](%s))", p.mark.Asked, text, p.url).In(w.speaks())
	_, err = w.hub.comment(ctx, p.at, mention+"\n\n"+marker)
	return err
}

// mentioned reports whether a mention about the reply stands on its issue.
func (w way) mentioned(ctx context.Context, p *posted) (bool, error) {
	for c, err := range w.hub.comments(ctx, p.at.owner, p.at.repo, p.at.number, p.created) {
		if err != nil {
			return false, err
		}
		if m := w.replyOf(c); m != nil && m.mark.Source == p.at.String() {
			return true, nil
		}
	}
	return false, nil
}
