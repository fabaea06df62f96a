package issue

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/google/go-github/v92/github"
)

// hooks redelivers what the repository's webhooks did not deliver. GitHub shows webhooks to
// administrators, and hides them from most robots: what was lost is found among the comments
// then.
// https://docs.github.com/en/rest/repos/webhooks
func (s *Sweep) hooks(ctx context.Context, w *Watcher) error {
	api, owner, name := w.hub.client.Repositories, url.PathEscape(w.owner()), url.PathEscape(w.repo.GetName())
	for hook, err := range api.ListHooksIter(ctx, owner, name, &github.ListOptions{PerPage: perPage}) {
		if hidden(err) {
			s.note(w.fullName(), "GitHub does not show its webhooks to this account: what they lost is looked for among the comments")
			return nil
		}
		if err != nil {
			return fmt.Errorf("list the webhooks: %w", err)
		}
		if !s.mayBeOurs(hook) {
			continue
		}
		id := hook.GetID()
		err = s.redeliver(ctx, &deliveries{
			repo: w.fullName(), known: s.URL != "",
			list: func() (list pages) {
				return api.ListHookDeliveriesIter(ctx, owner, name, id, &github.ListCursorOptions{PerPage: perPage})
			},
			get: func(delivery int64) (*github.HookDelivery, error) {
				d, _, err := api.GetHookDelivery(ctx, owner, name, id, delivery)
				return d, err
			},
			again: func(delivery int64) error {
				_, _, err := api.RedeliverHookDelivery(ctx, owner, name, id, delivery)
				return err
			},
			asked: func(*github.HookDelivery) { s.coming[w.repo.GetID()] = true },
		})
		if err != nil || !s.budget.allows(aPage) || ctx.Err() != nil {
			return err
		}
	}
	return nil
}

// mayBeOurs reports whether a webhook tells of comments, and goes to our address where that is
// known.
func (s *Sweep) mayBeOurs(hook *github.Hook) bool {
	if s.URL != "" {
		return hook.GetActive() && sameFunction(hook.GetConfig().GetURL(), s.URL)
	}
	return hook.GetActive() && (slices.Contains(hook.Events, "issue_comment") || slices.Contains(hook.Events, "*"))
}

// appHook redelivers what the App's webhook did not deliver; where repositories were named,
// theirs alone.
// https://docs.github.com/en/rest/apps/webhooks
func (s *Sweep) appHook(ctx context.Context, targets []*target) error {
	app, err := s.clients.make(s.clients.app)
	if err != nil {
		return err
	}
	var only map[int64]bool
	if len(s.Repos) > 0 {
		only = s.ids(ctx, targets)
	}
	return s.redeliver(ctx, &deliveries{
		repo: "the GitHub App", known: true, only: only,
		list: func() pages {
			return app.Apps.ListHookDeliveriesIter(ctx, &github.ListCursorOptions{PerPage: perPage})
		},
		again: func(delivery int64) error {
			_, _, err := app.Apps.RedeliverHookDelivery(ctx, delivery)
			return err
		},
		asked: func(d *github.HookDelivery) { s.coming[d.GetRepositoryID()] = true },
	})
}

// ids are the repositories as deliveries name them. One that cannot be had is told of later.
func (s *Sweep) ids(ctx context.Context, targets []*target) map[int64]bool {
	ids := map[int64]bool{}
	for _, t := range targets {
		if !s.budget.allows(aPage) {
			break
		}
		if w, err := s.open(ctx, t); err == nil {
			ids[w.repo.GetID()] = true
		}
	}
	return ids
}

// hidden reports whether GitHub does not show something, rather than to answer later.
func hidden(err error) bool {
	status := gitHubStatusOf(err)
	return (status == http.StatusNotFound || status == http.StatusForbidden) && RetryAfter(err) == 0
}

// accepted is what go-github makes of a 202.
func accepted(err error) error {
	var later *github.AcceptedError
	if errors.As(err, &later) {
		return nil
	}
	return err
}
