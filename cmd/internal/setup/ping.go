package setup

import (
	"context"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/google/go-github/v92/github"
)

// Ping is how GitHub's ping to a webhook ended.
type Ping struct {
	Status  int     `json:"status"` // 0 where nobody answered
	Seconds float64 `json:"seconds"`
	Outcome string  `json:"outcome"` // both in words
	Said    string  `json:"said,omitempty"`
	Remedy  string  `json:"remedy,omitempty"` // where it failed
}

// Good reports whether the function took the ping.
func (p Ping) Good() bool { return p.Status >= 200 && p.Status < 300 }

// Pings are the pings that a webhook got so far: the next is none of them. Clocks differ,
// so it is not told by its time.
func (h *Hooks) Pings(ctx context.Context, hook int64) (map[int64]bool, error) {
	known := map[int64]bool{}
	if hook == 0 {
		return known, nil
	}
	list, err := h.deliveries(ctx, hook, 100)
	if err != nil {
		return nil, h.trouble(err)
	}
	for _, d := range list {
		known[d.GetID()] = true
	}
	return known, nil
}

// Ask asks for a ping.
func (h *Hooks) Ask(ctx context.Context, hook int64) error {
	if _, err := h.client.Repositories.PingHook(ctx, h.Repo.Owner, h.Repo.Name, hook); err != nil {
		return h.trouble(err)
	}
	return nil
}

// The waits between two looks for a ping: it mostly comes at once.
const (
	firstWait = 50 * time.Millisecond
	mostWait  = 2 * time.Second
)

// Ping waits for a ping that is not known yet, until ctx ends.
func (h *Hooks) Ping(ctx context.Context, hook int64, known map[int64]bool) (Ping, error) {
	for wait := firstWait; ; wait = min(2*wait, mostWait) {
		list, err := h.deliveries(ctx, hook, 30)
		for _, d := range list {
			if d.GetEvent() == "ping" && !known[d.GetID()] {
				return h.read(ctx, hook, d), nil
			}
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			if issue.Answer(err) != nil {
				return Ping{}, h.trouble(err)
			}
			return Ping{}, troublef("look at Settings → Webhooks → Recent deliveries of "+h.Repo.String()+", or run it again with a longer --timeout",
				"GitHub shows no ping to webhook %d yet", hook)
		}
	}
}

// read gets what the function said; how the ping ended is known without it.
func (h *Hooks) read(ctx context.Context, hook int64, d *github.HookDelivery) Ping {
	p := Ping{Status: d.GetStatusCode(), Seconds: d.GetDuration(), Outcome: h.gitHub.outcome(d)}
	if full, _, err := h.client.Repositories.GetHookDelivery(ctx, h.Repo.Owner, h.Repo.Name, hook, d.GetID()); err == nil {
		p.Said = h.gitHub.said(full)
	}
	if !p.Good() {
		p.Remedy = remedy(d)
	}
	return p
}

// deliveries are the latest ones, the newest first.
func (h *Hooks) deliveries(ctx context.Context, hook int64, most int) ([]*github.HookDelivery, error) {
	list, _, err := h.client.Repositories.ListHookDeliveries(ctx, h.Repo.Owner, h.Repo.Name, hook, &github.ListCursorOptions{PerPage: most})
	return list, err
}
