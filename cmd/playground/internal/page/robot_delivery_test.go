package page

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// delivered is the first delivery of an event of GitHub's.
func (r *reader) delivered(event, action string) sandbox.Delivery {
	r.Helper()
	all := r.s.Deliveries()
	slices.Reverse(all)
	at := slices.IndexFunc(all, func(d sandbox.Delivery) bool { return d.Event == event && d.Action == action })
	if at < 0 {
		r.Fatalf("there is no delivery of %s %s", event, action)
	}
	return all[at]
}

// TestDelivery: one page tells what was received, what of it is a command, what the robot did
// and what it answered.
func TestDelivery(t *testing.T) {
	r := open(t)
	r.say("Looks good!\n\n/promote 42 dev REVISION=abc\n\n> /promote 42 prod")
	d := r.delivered("issue_comment", "created")
	page := r.get(deliveryURL(d.Number))
	r.has(page, "issue_comment · created", `<a href="/acme/widgets/issues/17">acme/widgets#17</a>`,
		"1 command, 1 line that is no command", "<code>Looks good!</code>",
		`runs as /promote: 42, dev, REVISION=abc`, "<code>&gt; /promote 42 prod</code>", "in a quote",
		"GitHub says 201: nobody was before.", "What may this person do here?", "Locks the target", "Promotes the build.", "Replies.",
		`<span class="to drone">Drone</span>`, `id="call-1"`, "of the 10.0 s that GitHub waits",
		`<span class="badge state-ran">ran</span>`, "X-Hub-Signature-256", "&#34;action&#34;: &#34;created&#34;", "Recent deliveries")
	list := r.get("/deliveries")
	r.has(list, `href="`+deliveryURL(d.Number)+`"`, "answered 200 in", `id="sweep"`)
	r.has(r.get(issue17), `href="`+deliveryURL(d.Number)+`"`)

	edited := r.get(deliveryURL(r.delivered("issue_comment", "edited").Number))
	r.has(edited, "editing or deleting it afterwards runs nothing", "202: there was nothing in it for the robot")
	drone := r.get(deliveryURL(r.delivered("build", "created").Number))
	r.has(drone, "build · created", "1 min 0 s")
	r.lacks(drone, "What of it is a command?")
}

// TestWholeBodies: of a long body the page has the beginning, and says where the rest is.
func TestWholeBodies(t *testing.T) {
	r := open(t)
	r.say("/promote 42 dev")
	d := r.delivered("issue_comment", "created")
	at := deliveryURL(d.Number)
	r.has(r.get(at), "more characters:", `href="`+at+`/payload"`)
	r.has(r.get(at+"/payload"), `"full_name": "acme/widgets"`)
	claim := slices.IndexFunc(d.Calls, func(c sandbox.Call) bool { return strings.Contains(c.Request, "eyes") })
	call := at + "/calls/" + itoa(int64(claim+1))
	r.has(r.get(call+"/request"), `"content": "eyes"`)
	r.has(r.get(call+"/answer"), `"content": "eyes"`)
	if n := len(r.get(at)); n > 100_000 {
		t.Errorf("the page has %d bytes, want at most 100,000", n)
	}
}

// TestLongText: a text is read to its end, although of its payload only the beginning is kept.
func TestLongText(t *testing.T) {
	r := open(t)
	r.say(strings.Repeat("long ", 13000) + "\n/help")
	page := r.get(deliveryURL(r.delivered("issue_comment", "created").Number))
	r.has(page, "<code>/help</code>", "runs as /help")
}

// TestOlderDeliveries: a list stays short, and leads to the rest.
func TestOlderDeliveries(t *testing.T) {
	r := open(t)
	for range ofAll + 3 {
		r.s.GitHub().Repo(widgets).Comment(17, "alice", "hello")
	}
	if err := r.s.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := `href="/deliveries/1"`
	page := r.get("/deliveries")
	r.has(page, "3 older deliveries", `href="/deliveries?all"`)
	r.lacks(page, first)
	r.has(r.get("/deliveries?all"), first)
	if n := strings.Count(r.get(issue17), `id="happened-`); n != ofIssue {
		t.Errorf("an issue lists %d deliveries, want %d", n, ofIssue)
	}
}

// TestRobotMissing: what is not there is 404.
func TestRobotMissing(t *testing.T) {
	r := open(t)
	r.say("/help")
	for _, path := range []string{
		"/deliveries/99", "/deliveries/0", "/deliveries/x", "/deliveries/-1", "/deliveries/99/payload", "/deliveries/1/calls/99/answer",
		"/deliveries/1/calls/0/answer", "/deliveries/1/calls/1/else", "/acme/other/actions", "/acme/widgets/actions/runs/1", "/acme/widgets/actions/runs/x",
	} {
		r.answer(http.StatusNotFound, func() (*http.Response, error) { return r.http.Get(r.url + path) })
	}
	r.answer(http.StatusNotFound, func() (*http.Response, error) { return r.http.PostForm(r.url+"/switches/else", form(nil)) })
}

// TestHostileDelivery: whatever a text is, the page shows it and does nothing.
func TestHostileDelivery(t *testing.T) {
	r := open(t)
	const hostile = `<script>alert("x")</script></pre></code><img src=x onerror=alert(1)>`
	r.say("/promote 42 " + hostile + "\n" + hostile + "\n/say " + hostile)
	for _, d := range r.s.Deliveries() {
		at := deliveryURL(d.Number)
		r.lacks(r.get(at), "<script>alert", "<img src=x", "onerror=alert(1)>")
		for _, raw := range []string{"/payload", "/calls/1/request"} {
			answer, err := r.http.Get(r.url + at + raw)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if kind := answer.Header.Get("Content-Type"); answer.StatusCode == http.StatusOK && !strings.HasPrefix(kind, "text/plain") || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s%s is %s", at, raw, kind)
			}
		}
	}
	r.lacks(r.get("/deliveries"), "<script>alert")
}
