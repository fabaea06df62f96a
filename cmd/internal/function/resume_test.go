package function

import (
	"strings"
	"testing"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest/wire"
)

// A command that was broken off after it had acted is brought to its end by a redelivery,
// when it is a minute old: what it did is found, and not done again.
func TestResumedCommands(t *testing.T) {
	for _, test := range []struct{ say, file, want string }{
		{"/promote 42 dev", "", "Started build [43](CI/acme/widgets/43), which promotes build [42](CI/acme/widgets/42) to `dev`."},
		{"/promote dev", "", "Started build [43](CI/acme/widgets/43), which promotes build [42](CI/acme/widgets/42) to `dev`."},
		{"/rollback dev 42", "", "Started build [43](CI/acme/widgets/43), which rolls `dev` back to build [42](CI/acme/widgets/42)."},
		{"/retry 41", "", "Started build [43](CI/acme/widgets/43), which builds commit"},
		{"/run deploy target=dev", "", "Started run ["},
		{"/build", "commands: { build: { uses: drone_build, with: { branch: main } } }\nuse: [help]", "Started build [43](CI/acme/widgets/43), which builds commit"},
		{"/cancel 44", "", "It may have run: it was begun before, and broken off. Look, and if it did not, comment it again."},
		{"/lock-target dev", "", "You hold the lock of `dev` already"},
		{"/status", "", "Nothing runs now."},
	} {
		t.Run(test.say, func(t *testing.T) {
			w := newWorld(t)
			w.url = w.serve(t, "use=help run drone locks")
			if test.file != "" {
				w, _ = configured(t, test.file)
			}
			w.gh.Break(wire.Fault{Method: "POST", Path: "/issues/17/comments", Status: 502})
			e := w.repo.Comment(17, "alice", test.say)
			if status, body := w.post(t, e); status != 200 || !strings.Contains(body, "could not be posted") {
				t.Fatal(status, body)
			}
			builds, runs := len(w.ci.Builds("acme/widgets")), len(w.repo.Runs())
			w.gh.Mend()
			if _, body := w.post(t, e); !strings.Contains(body, `"duplicate"`) {
				t.Errorf("at once: %s", body)
			}
			w.later(2)
			if status, body := w.post(t, e); status != 200 {
				t.Fatal(status, body)
			}
			said := w.repo.Issue(17).By("sealrobot")
			want := strings.ReplaceAll(test.want, "CI/", w.ci.URL+"/")
			if len(said) != 1 || !strings.Contains(said[0].Body, want) {
				t.Errorf("want one reply with %q, got %v", want, said)
			}
			if b, r := len(w.ci.Builds("acme/widgets")), len(w.repo.Runs()); b != builds || r != runs {
				t.Errorf("%d more builds, %d more runs", b-builds, r-runs)
			}
			if got := w.repo.Reactions(e.Comment, "sealrobot"); len(got) != 2 {
				t.Errorf("reactions %v, want that it began and ended", got)
			}
			if _, body := w.post(t, e); !strings.Contains(body, `"duplicate"`) {
				t.Errorf("after that: %s", body)
			}
		})
	}
}

// Drone cannot be asked what was done: nothing is said, and it is looked at again later.
func TestResumedLater(t *testing.T) {
	w := newWorld(t)
	w.gh.Break(wire.Fault{Method: "POST", Path: "/issues/17/comments", Status: 502})
	e := w.repo.Comment(17, "alice", "/promote 42 dev")
	w.post(t, e)
	w.gh.Mend()
	w.ci.Break(wire.Fault{Status: 503})
	w.later(2)
	if status, body := w.post(t, e); status != 500 || !strings.Contains(body, "looked at again later") {
		t.Errorf("%d %s", status, body)
	}
	w.ci.Mend()
	w.later(4)
	w.post(t, e)
	if said := w.repo.Issue(17).By("sealrobot"); len(said) != 1 || !strings.Contains(said[0].Body, "Started build [43]") || len(w.ci.Builds("acme/widgets")) != 4 {
		t.Errorf("the robot said %v", said)
	}
}

// The reply was posted, and nothing after that: the end is all that is missing.
func TestResumedAfterTheReply(t *testing.T) {
	w := newWorld(t)
	w.gh.Break(wire.Fault{Method: "POST", Path: "/reactions", Skip: 1, Status: 502})
	e := w.repo.Comment(17, "alice", "/promote 42 dev")
	w.post(t, e)
	w.gh.Mend()
	w.ci.Finish("acme/widgets", 43, drone.StatusPassing)
	w.later(2)
	w.post(t, e)
	if said := w.repo.Issue(17).By("sealrobot"); len(said) != 1 || !strings.Contains(said[0].Body, "**succeeded**") {
		t.Errorf("the robot said %v", said)
	}
	if got := strings.Join(w.repo.Reactions(e.Comment, "sealrobot"), " "); got != "eyes rocket" {
		t.Errorf("reactions %s", got)
	}
}

// GitHub took the reply and did not say so: it is there, and is not posted again.
func TestReplyThatWasNotConfirmed(t *testing.T) {
	w := newWorld(t)
	w.gh.Break(wire.Fault{Method: "POST", Path: "/issues/17/comments", After: true, Cut: true}.Once())
	e := w.repo.Comment(17, "alice", "/promote 42 dev")
	if _, body := w.post(t, e); strings.Contains(body, "could not be posted") {
		t.Error(body)
	}
	if said := w.repo.Issue(17).By("sealrobot"); len(said) != 1 {
		t.Errorf("the robot said %v", said)
	}
	if got := strings.Join(w.repo.Reactions(e.Comment, "sealrobot"), " "); got != "eyes rocket" {
		t.Errorf("reactions %s", got)
	}
}
