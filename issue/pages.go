package issue

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/google/go-github/v92/github"
)

// lister adds a page of a list, in which the newest stand first, to some texts.
type lister func(ctx context.Context, texts *[]text, since time.Time, page int) (*github.Response, error)

// inAnyOrder are lists as they are read: a Sweep, which may not come to the end of all, begins
// with another one each time.
func (w *Watcher) inAnyOrder(lists ...lister) []lister {
	if w.budget != nil {
		rand.Shuffle(len(lists), func(i, j int) { lists[i], lists[j] = lists[j], lists[i] })
	}
	return lists
}

// read reads a list for as long as there may be something new.
func (w *Watcher) read(ctx context.Context, one lister, texts *[]text, since time.Time, within func() bool) error {
	seen := len(*texts)
	answer, err := one(ctx, texts, since, 1)
	if err == nil && w.budget != nil && answer.LastPage > 1 && len(*texts) > seen {
		return w.leaf(ctx, one, texts, since, answer.LastPage, within)
	}
	// Behind a page of what is known all is known, where nothing was left over.
	for err == nil && answer.NextPage != 0 && (len(*texts) > seen || w.behind) && within() {
		seen = len(*texts)
		answer, err = one(ctx, texts, since, answer.NextPage)
	}
	return err
}

// leaf reads the pages behind the first in any order, within a Sweep's part of the calls for it:
// whatever that is enough for, each page has its turn, though nobody remembers which had the
// last one.
func (w *Watcher) leaf(ctx context.Context, one lister, texts *[]text, since time.Time, last int, within func() bool) error {
	for _, i := range rand.Perm(last - 1) {
		page, seen := i+2, len(*texts)
		if page > last {
			continue
		}
		if !within() {
			break
		}
		if _, err := one(ctx, texts, since, page); err != nil {
			return err
		}
		if len(*texts) == seen {
			last = page // nor is there anything behind it
		}
	}
	return nil
}
