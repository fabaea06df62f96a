package compose

import (
	"context"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// carryOut does one step after the other, up to one that goes wrong: then it says how far it
// went.
func carryOut(ctx context.Context, steps []step) error {
	var changes []issue.Text
	for _, s := range steps {
		changes = append(changes, s.what)
	}
	for n, s := range steps {
		if err := s.do(ctx); err != nil {
			return site.Partly(err, changes[:n], changes[n], changes[n+1:])
		}
	}
	return nil
}
