package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

const (
	wrong = "commands:\n  hello:\n    uses: comment\n    nonsense: true\n"
	right = "use: [help]\n\ncommands:\n  hello:\n    about: greet whoever asks\n    uses: comment\n    with: { text: \"Hello, {user}.\" }\n"
)

// TestConfiguration: mistakes are shown while one types, with their place; what has one is not
// put in force, and not lost; what has none is in force at once.
func TestConfiguration(t *testing.T) {
	t.Parallel()
	p, b := begin(t, "/config")
	issue := b.beside(p.github + issue17)
	force := func() { b.click("form:has(#robot-yml) button") }
	before := js[int](b, commands+`.length`)

	b.write("#robot-yml", wrong)
	b.await("the mistake and its place, while one types", `/\b4:5\b.*nonsense/.test(document.querySelector('#checked').innerText)`)
	force()
	b.refused()
	if got := js[string](b, `document.querySelector('#robot-yml').value`); got != wrong {
		t.Errorf("after the refusal, the text is %q, want %q", got, wrong)
	}
	if after := js[int](b, commands+`.length`); after != before {
		t.Errorf("after the refusal, there are %d commands, want %d", after, before)
	}

	b.write("#robot-yml", right)
	force()
	b.await("the table has the new command", commands+`.some(text => text.startsWith('/hello') && text.includes('greet whoever asks'))`)
	if got := js[[]string](b, commands); len(got) != 2 {
		t.Errorf("the commands in force are %q, want /hello and /help", got)
	}
	issue.reply(issue.post("/hello"), "Hello, @alice.")
	p.delivered(t, "issue_comment · created", 1)
	asked := issue.post("/promote 42 dev")
	p.delivered(t, "issue_comment · created", 2)
	issue.nothingRan(p, asked)
}

// refused waits until the page says, beside the button and with the focus, that a robot.yml was
// not put in force.
func (b *tab) refused() {
	b.t.Helper()
	b.await("it is refused, where the focus is", `document.readyState === 'complete' && document.activeElement.matches('form [role=alert]') && document.activeElement.innerText.includes('not put in force')`)
	if got := js[string](b, `(() => {
		const said = document.activeElement.getBoundingClientRect(), button = document.querySelector('.actions button').getBoundingClientRect();
		return button.top >= 0 && button.bottom <= said.top && said.bottom <= innerHeight ? '' : JSON.stringify([said, button, innerHeight]);
	})()`); got != "" {
		b.t.Errorf("the refusal and the button are not both to be seen, one above the other: %s", got)
	}
}

// TestRefusedByKeyboard: from the refusal, one key leads to the mistake, and Enter to its place.
func TestRefusedByKeyboard(t *testing.T) {
	t.Parallel()
	_, b := begin(t, "/config")
	b.shows(390, 740, true)
	b.write("#robot-yml", wrong)
	js[bool](b, `document.querySelector('.actions button').focus(), true`)
	b.press(kb.Enter)
	b.refused()
	b.press(kb.Tab)
	b.press(kb.Enter)
	b.await("the place is selected", `document.activeElement.id === 'robot-yml' && document.activeElement.selectionStart > 0`)
}

// TestTooLong: of a text that is much too long, it is said that it is.
func TestTooLong(t *testing.T) {
	t.Parallel()
	_, b := begin(t, "/config")
	for _, c := range []struct {
		line, says string
		times      int
	}{
		{"# as long as that", "it has 1080000 bytes, and at most 524288 are read", 60_000},
		{"#" + strings.Repeat(" as long as that", 500), "it has more than 4 MB", 700},
		{"# as short as that", "No mistakes", 1},
	} {
		b.paste("#robot-yml", c.line, c.times)
		b.await(c.says, `document.querySelector('#checked').innerText.includes(%s)`, c.says)
	}
}

// commands are those that the page says are in force.
const commands = `[...document.querySelectorAll('table#commands tbody tr')].map(row => row.innerText)`

// TestOwnChip: a command of one's own is offered on a page that is open, and what is to be
// written in the place of its argument is selected.
func TestOwnChip(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	config := b.beside(p.github + "/config")
	config.write("#robot-yml", "commands:\n  say_so:\n    uses: comment\n    args: <what> <else…>\n    with: { text: \"{what}, {else}\" }\n")
	config.click(".actions button")
	b.await("it is offered", `!!document.querySelector('[data-fill^="/say_so "]')`)
	b.click(`[data-fill^="/say_so "]`)
	if got := js[string](b, `(() => { const e = document.querySelector('#body'); return e.value + '|' + e.value.slice(e.selectionStart, e.selectionEnd); })()`); got != "/say_so <what> <else…>|<what>" {
		t.Errorf("in the box, and selected, is %q", got)
	}
}
