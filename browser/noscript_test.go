package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// TestWithoutJavaScript: a comment can be written, and the reply is there when the page is
// loaded anew. (The debugger's own scripts run all the same.)
func TestWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := play(t)
	b := browse(t, p.github, p.drone)
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open(p.github + issue17)
	b.live()
	asked := b.post(command)
	if !until(func() bool {
		b.open(p.github + issue17)
		return js[bool](b, replies+`.some(a => a.innerText.includes('succeeded'))`, theRobot, asked)
	}) {
		t.Errorf("there is no reply of the success: %v", b.comments())
	}
}
