package issue

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"
)

// The way back: news of a job bring the reply to the command that started it to the same
// state.
//
//	news ─find→ reply ─is it further on?→ ─look→ news in full ─restate→ edit ─tell→ mention
//
// No reply goes backwards, whatever the order of the news, and news that are told twice are
// written once.

// way is the repository that news come from, and the client that acts there.
type way struct {
	*processor
	hub   *hub
	repo  *github.Repository
	scope Scope
}

func (w way) owner() string    { return w.repo.GetOwner().GetLogin() }
func (w way) fullName() string { return w.owner() + "/" + w.repo.GetName() }
func (w way) speaks() Lang     { return w.scope.Lang }

// hear works an event that tells of a job.
func (p *processor) hear(ctx context.Context, arrived time.Time, a arrival) (Outcome, error) {
	out := Outcome{Delivery: a.delivery, Commands: []Result{}}
	client, err := p.clients.of(a.event.GetInstallation().GetID())
	if err != nil {
		return out, err
	}
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(p.robotTime+p.replyTime))
	defer cancel()
	w := way{p, &hub{client}, a.event.Repo, Scope{p.mux, p.spoken}}
	result, err := w.bring(ctx, *a.news)
	if err != nil {
		return out, untold(err)
	}
	if result != nil {
		out.Commands = append(out.Commands, *result)
	}
	return out, nil
}

// bring brings the reply that news are about to their state. The Result is nil where there
// is none, or where it is as far already. It fails where GitHub does: the news are not told
// then, and may come again.
func (w way) bring(ctx context.Context, news News) (*Result, error) {
	release, err := w.walking.jobs.hold(ctx, w.fullName()+" "+news.Job)
	if err != nil {
		return nil, err
	}
	defer release()
	p, i, err := w.find(ctx, news)
	if err != nil || p == nil {
		return nil, err
	}
	w.scope, err = w.processor.scope(ctx, w.hub.client, w.repo)
	if err != nil {
		w.log.Warn("the repository's own commands could not be read", "at", w.fullName(), "error", w.logged(err))
	}
	return w.walk(ctx, p, i, news)
}

// apart is how far a platform's clock may be from GitHub's. A job may also be made after the
// reply about it, where its platform took its time.
const apart = 10 * time.Minute

// find looks for the reply: on the issue that the job's reference names, else among all
// comments since the job began.
func (w way) find(ctx context.Context, news News) (*posted, int, error) {
	from := w.reference(news)
	number := 0
	if from != nil {
		number = from.Issue
	}
	since := news.Since
	if !since.IsZero() {
		since = since.Add(-apart)
	}
	shown := ends{}
	for c, err := range w.hub.comments(ctx, w.owner(), w.repo.GetName(), number, since) {
		if err != nil {
			return nil, 0, fmt.Errorf("look for the reply about %s in %s: %w", news.Job, w.fullName(), err)
		}
		shown.see(fromComment, c.GetID(), c.Reactions)
		if p := w.replyOf(c); p != nil {
			if i := p.line(news, from); i >= 0 {
				p.end = shown[p.mark.Source]
				return p, i, nil
			}
		}
	}
	return nil, 0, nil
}

// reference is what the job answers to, where it carries a reference that was made for it.
// Anybody who may start a job can hand it somebody else's, and words that look like one.
func (w way) reference(news News) *ref {
	for _, sealed := range news.Refs {
		if from, ok := w.keys.refers(sealed, w.fullName(), news.Bind); ok {
			return from
		}
	}
	return nil
}

// replyOf is a comment as a reply of ours, or nil: its marker is one that we signed for this
// very issue, and its author is who we were when we did.
func (w way) replyOf(c *github.IssueComment) *posted {
	m, ok := w.keys.read(c.GetBody())
	number, err := strconv.Atoi(path.Base(c.GetIssueURL()))
	author := accountOf(c.User)
	if !ok || !strings.EqualFold(m.Repo, w.fullName()) || err == nil && number != m.Issue || !m.By.is(author) {
		return nil
	}
	at := place{w.owner(), w.repo.GetName(), m.Issue, fromComment, c.GetID()}
	return &posted{at: at, url: c.GetHTMLURL(), body: c.GetBody(), mark: m, created: c.GetCreatedAt().Time, changed: c.GetUpdatedAt().Time}
}

// walk brings a reply on, where the news are further on than it is.
func (w way) walk(ctx context.Context, p *posted, i int, news News) (*Result, error) {
	if !news.after(p.mark.Commands[i]) {
		return nil, nil
	}
	news.Place, news.Unnamed = placed(p.mark.Source, p.mark.Commands[i].Line), p.mark.Commands[i].unnamed()
	news, err := w.look(ctx, p.mark.Commands[i].follower(), news)
	if err != nil {
		return nil, err
	}
	if !news.worth(p.mark.Commands[i]) { // what told of an end was wrong
		return nil, nil
	}
	return w.write(ctx, p, i, news)
}

// look asks the robot of the command for all there is to say. One that panics keeps no other
// command from its answer.
func (w way) look(ctx context.Context, name string, news News) (found News, err error) {
	defer func() {
		if r := recover(); r != nil {
			found, err = news, fmt.Errorf("look at %s: panic: %v\n%s", news.Job, r, debug.Stack())
		}
	}()
	follower, ok := w.scope.Mux.follower(name)
	if !ok { // it was, when the job was started
		w.log.Warn("no command of that name follows jobs any more", "name", name, "job", news.Job)
		return News{}, nil
	}
	if found, err = follower.Look(ctx, w.hub.client, w.repo, news); err != nil {
		return found, fmt.Errorf("look at %s: %w", news.Job, err)
	}
	return found, nil
}

// lookOnce looks at the jobs of a reply that go on: one that was just posted, since a job that
// had ended before its reply was there has no other news to come, or an older one.
func (j *job) lookOnce(ctx context.Context, p *posted) {
	w := way{j.processor, j.hub, j.event.Repo, j.scope}
	for i, line := range p.mark.Commands {
		if line.Job == "" || line.Progress.ended() {
			continue
		}
		if _, err := w.ask(ctx, p, i); err != nil {
			j.log.Warn("the job could not be looked at", "delivery", j.delivery, "job", line.Job, "error", j.logged(err))
		}
	}
}

// ask asks how a job of a reply stands, and writes it where there is something to say.
func (w way) ask(ctx context.Context, p *posted, i int) (*Result, error) {
	line := p.mark.Commands[i]
	release, err := w.walking.jobs.hold(ctx, w.fullName()+" "+line.Job)
	if err != nil {
		return nil, err
	}
	defer release()
	news, err := w.look(ctx, line.follower(), w.newsOf(p, line))
	if err != nil || !news.worth(line) {
		return nil, err
	}
	if p.old { // others may have written it meanwhile
		if err := w.renew(ctx, p); err != nil {
			return nil, err
		}
	}
	return w.write(ctx, p, i, news)
}

// newsOf is what there is to begin with where nobody told of a job. One that has not been
// seen shows its reference, which was signed with the key of that time; of one that was just
// started, another instance may have started a second.
func (w way) newsOf(p *posted, line markedLine) News {
	news := News{Job: line.Job, Bind: line.Bind, Place: placed(p.mark.Source, line.Line), Unnamed: line.unnamed()}
	if line.Job != Unseen && !p.fresh {
		return news
	}
	var refs []string
	for _, secret := range w.keys {
		refs = append(refs, keys{secret}.seal(forRef, ref{p.mark.Repo, p.mark.Issue, p.mark.Source, line.Line, line.follower(), line.Bind}))
	}
	if line.Job != Unseen {
		news.Given = refs
	} else {
		news.Refs, news.Since = refs, p.created
	}
	return news
}

// errNotOurs is the error of a reply that is no longer what we wrote, or gone.
var errNotOurs = errors.New("the reply is not what it was")

// renew reads a reply anew.
func (w way) renew(ctx context.Context, p *posted) error {
	c, err := w.hub.reread(ctx, p.at)
	if err != nil {
		if status := gitHubStatusOf(err); status == http.StatusNotFound || status == http.StatusGone {
			return errors.Join(errNotOurs, err)
		}
		return err
	}
	now := w.replyOf(c)
	if now == nil || len(now.mark.Commands) != len(p.mark.Commands) {
		return errNotOurs
	}
	now.end = p.end
	*p = *now
	return nil
}
