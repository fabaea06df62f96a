package browser

import "testing"

const hostile = `<script>window.ran = 'script'</script>
<img src="http://evil.example/pixel.png" onerror="window.ran = 'onerror'">
<img src=x onerror="window.ran = 'onerror'">
<svg onload="window.ran = 'svg'"><style>@import 'http://evil.example/a.css';</style></svg>
<iframe src="http://evil.example/"></iframe><iframe srcdoc="<script>parent.ran = 'srcdoc'</script>"></iframe>
<form action="http://evil.example/"><input name=a><button id="post">post</button></form>
<a id="body" href="javascript:window.ran = 'link'">body</a>
<base href="http://evil.example/"><meta http-equiv="refresh" content="0; url=http://evil.example/">
<link rel="stylesheet" href="http://evil.example/a.css"><style>body { display: none }</style>
<p style="background: url(http://evil.example/b.png)" onmouseover="window.ran = 'over'" class="comment" id="comment">styled</p>

![pixel](http://evil.example/pixel.png) ![data](data:image/svg+xml,<svg/onload=alert(1)>)
[link](javascript:window.ran='markdown') [data](data:text/html,<script>1</script>) [there](http://evil.example/there)
<http://evil.example/auto> {{.Lang}} &lt;script&gt;window.ran='entity'&lt;/script&gt;

after all of it`

// TestHostile: nothing that a comment says runs, or asks another host for anything.
func TestHostile(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	b.write("#body", hostile)
	b.click("#preview-tab")
	b.await("the preview", `document.querySelector('#preview').innerText.includes('after all of it')`)
	b.harmless("#preview")
	b.click("#write-tab")
	id := b.posted(func() { b.click("#post") })
	b.await("the comment", `document.querySelector('#' + %s + ' .markdown').innerText.includes('after all of it')`, id)
	b.harmless("#" + id + " .markdown")
	b.reply(b.post("/promote 42`<img src=http://evil.example/c.png onerror=window.ran=1> dev"), "42")
	b.open(p.github + issue17) // as the server renders it, not the script
	b.await("the comment", `document.querySelector('#' + %s + ' .markdown').innerText.includes('after all of it')`, id)
	b.harmless("#" + id + " .markdown")
	b.open(p.delivered(t, "issue_comment · created", 2)[1].URL)
	b.live()
	b.harmless("main")
}

// harmless: what hostile text has become has nothing in it that runs, loads or sends.
func (b *tab) harmless(where string) {
	b.t.Helper()
	const found = `(() => {
		const root = document.querySelector(%s), bad = [];
		for (const e of root.querySelectorAll('*')) {
			if (root.matches('.markdown, #preview') && ['SCRIPT', 'STYLE', 'IFRAME', 'FORM', 'INPUT', 'BUTTON', 'OBJECT', 'EMBED', 'BASE', 'META', 'LINK', 'SVG'].includes(e.tagName.toUpperCase())) bad.push(e.outerHTML);
			for (const a of e.attributes) if (/^on/.test(a.name) || a.name === 'style') bad.push(e.outerHTML);
			if (e.tagName === 'IMG' && !/^(data:image\/|\/)/.test(e.getAttribute('src') ?? '')) bad.push(e.outerHTML);
			if (e.href && !/^(https?|mailto):$/.test(e.protocol)) bad.push(e.outerHTML);
		}
		return bad;
	})()`
	for _, bad := range js[[]string](b, found, where) {
		b.t.Errorf("%s has %s", where, bad)
	}
	if ran := js[string](b, `String(window.ran ?? '')`); ran != "" {
		b.t.Errorf("a comment has run: %s", ran)
	}
	if got := js[int](b, `document.querySelectorAll('#body').length`); got > 1 {
		b.t.Errorf("a comment has put an element of the page's own name onto it: %d of #body", got)
	}
}
