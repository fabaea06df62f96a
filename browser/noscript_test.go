package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// still is a playground, and a tab without scripts on one of its pages.
func still(t *testing.T, path string) (*playground, *tab) {
	t.Helper()
	p := play(t)
	b := browse(t, p.github, p.drone)
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open(p.github + path)
	b.live()
	return p, b
}

// TestWithoutJavaScript: a comment can be written, and the reply is there when the page is
// loaded anew. (The debugger's own scripts run all the same.)
func TestWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p, b := still(t, issue17)
	asked := b.post(command)
	if !until(func() bool {
		b.open(p.github + issue17)
		return js[bool](b, replies+`.some(a => a.innerText.includes('succeeded'))`, theRobot, asked)
	}) {
		t.Errorf("there is no reply of the success: %v", b.comments())
	}
}

// TestStepsWithoutJavaScript: a comment is deleted by two steps, and a refusal has the focus.
func TestStepsWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p, b := still(t, issue17)
	b.deletes(b.post("only words"))
	p.delivered(t, "issue_comment · deleted", 1)
	b.open(p.github + "/config")
	b.write("#robot-yml", wrong)
	b.click(".actions button")
	b.refused()
}
