package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

const (
	theRobot = "sealrobot"
	issue17  = "/acme/widgets/issues/17"
	pull18   = "/acme/widgets/pull/18"
)

// begin is a playground, and a tab on one of its pages.
func begin(t *testing.T, path string, args ...string) (*playground, *tab) {
	t.Helper()
	p := play(t, args...)
	b := browse(t, p.github, p.drone)
	b.open(p.github + path)
	b.live()
	return p, b
}

// live waits until the page hears of changes, which its footer says.
func (b *tab) live() {
	b.t.Helper()
	b.await("the page is live", `document.readyState === 'complete'`)
}

// comment is one of the conversation, as the page has it.
type comment struct {
	ID, Author, Text string
	Eyes             bool
}

const conversation = `[...document.querySelectorAll('article.comment[data-author]')].map(a => ({
	ID: a.id,
	Author: a.dataset.author,
	Text: a.querySelector('.markdown')?.innerText ?? '',
	Eyes: !!a.querySelector('.reactions [data-content=eyes]'),
}))`

func (b *tab) comments() []comment {
	b.t.Helper()
	return js[[]comment](b, conversation)
}

// find is the comment with an ID, or nobody's.
func (b *tab) find(id string) comment {
	b.t.Helper()
	for _, c := range b.comments() {
		if c.ID == id {
			return c
		}
	}
	return comment{}
}

// post writes a comment, as whoever one is, and is its ID when it is on the page.
func (b *tab) post(text string) (id string) {
	b.t.Helper()
	b.write("#body", text)
	return b.posted(func() { b.click("#post") })
}

// posted is the ID of the comment that something posts.
func (b *tab) posted(send func()) (id string) {
	b.t.Helper()
	const others = `[...document.querySelectorAll('article.comment')].filter(a => a.dataset.author !== %s).map(a => a.id)`
	before := js[[]string](b, others, theRobot)
	send()
	const fresh = `[...document.querySelectorAll('article.comment')].filter(a => a.dataset.author !== %s).map(a => a.id).find(id => !%s.includes(id))`
	b.await("the comment is on the page", fresh, theRobot, before)
	b.await("the box is empty again", `document.querySelector('#body').value === ''`)
	return js[string](b, fresh, theRobot, before)
}

// replies are what the robot has written below a comment, an expression.
const replies = `[...document.querySelectorAll('article.comment')].filter(a => a.dataset.author === %s && a.compareDocumentPosition(document.getElementById(%s)) & Node.DOCUMENT_POSITION_PRECEDING)`

// reply waits for a reply of the robot that says something.
func (b *tab) reply(to, says string) comment {
	b.t.Helper()
	b.await("a reply that says "+says, replies+`.some(a => a.querySelector('.markdown').innerText.includes(%s))`, theRobot, to, says)
	id := js[string](b, replies+`.find(a => a.querySelector('.markdown').innerText.includes(%s)).id`, theRobot, to, says)
	return b.find(id)
}

// replied is how many replies there are below a comment.
func (b *tab) replied(to string) int {
	b.t.Helper()
	return js[int](b, replies+`.length`, theRobot, to)
}

// becomes signs in as somebody.
func (b *tab) becomes(login string) {
	b.t.Helper()
	const choose = `(() => { const e = document.querySelector('#as'); e.value = %s; e.dispatchEvent(new Event('change', {bubbles: true})); return e.value; })()`
	if got := js[string](b, choose, login); got != login {
		b.t.Fatalf("there is no %s to sign in as", login)
	}
	b.await("one is "+login, `document.readyState === 'complete' && document.querySelector('#as option[selected]')?.value === %s`, login)
}

// speaks says which languages the browser asks for.
func (b *tab) speaks(languages string) {
	b.t.Helper()
	call(b, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": languages}})
}

// text is what the main part of the page says.
func (b *tab) text() string {
	b.t.Helper()
	return js[string](b, `document.querySelector('main').innerText`)
}

func contains(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s does not say %q:\n%s", what, part, text)
		}
	}
}
