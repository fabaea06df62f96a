package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// TestHTTP: what a command of robot.yml calls is in the journal, without the secret that it is
// given; an instance that was killed calls nobody; and the addresses are looked after as in
// earnest.
func TestHTTP(t *testing.T) {
	w := start(t)
	heard := make(chan string, 10)
	theirs := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		heard <- r.Header.Get("Authorization") + " " + string(body)
	}))
	defer theirs.Close()
	file := `commands:
  tell: { uses: http, args: "<text…>", with: { url: "` + theirs.URL + `/x", private: true, headers: { Authorization: "Bearer $DEMO_TOKEN" }, body: { text: "{text}" }, reply: "Told." } }
  look: { uses: http, with: { url: "` + strings.Replace(theirs.URL, "http://127.0.0.1", "https://localhost", 1) + `/x", reply: "Seen." } }
`
	if problems := w.Configure(file); problems != nil {
		t.Fatal(problems)
	}
	w.say("alice", "/tell them")
	if got := <-heard; !strings.HasPrefix(got, "Bearer demo-") || !strings.Contains(got, `"them"`) {
		t.Errorf("they heard %q", got)
	}
	d, host := w.last(), strings.TrimPrefix(theirs.URL, "http://")
	if did := w.did(d); !strings.Contains(did, host+" POST x 200\n") || strings.Contains(did, "demo-") {
		t.Errorf("it did\n%s", did)
	}
	w.say("alice", "/look")
	if did := w.did(w.last()); len(heard) > 0 || !strings.Contains(did, " POST x 0") {
		t.Errorf("%d were heard at a private address; it did\n%s", len(heard), did)
	}
	w.Turn(sandbox.Kill, true)
	w.say("alice", "/tell nobody")
	if len(heard) > 0 || strings.Contains(w.did(w.last()), host) {
		t.Errorf("a dead instance called %q; it did\n%s", host, w.did(w.last()))
	}
}
