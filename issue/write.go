package issue

import (
	"context"
	"fmt"
	"strings"
)

// write writes news of one job, which are complete, into its reply. Where the reply has
// several jobs, it is read anew first, and looked at again after.
func (w way) write(ctx context.Context, p *posted, i int, news News) (*Result, error) {
	line := p.mark.Commands[i]
	if !news.after(line) {
		return nil, nil
	}
	text := w.textOf(p, news)
	before := p.mark.end()
	var err error
	if p.jobs() == 1 {
		err = w.put(ctx, p, i, news)
	} else {
		before, err = w.writeAmongOthers(ctx, p, i, news)
	}
	if err != nil {
		return nil, err
	}
	w.tell(ctx, p, before, news, text)
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
	line := strings.Join(strings.Fields(tame(p.mark.Asked, news.Text.In(w.speaks()))), " ")
	return w.redact.Text(news.Progress.icon() + " " + Short(line, maxNews))
}

// put writes news into a reply as it was read. The reply is what it was where GitHub refuses.
func (w way) put(ctx context.Context, p *posted, i int, news News) error {
	next := p.restated(i, news, w.textOf(p, news), w.keys)
	if err := w.hub.edit(ctx, next.at, next.body); err != nil {
		return err
	}
	*p = next
	return nil
}

// GitHub knows no condition on a comment's edit: who writes last wins. What was written over
// is written again, so often.
const rewrites = 3

// writeAmongOthers writes one job's news into a reply that other jobs are written into at
// the same time, and returns the reaction that was right before.
func (w way) writeAmongOthers(ctx context.Context, p *posted, i int, news News) (before string, err error) {
	release, err := w.walking.replies.hold(ctx, p.at.String())
	if err != nil {
		return "", err
	}
	defer release()
	for range rewrites {
		if err := w.renew(ctx, p); err != nil {
			return before, err
		}
		if before == "" {
			before = p.mark.end()
		}
		if !news.after(p.mark.Commands[i]) {
			break
		}
		if err := w.put(ctx, p, i, news); err != nil {
			return before, err
		}
	}
	return before, w.mend(ctx, p, i)
}

// mend looks at the jobs beside the one that was just written: another instance may have
// written the end of one of them between our reading and our writing, and we over it.
func (w way) mend(ctx context.Context, p *posted, except int) error {
	for i, line := range p.mark.Commands {
		if i == except || line.Job == "" || line.Progress.ended() {
			continue
		}
		news, err := w.look(ctx, line.follower(), w.newsOf(p, line))
		if err != nil {
			return err
		}
		if news.Progress.ended() && news.after(line) {
			if err := w.put(ctx, p, i, news); err != nil {
				return err
			}
		}
	}
	return nil
}

// tell makes the reactions right, and mentions the person, once, where the end is a bad one:
// the edit of a comment sends no mail. Who sets the reaction on the reply first is who
// mentions, and takes it back where that fails.
func (w way) tell(ctx context.Context, p *posted, before string, news News, text string) {
	trouble := func(what string, err error) {
		if err != nil {
			w.log.Warn(what, "job", news.Job, "error", w.logged(err))
		}
	}
	source := p.at.source(p.mark.Source)
	if after := p.mark.end(); after != before {
		_, err := w.hub.react(ctx, source, after)
		trouble("the closing reaction could not be set", err)
		trouble("the reaction of before could not be taken back", w.hub.takeBack(ctx, source, before))
	}
	if !news.Progress.bad() || p.mark.Asked == "" {
		return
	}
	told, err := w.hub.react(ctx, p.at, wrong)
	trouble("the reply could not be marked", err)
	if !told.first {
		return
	}
	marker := w.keys.marker(mark{Repo: p.mark.Repo, Issue: p.mark.Issue, Source: p.at.String(), By: p.mark.By})
	mention := Textf("@%s %s ([reply](%s))", p.mark.Asked, text, p.url).In(w.speaks())
	if _, err = w.hub.comment(ctx, p.at, mention+"\n\n"+marker); err != nil {
		trouble("the bad end could not be told", err)
		_, err = w.hub.unreact(ctx, p.at, told)
		trouble("the mark of the reply could not be taken back", err)
	}
}
