package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestStranger: who may not is told so, and what is needed; nothing is started.
func TestStranger(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	mine := b.post("only words")
	b.becomes("stranger")
	asked := b.post("/promote 42 dev")
	reply := b.reply(asked, "write")
	contains(t, "the reply", reply.Text, "stranger", "/promote")
	p.delivered(t, "issue_comment · created", 2)
	if got := p.builds(t); got != 0 {
		t.Errorf("%d builds were started, want none", got)
	}
	for id, may := range map[string]bool{mine: false, asked: true} {
		if got := js[bool](b, `!!document.querySelector('#' + %s + ' .edit-button')`, id); got != may {
			t.Errorf("a stranger may edit the comment of %s: %t, want %t", b.find(id).Author, got, may)
		}
		if got := js[bool](b, `!!document.querySelector('#' + %s + ' .delete-button')`, id); got != may {
			t.Errorf("a stranger may delete the comment of %s: %t, want %t", b.find(id).Author, got, may)
		}
	}
	const edit = `fetch('/acme/widgets/comments/' + %s.split('-').at(-1) + '/edit', {method: 'POST', body: new URLSearchParams({body: 'mine', back: location.pathname})}).then(r => r.text())`
	contains(t, "the page, where a stranger edits by hand", js[string](b, edit, mine), `class="notice"`)
	b.open(p.github + issue17)
	if got := b.find(mine).Text; got != "only words" {
		t.Errorf("a stranger has edited a comment: %q", got)
	}
}

// TestChosenByKey: who is chosen by the arrow keys is who writes next, also where one goes on with
// the mouse.
func TestChosenByKey(t *testing.T) {
	t.Parallel()
	_, b := begin(t, issue17)
	js[bool](b, `document.querySelector('#as').focus(), true`)
	b.press(kb.ArrowDown)
	b.press(kb.ArrowDown)
	chosen := js[string](b, `document.querySelector('#as').value`)
	b.click("#body")
	b.await("another person", `document.querySelector('#as option[selected]')?.value === %s`, chosen)
	if got := b.find(b.post("Who am I?")).Author; got != chosen || got == "alice" {
		t.Errorf("%s was chosen, and %s has written", chosen, got)
	}
}

// TestLabels: what a command changes is on the page by itself.
func TestLabels(t *testing.T) {
	t.Parallel()
	_, b := begin(t, issue17)
	b.post("/kind bug")
	b.await("the label", `[...document.querySelectorAll('.labels .label')].some(l => l.innerText === 'kind/bug')`)
	b.post("/assign")
	b.await("the assignee", `[...document.querySelectorAll('.assignees .assignee')].some(a => a.innerText === 'alice')`)
}

// TestEdit: what is written into a comment later runs nothing, and the delivery says why.
func TestEdit(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	id := b.post("only words")
	b.click("#" + id + " .edit-button")
	b.write("#"+id+" form.edit textarea", "/promote 42 dev")
	b.click("#" + id + " form.edit button[type=submit]")
	b.await("the comment is edited", `document.querySelector('#' + %s + ' .markdown').innerText.includes('/promote 42 dev')`, id)
	edited := p.delivered(t, "issue_comment · edited", 1)[0]
	b.nothingRan(p, id)
	b.open(edited.URL)
	contains(t, "the page of the delivery", b.text(), "/promote 42 dev", "editing or deleting it afterwards runs nothing")
}

// TestDelete: a command that is taken away runs nothing by that.
func TestDelete(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	first, second := b.post("only words"), b.post("more words")
	b.deletes(second)
	p.delivered(t, "issue_comment · deleted", 1)
	b.nothingRan(p, first)
}

// deletes deletes a comment, by both of its steps.
func (b *tab) deletes(id string) {
	b.t.Helper()
	b.click("#" + id + " .delete-button")
	b.click("#" + id + " .deleting button")
	b.await("the comment is gone", `!document.getElementById(%s)`, id)
}

// TestDeleteAsks: one click or key deletes nothing; the second step can be taken by keyboard,
// and the focus is then where the comment was.
func TestDeleteAsks(t *testing.T) {
	t.Parallel()
	p, b := begin(t, issue17)
	first, second := b.post("only words"), b.post("more words")
	js[bool](b, `document.querySelector('#' + %s + ' .delete-button').focus(), true`, second)
	b.press(kb.Enter)
	b.await("it is asked", `document.querySelector('#' + %s + ' .deleting').open`, second)
	b.press(kb.Enter)
	b.await("nothing is asked any more", `!document.querySelector('#' + %s + ' .deleting').open`, second)
	b.press(kb.Enter)
	b.press(kb.Tab)
	if got := js[string](b, `document.activeElement.innerText`); got != "Delete for good" {
		t.Errorf("after Tab, the focus is on %q", got)
	}
	if got := b.find(second).Text; got != "more words" {
		t.Errorf("before the second step, the comment says %q", got)
	}
	b.press(kb.Enter)
	b.await("the comment is gone", `!document.getElementById(%s)`, second)
	p.delivered(t, "issue_comment · deleted", 1)
	b.await("the focus is on the one before", `document.activeElement.closest('article')?.id === %s`, first)
}

// nothingRan: no reply, no eyes, no build.
func (b *tab) nothingRan(p *playground, id string) {
	b.t.Helper()
	if got := b.replied(id); got != 0 {
		b.t.Errorf("the robot has replied %d times, want never: %v", got, b.comments())
	}
	if b.find(id).Eyes {
		b.t.Error("the robot has put its eyes on the comment")
	}
	if got := p.builds(b.t); got != 0 {
		b.t.Errorf("%d builds were started, want none", got)
	}
}
