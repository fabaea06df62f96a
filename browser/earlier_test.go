package browser

import "testing"

// talked is a playground with a long conversation, and the ids of its comments.
func talked(t *testing.T) (*playground, *tab, []string) {
	t.Helper()
	p, b := begin(t, issue17)
	ids := p.say(t, "hello", 60)
	b.open(p.github + issue17)
	b.live()
	return p, b, ids
}

// TestEarlier: of a long conversation the end is shown, and a link to a comment before that
// leads to it, also from the same page.
func TestEarlier(t *testing.T) {
	t.Parallel()
	p, b, ids := talked(t)
	first, last := ids[0], ids[len(ids)-1]
	if got := js[int](b, `document.querySelectorAll('article.comment').length`); got != 26 {
		t.Errorf("%d texts are shown, want the issue's and 25", got)
	}
	there := `location.search === '?all' && document.querySelector(':target')?.id === %s`
	b.open(p.github + issue17 + "#" + last)
	b.await("the last", `location.search === '' && document.querySelector(':target')?.id === %s`, last)
	b.open(p.github + issue17 + "#" + first)
	b.await("the first", there, first)
	b.open(p.github + issue17)
	js[bool](b, `location.hash = %s, true`, first)
	b.await("the first", there, first)
	b.open(p.github + issue17 + "#issuecomment-1")
	b.await("all of it, where there is no such comment", `document.querySelectorAll('article.comment').length === 61`)
	b.open(p.github + issue17)
	b.click("#earlier a")
	b.await("all of it", `document.querySelectorAll('article.comment').length === 61 && !document.querySelector('#earlier')`)
	b.post("one more")
	b.await("all of it, and one more", `document.querySelectorAll('article.comment').length === 62`)
}

// TestEarlierStays: what one reads does not go when others write; one's own form keeps it, too.
func TestEarlierStays(t *testing.T) {
	t.Parallel()
	p, b, ids := talked(t)
	top := ids[len(ids)-25]
	b.click("#" + top + " .edit-button")
	b.write("#"+top+" form.edit textarea", "half edi")
	p.say(t, "/kind bug", 5)
	b.await("what others have said", `document.querySelectorAll('article.comment').length >= 31`)
	b.post("mine")
	b.await("mine, and theirs", `document.querySelectorAll('article.comment[data-author=alice]').length === 32`)
	if got := js[string](b, `document.querySelector('#' + %s + ' form.edit textarea')?.value ?? 'gone'`, top); got != "half edi" {
		t.Errorf("after a change, the reader's own is %q", got)
	}
	b.await("what is earlier is no more than before", `document.querySelector('#earlier').innerText.startsWith('35 ')`)
}

// TestEarlierWithoutJavaScript: a link leads to all of it, and another to one of them.
func TestEarlierWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p, b := still(t, issue17)
	ids := p.say(t, "hello", 60)
	p.say(t, "[there](https://github.com"+issue17+"#"+ids[0]+")", 1)
	b.open(p.github + issue17)
	b.click(".markdown a")
	b.await("the first", `document.querySelector(':target')?.id === %s`, ids[0])
	b.open(p.github + issue17)
	b.click("#earlier a")
	b.await("all of it", `document.querySelectorAll('article.comment').length === 62`)
}
