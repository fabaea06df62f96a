package browser

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

const axe = "../tools/axe/node_modules/axe-core/axe.min.js"

// violation is what axe-core finds wrong on a page.
type violation struct {
	ID, Impact, Help string
	Targets          []string
	Why              string
}

// found is what axe.run says of some of its rules, or of all, shortened. preload would fetch
// styles anew.
const found = `axe.run(document, {resultTypes: ['violations'], preload: false, runOnly: %s ?? undefined}).then(all => all.violations.map(v => ({
	ID: v.id, Impact: v.impact, Help: v.help, Targets: v.nodes.slice(0, 5).map(n => n.target.join(' ')), Why: v.nodes[0].failureSummary,
})))`

// TestNobodyIsKeptOut: axe-core finds nothing serious on any page, light or dark, nor on the
// issue in Chinese.
func TestNobodyIsKeptOut(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile(axe)
	if err != nil {
		t.Fatalf("%v; make test-browser installs it", err)
	}
	p, b, pages := lived(t)
	colours := []string{"color-contrast", "link-in-text-block"} // all that a dark page has of its own
	for scheme, rules := range map[string][]string{"light": nil, "dark": colours} {
		b.prefers(scheme)
		for name, address := range pages {
			b.open(address)
			b.kept(t, name+", "+scheme, string(source), rules)
		}
	}
	b.prefers("light")
	b.open(p.github + issue17)
	b.click("button[name=lang][value=zh]")
	b.await("the page in Chinese", `document.documentElement.lang.startsWith('zh')`)
	b.kept(t, "issue, in Chinese", string(source), nil)
}

// TestWideTable: on a phone, the wide table of a reply scrolls, also by keyboard.
func TestWideTable(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile(axe)
	if err != nil {
		t.Fatalf("%v; make test-browser installs it", err)
	}
	_, b := begin(t, issue17)
	b.shows(390, 740, true)
	b.reply(b.post("/help"), "/promote")
	b.await("a table that is wide", `(t => t.scrollWidth > t.clientWidth)(document.querySelector('.markdown table'))`)
	b.kept(t, "issue, with a wide table", string(source), nil)
}

// TestManyLines: what is said of two thousand lines is as high as a box, which one can look
// through by keyboard.
func TestManyLines(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile(axe)
	if err != nil {
		t.Fatalf("%v; make test-browser installs it", err)
	}
	_, b := begin(t, issue17)
	b.paste("#body", "/help", 2000)
	b.await("what is said of them", `document.querySelectorAll('#parsed li').length === 2000`)
	if got := js[float64](b, `document.querySelector('#parsed').getBoundingClientRect().height`); got > 300 {
		t.Errorf("what is said of 2000 lines is %.0f high", got)
	}
	b.kept(t, "issue, with 2000 lines", string(source), nil)
	js[bool](b, `document.querySelector('#body').focus(), true`)
	b.press(kb.Tab)
	b.press(kb.End)
	b.await("the end of it", `document.activeElement.scrollTop > 1000`)
}

// kept reports what keeps people from using a page. The debugger puts axe-core into it: to
// what the debugger evaluates, the policy of the page does not apply.
func (b *tab) kept(t *testing.T, page, source string, rules []string) {
	t.Helper()
	b.live()
	b.plain(source)
	for _, v := range js[[]violation](b, found, rules) {
		if v.Impact != "serious" && v.Impact != "critical" {
			figures.add("axe-core on %s: %s: %s: %s (%s)", page, v.Impact, v.ID, v.Help, strings.Join(v.Targets, ", "))
			continue
		}
		t.Errorf("%s: %s: %s: %s\n\t%s\n\t%s", page, v.Impact, v.ID, v.Help, strings.Join(v.Targets, ", "), strings.ReplaceAll(v.Why, "\n", "\n\t"))
	}
}
