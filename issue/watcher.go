package issue

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"
)

// Watcher does in one repository what a Webhook does, without one: it asks GitHub what is
// new, works the commands that nobody has claimed, and brings the replies to how their jobs
// stand. It may run beside webhooks and other Watchers of the same account: the claim keeps
// them apart. It is not safe for concurrent use.
type Watcher struct {
	way
	installation int64
	back         time.Duration
	tell         func(Watched)

	round    int
	known    map[string]time.Time // the sources that are done with, by when they were created
	answered map[string]time.Time // those that have a reply of ours, by when it was posted
	later    map[string]time.Time // those that somebody else is at, by when to look whether they were
	open     map[int64]*posted    // replies whose jobs go on
}

// Watched is something that a Watcher did.
type Watched struct {
	Repo    string   `json:"repo"`
	Issue   int      `json:"issue"`
	URL     string   `json:"url"`          // of what the commands stand in, or of the reply
	By      string   `json:"by,omitempty"` // who wrote it
	Results []Result `json:"commands"`
	Note    string   `json:"note,omitempty"` // why nothing was done, or what went wrong
}

// NewWatcher returns a Watcher of the repository "owner/name", for the commands of mux. It
// looks back as far as back, and reports what it does to tell. It asks GitHub for the
// repository, and fails where GitHub does not show it.
//
// The secrets of config may be empty; beside a webhook, they should be the webhook's.
func NewWatcher(ctx context.Context, config *Config, mux *Mux, repo string, back time.Duration, tell func(Watched)) (*Watcher, error) {
	owner, name, ok := strings.Cut(repo, "/")
	if !ok || owner == "" || name == "" || strings.Contains(name, "/") {
		return nil, fmt.Errorf("%s is no OWNER/REPO", repo)
	}
	asking := &Config{
		User: config.User, Password: config.Password, Token: config.Token, AppID: config.AppID, AppKey: config.AppKey, API: config.API,
		Secrets: config.Secrets, Redact: config.Redact, Log: config.Log, RobotTime: config.RobotTime, ReplyTime: config.ReplyTime,
	}
	asking.Transport = newConditional(transportOf(config))
	p, err := newProcessor(asking, mux)
	if err != nil {
		return nil, err
	}
	client, installation, err := p.clients.in(ctx, owner, name)
	if err != nil {
		return nil, err
	}
	w := &Watcher{
		way: way{p, &hub{client}, nil}, installation: installation, back: back, tell: tell,
		known: map[string]time.Time{}, answered: map[string]time.Time{}, later: map[string]time.Time{}, open: map[int64]*posted{},
	}
	if w.repo, err = w.hub.repository(ctx, owner, name); err != nil {
		return nil, err
	}
	return w, nil
}

// Round asks once, and works what is new. What fails is tried again in the next round. It
// ends early with ctx, but never in the middle of a comment.
func (w *Watcher) Round(ctx context.Context) error {
	since := time.Now().Add(-w.back)
	for _, old := range []map[string]time.Time{w.known, w.answered} {
		maps.DeleteFunc(old, func(_ string, t time.Time) bool { return t.Before(since.Add(-2 * time.Hour)) })
	}
	// The same address for an hour, so that GitHub can answer that nothing changed.
	texts, err := w.list(ctx, since.Truncate(time.Hour))
	slices.SortStableFunc(texts, func(a, b text) int {
		return cmp.Or(a.created.Compare(b.created), cmp.Compare(a.at.id, b.at.id))
	})
	errs := []error{err}
	for _, t := range texts {
		if ctx.Err() != nil || time.Now().Before(w.later[t.at.String()]) {
			continue
		}
		delete(w.later, t.at.String())
		switch others, err := w.work(ctx, t); {
		case err != nil:
			errs = append(errs, err)
		case others:
			w.later[t.at.String()] = time.Now().Add(longestRun)
		default:
			w.known[t.at.String()] = t.created
		}
	}
	for _, id := range slices.Sorted(maps.Keys(w.open)) {
		if ctx.Err() == nil {
			errs = append(errs, w.follow(ctx, id))
		}
	}
	w.round++
	return errors.Join(errs...)
}

// work works a text that is not known yet, and reports whether others may be at it. An error
// means that it is to be tried again.
func (w *Watcher) work(ctx context.Context, t text) (others bool, err error) {
	_, answered := w.answered[t.at.String()]
	if answered || t.by.GetLogin() == "" || !w.person(t.by.GetType(), t.body) {
		return false, nil
	}
	lines := w.mux.find(t.body)
	if len(lines) == 0 {
		return false, nil
	}
	seen := Watched{Repo: w.fullName(), Issue: t.at.number, URL: t.url, By: t.by.GetLogin()}
	if t.edited && t.at.kind != fromIssue {
		if !t.claimed {
			seen.Note = "not run: it was edited since it was written"
			w.tell(seen)
		}
		return false, nil
	}
	if t.edited {
		changed(lines)
	}
	event, err := w.eventOf(ctx, t)
	if err != nil {
		return false, err
	}
	outcome, err := w.process(context.WithoutCancel(ctx), time.Now(), arrival{kind: t.at.kind, event: event, lines: lines, resume: true})
	if status := gitHubStatusOf(err); status == 404 || status == 410 || status == 403 && event.GetIssue().GetLocked() {
		seen.Note = public(err)
		w.tell(seen)
		return false, nil // it is gone, or closed to us: it would be the same again
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w", t.url, err)
	}
	if slices.ContainsFunc(outcome.Commands, func(r Result) bool { return r.State != Duplicate }) {
		seen.Results, seen.Note = outcome.Commands, outcome.Error
		w.tell(seen)
	}
	return outcome.others, nil
}

// changed refuses what might do harm in a text that somebody may have changed since it was
// written: GitHub does not say who.
func changed(lines []found) {
	for i := range lines {
		if lines[i].known != nil && lines[i].known.help.Effect != Reads && lines[i].refusal == "" {
			lines[i].refusal = "this text may have been changed since it was opened; comment the command instead"
		}
	}
}

// eventOf is a text as the webhook would have told of it.
func (w *Watcher) eventOf(ctx context.Context, t text) (*IssueCommentEvent, error) {
	issue := t.issue
	if issue == nil {
		var err error
		if issue, err = w.hub.issue(ctx, t.at); err != nil {
			return nil, err
		}
	}
	event := &IssueCommentEvent{
		Action: new("created"), Issue: issue, Repo: w.repo, Sender: t.by,
		Comment: &github.IssueComment{Body: &t.body, User: t.by, HTMLURL: &t.url, CreatedAt: &github.Timestamp{Time: t.created}},
	}
	if t.at.id != 0 {
		event.Comment.ID = &t.at.id
	}
	if w.installation != 0 {
		event.Installation = &github.Installation{ID: &w.installation}
	}
	return event, nil
}

// seldom is how often, in rounds, a job that ended badly is asked for: somebody may run it
// again.
const seldom = 12

// follow asks how the jobs of one reply stand, and forgets a reply that will not change.
func (w *Watcher) follow(ctx context.Context, id int64) error {
	p := w.open[id]
	running, again := p.goesOn()
	switch {
	case !running && !again:
		delete(w.open, id)
		return nil
	case !running && w.round%seldom != 0:
		return nil
	}
	p.old = true
	for i, line := range p.mark.Commands {
		if line.Job == "" || line.Progress == JobSucceeded {
			continue
		}
		result, err := w.ask(ctx, p, i)
		if status := gitHubStatusOf(err); status == 404 || status == 410 { // the job or the reply is gone
			delete(w.open, id)
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.url, err)
		}
		if result != nil {
			w.tell(Watched{Repo: w.fullName(), Issue: p.mark.Issue, URL: p.url, Results: []Result{*result}})
		}
	}
	return nil
}
