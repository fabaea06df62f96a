package browser

import (
	"slices"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// point is the middle of an element where nothing lies over it, or nil.
const point = `(() => {
	const e = document.querySelector(%s);
	if (!e || e.disabled) return null;
	e.scrollIntoView({block: 'center', behavior: 'instant'});
	const r = e.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2;
	const top = document.elementFromPoint(x, y);
	return e.contains(top) ? [x, y] : null;
})()`

// aim notes whether the next click hits an element, or what has come into its place meanwhile.
const aim = `(() => {
	window.missed = false;
	document.addEventListener('click', click => { window.missed = !click.target.closest(%s); }, {capture: true, once: true});
	return true;
})()`

// click clicks on an element as a hand does: when it is there, lies still and can be hit, and
// again where it has moved away under the click.
func (b *tab) click(selector string) {
	b.t.Helper()
	var last []float64
	if !until(func() bool {
		at, err := evaluate[[]float64](b, point, selector)
		still := err == nil && len(at) == 2 && slices.Equal(at, last)
		last = at
		if !still || !js[bool](b, aim, selector) {
			return false
		}
		b.clickAt(at[0], at[1])
		missed, _ := evaluate[bool](b, `!!window.missed`) // on the page that it leads to, it is not
		return !missed
	}) {
		b.t.Fatalf("nothing to click on: %s\nthe page says:\n%s", selector, js[string](b, "document.body.innerText"))
	}
}

func (b *tab) clickAt(x, y float64) {
	b.t.Helper()
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		call(b, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1})
	}
}

// write replaces the text of a field, as typing does.
func (b *tab) write(selector, text string) {
	b.t.Helper()
	b.await("a field "+selector, `document.querySelector(%s)?.checkVisibility()`, selector)
	js[bool](b, `(() => { const e = document.querySelector(%s); e.focus(); e.select(); return true; })()`, selector)
	call(b, input.InsertText, input.InsertTextParams{Text: text})
}

// paste replaces the text of a field by a line, so many times: typing that would take minutes.
func (b *tab) paste(selector, line string, times int) {
	b.t.Helper()
	js[bool](b, `(() => {
		const e = document.querySelector(%s);
		e.value = (%s + '\n').repeat(%s);
		return e.dispatchEvent(new Event('input', {bubbles: true}));
	})()`, selector, line, times)
}

// press presses a key, or some together.
func (b *tab) press(key string, modifiers ...chromedp.Modifier) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...))); err != nil {
		b.t.Fatalf("press %q: %v", key, err)
	}
}
