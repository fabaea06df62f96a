package issue

import (
	"context"
	"fmt"
	"hash/fnv"
	"path"
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

// walking keeps two news of one job, and two jobs of one reply, from being written at the
// same time by this instance. What another instance writes meanwhile is looked for.
type walking struct{ jobs, replies stripes }

// stripes are locks by name. Different names may share one.
type stripes [64]chan struct{}

func newStripes() (s stripes) {
	for i := range s {
		s[i] = make(chan struct{}, 1)
	}
	return s
}

// hold waits for the lock of a name until ctx ends.
func (s *stripes) hold(ctx context.Context, name string) (release func(), err error) {
	h := fnv.New32a()
	h.Write([]byte(name))
	lock := s[h.Sum32()%uint32(len(s))]
	select {
	case lock <- struct{}{}:
		return func() { <-lock }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// way is the repository that news come from, and the client that acts there.
type way struct {
	*processor
	hub  *hub
	repo *github.Repository
}

func (w way) owner() string    { return w.repo.GetOwner().GetLogin() }
func (w way) fullName() string { return w.owner() + "/" + w.repo.GetName() }

// hear works an event that tells of a job.
func (p *processor) hear(ctx context.Context, arrived time.Time, a arrival) (Outcome, error) {
	out := Outcome{Delivery: a.delivery, Commands: []Result{}}
	client, err := p.clients.of(a.event.GetInstallation().GetID())
	if err != nil {
		return out, err
	}
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(p.robotTime+p.replyTime))
	defer cancel()
	result, err := way{p, &hub{client}, a.event.Repo}.bring(ctx, *a.news)
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
	return w.walk(ctx, p, i, news)
}

// find looks for the reply: on the issue that the job's reference names, else among all
// comments since the job began.
func (w way) find(ctx context.Context, news News) (*posted, int, error) {
	from := w.reference(news)
	number := 0
	if from != nil {
		number = from.Issue
	}
	for c, err := range w.hub.comments(ctx, w.owner(), w.repo.GetName(), number, news.Since) {
		if err != nil {
			return nil, 0, fmt.Errorf("look for the reply about %s in %s: %w", news.Job, w.fullName(), err)
		}
		if p := w.replyOf(c); p != nil {
			if i := p.line(news, from); i >= 0 {
				return p, i, nil
			}
		}
	}
	return nil, 0, nil
}

// reference is what the job answers to, where it carries a reference that was made for it.
// Anybody who may start a job can hand it somebody else's.
func (w way) reference(news News) *ref {
	from := new(ref)
	if !w.keys.open(forRef, news.Ref, from) || !strings.EqualFold(from.Repo, w.fullName()) || strings.Join(from.Bind, "\n") != strings.Join(news.Bind, "\n") {
		return nil
	}
	return from
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
	return &posted{at: at, url: c.GetHTMLURL(), body: c.GetBody(), mark: m}
}

// walk brings a reply on, where the news are further on than it is.
func (w way) walk(ctx context.Context, p *posted, i int, news News) (*Result, error) {
	if !news.after(p.mark.Commands[i]) {
		return nil, nil
	}
	news, err := w.look(ctx, p.mark.Commands[i].Name, news)
	if err != nil {
		return nil, err
	}
	return w.write(ctx, p, i, news)
}

// write writes news of one job, which are complete, into its reply. Where the reply has
// several jobs, it is read anew first, and looked at again after.
func (w way) write(ctx context.Context, p *posted, i int, news News) (*Result, error) {
	line := p.mark.Commands[i]
	if !news.after(line) {
		return nil, nil
	}
	text := w.redact.Text(news.Progress.icon() + " " + strings.Join(strings.Fields(tame(p.mark.Asked, news.Text)), " "))
	before, err := p.mark.end(), error(nil)
	if p.jobs() == 1 {
		p.restate(i, news, text, w.keys)
		err = w.hub.edit(ctx, p.at, p.body)
	} else {
		before, err = w.writeAmongOthers(ctx, p, i, news, text)
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

// look asks the robot of the command for all there is to say.
func (w way) look(ctx context.Context, name string, news News) (News, error) {
	follower, ok := w.mux.follower(name)
	if !ok { // it was, when the job was started
		w.log.Warn("no command of that name follows jobs any more", "name", name, "job", news.Job)
		return News{}, nil
	}
	news, err := follower.Look(ctx, w.hub.client, w.repo, news)
	if err != nil {
		return news, fmt.Errorf("look at %s: %w", news.Job, err)
	}
	return news, nil
}

// GitHub knows no condition on a comment's edit: who writes last wins. What was written over
// is written again, so often.
const rewrites = 3

// writeAmongOthers writes one job's news into a reply that other jobs are written into at
// the same time, and returns the reaction that was right before.
func (w way) writeAmongOthers(ctx context.Context, p *posted, i int, news News, text string) (before string, err error) {
	release, err := w.walking.replies.hold(ctx, p.at.String())
	if err != nil {
		return "", err
	}
	defer release()
	for range rewrites {
		c, err := w.hub.reread(ctx, p.at)
		if err != nil {
			return before, err
		}
		now := w.replyOf(c)
		if now == nil || len(now.mark.Commands) != len(p.mark.Commands) {
			return before, fmt.Errorf("the reply %s is not what it was", p.at)
		}
		*p = *now
		if before == "" {
			before = p.mark.end()
		}
		if !news.after(p.mark.Commands[i]) {
			return before, nil
		}
		p.restate(i, news, text, w.keys)
		if err := w.hub.edit(ctx, p.at, p.body); err != nil {
			return before, err
		}
	}
	return before, nil
}

// tell makes the reactions right, and mentions the person, once, where the end is a bad one:
// the edit of a comment sends no mail. Who sets the reaction on the reply first is who
// mentions. Nothing is lost where GitHub refuses: the reply says it.
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
	_, err = w.hub.comment(ctx, p.at, fmt.Sprintf("@%s %s ([reply](%s))\n\n%s", p.mark.Asked, text, p.url, marker))
	trouble("the bad end could not be told", err)
}

// lookOnce looks at the jobs of a reply that was just posted: one that had ended before its
// reply was there has no other news to come.
func (j *job) lookOnce(ctx context.Context, p *posted) {
	w := way{j.processor, j.hub, j.event.Repo}
	for i, line := range p.mark.Commands {
		if line.Job == "" || line.Job == Unseen {
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
	news := News{Job: line.Job, Bind: line.Bind}
	if line.Job == Unseen {
		news.Ref = w.keys.seal(forRef, ref{p.mark.Repo, p.mark.Issue, p.mark.Source, line.Line, line.Name, line.Bind})
	}
	news, err = w.look(ctx, line.Name, news)
	if err != nil || news.Progress.rank() < JobWaiting.rank() || !news.after(line) {
		return nil, err
	}
	if p.old { // others may have written it meanwhile
		c, err := w.hub.reread(ctx, p.at)
		if err != nil {
			return nil, err
		}
		now := w.replyOf(c)
		if now == nil || len(now.mark.Commands) != len(p.mark.Commands) {
			return nil, fmt.Errorf("the reply %s is not what it was", p.at)
		}
		*p = *now
	}
	return w.write(ctx, p, i, news)
}
