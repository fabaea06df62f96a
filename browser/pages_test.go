package browser

import (
	"math"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// lived is a playground where something has happened: a promotion, a run, a refusal. pages
// are the addresses of its main pages, by their names.
func lived(t *testing.T) (p *playground, b *tab, pages map[string]string) {
	t.Helper()
	p, b = begin(t, issue17)
	b.reply(b.post("/promote 42 dev REVISION=abc"), "succeeded")
	b.reply(b.post("/run deploy target=dev"), "succeeded")
	b.reply(b.post("/promote 42x dev"), "42x")
	return p, b, map[string]string{
		"issues":     p.github + "/acme/widgets/issues",
		"new":        p.github + "/acme/widgets/issues/new",
		"pulls":      p.github + "/acme/widgets/pulls",
		"issue":      p.github + issue17,
		"pull":       p.github + pull18,
		"runs":       p.github + "/acme/widgets/actions",
		"run":        linked(b, `/acme/widgets/actions/runs/`),
		"deliveries": p.github + "/deliveries",
		"delivery":   p.github + "/deliveries/1",
		"config":     p.github + "/config",
		"Drone":      p.drone + "/",
		"builds":     p.drone + "/acme/widgets",
		"build":      linked(b, p.drone+"/acme/widgets/"),
	}
}

// linked is where the first link leads whose address has a part.
func linked(b *tab, part string) string {
	b.t.Helper()
	b.await("a link to "+part, `document.querySelector('.markdown a[href*=' + CSS.escape(%s) + ']')`, part)
	return js[string](b, `document.querySelector('.markdown a[href*=' + CSS.escape(%s) + ']').href`, part)
}

// TestPhone: on a phone, no page is wider than its screen.
func TestPhone(t *testing.T) {
	t.Parallel()
	_, b, pages := lived(t)
	b.shows(360, 740, true)
	for name, address := range pages {
		b.open(address)
		b.live()
		const wide = `document.documentElement.scrollWidth`
		if got := js[int](b, wide); got > 360 {
			t.Errorf("%s (%s) is %d wide on a phone of 360: %s", name, address, got, js[string](b, widest))
		}
	}
}

// TestPhoneHeader: on a phone, the head of the page is one line above the repository's name.
func TestPhoneHeader(t *testing.T) {
	t.Parallel()
	p := play(t)
	b := browse(t, p.github, p.drone)
	for _, language := range []string{"en", "zh-CN"} {
		b.speaks(language)
		for _, width := range []int64{320, 360, 400} {
			b.shows(width, 740, true)
			b.open(p.github + issue17)
			b.live()
			const lines = `[...document.querySelectorAll('.brand, .who select, .lang button')].map(e => e.getBoundingClientRect()).map(r => [r.left, r.right, r.top + r.height / 2])`
			last := []float64{0, 0, 0}
			for n, at := range js[[][]float64](b, lines) {
				if at[0] < last[1] || at[1] > float64(width) || n > 0 && math.Abs(at[2]-last[2]) > 3 {
					t.Errorf("%s, %d wide: from %.0f to %.0f at the height %.0f, beside to %.0f at %.0f", language, width, at[0], at[1], at[2], last[1], last[2])
				}
				last = at
			}
			if got := js[int](b, `document.documentElement.scrollWidth`); got > int(width) {
				t.Errorf("%s: the page is %d wide on a phone of %d: %s", language, got, width, js[string](b, widest))
			}
		}
	}
}

// widest are the elements that stick out of a phone's screen, but not those that can be
// scrolled in what they are in.
const widest = `[...document.querySelectorAll('main *, header *, footer *')].filter(e => {
	if (e.getBoundingClientRect().right <= screen.width + 1) return false;
	for (let up = e.parentElement; up; up = up.parentElement) if (up !== document.body && up !== document.documentElement && getComputedStyle(up).overflowX !== 'visible') return false;
	return true;
}).map(e => e.tagName.toLowerCase() + (e.id && '#' + e.id) + (e.className && '.' + e.className)).slice(0, 8).join(', ')`

// shows is the size of the screen.
func (b *tab) shows(width, height int64, mobile bool) {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: mobile})
}

// prefers is what the reader prefers: "light" or "dark".
func (b *tab) prefers(scheme string) {
	b.t.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// TestSchemes: who prefers dark pages gets them, and light ones who prefers those.
func TestSchemes(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	const lightness = `(() => {
		const context = new OffscreenCanvas(1, 1).getContext('2d');
		context.fillStyle = getComputedStyle(document.body).backgroundColor;
		context.fillRect(0, 0, 1, 1);
		return context.getImageData(0, 0, 1, 1).data[1];
	})()`
	for _, at := range []string{p.github + issue17, p.drone + "/"} {
		b.open(at)
		for scheme, light := range map[string]bool{"light": true, "dark": false} {
			b.prefers(scheme)
			if got := js[int](b, lightness); (got > 127) != light {
				t.Errorf("%s: the background of the %s page is of lightness %d", at, scheme, got)
			}
		}
	}
}

// TestManyPages: who goes from page to page is not kept waiting by the pages before, which a
// browser keeps for the way back; and there, what has changed is shown.
func TestManyPages(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	for range 5 {
		for _, path := range []string{"/config", "/deliveries", issue17, pull18} {
			b.open(p.github + path)
		}
	}
	js[bool](b, `history.go(-1), true`)
	b.await("the page before", `location.pathname === %s && document.readyState === 'complete'`, issue17)
	other := b.beside(p.github + issue17)
	other.post("while you were away")
	b.await("what somebody else has written", `document.querySelector('main').innerText.includes('while you were away')`)
}

// TestScenarios: what a ready story tells is on pages that are sound.
func TestScenarios(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"promotion", "release", "triage"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, b := begin(t, "/deliveries", "--scenario", name)
			b.await("the robot has done something", `document.querySelector('.happened .status.success') && !document.querySelector('.happened .status.running')`)
			b.open(js[string](b, `document.querySelector('.tabs a').href`))
			for _, address := range js[[]string](b, `[...document.querySelectorAll('main a[href*="/issues/"]')].map(a => a.href)`) {
				b.open(address)
				b.live()
			}
			if said := p.words(); strings.Contains(said, "broke off") {
				t.Error(said)
			}
		})
	}
}
