package page

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// TestElsewhere: with a robot elsewhere the pages say what is not about that one; and nobody
// can kill it from here.
func TestElsewhere(t *testing.T) {
	robot := httptest.NewServer(http.NotFoundHandler())
	defer robot.Close()
	r := open(t, func(o *sandbox.Options) { o.Robot = robot.URL })
	r.has(r.get("/config"), "a robot elsewhere, at "+robot.URL+", which has a robot.yml of its own")
	const kill = `aria-describedby="not-kill" disabled`
	for _, path := range []string{issue17, "/deliveries"} {
		r.has(r.get(path), "a robot elsewhere, at "+robot.URL+": the sweep", kill, `<p id="not-kill" class="about muted">It kills the robot in here`)
	}
	r.has(r.post("/switches/kill", "on", "true", "back", "/deliveries"), `<p class="notice">It kills the robot in here`)
	if r.s.On(sandbox.Kill) {
		t.Error("the switch is on")
	}
	r.has(r.post("/lang", "lang", "zh", "back", "/config"), "另一处的机器人（"+robot.URL+"）")
	r.has(r.get("/deliveries"), "请你自己去停掉")
	here := open(t)
	for _, path := range []string{"/config", "/deliveries"} {
		here.lacks(here.get(path), "elsewhere", "disabled")
	}
}
