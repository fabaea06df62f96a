package browser

import (
	"regexp"
	"slices"
	"testing"
)

// TestLanguages: the browser's language at first, and then the one that is chosen.
func TestLanguages(t *testing.T) {
	t.Parallel()
	p := play(t)
	b := browse(t, p.github, p.drone)
	for _, c := range []struct{ asks, lang, says string }{
		{"en-US,en;q=0.9", "en", "Issues"},
		{"zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", "Issue"},
		{"fr-FR,fr;q=0.9", "en", "Issues"},
	} {
		b.speaks(c.asks)
		b.open(p.github + issue17)
		b.in(c.lang, c.says)
	}
	b.click("button[name=lang][value=zh]")
	b.in("zh-CN", "Issue")
	b.open(p.drone + "/") // a cookie is for all ports of a host
	b.in("zh-CN", "构建")
	b.open(p.github + issue17)
	b.click("button[name=lang][value=en]")
	b.in("en", "Issues")
}

// in waits for the page in a language.
func (b *tab) in(lang, says string) {
	b.t.Helper()
	b.await("the page in "+lang, `document.readyState === 'complete' && document.documentElement.lang === %s`, lang)
	contains(b.t, "the navigation", js[string](b, `document.querySelector('header').innerText`), says)
}

// TestChineseChrome: what the Chinese pages say by themselves is Chinese. What people have
// written, and names, are in whatever language they are.
func TestChineseChrome(t *testing.T) {
	t.Parallel()
	_, b, pages := lived(t)
	b.speaks("zh-CN")
	for name, address := range pages {
		b.open(address)
		b.in("zh-CN", "Issue")
		for _, text := range js[[]string](b, chrome) {
			if english.MatchString(text) && !chinese.MatchString(text) && !slices.Contains(theirs, text) {
				t.Errorf("%s: the Chinese page says %q", name, text)
			}
		}
	}
}

var (
	english = regexp.MustCompile(`\b[A-Za-z][a-z]+ [a-z]{2,}\b`) // two words: one alone may be a name
	chinese = regexp.MustCompile(`\p{Han}`)                      // what is said in Chinese may quote
)

// theirs is what people and GitHub have called commits, runs and steps.
var theirs = []string{"Widgets wobble on dev", "Fix the wobble", "fix the wobble", "deploy to dev", "Set up job", "Complete job", "Run make", "Run actions/checkout@v4"}

// chrome are the texts of a page that nobody has written into it, and what is said to those
// who do not see it.
const chrome = `(() => {
	const theirs = '.markdown, code, pre, textarea, h1, body [lang], .mono, option, .label, .chip';
	const texts = [];
	const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (all.nextNode()) if (!all.currentNode.parentElement.closest(theirs)) texts.push(all.currentNode.data.trim());
	for (const e of document.body.querySelectorAll('*'))
		for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
			if (e.hasAttribute(name) && !e.closest('body [lang]')) texts.push(e.getAttribute(name));
	return texts.filter(Boolean);
})()`
