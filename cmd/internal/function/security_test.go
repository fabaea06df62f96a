package function

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// What an attacker finds before him is the whole function: these tests go in by its door.

// secrets are what nobody may see.
func (w *world) secrets() []string { return []string{secret, droneToken, droneSecret, w.token} }

// leaky are the ways in which GitHub or Drone fails, with all that it should not say.
func (w *world) leaky() []wire.Fault {
	all := strings.Join(w.secrets(), " ")
	body := fmt.Sprintf(`{"message":"upstream says %s at https://x.example/?access_token=%s","errors":[{"message":%q}]}`, all, droneToken, all)
	header := http.Header{"Content-Type": {"application/json"}}
	to := http.Header{"Location": {"http://127.0.0.1:1/?access_token=" + droneToken + "&token=" + w.token}}
	return []wire.Fault{
		{Status: 500, Body: body, Header: header}, {Status: 401, Body: body, Header: header}, {Status: 403, Body: body, Header: header}, {Status: 404, Body: body, Header: header},
		{Status: 422, Body: body, Header: header}, {Status: 200, Body: all}, {Status: 307, Body: all, Header: to}, {Cut: true}, {Cut: true, After: true},
	}
}

// TestNoSecretUnderAnyFault: every call of a promotion and of a run, and of the way back,
// fails once in every way. No secret is in a reply, the log, or what we answer, and nobody
// gets the token of somebody else.
func TestNoSecretUnderAnyFault(t *testing.T) {
	for _, command := range []string{"/promote 42 dev", "/run deploy target=dev"} {
		for _, of := range []string{"github", "drone"} {
			for kind := range newWorld(t).leaky() {
				t.Run(fmt.Sprint(command, of, kind), func(t *testing.T) {
					t.Parallel()
					for skip := 0; faultAt(t, command, of, kind, skip); skip++ {
					}
				})
			}
		}
	}
}

// faultAt plays a command and its end with one fault, and reports whether it came to that.
func faultAt(t *testing.T, command, of string, kind, skip int) (befell bool) {
	w := newWorld(t)
	tape := map[string]*wire.Tape{"github": w.gh.Tape, "drone": w.ci.Tape}[of]
	fault := w.leaky()[kind].Once()
	fault.Skip = skip
	w.ci.Notify(w.url+"/drone", droneSecret)
	e := w.repo.Comment(17, "alice", command)
	w.gh.Forget()
	tape.Break(fault)
	answers := []string{w.answers(t, e)}
	if w.ci.Build("acme/widgets", 43) != nil {
		w.ci.Log("acme/widgets", 43, 1, 1, "FAIL "+strings.Join(w.secrets(), "\n"))
		w.ci.Finish("acme/widgets", 43, drone.StatusFailing)
	}
	for _, run := range w.repo.Runs() {
		answers = append(answers, w.answers(t, w.repo.FailAt(run.ID, "build", strings.Join(w.secrets(), " "))))
	}
	answers = append(answers, w.answers(t, e))
	for _, s := range w.secrets() {
		if strings.Contains(strings.Join(answers, ""), s) {
			t.Errorf("call %d: we answer %q", skip, answers)
		}
	}
	for _, c := range w.repo.Issue(17).By("sealrobot") {
		if strings.Contains(c.Body, "upstream says") || strings.Contains(c.Body, "127.0.0.1:1/") {
			t.Errorf("call %d: the reply repeats the answer: %q", skip, c.Body)
		}
	}
	w.toldTheirOwn(t)
	return len(tape.Calls()) > skip
}

func (w *world) answers(t *testing.T, e issuetest.Event) string {
	t.Helper()
	status, body := w.post(t, e)
	return fmt.Sprint(status, body)
}

// toldTheirOwn holds that each was called with the token that is meant for it, and with no
// secret beside.
func (w *world) toldTheirOwn(t *testing.T) {
	t.Helper()
	for _, side := range []struct {
		calls []wire.Call
		own   string
	}{{w.gh.Calls(), w.token}, {w.ci.Calls(), droneToken}} {
		for _, c := range side.calls {
			for _, s := range w.secrets() {
				if strings.Contains(c.Path+c.Body, s) || s != side.own && strings.Contains(fmt.Sprint(c.Header), s) {
					t.Errorf("%s tells a secret", c)
				}
			}
		}
	}
}

// TestAbsentFields: any field of an event may be missing, null or of another type, as those of
// a deleted account are: nothing panics, and who is answered is told a status that GitHub shows.
func TestAbsentFields(t *testing.T) {
	w := newWorld(t)
	w.post(t, w.repo.Comment(17, "alice", "/run deploy target=dev"))
	events := []issuetest.Event{
		w.repo.Comment(17, "alice", "/help"), w.repo.Review(18, "alice", "/help"), w.repo.Open(19, "alice", "New", "/help"),
		w.repo.OpenPull(20, "alice", "New", "/help"), w.repo.Finish(w.repo.Runs()[0].ID, "failure"),
	}
	for _, e := range events {
		for _, path := range fieldsOf(t, e.Payload) {
			for _, value := range []any{nil, gone{}, "x", -1, []any{}, map[string]any{}} {
				e := e
				original := e.Payload
				e.Payload = with(t, original, path, value)
				if status, body := w.post(t, e); !slices.Contains([]int{200, 202, 400, 500}, status) {
					t.Errorf("%s: %s is %v: %d %s", e.Name, strings.Join(path, "."), value, status, body)
				}
			}
		}
	}
	if log := w.logs.String(); strings.Contains(log, "panic") || strings.Contains(log, "nil pointer") {
		t.Errorf("something panics:\n%.3000s", log[strings.Index(log, "panic"):])
	}
}

// gone is a field that is not there.
type gone struct{}

// fieldsOf are the paths of a payload's fields, as deep as we read.
func fieldsOf(t *testing.T, payload []byte) (paths [][]string) {
	t.Helper()
	var whole map[string]any
	if err := json.Unmarshal(payload, &whole); err != nil {
		t.Fatal(err)
	}
	var walk func(at map[string]any, path []string)
	walk = func(at map[string]any, path []string) {
		for name, value := range at {
			if strings.HasSuffix(name, "_url") || strings.HasSuffix(name, "_count") {
				continue
			}
			here := append(slices.Clone(path), name)
			paths = append(paths, here)
			if inner, ok := value.(map[string]any); ok && len(path) < 2 {
				walk(inner, here)
			}
		}
	}
	walk(whole, nil)
	return paths
}

// with is a payload with another value in a field.
func with(t *testing.T, payload []byte, path []string, value any) []byte {
	t.Helper()
	var whole map[string]any
	if err := json.Unmarshal(payload, &whole); err != nil {
		t.Fatal(err)
	}
	at := whole
	for _, name := range path[:len(path)-1] {
		at = at[name].(map[string]any)
	}
	last := path[len(path)-1]
	at[last] = value
	if value == (gone{}) {
		delete(at, last)
	}
	changed, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// TestRobotsParamsAreItsOwn: what the robot tells a pipeline, no commenter says.
func TestRobotsParamsAreItsOwn(t *testing.T) {
	w := newWorld(t)
	for _, text := range []string{
		"/promote 42 dev ROBOT_USER=root", "/promote 42 dev robot_ref=x", "/promote 42 dev Robot_Issue=1", "/promote 42 dev ROBOT_COMMENT_URL=https://x.example",
		"/promote 42 dev target=prod", "/promote 42 dev access_token=x", "/run deploy target=dev robot_ref=x", "/run deploy target=dev ROBOT_REF=x",
	} {
		if status, body := w.post(t, w.repo.Comment(17, "alice", text)); status != 200 || !strings.Contains(body, `"state":"refused"`) {
			t.Errorf("%s: %d %s", text, status, body)
		}
	}
	for _, c := range append(w.gh.Calls(), w.ci.Calls()...) {
		if c.Method == "POST" && (strings.Contains(c.Path, "/promote") || strings.Contains(c.Path, "/dispatches")) {
			t.Errorf("%s", c)
		}
	}
}

// TestHeadersOfTheRequest: what stands in the headers is not signed, and is believed of nobody.
func TestHeadersOfTheRequest(t *testing.T) {
	w := newWorld(t)
	hostile := "@bob\t`<!-- -->` " + strings.Repeat("x", 5000)
	for _, header := range []string{"X-Github-Delivery", "X-Github-Event", "X-Fc-Request-Id", "X-Fc-Invocation-Type", "X-Forwarded-For", "User-Agent"} {
		status, _ := w.post(t, w.repo.Comment(17, "mallory", "/promote 42 dev"), header, hostile, "X-Fc-Invocation-Type", "Async")
		if status != 200 && status != 202 {
			t.Errorf("%s: %d", header, status)
		}
	}
	for _, c := range w.repo.Issue(17).By("sealrobot") {
		if strings.Contains(c.Body, "@bob") || !strings.Contains(c.Body, "needs **write**") {
			t.Errorf("said %q", c.Body)
		}
	}
	if calls := w.ci.Calls(); len(calls) > 0 {
		t.Errorf("Drone was called: %v", calls)
	}
}
