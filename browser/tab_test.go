package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// patience is for what happens in well under a second on a machine that does nothing else.
const patience = 20 * time.Second

// tab is one tab of a browser that has no cookie yet.
type tab struct {
	t     *testing.T
	ctx   context.Context
	guard *guard
}

// browse opens a tab. hosts are those that its pages may ask, and nobody else.
func browse(t *testing.T, hosts ...string) *tab {
	t.Helper()
	b := newTab(t, chromium, &guard{hosts: hosts}, chromedp.WithNewBrowserContext())
	b.watched()
	return b
}

// beside is another tab of the same person.
func (b *tab) beside(address string) *tab {
	b.t.Helper()
	other := newTab(b.t, b.ctx, &guard{hosts: b.guard.hosts})
	other.watched()
	other.open(address)
	return other
}

func newTab(t *testing.T, parent context.Context, g *guard, options ...chromedp.ContextOption) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent, append(options, chromedp.WithListener(g.hears))...)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // the tab lives as long as the first context it is used with
		t.Fatalf("open a tab: %v", err)
	}
	b := &tab{t, ctx, g}
	call(b, log.Enable, cdp.Empty{})
	call(b, audits.Enable, cdp.Empty{})
	call(b, network.Enable, network.EnableParams{})
	// A tab beside others draws and has the focus as if it were alone.
	call(b, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	return b
}

// watched makes the test fail for whatever the guard hears until its end.
func (b *tab) watched() {
	b.t.Cleanup(func() {
		for _, trouble := range b.guard.heard() {
			b.t.Errorf("a page %s", trouble)
		}
	})
}

// call runs a command of the DevTools protocol.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	res, err := chromedp.Call(ctx, command, params)
	if err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
	return res
}

// open goes to an address and waits until its page is there.
func (b *tab) open(address string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		b.t.Fatalf("open %s: %v", address, err)
	}
}

// js is the value of an expression in the page.
func js[T any](b *tab, expression string, args ...any) T {
	b.t.Helper()
	value, err := evaluate[T](b, expression, args...)
	if err != nil {
		b.t.Fatalf("%s: %v", fill(expression, args), err)
	}
	return value
}

// plain runs a script as it is.
func (b *tab) plain(source string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](source)); err != nil {
		b.t.Fatalf("a script: %v", err)
	}
}

func evaluate[T any](b *tab, expression string, args ...any) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](fill(expression, args), chromedp.EvalAwaitPromise))
}

// fill puts values into an expression in the place of its %s, as JavaScript writes them.
func fill(expression string, args []any) string {
	written := make([]any, len(args))
	for i, arg := range args {
		text, err := json.Marshal(arg)
		if err != nil {
			panic(err) // a value that no test has
		}
		written[i] = string(text)
	}
	return fmt.Sprintf(strings.ReplaceAll(expression, "%%", "%%%%"), written...)
}

// until asks again and again whether something holds, for as long as patience lasts.
func until(holds func() bool) bool {
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for end := time.Now().Add(patience); time.Now().Before(end); <-again.C {
		if holds() {
			return true
		}
	}
	return false
}

// await waits until an expression is true in the page, whatever page that is by then.
func (b *tab) await(what, expression string, args ...any) {
	b.t.Helper()
	var last error
	if until(func() bool {
		holds, err := evaluate[bool](b, "!!("+expression+")", args...)
		last = err
		return holds
	}) {
		return
	}
	b.t.Fatalf("waited in vain for: %s\n%s (%v)\nthe page %s says:\n%s", what, fill(expression, args), last,
		js[string](b, "location.href"), js[string](b, "document.body.innerText"))
}
