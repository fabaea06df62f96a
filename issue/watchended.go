package issue

import (
	"context"
	"slices"
)

// A list counts the reactions of everybody, and anybody may react: whether an end that it shows
// is ours is asked for, a hundred texts at once. Where GitHub does not say, the way of every
// text finds out: the claim tells.

// whoseEnds notes which texts have an end of ours. Those that others alone gave one have none.
func (w *Watcher) whoseEnds(ctx context.Context, texts []text) error {
	var open []*text
	for i := range texts {
		if t := &texts[i]; t.ended && t.node != "" && !w.waits(t.at.String()) && w.commands(t.body) > 0 {
			open = append(open, t)
		}
	}
	for some := range slices.Chunk(open, perPage) {
		if !w.budget.allows(aPage) {
			return nil
		}
		var nodes []string
		for _, t := range some {
			nodes = append(nodes, t.node)
		}
		ours, err := w.hub.finished(ctx, nodes)
		if err != nil {
			if limited([]error{err}) {
				return err
			}
			w.log.Debug("whose ends they are could not be asked for", "repo", w.fullName(), "error", w.logged(err))
			return nil
		}
		for _, t := range some {
			over, said := ours[t.node]
			t.over, t.ended = over, over || !said
		}
	}
	return nil
}
