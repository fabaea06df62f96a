package browser

import "testing"

// turn turns a switch, by its button, and waits until it is.
func (b *tab) turn(name string, on bool) {
	b.t.Helper()
	button := `form[data-switch="` + name + `"] button[role=switch]`
	b.click(button)
	b.await("the switch "+name+" is turned", `document.querySelector(%s)?.ariaChecked === %s`, button, map[bool]string{true: "true", false: "false"}[on])
}

// sweep runs the sweep, and waits until it says what it did.
func (b *tab) sweep(p *playground, times int) {
	b.t.Helper()
	b.click("#sweep")
	p.delivered(b.t, "sweep", times)
}

// once: there is one reply, and one build.
func (b *tab) once(p *playground, asked string) {
	b.t.Helper()
	if got := b.replied(asked); got != 1 {
		b.t.Errorf("there are %d replies, want 1: %v", got, b.comments())
	}
	if got := p.builds(b.t); got != 1 {
		b.t.Errorf("%d builds were started, want 1", got)
	}
}

const command = "/promote 42 dev REVISION=abc"

// broken is a playground where one switch is on, with a tab on the issue and one on the switches.
func broken(t *testing.T, name string) (p *playground, issue, deliveries *tab) {
	t.Helper()
	p, issue = begin(t, issue17)
	deliveries = issue.beside(p.github + "/deliveries")
	deliveries.turn(name, true)
	return p, issue, deliveries
}

// TestGitHubDown: the delivery fails; when GitHub is back, the sweep has it done, once.
func TestGitHubDown(t *testing.T) {
	t.Parallel()
	p, b, deliveries := broken(t, "github-down")
	asked := b.post(command)
	if got := p.delivered(t, "issue_comment · created", 1)[0]; got.Status != "failure" {
		t.Errorf("the delivery ended with %s, want failure", got.Status)
	}
	b.nothingRan(p, asked)
	deliveries.turn("github-down", false)
	deliveries.sweep(p, 1)
	b.reply(asked, "succeeded")
	b.once(p, asked)
}

// TestDroneDown: the reply says that Drone does not answer, and that nothing was started.
func TestDroneDown(t *testing.T) {
	t.Parallel()
	p, b, deliveries := broken(t, "drone-down")
	asked := b.post(command)
	b.reply(asked, "nothing was started")
	p.delivered(t, "issue_comment · created", 1)
	if got := p.builds(t); got != 0 {
		t.Errorf("%d builds were started, want none", got)
	}
	deliveries.turn("drone-down", false)
	again := b.post(command)
	b.reply(again, "succeeded")
}

// TestRateLimited: the command is not lost, and not done twice.
func TestRateLimited(t *testing.T) {
	t.Parallel()
	p, b, deliveries := broken(t, "rate-limited")
	asked := b.post(command)
	received := p.delivered(t, "issue_comment · created", 1)[0]
	b.nothingRan(p, asked)
	page := b.beside(received.URL)
	contains(t, "the page of the delivery", page.text(), "rate limit")
	deliveries.turn("rate-limited", false)
	deliveries.sweep(p, 1)
	b.reply(asked, "succeeded")
	b.once(p, asked)
}

// TestTwice: of two deliveries of one comment, one runs it.
func TestTwice(t *testing.T) {
	t.Parallel()
	p, b, _ := broken(t, "twice")
	asked := b.post(command)
	b.reply(asked, "succeeded")
	if again := p.delivered(t, "issue_comment · created", 2); again[0].Whose != "alice · again" {
		t.Errorf("the second delivery does not say that it is one: %v", again)
	}
	b.once(p, asked)
}

// TestLate: what is late is done all the same; what was taken back by then is not.
func TestLate(t *testing.T) {
	t.Parallel()
	p, b, _ := broken(t, "late")
	taken := b.post("/promote 42 test")
	b.deletes(taken)
	asked := b.post(command)
	b.reply(asked, "succeeded")
	p.delivered(t, "issue_comment · created", 2)
	b.once(p, asked)
}

// TestKill: an instance dies after its claim; the sweep has another bring it to its end.
func TestKill(t *testing.T) {
	t.Parallel()
	p, b, deliveries := broken(t, "kill")
	asked := b.post(command)
	b.await("the eyes", `!!document.querySelector('#' + %s + ' [data-content=eyes]')`, asked)
	p.delivered(t, "issue_comment · created", 1)
	deliveries.await("it turns itself off", `document.querySelector('form[data-switch="kill"] button').ariaChecked === 'false'`)
	deliveries.sweep(p, 1)
	b.reply(asked, "succeeded")
	b.once(p, asked)
}
