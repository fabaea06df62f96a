package sandbox_test

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// proof are the signatures by which GitHub and Drone prove what they send, and tokens.
var proof = regexp.MustCompile(`sha(1|256)=[0-9a-f]{20}|signature=\\?"[A-Za-z0-9+/]{20}|gh[pousr]_[A-Za-z0-9]{16}`)

// TestNoSecret: whatever the robot does and is told, its secrets are not in the journal: not in
// headers, calls, answers, or what somebody writes who knows them.
func TestNoSecret(t *testing.T) {
	var out bytes.Buffer
	w := start(t, func(o *sandbox.Options) { o.Out = &out })
	w.say("alice", "/promote 42 dev TOKEN="+secret[:8])
	w.say("alice", "/retitle "+secret+" sandbox-drone demo-0123456789abcdef")
	w.Turn(sandbox.GitHubDown, true)
	w.say("alice", "/promote 42 dev")
	w.Turn(sandbox.GitHubDown, false)
	if _, err := w.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wait()
	// The robot asks for what its webhook has delivered, which GitHub shows with all headers.
	hook := w.GitHub().Deliveries()[0].Hook
	get := fmt.Sprintf("%s/api/v3/repos/%s/hooks/%d/deliveries/%d", w.GitHubURL(), home, hook, w.GitHub().Deliveries()[0].ID)
	r, err := http.NewRequest("GET", get, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer sandbox-"+w.Robot())
	if status, body := do(t, r); status != 200 || !proof.MatchString(body) {
		t.Errorf("%d %s: GitHub shows no signature", status, body)
	}
	r, err = http.NewRequest("POST", w.GitHubURL()+"/github", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Basic c29tZWJvZHk6cGFzc3dvcmQ=")
	r.Header.Set("Proxy-Authorization", "Basic c29tZWJvZHk6cGFzc3dvcmQ=")
	r.Header.Set("X-Whatever", secret)
	do(t, r)
	seen := 0
	for _, d := range w.Deliveries() {
		text := fmt.Sprintf("%+v %s", d, d.Payload)
		for _, hidden := range []string{secret, "sandbox-drone", "demo-0123456789abcdef", "c29tZWJvZHk"} {
			if strings.Contains(text, hidden) {
				t.Errorf("delivery %d shows %q:\n%s", d.Number, hidden, text)
			}
		}
		if found := proof.FindString(text); found != "" {
			t.Errorf("delivery %d shows %q", d.Number, found)
		}
		if d.Header.Get("X-Hub-Signature-256") == "sha256=…" {
			seen++
		}
	}
	if seen == 0 {
		t.Error("no delivery shows that it was signed")
	}
	if strings.Contains(out.String(), secret) || proof.MatchString(out.String()) || !strings.Contains(out.String(), "robot → Drone  POST /api/repos/acme/widgets/builds/42/promote?") || strings.Contains(out.String(), "ROBOT_REF") {
		t.Errorf("it is told:\n%s", out.String())
	}
	if strings.Contains(out.String(), "/comments 201 ") || strings.Count(out.String(), "issues/17/comments 201") == 0 {
		t.Errorf("it is told:\n%s", out.String())
	}
}

// TestCutSecret: a secret that is cut in two by the length of what is kept is not kept in part.
func TestCutSecret(t *testing.T) {
	w := start(t)
	body := `{"action":"created","x":"` // what follows ends in the middle of the secret
	body += strings.Repeat("x", 64<<10-len(body)-len(secret)/2) + secret + `"}`
	do(t, issuetest.Request(w.GitHubURL()+"/github", secret, "star", []byte(body), false))
	if d := w.Deliveries()[0]; strings.Contains(string(d.Payload), secret[:8]) || len(d.Payload) < 60<<10 {
		t.Errorf("%d bytes that end in %q", len(d.Payload), d.Payload[len(d.Payload)-40:])
	}
}

// TestKept: the journal keeps what was last, and of long bodies the beginning.
func TestKept(t *testing.T) {
	w := start(t)
	w.comment("alice", strings.Repeat("long ", 13000)+"\n/nothing")
	w.wait()
	if d := w.from("issue_comment", "created")[0]; len(d.Payload) != 64<<10 || len(d.Lines) != 1 {
		t.Errorf("%d bytes, %+v", len(d.Payload), d.Lines)
	}
	for range 600 {
		r := issuetest.Request(w.GitHubURL()+"/github", secret, "star", []byte(`{"action":"created"}`), false)
		do(t, r)
	}
	all := w.Deliveries()
	if len(all) != 500 || all[0].Number != 601 || all[499].Number != 102 {
		t.Errorf("%d deliveries, from %d to %d", len(all), all[len(all)-1].Number, all[0].Number)
	}
	if _, ok := w.Delivery(101); ok {
		t.Error("101 is there")
	}
	if d, ok := w.Delivery(102); !ok || d.Event != "star" {
		t.Errorf("%+v", d)
	}
}
