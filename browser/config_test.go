package browser

import "testing"

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
	b.guard.expects("422 (Unprocessable Entity)") // the browser logs the status of every answer
	force()
	b.await("it is refused", `document.readyState === 'complete' && document.querySelector('main [role=alert]')?.innerText.includes('not put in force')`)
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

// commands are those that the page says are in force.
const commands = `[...document.querySelectorAll('table#commands tbody tr')].map(row => row.innerText)`
