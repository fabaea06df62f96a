package story

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// doer is what a sentence does.
type doer = func(ctx context.Context, r *room) error

// beside understands a sentence of what is given.
func beside(l line) (doer, error) {
	var forms []form
	for _, g := range givens {
		forms = append(forms, g.form)
		if filled, fits, err := g.form.read(l); fits {
			return func(_ context.Context, r *room) error { return g.is(r, filled) }, err
		}
	}
	return nil, unknown(l, forms)
}

// scripted understands a sentence of a script.
func scripted(l line) (doer, error) {
	var forms []form
	for _, e := range events {
		forms = append(forms, e.form)
		if filled, fits, err := e.form.read(l); fits {
			return func(ctx context.Context, r *room) error { return e.is(ctx, r, filled) }, err
		}
	}
	for _, d := range deeds {
		forms = append(forms, d.form)
		if filled, fits, err := d.form.read(l); fits {
			return func(ctx context.Context, r *room) error { return d.do(ctx, r, filled) }, err
		}
	}
	return nil, unknown(l, forms)
}

// typing is how many steps of a build somebody takes to write what they do.
const typing = 2

// do has somebody do it, and gives whoever looks on the time to see it: but not while the robot
// is at work, which stands still as long.
func (d deed) do(ctx context.Context, r *room, filled []string) error {
	if r.s.Progress().Answered {
		select {
		case <-time.After(typing * r.s.Pace()):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	c, err := d.call(*r, filled)
	if err != nil {
		return err
	}
	return r.make(ctx, c)
}

func unknown(l line, forms []form) error {
	var b strings.Builder
	for _, f := range forms {
		b.WriteString("\n\t" + string(f))
	}
	return fmt.Errorf("%d: what is %q? There is%s", l.at, l.head, &b)
}

// written is how a story says that somebody did this; false where it has no words for it.
func (r room) written(c call) (line, bool) {
	for _, d := range deeds {
		filled := d.said(r, c)
		if filled == nil {
			continue
		}
		l := d.form.write(append([]string{c.by}, filled...)...)
		read, err := linesOf(l.String(), 1)
		if err != nil || len(read) != 1 {
			continue
		}
		again, fits, err := d.form.read(read[0])
		if err != nil || !fits {
			continue
		}
		if same, err := d.call(r, again); err == nil && same == c { // nothing was lost
			return l, true
		}
	}
	return line{}, false
}
