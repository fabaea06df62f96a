package issue

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/google/go-github/v92/github"
)

// deliveries are those of one webhook, the newest first, as GitHub keeps them for three days.
// Each attempt is one; what it delivers has one GUID for all of them.
type deliveries struct {
	repo  string
	known bool           // that the webhook is ours
	only  map[int64]bool // the repositories that are swept; nil: all

	list  func() pages
	get   func(id int64) (*github.HookDelivery, error)
	again func(id int64) error
	asked func(*github.HookDelivery) // is told of what holds a text
}

type pages = iter.Seq2[*github.HookDelivery, error]

// kept is how long GitHub can deliver again.
// https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks
const kept = 72 * time.Hour

// redeliver asks for what failed once more, the oldest first.
func (s *Sweep) redeliver(ctx context.Context, of *deliveries) error {
	within := s.budget.half()
	since := time.Now().Add(-min(s.Since, kept))
	var all []*github.HookDelivery
	for d, err := range of.list() {
		if hidden(err) {
			s.note(of.repo, "GitHub does not show what its webhook delivered: what it lost is looked for among the comments")
			return nil
		}
		if err != nil {
			return fmt.Errorf("list the deliveries: %w", err)
		}
		if d.GetDeliveredAt().Before(since) || len(all)%perPage == perPage-1 && !within() {
			break
		}
		all = append(all, d)
	}
	failed := s.lost(of, all, time.Now())
	if len(failed) == 0 {
		return nil
	}
	if !of.known && !s.answeredByUs(of, all, within) {
		s.note(of.repo, "%d deliveries failed to a webhook of which nothing shows that it is ours: name its address to have them delivered again", len(failed))
		return nil
	}
	return s.ask(ctx, of, failed, within)
}

// ask asks for deliveries. One that is refused keeps no other.
func (s *Sweep) ask(ctx context.Context, of *deliveries, failed []*github.HookDelivery, within func() bool) error {
	var errs []error
	for _, d := range failed {
		if ctx.Err() != nil || limited(errs) || !within() {
			s.done.Rest = true
			break
		}
		switch err := accepted(of.again(d.GetID())); {
		case hidden(err):
			s.note(of.repo, "GitHub does not let this account redeliver: what was lost is looked for among the comments")
			return errors.Join(errs...)
		case err != nil:
			errs = append(errs, fmt.Errorf("redeliver %s: %w", d.GetGUID(), err))
		default:
			s.done.Redelivered++
		}
	}
	return errors.Join(errs...)
}
