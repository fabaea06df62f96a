package sandbox

import (
	"context"
	"slices"
	"time"
)

// entry is a delivery that may be under way. Its methods may be called on nil: then they
// keep nothing.
type entry struct {
	journal *journal
	Delivery
}

// change changes what is known of a delivery.
func (e *entry) change(f func(d *Delivery)) {
	if e == nil {
		return
	}
	e.journal.mu.Lock()
	defer e.journal.mu.Unlock()
	f(&e.Delivery)
	e.journal.changed()
}

// end ends a delivery: with an answer, or for a reason.
func (e *entry) end(status int, answer, reason string) {
	e.change(func(d *Delivery) {
		e.journal.at--
		d.Done, d.Took, d.Status, d.Answer, d.Err = true, time.Since(d.At), status, e.journal.shown(answer), e.journal.hide(reason)
		d.Lines = became(d.Lines, *d)
	})
}

// call records a call that begins now, and returns what records its end.
func (e *entry) call(c Call) (end func(status int, answer string, err error)) {
	if e == nil {
		return func(int, string, error) {}
	}
	began, at := time.Now(), 0
	e.change(func(d *Delivery) {
		c.After, at = began.Sub(d.At), len(d.Calls)
		c.Path, c.Request = e.journal.hide(c.Path), e.journal.shown(c.Request)
		d.Calls = append(d.Calls, c)
	})
	return func(status int, answer string, err error) {
		e.change(func(d *Delivery) {
			c := &d.Calls[at]
			c.Took, c.Status, c.Answer = time.Since(began), status, e.journal.shown(answer)
			if err != nil {
				c.Err = e.journal.hide(err.Error())
			}
		})
	}
}

// copy is the delivery as it is now. The caller holds the journal.
func (e *entry) copy() Delivery {
	d := e.Delivery
	d.Header, d.Lines, d.Calls = d.Header.Clone(), slices.Clone(d.Lines), slices.Clone(d.Calls)
	return d
}

type entryKey struct{}

// in is a context whose calls are those of the delivery.
func (e *entry) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, entryKey{}, e)
}

// entryOf is the delivery that a context belongs to, or nil.
func entryOf(ctx context.Context) *entry {
	e, _ := ctx.Value(entryKey{}).(*entry)
	return e
}
