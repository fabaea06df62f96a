package lock_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/internal/lock"
)

const (
	unread  = "GitHub did not say whether `prod` is locked: nothing was done. Comment it again later."
	unsure  = "GitHub did not confirm the lock of `prod`, and may have it all the same. Look with `/locks`, and comment it again if it is not there."
	unsureB = "GitHub did not confirm the lock of `prod`: nothing was started. Comment it again in two minutes."
	off     = "Locks are off here: the robot's token may not write this repository's contents (`contents: write`). Tell whoever runs this robot."
)

func answer(status int, message string) wire.Fault {
	return wire.Fault{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: fmt.Sprintf(`{"message":%q}`, message)}
}

func after(f wire.Fault) wire.Fault { f.After = true; return f }

// TestFaults: whatever GitHub does, nobody has a lock without being told that it may be there.
func TestFaults(t *testing.T) {
	cut, bad := wire.Fault{Cut: true}, issuetest.BadGateway()
	const commit, commits, refs, ref = "/git/commits/", "/git/commits$", "/git/refs$", "/git/ref/"
	for _, test := range []struct {
		name   string
		faults []wire.Fault
		says   string // "" where the lock is ours
		status int    // of an answer that the framework explains
		locked string // who has it afterwards
	}{
		{"reading fails", []wire.Fault{bad.On("GET", commit)}, unread, 0, ""},
		{"reading is cut", []wire.Fault{cut.On("GET", commit)}, unread, 0, ""},
		{"no commit is made", []wire.Fault{bad.On("POST", commits)}, unread, 0, ""},
		{"a commit is made, and not told", []wire.Fault{after(bad).On("POST", commits)}, unread, 0, ""},
		{"a commit without a name", []wire.Fault{answer(201, "x").On("POST", commits)}, unread, 0, ""},
		{"a commit is refused", []wire.Fault{answer(422, "Tree SHA does not exist").On("POST", commits)}, "", 422, ""},

		{"500 before", []wire.Fault{answer(500, "Server Error").On("POST", refs)}, unsure, 0, ""},
		{"500 after", []wire.Fault{after(answer(500, "Server Error")).On("POST", refs)}, "", 0, "alice"},
		{"cut before", []wire.Fault{cut.On("POST", refs)}, unsure, 0, ""},
		{"cut after", []wire.Fault{after(cut).On("POST", refs)}, "", 0, "alice"},
		{"not JSON, after", []wire.Fault{after(wire.Fault{Status: 201, Body: "<html>"}).On("POST", refs)}, "", 0, "alice"},
		{"409 before", []wire.Fault{answer(409, "Git Repository is empty.").On("POST", refs)}, unsure, 0, ""},
		{"409 after", []wire.Fault{after(answer(409, "Conflict")).On("POST", refs)}, "", 0, "alice"},
		{"500 after, and nobody tells", []wire.Fault{after(bad).On("POST", refs), bad.On("GET", ref)}, unsure, 0, "alice"},
		{"exists, and nobody tells whose", []wire.Fault{answer(422, "Reference already exists").On("POST", refs), bad.On("GET", ref)}, unread, 0, ""},
		{"existed for a moment", []wire.Fault{answer(422, "Reference already exists").On("POST", refs).Once()}, "", 0, "alice"},
		{"exists for ever, and is never there", []wire.Fault{answer(422, "Reference already exists").On("POST", refs)},
			"Too many want the lock of `prod` at the same time: nothing was done. Comment it again.", 0, ""},
		{"422 of another kind", []wire.Fault{answer(422, "Repository rule violations found").On("POST", refs)}, "", 422, ""},
		{"401", []wire.Fault{issuetest.BadCredentials().On("POST", refs)}, "", 401, ""},
		{"403", []wire.Fault{answer(403, "Resource not accessible by integration").On("POST", refs)}, off, 0, ""},
		{"404", []wire.Fault{issuetest.NotFound().On("POST", refs)}, off, 0, ""},
		{"403 at the commit", []wire.Fault{answer(403, "Resource not accessible by integration").On("POST", commits)}, off, 0, ""},
		{"404 at the commit", []wire.Fault{issuetest.NotFound().On("POST", commits)}, off, 0, ""},
		{"403 at reading", []wire.Fault{answer(403, "Resource not accessible by integration").On("GET", "/git/")}, off, 0, ""},
		{"404 at reading", []wire.Fault{issuetest.NotFound().On("GET", "/git/")}, off, 0, ""},
		{"too often", []wire.Fault{issuetest.SecondaryLimited(time.Minute).On("POST", refs)}, "", 403, ""},
		{"used up", []wire.Fault{issuetest.RateLimited(time.Now().Add(time.Hour)).On("POST", commits)}, "", 403, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := start(t)
			for _, f := range test.faults {
				w.gh.Break(f)
			}
			held, err := w.locks().Hold(t.Context(), w.main, by("alice"))
			if held != nil {
				t.Errorf("held by %+v", held)
			}
			told(t, err, test.says, test.status)
			if errors.Is(err, lock.ErrOff) != (test.says == off) {
				t.Errorf("%v: is ErrOff", err)
			}
			w.gh.Mend()
			w.is("prod", test.locked)
		})
	}
}

// told checks an error: a sentence, or an answer of GitHub's, or none.
func told(t *testing.T, err error, says string, status int) {
	t.Helper()
	var said *issue.Said
	switch {
	case says != "":
		if !errors.As(err, &said) || said.Text.String() != says || said.State != issue.Failed {
			t.Errorf("got  %v\nwant %s", err, says)
		}
	case status != 0:
		if errors.As(err, &said) || issue.Answer(err) == nil || issue.Answer(err).StatusCode != status {
			t.Errorf("got %v, want GitHub's answer %d", err, status)
		}
	case err != nil:
		t.Errorf("got %v, want none", err)
	}
}

// TestBriefFaults: a brief lock that was not confirmed ends by itself.
func TestBriefFaults(t *testing.T) {
	w := start(t)
	w.gh.Break(after(issuetest.BadGateway()).On("POST", "/git/refs$"))
	w.gh.Break(issuetest.BadGateway().On("GET", "/git/ref/"))
	_, err := w.locks().Hold(t.Context(), w.main, briefly("alice"))
	told(t, err, unsureB, 0)
	w.gh.Mend()
	w.later(3 * time.Minute)
	w.take(w.locks(), briefly("bob"))
}

// TestTakeOverFaults: the ref is moved, or it is not; the answer does not decide.
func TestTakeOverFaults(t *testing.T) {
	const refs = "/git/refs/"
	for _, test := range []struct {
		name  string
		fault wire.Fault
		says  string
		ours  bool
	}{
		{"500 after", after(answer(500, "Server Error")).On("PATCH", refs), "", true},
		{"cut after", after(wire.Fault{Cut: true}).On("PATCH", refs), "", true},
		{"500 once", answer(500, "Server Error").On("PATCH", refs).Once(), "", true},
		{"never", answer(500, "Server Error").On("PATCH", refs), unsure, false},
		{"always another", answer(422, "Update is not a fast forward").On("PATCH", refs), "Too many want the lock of `prod` at the same time: nothing was done. Comment it again.", false},
		{"gone in between", answer(422, "Reference does not exist").On("PATCH", refs).Once(), "", true},
		{"403", answer(403, "Resource not accessible by integration").On("PATCH", refs), off, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := start(t)
			w.take(w.locks(), briefly("crashed"))
			w.later(3 * time.Minute)
			w.gh.Break(test.fault)
			held, err := w.locks().Hold(t.Context(), w.main, by("alice"))
			told(t, err, test.says, 0)
			w.gh.Mend()
			if holder := map[bool]string{true: "alice"}[test.ours]; held != nil {
				t.Errorf("held by %+v", held)
			} else {
				w.is("prod", holder)
			}
		})
	}
}

// TestTakenMeanwhile: the lock that is there when we look is the one that counts.
func TestTakenMeanwhile(t *testing.T) {
	for name, fault := range map[string]wire.Fault{
		"500": answer(500, "Server Error"), "409": answer(409, "Conflict"), "422": answer(422, "Reference already exists"), "cut": {Cut: true},
	} {
		w := start(t)
		w.take(w.locks(), by("bob"))
		w.gh.Break(fault.On("POST", "/git/refs$"))
		held, err := w.locks().Hold(t.Context(), w.main, by("alice"))
		if err != nil || held == nil || held.Holder != "bob" {
			t.Errorf("%s: %+v, %v; want what bob has", name, held, err)
		}
	}
}

func TestOtherFaults(t *testing.T) {
	const unended = "GitHub did not confirm that the lock of `prod` is gone. Look with `/locks`, and comment it again if it is there."
	w := start(t)
	w.take(w.locks(), by("alice"))
	release := func(l *lock.Locks) error { return l.Release(t.Context(), "prod") }
	find := func(l *lock.Locks) error { _, err := l.Find(t.Context(), "prod"); return err }
	all := func(l *lock.Locks) error { _, err := l.All(t.Context()); return err }
	for _, test := range []struct {
		name   string
		fault  wire.Fault
		do     func(*lock.Locks) error
		says   string
		status int
	}{
		{"release, 500", answer(500, "x").On("DELETE", ""), release, unended, 0},
		{"release, cut", wire.Fault{Cut: true, Method: "DELETE"}, release, unended, 0},
		{"release, 403", answer(403, "Resource not accessible by integration").On("DELETE", ""), release, off, 0},
		{"release, 422 of another kind", answer(422, "Repository rule violations found").On("DELETE", ""), release, "", 422},
		{"release, gone", answer(422, "Reference does not exist").On("DELETE", ""), release, "", 0},
		{"find, 500", answer(500, "x").On("GET", "/ref/"), find, unread, 0},
		{"find, 500 at the commit", answer(500, "x").On("GET", "/commits/"), find, unread, 0},
		{"find, 403", answer(403, "Resource not accessible by integration").On("GET", ""), find, off, 0},
		{"all, 500", answer(500, "x").On("GET", "/matching-refs/"), all, "GitHub did not say what is locked. Comment it again later.", 0},
		{"all, 500 at a commit", answer(500, "x").On("GET", "/commits/"), all, "GitHub did not say what is locked. Comment it again later.", 0},
		{"all, 403", answer(403, "Resource not accessible by integration").On("GET", ""), all, off, 0},
		{"all, 401", issuetest.BadCredentials().On("GET", ""), all, "", 401},
	} {
		t.Run(test.name, func(t *testing.T) {
			w.gh.Break(test.fault)
			defer w.gh.Mend()
			told(t, test.do(w.locks()), test.says, test.status)
		})
	}
	w.is("prod", "alice")
}

// TestWithoutContents asks with tokens that may comment, and not write what lies in a
// repository.
func TestWithoutContents(t *testing.T) {
	w := start(t)
	fine, classic := w.gh.SignInFine("sealrobot"), w.gh.SignIn("sealrobot")
	w.gh.WithholdContents(fine)
	w.gh.Scopes(classic)
	w.gh.Install("robot").WithholdContents()
	for name, token := range map[string]string{"fine-grained": fine, "no scope": classic, "App": w.gh.SignIn("robot[bot]"), "stranger": w.gh.SignIn("bob")} {
		_, err := w.as(token).Hold(t.Context(), w.main, by("alice"))
		if !errors.Is(err, lock.ErrOff) {
			t.Errorf("%s: %v, want ErrOff", name, err)
		}
		told(t, err, off, 0)
		if err := w.as(token).Release(t.Context(), "prod"); !errors.Is(err, lock.ErrOff) {
			t.Errorf("%s: release: %v, want ErrOff", name, err)
		}
	}
	if refs := w.repo.Refs("robot/"); len(refs) != 0 {
		t.Errorf("refs %v, want none", refs)
	}
}

// TestDeadline: when the time is over, the lock may be there, and that is said.
func TestDeadline(t *testing.T) {
	w := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.gh.Watch(func(c wire.Call) {
		if c.Method == "POST" && strings.HasSuffix(c.Path, "/git/refs") {
			cancel()
		}
	})
	w.gh.Break(wire.Fault{Method: "POST", Path: "/git/refs$", After: true, Delay: 20 * time.Millisecond, Cut: true})
	_, err := w.locks().Hold(ctx, w.main, by("alice"))
	told(t, err, unsure, 0)
	w.is("prod", "alice")

	if _, err := lock.Of(issue.IssueEvent{}); err == nil {
		t.Error("locks of nowhere")
	}
}
