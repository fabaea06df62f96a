package browser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
)

const heaviest = 150_000 // bytes of a picture, which everybody who reads the README loads

// TestScreenshots takes the README's pictures. UPDATE_SCREENSHOTS=1 keeps them.
func TestScreenshots(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if os.Getenv("UPDATE_SCREENSHOTS") != "" {
		folder = filepath.Join("..", "docs", "images")
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	p, b := begin(t, issue17)
	b.prefers("light")
	asked := b.post(command)
	build := b.reply(asked, "succeeded").ID
	link := js[string](b, `[...document.querySelectorAll('#' + %s + ' .markdown a')].map(a => a.href).find(href => href.startsWith(%s)) ?? ''`, build, p.drone)
	received := p.delivered(t, "issue_comment · created", 1)[0]

	b.picture(folder, "issue", p.github+issue17, 1280, 800)
	b.picture(folder, "delivery", received.URL, 1280, 800)
	b.picture(folder, "build", link, 1280, 660)
	b.picture(folder, "config", p.github+"/config?example=workflow", 1280, 600)
	b.prefers("dark")
	b.picture(folder, "issue-dark", p.github+issue17, 1280, 800)
	b.prefers("light")
	b.picture(folder, "phone", p.github+issue17, 360, 740)
}

// picture is a page's top, as a file. What changes from run to run says the same in each.
func (b *tab) picture(folder, name, address string, width, height int64) {
	b.t.Helper()
	b.shows(width, height, width < 500)
	b.open(address)
	b.live()
	js[bool](b, `(() => {
		for (const e of document.querySelectorAll('time')) e.textContent = e.textContent.includes(':') ? '12:00:00' : 'now';
		document.activeElement?.blur();
		return true;
	})()`)
	shot := call(b, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng})
	if len(shot.Data) > heaviest {
		b.t.Errorf("the picture %s is %d bytes, want at most %d", name, len(shot.Data), heaviest)
	}
	figures.add("picture %s: %d KB", name, len(shot.Data)/1000)
	if err := os.WriteFile(filepath.Join(folder, name+".png"), shot.Data, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
