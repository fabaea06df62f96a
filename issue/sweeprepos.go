package issue

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/google/go-github/v92/github"
)

// target is a repository to sweep; what is known of it already need not be asked for.
type target struct {
	name    string
	watcher *Watcher // nil: it is not open yet
}

// targets are the repositories, in any order: whatever the calls are enough for, each has its
// turn, though nobody remembers which had the last one.
func (s *Sweep) targets(ctx context.Context) (list []*target, err error) {
	if len(s.Repos) == 0 {
		list, err = s.installed(ctx)
	}
	for _, name := range s.Repos {
		list = append(list, &target{name: name})
	}
	rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list, err
}

// open asks GitHub for a repository.
func (s *Sweep) open(ctx context.Context, t *target) (w *Watcher, err error) {
	if t.watcher == nil {
		t.watcher, err = s.watcher(ctx, t.name, s.Since, s.count)
	}
	return t.watcher, err
}

// installed are the repositories that the App is installed in and the robot works in.
// https://docs.github.com/en/rest/apps/apps#list-installations-for-the-authenticated-app
func (s *Sweep) installed(ctx context.Context) (list []*target, err error) {
	app, err := s.clients.make(s.clients.app)
	if err != nil {
		return nil, err
	}
	var errs []error
	for i, err := range app.Apps.ListInstallationsIter(ctx, &github.ListOptions{PerPage: perPage}) {
		if err != nil {
			errs = append(errs, fmt.Errorf("list the installations of the GitHub App: %w", err))
			break
		}
		if i.SuspendedAt != nil {
			continue
		}
		if err := s.installation(ctx, i.GetID(), &list); err != nil {
			errs = append(errs, fmt.Errorf("list the repositories of installation %d: %w", i.GetID(), err))
		}
		if limited(errs) || !s.budget.allows(aPage) {
			break
		}
	}
	return list, errors.Join(errs...)
}

// installation adds the repositories of one installation.
// https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation
func (s *Sweep) installation(ctx context.Context, id int64, list *[]*target) error {
	client, err := s.clients.of(id)
	if err != nil {
		return err
	}
	for r, err := range client.Apps.ListReposIter(ctx, &github.ListOptions{PerPage: perPage}) {
		if err != nil {
			return err
		}
		name := r.GetOwner().GetLogin() + "/" + r.GetName()
		if s.served(name) && !r.GetArchived() {
			*list = append(*list, &target{name, s.watch(&hub{client}, id, r, s.Since, s.count)})
		}
	}
	return nil
}
