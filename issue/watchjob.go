package issue

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

const (
	// seldom is how often, in rounds, a job that ended badly is asked for: somebody may run
	// it again.
	seldom = 12

	// longUnseen is when a job that its platform accepted and never showed is told of.
	longUnseen = 15 * time.Minute
)

// follow asks how the jobs of one reply stand, and forgets a reply that will not change.
func (w *Watcher) follow(ctx context.Context, id int64) error {
	p := w.open[id]
	name := fmt.Sprintf("reply/%d", id)
	running, again := p.goesOn()
	switch {
	case !running && !again:
		delete(w.open, id)
		return w.mended(ctx, p)
	case w.waits(name), !running && w.round%seldom != 0, !w.budget.allows(aLook):
		return nil
	}
	// An end is told as a whole, also when the watch is ended meanwhile.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.robotTime+w.replyTime)
	defer cancel()
	if !running {
		if err := w.mended(ctx, p); err != nil {
			return err
		}
	}
	p.old, p.end = true, w.ends[p.mark.Source]
	for i, line := range p.mark.Commands {
		if line.Job == "" || line.Progress == JobSucceeded {
			continue
		}
		result, err := w.asked(ctx, p, i)
		switch {
		case errors.Is(err, errNotOurs):
			delete(w.open, id)
			w.done(p) // the list would bring it back
			return nil
		case err != nil:
			w.failed(name)
			return fmt.Errorf("%s: %w", p.url, err)
		case result != nil:
			w.tell(Watched{Repo: w.fullName(), Issue: p.mark.Issue, URL: p.url, Results: []Result{*result}, what: didUpdate})
		}
	}
	delete(w.later, name)
	return nil
}

// mended gives a comment the end of its reply, which has come to its own, where a list shows
// that it has another: somebody died in between. A minute later nobody is at it any more.
func (w *Watcher) mended(ctx context.Context, p *posted) error {
	end := w.ends[p.mark.Source]
	if end == "" || end == p.mark.end() || w.round%seldom != 0 || time.Since(p.changed) < longestRun || !w.budget.allows(aLook) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.robotTime+w.replyTime)
	defer cancel()
	err := w.renew(ctx, p)
	if err == nil {
		err = w.settle(ctx, p, p.mark.end(), longestRun)
	}
	if errors.Is(err, errNotOurs) {
		return nil
	}
	return w.passing(err)
}

// done makes a reply one that is not followed again.
func (w *Watcher) done(p *posted) { w.known[fmt.Sprintf("reply/%d", p.at.id)] = p.created }

// asked is ask, and says what has become of a job that there is no news of.
func (w *Watcher) asked(ctx context.Context, p *posted, i int) (*Result, error) {
	line := p.mark.Commands[i]
	result, err := w.ask(ctx, p, i)
	switch {
	case err == nil && result == nil && line.Job == Unseen && line.Progress == JobAccepted && time.Since(p.created) > longUnseen:
		return w.write(ctx, p, i, News{Job: Unseen, Progress: JobWaiting, Text: line.unseen()})
	case err == nil || errors.Is(err, errNotOurs) || gitHubStatusOf(err) != http.StatusNotFound || w.later[fmt.Sprintf("reply/%d", p.at.id)].times() < 3:
		return result, err
	}
	return w.write(ctx, p, i, News{Job: line.Job, Attempt: line.Attempt, Progress: JobCancelled, Text: Textf("It is gone: it was deleted, or the robot may not see it any more.")})
}

// unseen is what is said of a job that nobody has seen for long: where the command failed, its
// platform never said that it accepted it.
func (l markedLine) unseen() Text {
	if l.State != Ran {
		return Textf("It was asked for, never confirmed, and has not been seen since. Look for it, and if it is not there, comment it again.")
	}
	return Textf("It was accepted, and has not been seen since. Look for it before you ask again.")
}

// times is how often something has failed.
func (d *delay) times() int {
	if d == nil {
		return 0
	}
	return d.failed
}
