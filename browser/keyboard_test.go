package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeyboard: from the top of the page to a comment without a mouse, and everything that has
// the focus on the way shows that it has.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	_, b := begin(t, issue17)
	keys := 0
	for ; js[string](b, `document.activeElement.id`) != "body"; keys++ {
		if keys == 200 {
			t.Fatal("200 times Tab do not lead to the comment's box")
		}
		b.press(kb.Tab)
		if got := js[string](b, unseen); got != "" {
			t.Errorf("it cannot be seen that this has the focus: %s", got)
		}
	}
	figures.add("keyboard: %d keys from the top of the issue to the comment's box", keys)
	b.press("/promote 42 dev")
	asked := b.posted(func() { b.press(kb.Enter, chromedp.ModifierCtrl) })
	b.reply(asked, "dev")
}

// unseen is what has the focus where nothing shows it, or "".
const unseen = `(() => {
	const e = document.activeElement;
	if (e === document.body) return '';
	const s = getComputedStyle(e), r = e.getBoundingClientRect();
	const shown = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none';
	const there = r.width > 1 && r.height > 1 && r.bottom > 0 && r.top < innerHeight;
	return shown && there ? '' : e.outerHTML.slice(0, 200);
})()`
