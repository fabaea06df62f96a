package page

import (
	"net/http"
	"testing"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
)

// atDrone is the reader at Drone's address.
func (r *reader) atDrone() *reader {
	there := *r
	there.url = r.drone
	return &there
}

// TestBuild is a promotion from its beginning to its end, at Drone.
func TestBuild(t *testing.T) {
	r := open(t)
	r.s.Hold(true) // nothing goes on by itself
	r.post(issue17+"/comments", "body", "/promote 42 dev REVISION=abc", "back", issue17)
	if err := r.s.WaitRobot(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := r.atDrone()
	r.has(d.get("/acme/widgets/43"), "waits for its turn", "promote → dev")
	r.s.Hold(false)
	if err := r.s.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	page := d.get("/acme/widgets/43")
	r.has(page, "succeeded", `<span class="name">clone</span>`, `<span class="name">deploy</span>`, `./deploy.sh dev</code></li>`,
		`href="`+r.url+issue17+`">acme/widgets#17</a>`, `<strong>alice</strong>`, `href="/acme/widgets/42">build 42</a>`,
		`<th scope="row" class="mono">REVISION</th><td class="mono">abc</td>`, `ROBOT_REF</th><td class="mono">•••</td>`)
	for _, path := range []string{"/", "/acme/widgets"} {
		r.has(d.get(path), `href="/acme/widgets/43"`, "→ <strong>dev</strong>", "of build 42", "fix the wobble", `href="/acme/widgets/42"`)
	}
	r.has(r.get(issue17), `href="`+r.drone+`/acme/widgets/43"`)
}

// TestFailedBuild: the step that failed says so, with its exit code and its log.
func TestFailedBuild(t *testing.T) {
	r := open(t)
	r.say("/promote 42 prod")
	page := r.atDrone().get("/acme/widgets/43")
	r.has(page, "failed", "exit code", "no route to host")
}

// TestHostileBuild: logs and parameters are text.
func TestHostileBuild(t *testing.T) {
	r := open(t)
	const hostile = "</code><script>alert(1)</script>"
	n := r.s.Drone().AddBuild(widgets, drone.Build{
		Message: hostile, Author: hostile, Error: hostile, Deploy: hostile, Event: "promote", Params: map[string]string{hostile: hostile, "ROBOT_ISSUE": "javascript:alert(1)"},
	})
	r.s.Drone().Log(widgets, n, 1, 1, hostile)
	page := r.atDrone().get("/acme/widgets/" + itoa(n))
	r.has(page, "&lt;script&gt;alert(1)")
	r.lacks(page+r.atDrone().get("/"), "<script>alert", "javascript:alert(1)\"")
}

// TestDroneMissing: what Drone does not know is 404, and its API is where it was.
func TestDroneMissing(t *testing.T) {
	d := open(t).atDrone()
	for _, path := range []string{"/acme/widgets/99", "/acme/widgets/x", "/acme/other", "/acme/other/1", "/acme"} {
		d.answer(http.StatusNotFound, func() (*http.Response, error) { return d.http.Get(d.url + path) })
	}
	d.answer(http.StatusUnauthorized, func() (*http.Response, error) { return d.http.Get(d.url + "/api/user") })
}

// TestRun is a run of a workflow, with its jobs and steps.
func TestRun(t *testing.T) {
	r := open(t)
	r.has(r.get("/acme/widgets/actions"), "There is no run yet.")
	r.say("/run deploy target=prod")
	var run issuetest.Run
	for _, run = range r.s.GitHub().Repo(widgets).Runs() {
	}
	at := "/acme/widgets/actions/runs/" + itoa(run.ID)
	r.has(r.get("/acme/widgets/actions"), `href="`+at+`"`, "failed")
	r.has(r.get(at+"/job/1"), "Set up job") // as replies link to it
	r.has(r.get(at), "deploy.yml", "Set up job", "failed", `<td class="mono">prod</td>`)
}
