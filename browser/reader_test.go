package browser

import (
	"net/url"
	"testing"
)

// TestReadersOwn: what the reader has typed, opened or chosen is theirs while the page changes
// under it.
func TestReadersOwn(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	mine := b.post("my words")
	b.click("#" + mine + " .edit-button")
	b.write("#"+mine+" form.edit textarea", "my words, half edi")
	b.write("#body", "half a sen")
	js[bool](b, `(() => { const e = document.querySelector('#body'); e.setSelectionRange(2, 6); window.box = e; return true; })()`)

	b.beside(p.github + issue17).post("/kind bug")
	b.await("what has changed", `document.querySelector('.labels .label') && document.querySelector('main').innerText.includes('/kind bug')`)
	const own = `(() => {
		const box = document.querySelector('#body'), edit = document.getElementById(%s).querySelector('form.edit textarea');
		return [box.value, String(box.selectionStart), String(box.selectionEnd), String(box === window.box && box === document.activeElement),
			edit.value, String(edit.closest('details').open)].join('|');
	})()`
	if got, want := js[string](b, own, mine), "half a sen|2|6|true|my words, half edi|true"; got != want {
		t.Errorf("after a change, the reader's own is %q, want %q", got, want)
	}
}

// TestPostedOnce: who clicks twice has said it once.
func TestPostedOnce(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	b.write("#body", "once")
	at := js[[]float64](b, point, "#post")
	for range 3 {
		b.clickAt(at[0], at[1])
	}
	b.await("the comment", `document.querySelector('#body').value === ''`)
	p.delivered(t, "issue_comment · created", 1)
	b.open(p.github + issue17)
	if got := len(b.comments()); got != 2 {
		t.Errorf("there are %d comments, want the issue's first and one more: %v", got, b.comments())
	}
}

// TestRefusedByGitHub: what GitHub refuses is said on the page, and what was written is kept.
func TestRefusedByGitHub(t *testing.T) {
	t.Parallel()
	_, b := begin(t, issue17)
	b.becomes("owner")
	b.click("button[name=lock]")
	b.await("it is locked", `document.querySelector('button[name=lock]')?.value === 'false'`)
	b.becomes("stranger")
	b.write("#body", "let me in")
	b.click("#post")
	b.await("the refusal", `/locked/.test(document.querySelector('#notice').innerText)`)
	if got := js[string](b, `document.querySelector('#body').value`); got != "let me in" {
		t.Errorf("what was written is now %q", got)
	}
}

// TestStartedAnew: a page says that the playground is gone, and is live again when it is back,
// with what is there now.
func TestStartedAnew(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	b.post("of another life")
	at, err := url.Parse(p.github)
	if err != nil {
		t.Fatal(err)
	}
	b.guard.expects("ERR_CONNECTION_REFUSED")
	b.guard.expects("ERR_INCOMPLETE_CHUNKED_ENCODING") // the stream was cut off
	p.end()
	const gone = `document.querySelector('#stream').innerText.includes('Reconnecting')`
	b.await("the page says that nobody is there", gone)
	playAt(t, at.Port())
	b.await("the page is live again, with what there is now", "!"+gone+` && !document.querySelector('main').innerText.includes('of another life')`)
	b.post("of this life")
}
