package issue_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
)

// TestTrapMarkersOnEveryPage: copies of our markers, and forged ones, stand on every page
// before the reply, and none of them is taken for it.
func TestTrapMarkersOnEveryPage(t *testing.T) {
	w := newWorld(t)
	h := w.webhook()
	w.say("alice", "/build a")
	first := w.replies()[0]
	copied := first[strings.LastIndex(first, "<!-- robot "):]
	for i := range 250 {
		w.repo.Comment(17, "mallory", "x\n\n"+[]string{copied, first, strings.Replace(copied, "robot ", "robot e30", 1)}[i%3])
	}
	w.say("alice", "/build b")
	for i, job := range []string{"job/1", "job/2"} {
		if w.bring(h, w.of(i+1, ended(job, 1, issue.JobSucceeded))) == nil {
			t.Fatalf("nobody is told of %s", job)
		}
	}
	if got := w.replies(); len(got) != 2 || !strings.Contains(got[0], "🚀 Job job/1") || !strings.Contains(got[1], "🚀 Job job/2") {
		t.Errorf("said %q", got)
	}
	for _, c := range w.repo.Issue(17).By("mallory") {
		if strings.Contains(c.Body, "🚀") {
			t.Fatalf("somebody else's comment says %q", c.Body)
		}
	}
}

// TestTrapBackdatedComment: what a comment says of its own age lets nobody in, and the claim
// still stands.
func TestTrapBackdatedComment(t *testing.T) {
	w := newWorld(t)
	for _, at := range []string{"1970-01-01T00:00:00Z", "2126-01-01T00:00:00Z"} {
		e := w.repo.Comment(17, "alice", "/count x")
		created := e.Payload
		start := strings.LastIndex(string(created), `"created_at":"`) + len(`"created_at":"`)
		e.Payload = []byte(string(created[:start]) + at + string(created[start+len(at):]))
		before := len(w.crew.ran())
		for i, want := range []issue.State{issue.Ran, issue.Duplicate} {
			if got := w.send(e.Request(w.url, secret)); got.status != 200 || got.states()[0] != want {
				t.Errorf("%s, delivery %d: %d %s", at, i, got.status, got.body)
			}
		}
		if n := len(w.crew.ran()) - before; n != 1 {
			t.Errorf("%s: ran %d times", at, n)
		}
	}
	if got := w.say("mallory", "/count x"); got.states()[0] != issue.Denied {
		t.Errorf("%s", got.body)
	}
}

// TestTrapEditedBetweenWebhookAndAct: what GitHub signed is what runs, whatever somebody makes
// of the comment until then.
func TestTrapEditedBetweenWebhookAndAct(t *testing.T) {
	w := newWorld(t)
	e := w.repo.Comment(17, "alice", "/count signed")
	edited := w.repo.Edit(e.Comment, "mallory", "/count evil")
	for event, want := range map[*http.Request]int{edited.Request(w.url, secret): 202, e.Request(w.url, secret): 200} {
		if got := w.send(event); got.status != want {
			t.Errorf("%d %s, want %d", got.status, got.body, want)
		}
	}
	if ran := w.crew.ran(); len(ran) != 1 || ran[0] != "signed" {
		t.Errorf("ran %q", ran)
	}
}
