package issue

import (
	"context"
	"errors"
	"fmt"
	"maps"
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

	began    time.Time
	round    int
	reached  bool                 // the lists of the last round were had
	behind   bool                 // something was left over, so that more may stand behind what is known
	known    map[string]time.Time // the sources that are done with, by when they were created
	answered map[string]time.Time // those that have a reply of ours, by when it was posted
	later    map[string]*delay    // what is not to be tried yet: sources and replies
	open     map[int64]*posted    // replies whose jobs go on, or may be run again
	ends     ends                 // what the lists of this round show

	// What a Sweep makes of it.
	budget *budget       // what it may spend; nil: there is no end
	leave  time.Duration // the age from which a claim without an end is taken over; never below longestRun
	coming bool          // a delivery that holds a text was asked for just now
}

// delay is how often something has failed, and when it is tried again.
type delay struct {
	failed int
	until  time.Time
}

// Watched is something that a Watcher did.
type Watched struct {
	Repo    string   `json:"repo"`
	Issue   int      `json:"issue"`
	URL     string   `json:"url"`          // of what the commands stand in, or of the reply
	By      string   `json:"by,omitempty"` // who wrote it
	Results []Result `json:"commands"`
	Note    string   `json:"note,omitempty"` // why nothing was done, or what went wrong

	what deed
}

// NewWatcher returns a Watcher of the repository "owner/name", for the commands of mux. It
// looks back as far as back, and reports what it does to tell. It asks GitHub for the
// repository, and fails where GitHub does not show it.
//
// The secrets of config may be empty; beside a webhook, they should be the webhook's. Its
// Transport should be a NewConditional.
func NewWatcher(ctx context.Context, config *Config, mux *Mux, repo string, back time.Duration, tell func(Watched)) (*Watcher, error) {
	p, err := newProcessor(config, mux)
	if err != nil {
		return nil, err
	}
	return p.watcher(ctx, repo, back, tell)
}

func (p *processor) watcher(ctx context.Context, repo string, back time.Duration, tell func(Watched)) (*Watcher, error) {
	owner, name, ok := strings.Cut(repo, "/")
	if !ok || owner == "" || name == "" || strings.Contains(name, "/") {
		return nil, fmt.Errorf("%s is no OWNER/REPO", repo)
	}
	if !p.served(repo) {
		return nil, Explain(nil, Verbatim("The robot does not work in "+repo+": the repos of its configuration do not name it."))
	}
	client, installation, err := p.clients.in(ctx, owner, name)
	if err != nil {
		return nil, err
	}
	h := &hub{client}
	found, err := h.repository(ctx, owner, name)
	if err != nil {
		return nil, err
	}
	return p.watch(h, installation, found, back, tell), nil
}

// watch is a Watcher of a repository that GitHub has shown.
func (p *processor) watch(h *hub, installation int64, repo *github.Repository, back time.Duration, tell func(Watched)) *Watcher {
	return &Watcher{
		way: way{p, h, repo, Scope{p.mux, p.spoken}}, installation: installation, back: back, tell: tell, began: time.Now(),
		known: map[string]time.Time{}, answered: map[string]time.Time{}, later: map[string]*delay{}, open: map[int64]*posted{},
	}
}

// Reached reports whether GitHub answered what was asked for in the last round. What failed
// beside that is tried again on its own, less and less often.
func (w *Watcher) Reached() bool { return w.reached }

// Round asks once, and works what is new. It ends early with ctx, or where GitHub's limits
// want it, but never in the middle of a comment.
func (w *Watcher) Round(ctx context.Context) error {
	since := time.Now().Add(-w.back)
	w.forget(since.Add(-2 * time.Hour))
	// The same address for an hour, so that GitHub can answer that nothing changed.
	texts, err := w.list(ctx, since.Truncate(time.Hour))
	w.reached, w.behind = err == nil, err != nil
	errs := []error{err, w.whoseEnds(ctx, texts)}
	for _, t := range w.inTurn(texts) {
		name := t.at.String()
		if ctx.Err() != nil || limited(errs) || w.waits(name) {
			w.behind = true
			continue
		}
		again, err := w.work(ctx, t)
		switch {
		case errors.Is(err, errSpent):
			w.behind = true
		case err != nil:
			w.failed(name)
			errs, w.behind = append(errs, err), true
		case again > 0:
			w.later[name], w.behind = &delay{until: time.Now().Add(again)}, true
		default:
			delete(w.later, name)
			w.known[name] = t.created
		}
	}
	for _, id := range w.followed() {
		if ctx.Err() == nil && !limited(errs) {
			errs = append(errs, w.follow(ctx, id))
		}
	}
	w.round++
	return errors.Join(errs...)
}

// forget forgets what is older than anything that is looked at.
func (w *Watcher) forget(before time.Time) {
	for _, old := range []map[string]time.Time{w.known, w.answered} {
		maps.DeleteFunc(old, func(_ string, t time.Time) bool { return t.Before(before) })
	}
	maps.DeleteFunc(w.later, func(_ string, d *delay) bool { return time.Since(d.until) > time.Hour })
	maps.DeleteFunc(w.open, func(_ int64, p *posted) bool {
		running, _ := p.goesOn()
		return !running && p.created.Before(before)
	})
}
