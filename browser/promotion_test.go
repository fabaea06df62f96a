package browser

import (
	"strings"
	"testing"
)

// seen notes what the reader of the page sees, in its order, for as long as the page is not
// loaded anew.
const seen = `(() => {
	window.seen = [];
	const note = what => window.seen.includes(what) || window.seen.push(what);
	const look = () => {
		const all = [...document.querySelectorAll('article.comment')];
		const asked = all.findLast(a => a.dataset.author !== %[1]s && a.innerText.includes('/promote 42 dev'));
		if (!asked) return;
		const reply = all.find(a => a.dataset.author === %[1]s && asked.compareDocumentPosition(a) & Node.DOCUMENT_POSITION_FOLLOWING);
		const says = reply?.querySelector('.markdown').innerText ?? '';
		note('comment');
		if (asked.querySelector('.reactions [data-content=eyes]') && !reply) note('eyes');
		if (reply) note('reply');
		if (/running|started/i.test(says)) note('under way');
		if (/succeeded|success/i.test(says)) note('success');
	};
	new MutationObserver(look).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
	look();
	return true;
})()`

// TestPromotion is the article's: a comment becomes a deployment, and the page tells of it
// without being loaded anew.
func TestPromotion(t *testing.T) {
	t.Parallel()
	p, b := begin(t, "/", "--pace", "1s") // a page may take its time beside other tests
	b.await("/ leads to the first issue", `location.pathname === %s`, issue17)
	js[bool](b, seen, theRobot)

	asked := b.post("/promote 42 dev REVISION=abc")
	reply := b.reply(asked, "dev")
	link := js[string](b, `[...document.querySelectorAll('#' + %s + ' .markdown a')].map(a => a.href).find(href => href.startsWith(%s)) ?? ''`, reply.ID, p.drone)
	if link == "" {
		t.Fatalf("the reply has no link to Drone: %q", reply.Text)
	}
	build := b.beside(link)
	js[bool](build, `(() => {
		window.steps = new Set();
		const look = () => window.steps.add(document.querySelector('main').innerText);
		new MutationObserver(look).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
		look();
		return true;
	})()`)
	b.await("the reply tells of the success", `window.seen.includes('success')`)
	build.await("the page of the build does", `/success|passing|succeeded/i.test(document.querySelector('main').innerText)`)

	const order = "comment eyes reply under way success"
	if got := strings.Join(js[[]string](b, `window.seen`), " "); got != order {
		t.Errorf("the page showed %q, want %q", got, order)
	}
	if got := js[int](build, `window.steps.size`); got < 4 {
		t.Errorf("the page of the build changed %d times while it went on, want more", got-1)
	}
	contains(t, "the page of the build", build.text(), "REVISION", "abc", "dev")
	if got := p.builds(t); got != 1 {
		t.Errorf("%d builds were started, want 1", got)
	}
}
